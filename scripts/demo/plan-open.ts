/** Decides what is open right now: the queue a visitor sees first, with promises late, due soon and due later. */
import type { Priority } from '../../server/events.ts'
import { customerOf, customers, personOf, strangers } from './customers.ts'
import { countedBefore, dueAfter, later } from './hours.ts'
import {
  answerTo,
  DAY_MINUTES,
  detailsFor,
  letter,
  PAID_WORDS,
  type PlannedTicket,
  type Setting,
  type Step,
} from './plan.ts'
import { forum, hackerone, other, trackers } from './words/open-doors.ts'
import { fill, type Words } from './words/words.ts'

/** `first` and `next`: that reply is owed, due in so many counted minutes (negative: late). */
type Open = [
  customer: string,
  priority: Priority,
  state: 'first' | 'next' | 'waiting' | 'held',
  dueIn: number,
  by: string | null,
]

const PAID: Open[] = [
  ['granite', 'urgent', 'first', 12, null],
  ['vireo', 'urgent', 'next', 55, 'alice'],
  ['meridian', 'high', 'first', -35, null],
  ['cobalt', 'high', 'first', 25, null],
  ['bluefin', 'high', 'next', 48, 'bob'],
  ['kestrel', 'high', 'first', 90, 'carol'],
  ['orchid', 'high', 'next', 170, 'alice'],
  ['helios', 'high', 'first', 215, null],
  ['sable', 'normal', 'first', -140, 'carol'],
  ['tamarind', 'normal', 'first', 40, null],
  ['fathom', 'normal', 'first', 110, null],
  ['willow', 'normal', 'first', 185, 'alice'],
  ['marlin', 'normal', 'next', -20, 'bob'],
  ['acme', 'normal', 'first', 240, null],
  ['northwind', 'normal', 'next', 320, 'carol'],
  ['juniper', 'normal', 'first', 300, null],
  ['vireo', 'normal', 'first', 390, null],
  ['granite', 'normal', 'first', 455, null],
  ['meridian', 'normal', 'next', 700, 'mona'],
  ['tundra', 'normal', 'next', 980, 'alice'],
  ['quarry', 'normal', 'first', 600, null],
  ['larch', 'low', 'first', 900, null],
  ['pelican', 'low', 'first', -200, null],
  ['cobalt', 'low', 'first', 1100, null],
  ['bluefin', 'low', 'next', 1300, 'bob'],
  ['kestrel', 'normal', 'waiting', 0, 'carol'],
  ['orchid', 'low', 'waiting', 0, 'alice'],
  ['sable', 'high', 'waiting', 0, 'bob'],
  ['acme', 'normal', 'waiting', 0, 'alice'],
  ['northwind', 'high', 'held', 0, 'mona'],
  ['helios', 'normal', 'held', 0, 'carol'],
]

export function planOpen(setting: Setting): PlannedTicket[] {
  return [
    ...PAID.map((open, index) => openPaid(setting, open, index)),
    ...reports(setting),
    ...openDoors(setting),
  ]
}

function openPaid(
  setting: Setting,
  [key, priority, state, dueIn, by]: Open,
  index: number,
): PlannedTicket {
  const customer = customerOf(key)
  const withRounds = PAID_WORDS.filter(({ ask }) => ask)
  const words =
    state === 'first'
      ? PAID_WORDS[(index * 5 + 3) % PAID_WORDS.length]!
      : withRounds[index % withRounds.length]!
  const details = detailsFor(setting, key)
  const say = (text: string) => fill(text, details)
  const from = personOf(customer, index)
  const first = setting.promise(customer, 'first_reply', priority)!
  const opened = (at: Date, steps: Step[]): PlannedTicket => ({
    at,
    channel: 'paid',
    subject: say(words.subject),
    body: letter(say(words.problem), from.name),
    from,
    via: priority === 'normal' ? 'email' : 'portal',
    priority,
    steps,
  })
  if (state === 'first') {
    const at = countedBefore(first.hours, setting.end, first.minutes - dueIn)
    const taken = later(at, (setting.end.getTime() - at.getTime()) / 60_000 / 3)
    return opened(at, by ? [{ at: taken, kind: 'staff', by, take: true }] : [])
  }
  const holder = by ?? 'alice'
  const next = setting.promise(customer, 'next_reply', priority)
  const wrote = countedBefore(
    first.hours,
    setting.end,
    state === 'next' && next ? next.minutes - dueIn : setting.chance.between(200, 900),
  )
  const at = countedBefore(
    first.hours,
    wrote,
    first.minutes * 0.5 + setting.chance.between(30, 500),
  )
  const asked: Step = {
    at: dueAfter(first.hours, at, Math.round(first.minutes * 0.5)),
    kind: 'staff',
    by: holder,
    take: true,
    words: answerTo(from, say(words.ask ?? words.answer), holder),
    status: state === 'held' ? 'on_hold' : 'pending',
  }
  const noted: Step[] = words.note
    ? [{ at: later(asked.at, 2), kind: 'staff', by: holder, note: say(words.note) }]
    : []
  return opened(
    at,
    state === 'next'
      ? [asked, ...noted, { at: wrote, kind: 'customer', words: say(words.facts ?? 'Any news?') }]
      : [asked, ...noted],
  )
}

/** Researchers hear from us at least every 30 days: one is late, one nearly. */
function reports(setting: Setting): PlannedTicket[] {
  return [-1, 2, 11, 24].map((dueInDays, index) => {
    const words = hackerone[index % hackerone.length]!
    const details = detailsFor(setting, 'example')
    const from = strangers[(index + 3) % strangers.length]!
    const at = later(setting.end, (dueInDays - 30) * DAY_MINUTES)
    const noted: Step[] = words.note
      ? [{ at: later(at, 300), kind: 'staff', by: 'sofia', take: true, note: words.note }]
      : []
    return {
      at,
      channel: 'hackerone',
      subject: fill(words.subject, details),
      body: letter(fill(words.problem, details), from.name),
      from,
      via: 'api',
      steps: noted,
    }
  })
}

function openDoors(setting: Setting): PlannedTicket[] {
  const { chance, end } = setting
  const free = customers.filter(({ plan }) => plan === 'free')
  const make = (
    channel: string,
    words: readonly Words[],
    count: number,
    days: number,
  ): PlannedTicket[] =>
    Array.from({ length: count }, (_, index) => {
      const chosen = words[(index * 2 + 1) % words.length]!
      const details = detailsFor(setting, 'example')
      const from =
        channel === 'non_channel_work'
          ? { name: 'Alice', email: 'alice@watchdesk.test', phone: null }
          : index % 2 === 0
            ? chance.pick(strangers)
            : personOf(chance.pick(free))
      const at = later(end, -chance.between(0.1, days) * DAY_MINUTES)
      return {
        at,
        channel,
        subject: fill(chosen.subject, details),
        body: letter(fill(chosen.problem, details), from.name),
        from,
        via: 'web',
        steps:
          index % 3 === 0 ? [{ at: later(at, 60), kind: 'staff', by: 'carol', take: true }] : [],
      }
    })
  return [
    ...make('forum', forum, 5, 3),
    ...make('trackers', trackers, 4, 20),
    ...make('non_channel_work', other, 3, 12),
  ]
}
