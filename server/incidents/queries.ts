import { sql, type Selectable } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { IncidentEvents, Incidents } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { EscalationPolicy } from './escalation.ts'

export type Incident = Selectable<Incidents>
export type IncidentEvent = Selectable<IncidentEvents>

/** Every transaction that touches an incident takes this lock before any of its pages: one order, no deadlock. */
export async function lockIncident(work: Work, id: string): Promise<Incident> {
  const incident = await work.db
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!incident) throw notFound('There is no such incident.')
  return incident
}

export async function findIncidentById(db: Database, id: string): Promise<Incident> {
  return db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

export async function findIncident(db: Database, number: number): Promise<Incident> {
  const incident = await db
    .selectFrom('incidents')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (!incident) throw notFound(`There is no incident #${number}.`)
  return incident
}

/** An incident of a restricted ticket does not exist for those who may not know of the ticket. */
export async function findVisibleIncident(
  db: Database,
  number: number,
  seesRestricted: boolean,
): Promise<Incident> {
  const row = await db
    .selectFrom('incidents')
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .selectAll('incidents')
    .select('tickets.restricted')
    .where('incidents.number', '=', number)
    .executeTakeFirst()
  if (!row || (row.restricted && !seesRestricted))
    throw notFound(`There is no incident #${number}.`)
  const { restricted: _restricted, ...incident } = row
  return incident
}

export async function openIncidentOf(db: Database, ticketId: string): Promise<Incident | null> {
  const incident = await db
    .selectFrom('incidents')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('status', '<>', sql.lit('resolved' as const))
    .executeTakeFirst()
  return incident ?? null
}

/** The newest incident of a ticket, open or not. */
export async function latestIncidentOf(db: Database, ticketId: string): Promise<Incident | null> {
  const incident = await db
    .selectFrom('incidents')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return incident ?? null
}

const MOST_LISTED = 100

/** The newest first. What is restricted takes nobody else's place in the list. */
export async function listIncidents(db: Database, status: 'open' | 'all', seesRestricted = true) {
  let query = db
    .selectFrom('incidents')
    .leftJoin('users', 'users.id', 'incidents.acknowledgedBy')
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .leftJoin('organizations', 'organizations.id', 'tickets.organizationId')
    .selectAll('incidents')
    .select([
      'users.name as acknowledgedByName',
      'tickets.number as ticketNumber',
      'tickets.restricted',
      'organizations.name as organizationName',
    ])
  if (status === 'open') query = query.where('incidents.status', '<>', sql.lit('resolved' as const))
  if (!seesRestricted)
    query = query.where((eb) =>
      eb.or([eb('tickets.id', 'is', null), eb('tickets.restricted', '=', false)]),
    )
  return query
    .orderBy('incidents.createdAt', 'desc')
    .orderBy('incidents.number', 'desc')
    .limit(MOST_LISTED)
    .execute()
}

export async function timelineOf(db: Database, incidentId: string): Promise<IncidentEvent[]> {
  return db
    .selectFrom('incidentEvents')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .orderBy('seq')
    .execute()
}

/** The policy an incident began with: an edit never changes a running one. */
export async function policyOf(db: Database, policyVersionId: string): Promise<EscalationPolicy> {
  const row = await db
    .selectFrom('escalationPolicyVersions')
    .select('body')
    .where('id', '=', policyVersionId)
    .executeTakeFirstOrThrow()
  return row.body as EscalationPolicy
}

/** The version of a policy that a new incident takes. */
export async function latestPolicyVersion(db: Database, policyKey: string): Promise<string> {
  const row = await db
    .selectFrom('escalationPolicies')
    .innerJoin(
      'escalationPolicyVersions',
      'escalationPolicyVersions.policyId',
      'escalationPolicies.id',
    )
    .select('escalationPolicyVersions.id')
    .where('escalationPolicies.key', '=', policyKey)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw notFound(`There is no escalation policy "${policyKey}".`)
  return row.id
}

/** Everybody paged since the escalation last began anew, learners apart: somebody asked for by name is no learner. */
export async function pagedSoFar(
  db: Database,
  incident: Incident,
): Promise<{ userIds: string[]; learnerIds: string[] }> {
  const rows = await db
    .selectFrom('incidentEvents')
    .select(['kind', 'data'])
    .where('incidentId', '=', incident.id)
    .where('reopenNo', '=', incident.reopenNo)
    .where('kind', 'in', ['step', 'called_in', 'passed_on', 'unanswered'])
    .execute()
  const data = rows.map(
    (row) => row.data as { userIds?: string[]; learnerIds?: string[]; toUserId?: string | null },
  )
  return {
    userIds: data.flatMap(({ userIds = [], toUserId }) => [
      ...userIds,
      ...(toUserId ? [toUserId] : []),
    ]),
    learnerIds: data.flatMap(({ learnerIds = [] }) => learnerIds),
  }
}

/** Who the last step of the running escalation paged, learners apart. */
export async function pagedByLastStep(
  db: Database,
  incident: Incident,
): Promise<{ userIds: string[]; learnerIds: string[] }> {
  const row = await db
    .selectFrom('incidentEvents')
    .select('data')
    .where('incidentId', '=', incident.id)
    .where('kind', '=', 'step')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { userIds: [], learnerIds: [], ...(row?.data as object) }
}
