import type { Work } from '../platform/work.ts'
import type { EscalationPolicy } from './escalation.ts'

/** An incident as this unit of work has just raised it, from an alert: it has no ticket. */
export interface RaisedIncident {
  id: string
  title: string
  urgency: 'high' | 'low'
  policy: EscalationPolicy
}

const raised = new WeakMap<Work['db'], RaisedIncident>()

/** Keeps what is being stored for what follows from it in the same commit: reading it again would be one more round trip. */
export function keepRaised({ db }: Work, incident: RaisedIncident) {
  raised.set(db, incident)
}

/** Null when this unit of work did not raise it: then it has to be read. */
export function raisedHere({ db }: Work, id: string): RaisedIncident | null {
  const incident = raised.get(db)
  return incident?.id === id ? incident : null
}
