import { conflict, invalid } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket, setStatus } from './actions.ts'
import { isEmpty, problemsOf, type FieldValues } from './fields.ts'
import { whyNotDueBy } from './guards.ts'
import { lockTicket, type Ticket } from './queries.ts'

const MOST_TAGS = 40

export interface Filing {
  subject?: string
  type?: Ticket['type']
  dueBy?: Date | null
  /** The whole list; see also addTags and removeTags, which two people can use at once. */
  tags?: readonly string[]
  addTags?: readonly string[]
  removeTags?: readonly string[]
  form?: string | null
  /** Only those given change; null empties one. */
  fields?: FieldValues
}

/** Changes what a ticket is filed under. Each change is its own line of the history, with before and after. */
export async function fileTicket(work: Work, ticketId: string, filing: Filing): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.status === 'closed')
    throw conflict(`Ticket #${ticket.number} is closed, and closed is for ever. Open a follow-up.`)
  const changes = {
    ...subjectOf(filing),
    ...(filing.type !== undefined && { type: filing.type }),
    ...dueByOf(filing, work.now),
    ...tagsOf(filing, ticket),
    ...(await formOf(work, filing, ticket)),
  }
  const before: Record<string, unknown> = { ...ticket }
  const changed = Object.entries(changes).filter(([field, value]) => !same(before[field], value))
  if (changed.length === 0) return ticket
  for (const [field, after] of changed)
    work.record({ type: 'ticket.filed', ticketId, field, before: before[field] ?? null, after })
  return moveTicket(work, ticket, {
    ...changes,
    ...('fieldValues' in changes && { fieldValues: JSON.stringify(changes.fieldValues) }),
  })
}

const same = (before: unknown, after: unknown) =>
  JSON.stringify(before ?? null) === JSON.stringify(after ?? null)

function subjectOf({ subject }: Filing) {
  if (subject === undefined) return {}
  const words = subject.replaceAll(/\s+/g, ' ').trim().slice(0, 250)
  if (words === '')
    throw invalid('A ticket needs a subject.', [{ path: 'subject', message: 'is empty' }])
  return { subject: words }
}

function dueByOf({ dueBy }: Filing, now: Date) {
  if (dueBy === undefined) return {}
  const why = dueBy && whyNotDueBy(dueBy, now)
  if (why) throw invalid(why, [{ path: 'dueBy', message: why }])
  return { dueBy }
}

function tagsOf({ tags, addTags = [], removeTags = [] }: Filing, ticket: Ticket) {
  if (tags === undefined && addTags.length === 0 && removeTags.length === 0) return {}
  const gone = new Set(removeTags.map(tidyTag))
  const kept = [...(tags ?? ticket.tags), ...addTags].map(tidyTag).filter((tag) => !gone.has(tag))
  const all = [...new Set(kept)].filter((tag) => tag !== '')
  if (all.length > MOST_TAGS)
    throw invalid(`A ticket carries at most ${MOST_TAGS} tags.`, [
      { path: 'tags', message: `are more than ${MOST_TAGS}` },
    ])
  return { tags: all }
}

/** Tags are compared and searched: one spelling for each. */
export const tidyTag = (tag: string) =>
  tag
    .trim()
    .toLowerCase()
    .replaceAll(/[\s,]+/g, '_')
    .slice(0, 80)

async function formOf(work: Work, { form: formKey, fields: given }: Filing, ticket: Ticket) {
  if (formKey === undefined && given === undefined) return {}
  const { tickets } = await settingsOf(work.system)
  const key = formKey === undefined ? ticket.formKey : formKey
  const form = tickets.forms.find((candidate) => candidate.key === key) ?? null
  if (key !== null && !form)
    throw invalid(`There is no form ${key}.`, [{ path: 'form', message: 'is not in the playbook' }])
  const merged: FieldValues = { ...(ticket.fieldValues as FieldValues), ...given }
  const values = Object.fromEntries(Object.entries(merged).filter(([, value]) => !isEmpty(value)))
  const solving = ticket.status === 'solved'
  // What is missing is asked for when the ticket is solved; while somebody works, half a form is better than none.
  const problems = problemsOf(solving ? form : null, tickets.fields, values, { solving })
  if (problems.length > 0) throw invalid('Some fields cannot be kept as they are.', problems)
  return { ...(formKey !== undefined && { formKey }), fieldValues: values }
}

/** Gives a ticket a name of the playbook's; the status it counts as follows. */
export async function setNamedStatus(work: Work, ticketId: string, key: string): Promise<Ticket> {
  const { tickets } = await settingsOf(work.system)
  const named = tickets.statuses.find((candidate) => candidate.key === key)
  if (!named)
    throw invalid(`There is no status ${key}.`, [
      { path: 'statusName', message: 'is not in the playbook' },
    ])
  const ticket = await setStatus(work, ticketId, named.status)
  if (ticket.statusKey === key) return ticket
  work.record({
    type: 'ticket.filed',
    ticketId,
    field: 'statusKey',
    before: ticket.statusKey,
    after: key,
  })
  return moveTicket(work, await lockTicket(work, ticketId), { statusKey: key })
}
