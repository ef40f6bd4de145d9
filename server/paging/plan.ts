/** Decides which pages a step makes: who, by which way, when, and in which lane. */
import { ALONE_A_MINUTE, gatheredAt } from './bundle.ts'

export type Way = 'web_push' | 'email' | 'ntfy' | 'webhook'

export interface Rule {
  kind: Way
  afterSeconds: number
  /** Goes on after that every so many seconds while the page may still be needed. */
  repeatEverySeconds: number | null
}

export interface Method {
  id: string
  kind: Way
  address: string
}

export interface Responder {
  userId: string
  learner: boolean
  rules: readonly Rule[]
  /** Ways that work: proven or never refused. Broken ones are left out by the caller. */
  methods: readonly Method[]
  /** Other incidents that nobody has, for which this person was paged within the last minute; counted up to a few. */
  othersRinging: number
}

export interface StepToPage {
  incidentId: string
  reopenNo: number
  round: number
  level: number
  at: Date
  /** How long repeats go on. */
  repeatForSeconds: number
  isFirst: boolean
  /** Somebody asked for this person: their page leaves alone and at once, whatever else burns. */
  byName: boolean
}

export interface PlannedPage {
  key: string
  userId: string
  learner: boolean
  contactMethodId: string
  kind: Way
  address: string
  notBefore: Date
  lane: 0 | 1 | 2
  gathered: boolean
}

/** Nobody's phone is called more often than this by one rule of one step. */
const MOST_REPEATS = 30

/** Lane 0 is the first page of an incident to somebody who is not in a burst: it waits for nothing else. */
export function planPages(step: StepToPage, responders: readonly Responder[]): PlannedPage[] {
  return responders.flatMap((responder) => {
    const usable = rulesThatReach(responder)
    const soonest = Math.min(...usable.map(({ afterSeconds }) => afterSeconds))
    return usable.flatMap((rule) =>
      responder.methods
        .filter(({ kind }) => kind === rule.kind)
        .flatMap((method) =>
          momentsOf(rule, step.repeatForSeconds).map((seconds) =>
            pageAt(step, responder, method, seconds, seconds === soonest),
          ),
        ),
    )
  })
}

/** Rules whose way exists. A person whose rules name none of their ways is paged by every way they have, at once. */
function rulesThatReach({ rules, methods }: Responder): readonly Rule[] {
  const usable = rules.filter((rule) => methods.some(({ kind }) => kind === rule.kind))
  if (usable.length > 0) return usable
  return [...new Set(methods.map(({ kind }) => kind))].map((kind) => ({
    kind,
    afterSeconds: 0,
    repeatEverySeconds: null,
  }))
}

function momentsOf({ afterSeconds, repeatEverySeconds }: Rule, repeatForSeconds: number): number[] {
  if (!repeatEverySeconds) return [afterSeconds]
  const count = Math.max(
    1,
    Math.min(MOST_REPEATS, Math.ceil((repeatForSeconds - afterSeconds) / repeatEverySeconds)),
  )
  return Array.from({ length: count }, (_, index) => afterSeconds + index * repeatEverySeconds)
}

function pageAt(
  step: StepToPage,
  { userId, learner, othersRinging }: Responder,
  method: Method,
  seconds: number,
  isSoonest: boolean,
): PlannedPage {
  const due = new Date(step.at.getTime() + seconds * 1000)
  const gathered = !step.byName && othersRinging >= ALONE_A_MINUTE
  return {
    key: [step.incidentId, step.reopenNo, step.round, step.level, userId, method.id, seconds].join(
      ':',
    ),
    userId,
    learner,
    contactMethodId: method.id,
    kind: method.kind,
    address: method.address,
    notBefore: gathered ? gatheredAt(due, method.id) : due,
    lane: isSoonest && seconds === 0 ? (step.isFirst && !gathered ? 0 : 1) : 2,
    gathered,
  }
}
