import { sql } from 'kysely'
import { expect } from 'vitest'
import { receiveAlert, saveService } from '../../server/incidents/alerts.ts'
import { resolveIncident, snoozeIncident } from '../../server/incidents/actions.ts'
import { escalateNow } from '../../server/incidents/escalate.ts'
import {
  acknowledgeIncident,
  handBack,
  passOn,
  undoAcknowledgement,
} from '../../server/incidents/responder.ts'
import { tick } from '../../server/incidents/tick.ts'
import { claimPages, reapLeases, recheck } from '../../server/paging/claim.ts'
import { pagesFailed } from '../../server/paging/failure.ts'
import { linksFor } from '../../server/paging/links.ts'
import { acknowledgeByLink, recordReceipt } from '../../server/paging/one-tap.ts'
import { pageAccepted } from '../../server/paging/outcome.ts'
import type { Page } from '../../server/paging/queries.ts'
import type { Database } from '../../server/platform/database.ts'
import { Refusal } from '../../server/platform/errors.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { alertOf, arm, withNode } from '../world/pager.ts'
import { randomFrom } from '../world/random.ts'
import { story } from '../world/story.ts'

const SEED = Date.now() % 1_000_000
const AT_ONCE = 4
const KEYS = ['disk', 'memory', 'network']

interface Scene {
  ids: string[]
  pages: Page[]
}

/** The seven transactions of docs/architecture.md; T6 in each of its forms. */
function transactions(
  random: ReturnType<typeof randomFrom>,
  routingKey: string,
  users: { id: string; name: string }[],
) {
  const incident =
    (act: (work: Work, id: string, user: { id: string; name: string }) => Promise<unknown>) =>
    (node: System, { ids }: Scene) => {
      const user = random.pick(users)
      return inWork(node, { kind: 'user', ...user }, (work) => act(work, random.pick(ids), user))
    }
  const failure = { why: 'refused', permanent: false, addressGone: false, retryAfterSeconds: null }
  return {
    'T1 trigger': (node: System) =>
      inWork(node, machine('monitoring'), (work) =>
        receiveAlert(work, alertOf(routingKey, random.pick(KEYS))),
      ),
    'T2 tick': (node: System) => tick(node),
    'T3 claim': async (node: System) => {
      for (const lane of [0, 1, 2]) await claimPages(node, lane, 3)
    },
    'T4 recheck': (node: System, { pages }: Scene) => recheck(node.db, random.pick(pages)),
    'T5 accepted': (node: System, { pages }: Scene) => pageAccepted(node, random.pick(pages), null),
    'T5 failed': (node: System, { pages }: Scene) =>
      pagesFailed(node, [...new Set([random.pick(pages), random.pick(pages)])], {
        ...failure,
        permanent: random.next() < 0.5,
      }),
    'T6 acknowledge': incident(acknowledgeIncident),
    'T6 one tap': (node: System, { pages }: Scene) =>
      acknowledgeByLink(node, linksFor(node, random.pick(pages)).acknowledgeToken),
    'T6 receipt': (node: System, { pages }: Scene) =>
      recordReceipt(node, linksFor(node, random.pick(pages)).acknowledgeToken, 'seen'),
    'T6 undo': incident((work, id, { id: userId }) => undoAcknowledgement(work, id, userId)),
    'T6 hand back': incident(handBack),
    'T6 pass on': incident((work, id, user) =>
      passOn(work, id, user, random.pick([null, ...users]), ''),
    ),
    'T6 escalate': incident(async (work, id) => {
      const { version } = await work.db
        .selectFrom('incidents')
        .select('version')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await escalateNow(work, id, version)
    }),
    'T6 snooze': incident((work, id) =>
      snoozeIncident(work, id, new Date(work.now.getTime() + 60_000)),
    ),
    'T6 resolve': incident(resolveIncident),
    'T7 reap': (node: System) => reapLeases(node),
  }
}

/** Since the database was made; another story may have had it before. */
async function deadlocksIn(db: Database, name: string): Promise<number> {
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = ${name}`.execute(db)
  return rows[0]!.deadlocks
}

const orRefused = (act: Promise<unknown>) =>
  act.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })

story(
  'E41: every pair of the seven transactions, in parallel on two nodes: not one deadlock',
  async (world) => {
    await arm(world)
    const db = world.system.db
    const [{ name } = { name: '' }] = (
      await sql<{ name: string }>`select current_database() as name`.execute(db)
    ).rows
    const before = await deadlocksIn(db, name)
    await sql.raw(`alter database ${name} set deadlock_timeout = '20ms'`).execute(db)
    const random = randomFrom(SEED)
    const routingKey = await world.work((work) =>
      saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }),
    )
    const all = Object.entries(transactions(random, routingKey, [world.bob, world.carol]))
    const pairs = all.flatMap((one, index) => all.slice(index).map((two) => [one, two] as const))

    const setScene = async (): Promise<Scene> => {
      for (const dedupKey of KEYS)
        await world.work((work) => receiveAlert(work, alertOf(routingKey, dedupKey)))
      const open = await db
        .selectFrom('incidents')
        .select('id')
        .where('status', '<>', 'resolved')
        .execute()
      // Due, with its first page taken by a sender: every transaction finds something to do.
      await sql`update incidents set status = 'triggered', next_at = app_now() where status in ('snoozed', 'acknowledged', 'triggered')`.execute(
        db,
      )
      await tick(world.system)
      await sql`update incidents set next_at = app_now() where status = 'triggered'`.execute(db)
      await sql`update pages set not_before = app_now(), lease_until = case when lease_token is null then null else app_now() - interval '1 second' end where state in ('queued', 'leased')`.execute(
        db,
      )
      await claimPages(world.system, random.below(3), 4)
      const ids = open.map(({ id }) => id)
      return {
        ids,
        pages: await db
          .selectFrom('pages')
          .selectAll()
          .where('incidentId', 'in', ids)
          .orderBy('createdAt', 'desc')
          .limit(12)
          .execute(),
      }
    }

    await withNode(
      world,
      () => ({}),
      async (left) =>
        withNode(
          world,
          () => ({}),
          async (right) => {
            for (const [one, two] of pairs) {
              const scene = await setScene()
              await Promise.all(
                Array.from({ length: AT_ONCE }, () => [
                  orRefused(one[1](left, scene)),
                  orRefused(two[1](right, scene)),
                ]).flat(),
              )
            }
          },
        ),
    )
    const deadlocks = (await deadlocksIn(db, name)) - before
    console.log(
      `E41: seed ${SEED}: ${pairs.length} pairs, ${pairs.length * AT_ONCE * 2} transactions, deadlocks: ${deadlocks}`,
    )
    expect(deadlocks).toBe(0)
    // The scenes were set by hand, over the heads of the actions: their traces are not to be audited.
    for (const table of ['pages', 'alerts', 'call_links', 'incident_events', 'incidents'])
      await sql`delete from ${sql.table(table)}`.execute(db)
  },
  { timeout: 90_000 },
)
