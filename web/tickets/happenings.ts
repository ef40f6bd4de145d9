// Decides the sentence for one thing that happened to a ticket or its incident.

import { metricWords, priorityWords, statusWords, type Happening } from './words.ts'

/** Finds a person's name by id; ids that are not known give 'somebody'. */
export type NameOf = (id: string) => string

const words = (details: Happening['details'], key: string): string => {
  const value = details[key]
  return typeof value === 'string' ? value : ''
}

function peopleIn(details: Happening['details'], key: string, nameOf: NameOf): string {
  const ids = details[key]
  const known = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  if (known.length > 3) return `${known.length} people`
  return known.map(nameOf).join(', ') || 'nobody'
}

const named = <K extends string>(table: Record<K, string>, key: string): string => {
  const entry = Object.entries<string>(table).find(([name]) => name === key)
  return entry?.[1] ?? key
}

function assigned({ actor, details }: Happening): string {
  const to = words(details, 'assigneeName')
  if (to === '') return `${actor.name} let it go; nobody owns it`
  return to === actor.name ? `${to} took it` : `${actor.name} gave it to ${to}`
}

function statusChanged({ actor, details }: Happening): string {
  const to = named(statusWords, words(details, 'after'))
  if (actor.kind === 'contact') return `${actor.name} wrote, so it is ${to.toLowerCase()} again`
  return actor.kind === 'machine' ? `Set to “${to}”` : `${actor.name} set it to “${to}”`
}

function priorityChanged({ actor, details }: Happening): string {
  const why = words(details, 'why')
  const [from, to] = [words(details, 'before'), words(details, 'after')]
  const change = `from ${named(priorityWords, from)} to ${named(priorityWords, to)}`
  return `${actor.name} changed the priority ${change}${why ? `: ${why}` : ''}`
}

function passedOn({ actor, details }: Happening, nameOf: NameOf): string {
  const to = words(details, 'toUserId')
  const reason = words(details, 'reason')
  return `${actor.name} passed it on ${to ? `to ${nameOf(to)}` : 'to the next level'}${reason ? ` (${reason})` : ''}`
}

const level = ({ details }: Happening): string =>
  typeof details['level'] === 'number' ? `Level ${details['level']}` : 'A level'

const filedWords: Record<string, string> = {
  subject: 'the subject',
  type: 'the type',
  dueBy: 'the due date',
  tags: 'the tags',
  formKey: 'the form',
  fieldValues: 'the form’s answers',
}

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

function filed({ actor, details }: Happening): string {
  const field = words(details, 'field')
  if (field === 'team') {
    const to = words(details, 'after')
    return to
      ? `${actor.name} gave it to ${to}`
      : `${actor.name} took it from ${words(details, 'before')}`
  }
  if (field !== 'tags') {
    const after = field === 'subject' || field === 'type' ? words(details, 'after') : ''
    return `${actor.name} changed ${filedWords[field] ?? field}${after ? ` to “${after}”` : ''}`
  }
  const [before, after] = [listed(details['before']), listed(details['after'])]
  const added = after.filter((tag) => !before.includes(tag))
  const gone = before.filter((tag) => !after.includes(tag))
  const said = [
    added.length > 0 && `tagged it ${added.join(', ')}`,
    gone.length > 0 && `took off the tag ${gone.join(', ')}`,
  ].filter(Boolean)
  return `${actor.name} ${said.join(' and ') || 'changed the tags'}`
}

/** What happened to a ticket as a whole: asleep, merged, split, spam, and who reads along. */
function wholeWords({ type, actor, details }: Happening): string | undefined {
  const number = (key: string): string =>
    typeof details[key] === 'number' ? `#${details[key]}` : 'another ticket'
  switch (type) {
    case 'ticket.snoozed':
      return `${actor.name} snoozed it${details['forAnswer'] === true ? ' until they answer' : ''}`
    case 'ticket.woken':
      return `It woke up: ${words(details, 'why')}`
    case 'ticket.merged':
      return `${actor.name} made it part of ${number('intoNumber')}`
    case 'ticket.absorbed':
      return `${actor.name} merged ${number('fromNumber')} into this one`
    case 'ticket.unmerged':
      return `${actor.name} let ${number('fromNumber')} stand for itself again`
    case 'ticket.came_back':
      return `${actor.name} took the merge into ${number('intoNumber')} back`
    case 'ticket.split':
      return `${actor.name} split it off ${number('fromNumber')}`
    case 'ticket.split_off':
      return `${actor.name} made ${number('toNumber')} out of some messages`
    case 'ticket.unsplit':
      return `${actor.name} took the split back`
    case 'ticket.reader_added':
      return `${words(details, 'name')} ${details['as'] === 'cc' ? 'reads along' : 'follows it'}`
    case 'ticket.reader_removed':
      return `${words(details, 'name')} no longer ${details['as'] === 'cc' ? 'reads along' : 'follows it'}`
    case 'ticket.called_spam': {
      const banned = words(details, 'banned')
      return `${actor.name} called it spam${banned ? ` and banned ${banned}` : ''}`
    }
    case 'ticket.called_no_spam':
      return `${actor.name} said it is no spam`
    default:
      return undefined
  }
}

/** One sentence without a full stop: the time follows it. */
export function happeningWords(happening: Happening, nameOf: NameOf): string {
  const { type, actor, details } = happening
  switch (type) {
    case 'ticket.assigned':
      return assigned(happening)
    case 'ticket.status_changed':
      return statusChanged(happening)
    case 'ticket.priority_changed':
      return priorityChanged(happening)
    case 'ticket.filed':
      return filed(happening)
    case 'ticket.documented':
      return `${actor.name} wrote down what was done`
    case 'message.failed':
      return `A mail did not go out: ${words(details, 'answer')}`
    case 'message.delayed':
      return `A mail has not gone out yet: ${words(details, 'answer')}`
    case 'message.held':
      return `A mail was held: ${words(details, 'why')}`
    case 'reply.taken_back':
      return `${actor.name} took a reply back before it was sent`
    case 'address.suppressed':
      return `Mail to ${words(details, 'address')} is held back: ${words(details, 'reason')}`
    case 'address.suppression_lifted':
      return `${actor.name} let mail go to ${words(details, 'address')} again`
    case 'sla.breached':
      return `${metricWords(words(details, 'metric')) ?? 'A promise'} is late`
    case 'incident.triggered':
      return 'Emergency raised'
    case 'incident.escalated':
      return `${level(happening)} paged: ${peopleIn(details, 'userIds', nameOf)}`
    case 'incident.passed_on':
      return passedOn(happening, nameOf)
    case 'incident.acknowledged':
      return `${words(details, 'userName')} has it`
    case 'incident.acknowledgement_undone':
      return `${actor.name} took the acknowledgement back`
    case 'incident.handed_back':
      return `${words(details, 'userName')} handed it back`
    case 'incident.snoozed':
      return `${actor.name} snoozed it`
    case 'incident.unanswered':
      return `Nobody had answered; ${peopleIn(details, 'fallbackUserIds', nameOf)} paged`
    case 'incident.level_unreachable':
      return `${level(happening)} could not be reached: ${words(details, 'why')}`
    case 'incident.resolved':
      return `${words(details, 'userName')} resolved it`
    case 'call_link.opened':
      return details['switched'] === true ? 'The call moved to another link' : 'Call opened'
    default:
      return wholeWords(happening) ?? `${actor.name}: ${type.replaceAll(/[._]/g, ' ')}`
  }
}
