import type { Entitlement } from '../customers/entitlement.ts'
import { sentence as wordsOf } from '../customers/words.ts'
import { latestIncidentOf, pagedByLastStep, timelineOf } from '../incidents/queries.ts'
import { namesOf } from '../people/queries.ts'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { openCallLink } from '../rooms/queries.ts'
import type { Key, Words } from './words.ts'
import { REDIRECTED } from '../tickets/open.ts'

export interface StatusStep {
  at: Date
  text: string
  /** For other languages: what happened, and who did it or was tried. */
  key?: Key
  names?: string
}

/** What the customer sees of their emergency: the chain as it happens, in words for them. Notes and inner workings are not in it. */
export async function statusOf(
  db: Database,
  ticketId: string,
  now: Date,
  list: Words['list'] = (names) => names.join(' and '),
) {
  const row = await db
    .selectFrom('tickets')
    .leftJoin('users', 'users.id', 'tickets.assigneeId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .innerJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .select([
      'tickets.id',
      'tickets.number',
      'tickets.subject',
      'tickets.status',
      'tickets.dueAt',
      'tickets.dueState',
      'tickets.createdAt',
      'tickets.tags',
      'tickets.entitlement',
      'users.name as assigneeName',
      'organizations.name as organizationName',
      'contacts.name as requesterName',
      'contacts.timeZone',
    ])
    .where('tickets.id', '=', ticketId)
    .executeTakeFirst()
  if (!row) throw notFound('There is nothing at this link any more.')
  const { tags, entitlement, ...ticket } = row
  const redirected = tags.includes(REDIRECTED) ? (entitlement as Entitlement).words : null
  const incident = await latestIncidentOf(db, ticketId)
  const timeline = incident ? await timelineOf(db, incident.id) : []
  const { userIds } = incident ? await pagedByLastStep(db, incident) : { userIds: [] }
  const names = await namesOf(db, [
    ...timeline.flatMap(({ data }) => (data as { userIds?: string[] }).userIds ?? []),
    ...userIds,
    ...(incident?.acknowledgedBy ? [incident.acknowledgedBy] : []),
  ])
  const listed = (ids: readonly string[]) => list(ids.map((id) => names.get(id) ?? 'somebody'))
  const conversation = await db
    .selectFrom('comments')
    .select(['id', 'authorKind', 'authorName', 'body', 'createdAt', 'via'])
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'public')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const steps: StatusStep[] = timeline.flatMap(({ at, kind, actorName, level, data }) => {
    const people = listed((data as { userIds?: string[] }).userIds ?? [])
    const text = sentence(kind, { actorName, level, people })
    const names = kind === 'step' ? people : actorName
    return text ? [{ at, text, ...(STEPS[kind] && { key: STEPS[kind] }), names }] : []
  })
  const call = incident ? await openCallLink(db, incident.id) : null
  return {
    ...ticket,
    /** Where nobody is woken for their plan: what happens instead. */
    told: redirected && wordsOf(redirected),
    /** The same for pages in other languages. */
    toldBy: redirected,
    now,
    state: incident?.status ?? null,
    unanswered: incident?.unansweredAt !== null && incident?.status === 'triggered',
    holder:
      incident?.acknowledgedBy && incident.status !== 'triggered'
        ? (names.get(incident.acknowledgedBy) ?? null)
        : null,
    acknowledgedAt: incident?.acknowledgedAt ?? null,
    paging: incident?.status === 'triggered' ? listed(userIds) : '',
    steps,
    call:
      call && incident?.status !== 'resolved'
        ? { id: call.id, name: call.name, url: call.url, dialIn: call.dialIn }
        : null,
    conversation: conversation.filter(({ via }) => via !== 'system'),
  }
}

export type Status = Awaited<ReturnType<typeof statusOf>>

function sentence(
  kind: string,
  { actorName, level, people }: { actorName: string; level: number; people: string },
): string | null {
  switch (kind) {
    case 'triggered':
      return 'You raised it'
    case 'step':
      return people ? `Paging ${people} (${ordinal(level)} level)` : null
    case 'acknowledged':
      return `${actorName} has this`
    case 'handed_back':
    case 'undone':
      return `${actorName} could not keep it; we go on paging`
    case 'passed_on':
      return `${actorName} passed it on to a colleague`
    case 'unanswered':
      return 'Not answered yet. We go on paging everyone'
    case 'resolved':
      return 'Resolved'
    default:
      return null
  }
}

const STEPS: Record<string, Key> = {
  triggered: 'step.raised',
  step: 'step.paging',
  acknowledged: 'live.has',
  handed_back: 'step.keptNot',
  undone: 'step.keptNot',
  passed_on: 'step.passed',
  unanswered: 'step.unanswered',
  resolved: 'live.resolved',
}

const ordinal = (level: number) =>
  ['', 'first', 'second', 'third', 'fourth', 'fifth'][level] ?? `${level}th`
