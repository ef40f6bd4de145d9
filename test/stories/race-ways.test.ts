import { sql } from 'kysely'
import { expect } from 'vitest'
import { tick } from '../../server/incidents/tick.ts'
import { claimPages } from '../../server/paging/claim.ts'
import { pagesFailed } from '../../server/paging/failure.ts'
import { linksFor } from '../../server/paging/links.ts'
import { acknowledgeByLink, recordReceipt } from '../../server/paging/one-tap.ts'
import type { Page } from '../../server/paging/queries.ts'
import type { System } from '../../server/platform/system.ts'
import { arm, trigger, withNode } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** Bob's phone in round 1 and in round 2, of one incident: two pages by one way, neither sent. */
async function pagesByOneWay(world: World): Promise<[Page, Page]> {
  const { id } = await trigger(world)
  for (const minutes of [0, 5, 10, 15]) {
    await world.clock.jump(
      new Date(Date.parse('2026-03-03T10:00:00Z') + minutes * 60_000).toISOString(),
    )
    await tick(world.system)
  }
  const pages = await world.system.db
    .selectFrom('pages')
    .selectAll()
    .where('incidentId', '=', id)
    .where('userId', '=', world.bob.id)
    .where('kind', '=', 'ntfy')
    .orderBy('round')
    .execute()
  expect(pages.map(({ round, state }) => [round, state])).toEqual([
    [1, 'queued'],
    [2, 'queued'],
  ])
  return [pages[0]!, pages[1]!]
}

/** What waits for somebody's lock in this world's database. */
const waitingForLocks = async (world: World) =>
  (
    await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(world.system.db)
  ).rows[0]!.count

/**
 * The first has begun and needs the way, which somebody holds; then the receipt of the other page begins; then the way is
 * let go. Returns how many deadlocks PostgreSQL had to break.
 */
async function meet(world: World, other: Page, first: (node: System) => Promise<unknown>) {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    world.system.db,
  )
  const { name } = rows[0]!
  const before = await deadlocksIn(world, name)
  await sql.raw(`alter database ${name} set deadlock_timeout = '20ms'`).execute(world.system.db)
  const holder = await world.system.pool.connect()
  await holder.query('begin')
  await holder.query('select from contact_methods where id = $1 for no key update', [
    other.contactMethodId,
  ])
  const unchanged = () => ({})
  const letGo = async () => {
    await holder.query('commit')
    holder.release()
  }
  const soon = (count: number) =>
    expect.poll(() => waitingForLocks(world), { timeout: 30_000 }).toBe(count)
  await withNode(world, unchanged, (left) =>
    withNode(world, unchanged, async (right) => {
      const under: Promise<unknown>[] = []
      try {
        under.push(first(left))
        await soon(1)
        under.push(recordReceipt(right, linksFor(right, other).acknowledgeToken, 'seen'))
        await soon(2)
      } finally {
        // Whatever went wrong, nobody waits for this lock for ever.
        await letGo()
      }
      await Promise.all(under)
    }),
  )
  // Both nodes are gone, and what a connection counted is written down when it ends.
  return (await deadlocksIn(world, name)) - before
}

/** Since the database was made; another story may have had it before. */
async function deadlocksIn(world: World, name: string): Promise<number> {
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = ${name}`.execute(world.system.db)
  return rows[0]!.deadlocks
}

story(
  'a page is answered from the phone while that phone says "seen" of another: not one deadlock',
  async (world) => {
    await arm(world)
    const [one, two] = await pagesByOneWay(world)
    const deadlocks = await meet(world, two, (node) =>
      acknowledgeByLink(node, linksFor(node, one).acknowledgeToken),
    )
    expect(deadlocks).toBe(0)
    expect(await world.incident()).toMatchObject({ status: 'acknowledged' })
  },
)

story(
  'an address turns out to be gone while its phone says "seen" of another page: not one deadlock',
  async (world) => {
    await arm(world)
    const [, other] = await pagesByOneWay(world)
    const claimed = await claimPages(world.system, 0, 1)
    const [gone] = claimed
    expect(gone).toMatchObject({ contactMethodId: other.contactMethodId, round: 1 })
    const deadlocks = await meet(world, other, (node) =>
      pagesFailed(node, [gone!], {
        why: '404 no such topic',
        permanent: true,
        addressGone: true,
        retryAfterSeconds: null,
      }),
    )
    expect(deadlocks).toBe(0)
    expect(await world.pages()).toContainEqual(
      expect.objectContaining({ id: gone!.id, state: 'failed', outcome: '404 no such topic' }),
    )
  },
)
