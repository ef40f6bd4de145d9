/** Decides what is over: which tickets came in the last months, and what was done about each, at which moment. Pure but for its seed. */
import type { Priority } from '../../server/events.ts'
import type { Metric } from '../../server/sla/target.ts'
import type { Via } from '../../server/tickets/actions.ts'
import { customers, personOf, strangers, type Customer, type Person } from './customers.ts'
import { dueAfter, later } from './hours.ts'
import {
  agent,
  answerTo,
  DAY_MINUTES,
  detailsFor,
  letter,
  PAID_WORDS,
  type PlannedTicket,
  type Setting,
  type Step,
} from './plan.ts'
import { forum, hackerone, other, security, trackers } from './words/open-doors.ts'
import { fill, type Words } from './words/words.ts'

const CLOSES_AFTER = 7 * DAY_MINUTES
/** As often as they are chosen. */
const PRIORITIES = 'urgent high high normal normal normal normal low low'.split(' ') as Priority[]
const PAYING = customers.filter(({ plan }) => plan !== 'free')
const FREE = customers.filter(({ plan }) => plan === 'free')

/** Everything that is over, all channels but emergencies. */
export function planPast(setting: Setting): PlannedTicket[] {
  const times = (count: number, make: (setting: Setting, index: number) => PlannedTicket) =>
    Array.from({ length: count }, (_, index) => make(setting, index))
  return [
    ...times(275, pastPaid),
    ...times(30, fromFreePlan),
    ...times(38, securityMail),
    ...times(12, pastReport),
    ...times(52, pastTopic),
    ...times(32, pastIssue),
    ...times(24, pastWork),
  ]
}

/** Most people write on working days; the world is round, so every hour is somebody's. */
function moment({ chance, from, end }: Setting, { upTo = 5 }: { upTo?: number } = {}): Date {
  const last = later(end, -upTo * DAY_MINUTES).getTime()
  const at = new Date(chance.between(from.getTime(), last))
  const isWeekend = at.getUTCDay() % 6 === 0
  // Asked on working days as well: the same chances are drawn whatever day the demo is made.
  const moves = chance.happens(0.75)
  return isWeekend && moves
    ? later(at, at.getTime() > last - 2 * 86_400_000 ? -2 * DAY_MINUTES : 2 * DAY_MINUTES)
    : at
}

function pastPaid(setting: Setting, index: number): PlannedTicket {
  const { chance } = setting
  const customer = PAYING[index % PAYING.length]!
  const words = PAID_WORDS[index % PAID_WORDS.length]!
  const priority = chance.pick(PRIORITIES)
  const from = personOf(customer, chance.whole(0, 2))
  return conversation(setting, { customer, words, priority, at: moment(setting), from })
}

interface Talk {
  customer: Customer
  words: Words
  priority: Priority
  at: Date
  from: Person
}

function conversation(
  setting: Setting,
  { customer, words, priority, at, from }: Talk,
): PlannedTicket {
  const { chance } = setting
  const by = agent(setting)
  const details = detailsFor(setting, customer.key)
  const say = (text: string) => fill(text, details)
  const steps: Step[] = []
  let now = replyAt(setting, customer, 'first_reply', priority, at, chance.happens(0.05))
  if (words.note && chance.happens(0.8))
    steps.push({
      at: new Date(Math.max(later(now, -4).getTime(), later(at, 1).getTime())),
      kind: 'staff',
      by,
      take: true,
      note: say(words.note),
    })
  if (words.ask && words.facts) {
    steps.push({
      at: now,
      kind: 'staff',
      by,
      take: true,
      words: answerTo(from, say(words.ask), by),
      status: 'pending',
    })
    now = later(now, chance.between(15, 900))
    steps.push({ at: now, kind: 'customer', words: say(words.facts) })
    now = replyAt(setting, customer, 'next_reply', priority, now, chance.happens(0.03))
  }
  const thanked = chance.happens(0.35)
  steps.push({
    at: now,
    kind: 'staff',
    by,
    take: true,
    words: answerTo(from, say(words.answer), by),
    status: thanked ? 'pending' : 'solved',
  })
  if (thanked) {
    now = later(now, chance.between(20, 1200))
    steps.push({
      at: now,
      kind: 'customer',
      words: chance.pick([
        'That did it, thank you!',
        'Works. You may close this.',
        'Perfect, thanks for the quick help.',
        'Confirmed on our side.',
      ]),
    })
    now = later(now, chance.between(5, 120))
    steps.push({ at: now, kind: 'staff', by, status: 'solved' })
  }
  steps.push({ at: later(now, CLOSES_AFTER), kind: 'close' })
  return {
    at,
    channel: 'paid',
    subject: say(words.subject),
    body: letter(say(words.problem), from.name),
    from,
    via: priority === 'normal' ? 'email' : 'portal',
    priority,
    steps,
  }
}

