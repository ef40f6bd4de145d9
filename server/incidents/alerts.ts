import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Alert } from '../connectors/connector.ts'
import type { Actor } from '../events.ts'
import type { Database } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { resolveIncident, triggerIncident } from './actions.ts'
import { readDoor, type Door, type DoorService } from './door.ts'
import { ESCALATION_VERSION, escalateDue } from './escalate.ts'
import type { Incident } from './queries.ts'
import { raiseWithFirstStep } from './raise.ts'

/** PagerDuty's severities that wake people; the others are put right by day. */
const HIGH = ['critical', 'error']

/** A trigger in a unit of work of its own, whose clock is read with all that its first page stands on. */
export async function receiveTrigger(
  system: System,
  actor: Actor,
  alert: Alert,
): Promise<string | null> {
  let door: Door | undefined
  const clock = async (db: Database) => {
    door = await readDoor(db, alert)
    return door.now
  }
  return inWork(system, actor, (work) => takeTrigger(work, alert, door!), { clock })
}

/**
 * Takes a trigger or a resolve. Returns its key; null when no service has the routing key. Level 1 of a new incident is
 * paged in the same commit, unless `stepsNow` is false: then the tick does it.
 */
export async function receiveAlert(
  work: Work,
  alert: Alert,
  { stepsNow = true } = {},
): Promise<string | null> {
  if (alert.action === 'trigger' && stepsNow)
    return takeTrigger(work, alert, await readDoor(work.db, alert))
  const service = await serviceOf(work, alert.routingKey)
  if (!service) return null
  // "Trigger without dedup_key: always new; the returned key is 32 hex" (PagerDuty, Events API v2).
  const dedupKey = alert.dedupKey ?? randomBytes(16).toString('hex')
  const incidentId =
    alert.action === 'resolve'
      ? await resolveOpen(work, service.id, dedupKey)
      : await trigger(work, service, dedupKey, alert, false)
  await store(work, service.id, incidentId, dedupKey, alert)
  return dedupKey
}

/** A monitor cannot hold an incident: its "acknowledge" is kept and paging goes on until a person has it. */
export async function acknowledgeByMonitoring(work: Work, alert: Alert): Promise<string | null> {
  const service = await serviceOf(work, alert.routingKey)
  if (!service || !alert.dedupKey) return service ? '' : null
  const open = await findOpen(work, service.id, alert.dedupKey)
  await store(work, service.id, open, alert.dedupKey, alert)
  return alert.dedupKey
}

async function takeTrigger(
  work: Work,
  alert: Alert,
  { service, dedupKey }: Door,
): Promise<string | null> {
  if (!service) return null
  const { policy, policyVersionId, responders } = service
  const isNew = !service.isOpen && responders.userIds.length > 0
  if (isNew && policy && policyVersionId && !isOutdated(service)) {
    await raiseWithFirstStep(work, {
      title: titleOf(alert, dedupKey),
      urgency: urgencyOf(alert),
      serviceId: service.id,
      dedupKey,
      policyVersionId,
      policy,
      responders,
      body: bodyOf(alert),
    })
    return dedupKey
  }
  const incidentId = await trigger(work, service, dedupKey, alert, !isOutdated(service))
  await store(work, service.id, incidentId, dedupKey, alert)
  return dedupKey
}

async function trigger(
  work: Work,
  service: Service & Partial<DoorService>,
  dedupKey: string,
  alert: Alert,
  stepsNow: boolean,
): Promise<string> {
  const { incident } = await triggerIncident(work, {
    title: titleOf(alert, dedupKey),
    urgency: urgencyOf(alert),
    policyKey: service.policyKey,
    ...(service.policyVersionId && { policyVersionId: service.policyVersionId }),
    serviceId: service.id,
    dedupKey,
    stepsNow,
  })
  if (stepsNow && isNewlyDue(work, incident)) {
    const known = incident.policyVersionId === service.policyVersionId
    await escalateDue(work, incident, known ? (service.policy ?? undefined) : undefined)
  }
  return incident.id
}

/** Raised, or made worse, by this very alert: no other unit of work can have seen it due. */
const isNewlyDue = (work: Work, { level, nextAt }: Incident) =>
  level === 0 && nextAt?.getTime() === work.now.getTime()

async function resolveOpen(
  work: Work,
  serviceId: string,
  dedupKey: string,
): Promise<string | null> {
  const id = await findOpen(work, serviceId, dedupKey)
  if (id) await resolveIncident(work, id)
  return id
}

async function findOpen(work: Work, serviceId: string, dedupKey: string): Promise<string | null> {
  const row = await work.db
    .selectFrom('incidents')
    .select('id')
    .where('serviceId', '=', serviceId)
    .where('dedupKey', '=', dedupKey)
    .where('status', '<>', sql.lit('resolved'))
    .executeTakeFirst()
  return row?.id ?? null
}

type Service = Pick<DoorService, 'id' | 'policyKey'>

async function serviceOf(work: Work, routingKey: string) {
  return work.db
    .selectFrom('services')
    .innerJoin('escalationPolicies', 'escalationPolicies.id', 'services.policyId')
    .select(['services.id', 'escalationPolicies.key as policyKey'])
    .where('routingKey', '=', routingKey)
    .executeTakeFirst()
}

const urgencyOf = ({ severity }: Alert) => (HIGH.includes(severity ?? 'critical') ? 'high' : 'low')

/** A program older than the database stores what comes in, and leaves the paging to the newer one. */
const isOutdated = ({ escalationVersion }: DoorService) => escalationVersion !== ESCALATION_VERSION

async function store(
  work: Work,
  serviceId: string,
  incidentId: string | null,
  dedupKey: string,
  alert: Alert,
) {
  await work.db
    .insertInto('alerts')
    .values({
      id: randomUUIDv7(),
      serviceId,
      incidentId,
      action: alert.action,
      dedupKey,
      receivedAt: work.now,
      body: bodyOf(alert),
    })
    .execute()
}

function bodyOf({ routingKey: _secret, ...body }: Alert): string {
  return JSON.stringify(body, storable)
}

/** A service monitoring can speak for. Its routing key is its secret: 32 characters, as PagerDuty's clients expect. */
export async function saveService(
  work: Work,
  service: { key: string; name: string; policyKey: string; routingKey?: string },
): Promise<string> {
  const policy = await work.db
    .selectFrom('escalationPolicies')
    .select('id')
    .where('key', '=', service.policyKey)
    .executeTakeFirst()
  if (!policy) throw notFound(`There is no escalation policy "${service.policyKey}".`)
  const row = await work.db
    .insertInto('services')
    .values({
      id: randomUUIDv7(),
      key: service.key,
      name: service.name,
      policyId: policy.id,
      routingKey: service.routingKey ?? randomBytes(16).toString('hex'),
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ name: service.name, policyId: policy.id }),
    )
    .returning('routingKey')
    .executeTakeFirstOrThrow()
  return row.routingKey
}

const titleOf = ({ summary }: Alert, dedupKey: string) =>
  withoutNull(summary ?? dedupKey).toWellFormed()

/** PostgreSQL keeps no NUL in text; a monitor that sends one must page all the same. */
const withoutNull = (text: string) => text.replaceAll('\0', '')

/** Nor does it take half a character in JSON, such as a shortened text ends with. */
const storable = (_key: string, value: unknown) => {
  if (typeof value === 'string') return withoutNull(value).toWellFormed()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries: [string, unknown][] = Object.entries(value)
  return Object.fromEntries(entries.map(([key, one]) => [withoutNull(key).toWellFormed(), one]))
}
