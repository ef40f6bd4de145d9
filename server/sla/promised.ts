import type { System } from '../platform/system.ts'
import { dueAfter } from './clock.ts'
import { hoursOf, listPolicies } from './queries.ts'
import { policyFor, targetFor, type Metric, type TicketFacts } from './target.ts'

export interface Promised {
  policyVersionId: string
  calendarVersionId: string
  targetMinutes: number
  dueAt: Date
}

/** What is promised to a ticket with these facts when it is asked for at `at`; null: nothing. Clocks start by the same. */
export async function promisedFor(
  system: System,
  ticket: TicketFacts,
  metric: Metric,
  at: Date,
): Promise<Promised | null> {
  const policy = policyFor(await listPolicies(system), ticket)
  const target = policy && targetFor(policy, metric, ticket.priority)
  if (!policy || !target) return null
  return {
    policyVersionId: policy.versionId,
    calendarVersionId: target.hours,
    targetMinutes: target.minutes,
    dueAt: dueAfter(await hoursOf(system, target.hours), at, target.minutes),
  }
}
