import type { Selectable } from 'kysely'
import type { Database } from '../platform/database.ts'
import { settingsOf } from '../platform/settings.ts'
import type { ContactMethods, NotificationRules, Pages } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { Responder, Rule, Way } from './plan.ts'

export type Page = Selectable<Pages>
export type ContactMethod = Selectable<ContactMethods>
export type NotificationRule = Selectable<NotificationRules>

/** How each of these people is reached now: their rules (the company's, where they have none) and the ways that work. */
export async function respondersFor(
  work: Work,
  users: readonly { userId: string; learner: boolean }[],
  urgency: 'high' | 'low',
): Promise<Responder[]> {
  if (users.length === 0) return []
  const ids = users.map(({ userId }) => userId)
  const methods = await work.db
    .selectFrom('contactMethods')
    .selectAll()
    .where('userId', 'in', ids)
    .orderBy('createdAt')
    .execute()
  const rules = await work.db
    .selectFrom('notificationRules')
    .selectAll()
    .where('userId', 'in', ids)
    .where('urgency', '=', urgency)
    .orderBy('position')
    .execute()
  const usual = await usualRules(work, urgency)
  return users.map(({ userId, learner }) => {
    const own = rules.filter((rule) => rule.userId === userId)
    return {
      userId,
      learner,
      rules: own.length > 0 ? own : usual,
      methods: worthTrying(methods.filter((method) => method.userId === userId)),
    }
  })
}

/** Ways that work; for somebody who has none left, those that once did: a refusal may be over, silence is worse. */
function worthTrying(methods: readonly ContactMethod[]): readonly ContactMethod[] {
  const working = methods.filter(({ brokenAt }) => brokenAt === null)
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

/** What is ringing for this person right now: open incidents they were paged for and nobody has taken. */
export async function openPagesFor(db: Database, userId: string) {
  return db
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
    ])
    .where('pages.userId', '=', userId)
    .where('incidents.status', '=', 'triggered')
    .whereRef('pages.reopenNo', '=', 'incidents.reopenNo')
    .where('pages.state', '<>', 'cancelled')
    .orderBy('incidents.id')
    .orderBy('pages.learner')
    .execute()
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
