import { sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../test/world/world.ts'
import { arm } from '../../test/world/pager.ts'
import { tick } from '../incidents/tick.ts'
import { databaseOn } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { claimPages, reapLeases } from './claim.ts'

/** Open incidents and waiting pages whose time is still to come: what a poll must not read. */
const FUTURE = 300_000

let world: World
beforeAll(async () => {
  world = await createWorld()
  await arm(world)
  await world.work(fill)
  await sql`vacuum analyze incidents, pages`.execute(world.system.db)
}, 120_000)
afterAll(() => world.close())

async function fill({ db }: Work) {
  // Rows that are valid anyway: checking every reference would take most of the time.
  await sql`set local session_replication_role = replica`.execute(db)
  await sql`
    insert into incidents (id, title, status, policy_version_id, next_at, created_at)
    select gen_random_uuid(), 'Later', 'triggered', (select id from escalation_policy_versions limit 1), app_now() + interval '1 hour' + n * interval '1 second', app_now()
    from generate_series(1, ${FUTURE}::int) n`.execute(db)
  await sql`
    insert into pages (id, incident_id, key, user_id, kind, address, level, round, reopen_no, lane, title, body, not_before, not_after, created_at)
    select gen_random_uuid(), null, 'key ' || n, (select id from users limit 1), 'ntfy', 'x', 1, 1, 0, n % 3, '', '', app_now() + interval '1 hour' + n * interval '1 second', app_now() + interval '2 hours', app_now()
    from generate_series(1, ${FUTURE}::int) n`.execute(db)
}

/** Runs something and returns the plan of every statement it sent, as PostgreSQL carried it out. */
async function plansOf(act: (system: World['system']) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const pool = new Pool({
    connectionString: world.url,
    max: 1,
    options:
      '-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c client_min_messages=log',
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    client.on('notice', ({ message }) => plans.push(message ?? ''))
  })
  await act({ ...world.system, pool, db: databaseOn(pool) })
  await pool.end()
  return plans.filter((plan) => plan.includes('Query Text'))
}

const about = (plans: string[], table: string) =>
  plans.filter((plan) => new RegExp(`Scan using ${table}`).test(plan))

test(`E44: the poll for due incidents finds nothing by an index condition, among ${FUTURE} to come`, async () => {
  const plans = await plansOf(tick)
  const [plan, ...more] = about(plans, 'incidents_due')
  expect(plan).toMatch(/Index Cond: \(next_at <= /)
  expect(plan).not.toMatch(/Filter:/)
  expect(more).toEqual([])
  expect(plans.some((other) => /Seq Scan on incidents/.test(other))).toBe(false)
})

test(`E44: the poll for due pages finds nothing by lane and time, in each lane, among ${FUTURE} to come`, async () => {
  for (const lane of [0, 1, 2]) {
    const [plan] = about(await plansOf((system) => claimPages(system, lane, 5)), 'pages_due')
    expect(plan).toMatch(/Index Cond: \(\(lane = .*\) AND \(not_before <= /)
    expect(plan).not.toMatch(/Seq Scan on pages/)
  }
  const [reaping] = about(await plansOf(reapLeases), 'pages_leased')
  expect(reaping).toMatch(/Index Cond: \(lease_until < /)
})

test('E44: an idle poll takes the database less than a millisecond', async () => {
  const durations = async (act: (system: World['system']) => Promise<unknown>, index: string) => {
    const plans: string[] = []
    for (let turn = 0; turn < 15; turn += 1) plans.push(...about(await plansOf(act), index))
    return plans
      .map((plan) => Number(/duration: ([\d.]+) ms/.exec(plan)?.[1]))
      .sort((a, b) => a - b)
  }
  const ticks = await durations(tick, 'incidents_due')
  const claims = await durations((system) => claimPages(system, 0, 5), 'pages_due')
  expect(ticks[7]).toBeLessThan(1)
  expect(claims[7]).toBeLessThan(1)
})