/** When we answered: well inside what was promised, or (`late`) after it. Without a promise, within a working day. */
function replyAt(
  setting: Setting,
  customer: Customer,
  metric: Metric,
  priority: Priority,
  since: Date,
  late: boolean,
): Date {
  const promise = setting.promise(customer, metric, priority)
  const share = late ? setting.chance.between(1.1, 1.8) : setting.chance.between(0.08, 0.8)
  return promise
    ? dueAfter(promise.hours, since, Math.max(2, Math.round(promise.minutes * share)))
    : later(since, setting.chance.between(60, 1100))
}

/** The machine answers these, names the forum and closes them. */
function fromFreePlan(setting: Setting, index: number): PlannedTicket {
  const customer = FREE[index % FREE.length]!
  const words = PAID_WORDS[(index * 7) % PAID_WORDS.length]!
  const details = detailsFor(setting, customer.key)
  const from = personOf(customer, index)
  return {
    at: moment(setting, { upTo: 0.2 }),
    channel: 'paid',
    subject: fill(words.subject, details),
    body: letter(fill(words.problem, details), from.name),
    from,
    via: 'email',
    steps: [],
  }
}

function securityMail(setting: Setting, index: number): PlannedTicket {
  const words = security[index % security.length]!
  const details = detailsFor(setting, 'example')
  const from =
    index % 3 === 0 ? personOf(setting.chance.pick(customers)) : setting.chance.pick(strangers)
  return {
    at: moment(setting, { upTo: 0.1 }),
    channel: 'security',
    subject: fill(words.subject, details),
    body: letter(fill(words.problem, details), from.name),
    from,
    via: 'email',
    steps: [],
  }
}

type Answered = {
  channel: string
  words: readonly Words[]
  by: string
  from: Person
  via: Via
  at: Date
  replyAfterDays: [number, number]
  solvedAfterDays: [number, number]
}

function answered(
  setting: Setting,
  index: number,
  { channel, words, by, from, via, at, replyAfterDays, solvedAfterDays }: Answered,
): PlannedTicket {
  const { chance } = setting
  const chosen = words[index % words.length]!
  const details = detailsFor(setting, 'example')
  const say = (text: string) => fill(text, details)
  const replied = later(at, chance.between(...replyAfterDays) * DAY_MINUTES)
  const solved = later(replied, chance.between(...solvedAfterDays) * DAY_MINUTES)
  const steps: Step[] = [
    ...(chosen.note
      ? [
          {
            at: later(replied, -30),
            kind: 'staff' as const,
            by,
            take: true,
            note: say(chosen.note),
          },
        ]
      : []),
    { at: replied, kind: 'staff', by, take: true, words: answerTo(from, say(chosen.answer), by) },
    { at: solved, kind: 'staff', by, status: 'solved' },
    { at: later(solved, CLOSES_AFTER), kind: 'close' },
  ]
  return {
    at,
    channel,
    subject: say(chosen.subject),
    body: letter(say(chosen.problem), from.name),
    from,
    via,
    steps,
  }
}

const pastReport = (setting: Setting, index: number) =>
  answered(setting, index, {
    channel: 'hackerone',
    words: hackerone,
    by: 'sofia',
    from: strangers[index % strangers.length]!,
    via: 'api',
    at: moment(setting, { upTo: 36 }),
    replyAfterDays: [0.3, 2],
    solvedAfterDays: [9, 28],
  })

const pastTopic = (setting: Setting, index: number) =>
  answered(setting, index, {
    channel: 'forum',
    words: forum,
    by: 'dora',
    from: setting.chance.pick([...strangers, ...FREE.map((customer) => personOf(customer))]),
    via: 'web',
    at: moment(setting, { upTo: 6 }),
    replyAfterDays: [0.2, 3],
    solvedAfterDays: [0.1, 2],
  })

const pastIssue = (setting: Setting, index: number) =>
  answered(setting, index, {
    channel: 'trackers',
    words: trackers,
    by: agent(setting),
    from: setting.chance.pick(strangers),
    via: 'api',
    at: moment(setting, { upTo: 16 }),
    replyAfterDays: [0.5, 4],
    solvedAfterDays: [3, 11],
  })

function pastWork(setting: Setting, index: number): PlannedTicket {
  const by = agent(setting)
  const from = {
    name: by[0]!.toUpperCase() + by.slice(1),
    email: `${by}@watchdesk.test`,
    phone: null,
  }
  return answered(setting, index, {
    channel: 'non_channel_work',
    words: other,
    by,
    from,
    via: 'web',
    at: moment(setting, { upTo: 9 }),
    replyAfterDays: [1, 4],
    solvedAfterDays: [0.5, 4],
  })
}
