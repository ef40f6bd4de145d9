/** Decides, apart from the program, what an incident of the fixture's policy must look like after each thing that can be done. */

const MINUTE = 60_000
const LEVELS = 3
const ROUNDS = 2

export interface Modelled {
  status: 'triggered' | 'acknowledged' | 'snoozed' | 'resolved'
  reopenNo: number
  round: number
  level: number
  nextAt: number | null
  unanswered: boolean
  holder: string | null
  takenAt: number
  before: { status: 'triggered' | 'snoozed'; nextAt: number }
  /** Where it was last passed on to somebody by name: there it is postponed once. */
  passedAt: string
}

export const raised = (now: number): Modelled => ({
  status: 'triggered',
  reopenNo: 0,
  round: 1,
  level: 0,
  nextAt: now,
  unanswered: false,
  holder: null,
  takenAt: 0,
  before: { status: 'triggered', nextAt: now },
  passedAt: '',
})

const placeOf = ({ reopenNo, round, level }: Modelled) => `${reopenNo}.${round}.${level}`

const nextStep = ({ round, level }: Modelled) => {
  if (level < LEVELS) return { round, level: level + 1 }
  return round < ROUNDS ? { round: round + 1, level: 1 } : null
}

function step(incident: Modelled, now: number) {
  const next = nextStep(incident)
  if (next) return Object.assign(incident, next, { nextAt: now + 5 * MINUTE })
  return Object.assign(incident, { unanswered: true, nextAt: now + 10 * MINUTE })
}

/** Each returns false where the program must refuse. */
export const does = {
  tick(incident: Modelled, now: number) {
    if (incident.nextAt === null || incident.nextAt > now) return true
    if (incident.status === 'snoozed')
      Object.assign(incident, {
        status: 'triggered',
        reopenNo: incident.reopenNo + 1,
        round: 1,
        level: 0,
        unanswered: false,
      })
    step(incident, now)
    return true
  },
  acknowledge(incident: Modelled, now: number, user: string) {
    if (incident.status === 'resolved') return false
    if (incident.status === 'acknowledged') return true
    const before = { status: incident.status, nextAt: incident.nextAt! }
    Object.assign(incident, {
      status: 'acknowledged',
      holder: user,
      takenAt: now,
      before,
      nextAt: null,
    })
    return true
  },
  undo(incident: Modelled, now: number, user: string) {
    if (
      incident.status !== 'acknowledged' ||
      incident.holder !== user ||
      now - incident.takenAt > 10_000
    )
      return false
    Object.assign(incident, { ...incident.before, holder: null })
    return true
  },
  handBack(incident: Modelled, now: number, user: string) {
    if (incident.status !== 'acknowledged' || incident.holder !== user) return false
    const soonest = now + MINUTE
    const nextAt =
      incident.before.status === 'triggered' ? Math.max(incident.before.nextAt, soonest) : soonest
    Object.assign(incident, { status: 'triggered', holder: null, nextAt })
    return true
  },
  passOn(incident: Modelled, now: number) {
    if (incident.status !== 'triggered') return false
    incident.nextAt = now
    return true
  },
  passTo(incident: Modelled, now: number) {
    if (incident.status !== 'triggered') return false
    if (incident.passedAt !== placeOf(incident))
      incident.nextAt = Math.max(incident.nextAt!, now + MINUTE)
    incident.passedAt = placeOf(incident)
    return true
  },
  snooze(incident: Modelled, now: number) {
    if (incident.status === 'resolved') return false
    Object.assign(incident, { status: 'snoozed', holder: null, nextAt: now + 15 * MINUTE })
    return true
  },
  escalate(incident: Modelled, now: number) {
    if (incident.status === 'resolved') return false
    if (incident.status !== 'acknowledged') {
      incident.status = 'triggered'
      step(incident, now)
      return true
    }
    const next = nextStep(incident)
    if (next) Object.assign(incident, next)
    return next !== null
  },
  escalateStale: () => false,
  resolve(incident: Modelled) {
    Object.assign(incident, { status: 'resolved', nextAt: null })
    return true
  },
}

export type Deed = keyof typeof does
