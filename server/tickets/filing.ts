import { teamNamed } from '../people/queries.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { moveTicket, setStatus } from './actions.ts'
import { isEmpty, problemsOf, type FieldValues } from './fields.ts'
import { whyClosed, whyNotDueBy } from './guards.ts'
import { lockTicket, type Ticket } from './queries.ts'
import { MOST_TAGS, tagsAfter, whyNotTags } from './tags.ts'

export interface Filing {
  subject?: string
  type?: Ticket['type']
  team?: { id: string; name: string } | null
  dueBy?: Date | null
  /** The whole list; see also addTags and removeTags, which two people can use at once. */
  tags?: readonly string[]
  addTags?: readonly string[]
  removeTags?: readonly string[]
  form?: string | null
  /** Only those given change; null empties one. */
  fields?: FieldValues
}

/** What somebody wishes, with the team they name by key, name or id found. */
export async function filingOf(
  { db }: Work,
  { team, ...rest }: Omit<Filing, 'team'> & { team?: string | null },
): Promise<Filing> {
  return { ...rest, ...(team !== undefined && { team: await teamNamed(db, team) }) }
}

/** Changes what a ticket is filed under. Each change is its own line of the history, with before and after. */
export async function fileTicket(work: Work, ticketId: string, filing: Filing): Promise<Ticket> {
  const ticket = await lockTicket(work, ticketId)
  if (ticket.status === 'closed') throw conflict(whyClosed(ticket.number))
  const changes = {
    ...subjectOf(filing),
    ...(filing.type !== undefined && { type: filing.type }),
    ...(filing.team !== undefined && { teamId: filing.team?.id ?? null }),
    ...dueByOf(filing, work.now),
    ...tagsOf(filing, ticket),
    ...(await formOf(work, filing, ticket)),
  }
  const before: Record<string, unknown> = { ...ticket }
  const changed = Object.entries(changes).filter(([field, value]) => !same(before[field], value))
  if (changed.length === 0) return ticket
  for (const [field, after] of changed)
    work.record({
      type: 'ticket.filed',
      ticketId,
      ...(field === 'teamId'
        ? await teamsOf(work, ticket, filing)
        : { field, before: before[field] ?? null, after }),
    })
  return moveTicket(work, ticket, {
    ...changes,
    ...('fieldValues' in changes && { fieldValues: JSON.stringify(changes.fieldValues) }),
  })
}

const same = (before: unknown, after: unknown) =>
  JSON.stringify(before ?? null) === JSON.stringify(after ?? null)

/** The history says names: a team may be gone when it is read. */
async function teamsOf(work: Work, { teamId }: Ticket, { team }: Filing) {
  const before = await work.db
    .selectFrom('teams')
    .select('name')
    .where('id', '=', teamId)
    .executeTakeFirst()
  return { field: 'team', before: before?.name ?? null, after: team?.name ?? null }
}

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
  const all = tagsAfter(tags ?? ticket.tags, addTags, removeTags)
  const why = whyNotTags(all)
  if (why) throw invalid(why, [{ path: 'tags', message: `are more than ${MOST_TAGS}` }])
  return { tags: all }
}

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
