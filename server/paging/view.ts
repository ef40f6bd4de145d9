import type { z } from 'zod'
import { respondersOf } from '../incidents/targets.ts'
import { stepAfter } from '../incidents/escalation.ts'
import { findUser, listUsers, namesOf } from '../people/queries.ts'
import { machine, type System } from '../platform/system.ts'
import { settingsOf } from '../platform/settings.ts'
import { inWork, type Work } from '../platform/work.ts'
import { policyOf, type Incident } from '../incidents/queries.ts'
import { conflict } from '../platform/errors.ts'
import { notesAt } from '../customers/notes.ts'
import { LINK_HOURS } from './links.ts'
import { pageOfToken } from './one-tap.ts'
import { pagesOf } from './queries.ts'
import type { LinkedPage } from './shapes.ts'

/** What somebody sees who opens the link of their page: no session needed, and nothing beyond this one incident. */
export async function viewByLink(
  system: System,
  token: string,
): Promise<z.output<typeof LinkedPage>> {
  const page = await pageOfToken(system, token)
  return inWork(system, machine('pager'), async (work) => {
    const user = await findUser(work.db, page.userId)
    refuseOldLink(work, page.createdAt, user)
    const person = { id: user.id, name: user.name }
    const incident = page.incidentId
      ? await work.db
          .selectFrom('incidents')
          .selectAll()
          .where('id', '=', page.incidentId)
          .executeTakeFirstOrThrow()
      : null
    if (!incident)
      return {
        now: work.now,
        person,
        isTest: true,
        learner: false,
        incident: null,
        trace: [],
        colleagues: [],
      }
    const people = await listUsers(work.db)
    const trace = await pagesOf(work.db, incident.id)
    return {
      now: work.now,
      person,
      isTest: false,
      learner: page.learner,
      incident: await incidentOf(work, incident, user.id),
      trace: trace.filter(({ userId }) => userId === user.id).map((row) => ({ ...row, person })),
      colleagues: people
        .filter(({ id, role }) => id !== user.id && role !== 'learner')
        .map(({ id, name }) => ({ id, name })),
    }
  })
}

/** After a day, or for somebody who has left, the link says nothing any more: links live on in topics and mailboxes. */
function refuseOldLink(work: Work, createdAt: Date, user: { disabledAt: Date | null }) {
  const isOld = work.now.getTime() - createdAt.getTime() > LINK_HOURS * 3_600_000
  if (isOld || user.disabledAt)
    throw conflict(`This link is older than ${LINK_HOURS} hours. Sign in to see more.`)
}

async function incidentOf(work: Work, incident: Incident, userId: string) {
  const about = await work.db
    .selectFrom('incidents')
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .leftJoin('contacts', 'contacts.id', 'tickets.requesterId')
    .leftJoin('plans', 'plans.key', 'tickets.planKey')
    .leftJoin('users', 'users.id', 'incidents.acknowledgedBy')
    .leftJoin('callLinks', (join) =>
      join
        .onRef('callLinks.incidentId', '=', 'incidents.id')
        .on('callLinks.replacedAt', 'is', null),
    )
    .select([
      'tickets.number as ticketNumber',
      'tickets.customerWords',
      'tickets.organizationId',
      'tickets.restricted',
      'organizations.name as organizationName',
      'contacts.name as requesterName',
      'plans.name as planName',
      'users.name as holder',
      'callLinks.url as callUrl',
      'callLinks.dialIn',
    ])
    .where('incidents.id', '=', incident.id)
    .executeTakeFirstOrThrow()
  const notes =
    about.organizationId && !about.restricted
      ? await notesAt(work.db, about.organizationId, ['emergency', 'call'], work.now)
      : []
  const policy = await policyOf(work.db, incident.policyVersionId)
  const next = incident.status === 'triggered' ? stepAfter(policy, incident) : null
  const { userIds } = next
    ? await respondersOf(work, policy.levels[next.level - 1]?.targets ?? [])
    : { userIds: [] }
  const names = await namesOf(work.db, userIds)
  const { emergency } = await settingsOf(work.system)
  const undoUntil =
    incident.acknowledgedAt && incident.acknowledgedBy === userId
      ? new Date(incident.acknowledgedAt.getTime() + emergency.undoSeconds * 1000)
      : null
  // Who needs to know signs in; a link says that something burns, and not what.
  const hidden = about.restricted
    ? {
        title: 'Restricted. Sign in to read.',
        organizationName: null,
        requesterName: null,
        callUrl: null,
        dialIn: null,
      }
    : {}
  return {
    ...incident,
    ...about,
    ...hidden,
    customerWords: about.restricted ? '' : (about.customerWords ?? ''),
    notes: notes.map(({ body }) => body),
    nextNames: userIds.map((id) => names.get(id) ?? 'somebody'),
    acknowledgedBy:
      incident.acknowledgedBy && about.holder
        ? { id: incident.acknowledgedBy, name: about.holder }
        : null,
    undoUntil,
  }
}
