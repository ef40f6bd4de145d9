import { sql, type Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import { settingsOf } from '../platform/settings.ts'
import type { ContactMethods, NotificationRules, Pages } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import { ALONE_A_MINUTE, BURST_SECONDS } from './bundle.ts'
import type { Method, Responder, Rule, Way } from './plan.ts'

export type Page = Selectable<Pages>
export type ContactMethod = Selectable<ContactMethods>
export type NotificationRule = Selectable<NotificationRules>

/**
 * How each of these people is reached now: their rules (the company's, where they have none), the ways that work, and how
 * much rings already. One statement.
 */
export async function respondersFor(
  work: Work,
  users: readonly { userId: string; learner: boolean }[],
  { urgency, incidentId }: { urgency: 'high' | 'low'; incidentId: string | null },
): Promise<Responder[]> {
  if (users.length === 0) return []
  const { rows } = await sql<Read>`
    select users.id, (
        select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'address', address, 'broken', broken_at is not null)
          order by created_at), '[]')
        from contact_methods where user_id = users.id) as methods, (
        select coalesce(json_agg(json_build_object('kind', kind, 'afterSeconds', after_seconds, 'repeatEverySeconds', repeat_every_seconds)
          order by position), '[]')
        from notification_rules where user_id = users.id and urgency = ${urgency}) as rules,
      ${ringing(incidentId, work.now)} as others_ringing
    from users where id in (${sql.join(users.map(({ userId }) => userId))})`.execute(work.db)
  const usual = await usualRules(work, urgency)
  return users.map(({ userId, learner }) => {
    const known = rows.find(({ id }) => id === userId)
    const own = known?.rules ?? []
    return {
      userId,
      learner,
      rules: own.length > 0 ? own : usual,
      methods: worthTrying(known?.methods ?? []),
      othersRinging: known?.othersRinging ?? 0,
    }
  })
}

interface Read {
  id: string
  methods: (Method & { broken: boolean })[]
  rules: Rule[]
  othersRinging: number
}

/** Looks at the newest pages only: a storm of thousands costs no more to see than one of ten. */
const ringing = (incidentId: string | null, now: Date) => sql<number>`(
  select count(distinct newest.incident_id)::int from (
    select p.incident_id from pages p join incidents i on i.id = p.incident_id
    where p.user_id = users.id and p.created_at > ${now}::timestamptz - ${BURST_SECONDS}::int * interval '1 second'
      and p.lane < 2 and i.status = 'triggered' and i.id is distinct from ${incidentId}::uuid
    order by p.created_at desc limit ${4 * ALONE_A_MINUTE}::int) newest)`

/** Ways that work; for somebody who has none left, those that once did: a refusal may be over, silence is worse. */
function worthTrying<M extends { broken: boolean }>(methods: readonly M[]): readonly M[] {
  const working = methods.filter(({ broken }) => !broken)
  return working.length > 0 ? working : methods
}

/** The company's rules, as far as the ways exist here; a way without a connector waits in the playbook. */
async function usualRules(work: Work, urgency: 'high' | 'low'): Promise<Rule[]> {
  const { notificationRules } = await settingsOf(work.system)
  const ways: readonly string[] = ['web_push', 'email', 'ntfy', 'webhook']
  return notificationRules[urgency]
    .filter(({ method }) => ways.includes(method))
    .map(({ method, ...times }) => ({ kind: method as Way, ...times }))
}

export async function methodsOf(db: Database, userId: string): Promise<ContactMethod[]> {
  return db
    .selectFrom('contactMethods')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute()
}

export async function rulesOf(db: Database, userId: string): Promise<NotificationRule[]> {
  return db
    .selectFrom('notificationRules')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('urgency')
    .orderBy('position')
    .execute()
}

/** The pages of an incident with each one's fate, for its trace. */
export async function pagesOf(db: Database, incidentId: string) {
  return db
    .selectFrom('pages')
    .innerJoin('users', 'users.id', 'pages.userId')
    .select([
      'pages.id',
      'pages.userId',
      'users.name as userName',
      'kind',
      'level',
      'round',
      'pages.state',
      'learner',
      'notBefore',
      'acceptedAt',
      'deliveredAt',
      'seenAt',
      'doneAt',
      'attempts',
      'outcome',
    ])
    .where('incidentId', '=', incidentId)
    .orderBy('notBefore')
    .orderBy('pages.id')
    .execute()
}

/**
 * What is ringing for this person right now: open incidents they were paged for and nobody has taken. Who may not see
 * restricted tickets hears that one rings, and not what it says.
 */
export async function openPagesFor(db: Database, userId: string, seesRestricted: boolean) {
  const pages = await db
    .selectFrom('incidents')
    .innerJoin('pages', 'pages.incidentId', 'incidents.id')
    .leftJoin('tickets', 'tickets.id', 'incidents.ticketId')
    .distinctOn('incidents.id')
    .select([
      'incidents.id',
      'incidents.number',
      'incidents.title',
      'incidents.level',
      'incidents.nextAt',
      'incidents.createdAt',
      'tickets.number as ticketNumber',
      'pages.learner',
      'pages.id as pageId',
      'tickets.restricted',
    ])
    .where('pages.userId', '=', userId)
    .where('incidents.status', '=', 'triggered')
    .whereRef('pages.reopenNo', '=', 'incidents.reopenNo')
    .where('pages.state', '<>', 'cancelled')
    .orderBy('incidents.id')
    .orderBy('pages.learner')
    .execute()
  return pages.map(({ restricted, title, ...page }) => ({
    ...page,
    title: restricted && !seesRestricted ? 'A restricted ticket' : title,
  }))
}

/** When each person was last reached for certain, for readiness. */
export async function lastProofs(db: Database, userIds: readonly string[]) {
  if (userIds.length === 0) return []
  return db
    .selectFrom('users')
    .leftJoin('contactMethods', (join) =>
      join
        .onRef('contactMethods.userId', '=', 'users.id')
        .on('contactMethods.brokenAt', 'is', null),
    )
    .select((eb) => [
      'users.id',
      'users.name',
      eb.fn.count<number>('contactMethods.id').as('ways'),
      eb.fn.max('contactMethods.lastProofAt').as('lastProofAt'),
    ])
    .where('users.id', 'in', [...userIds])
    .groupBy(['users.id', 'users.name'])
    .execute()
}
