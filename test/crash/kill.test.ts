import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { triggerIncident } from '../../server/incidents/actions.ts'
import { saveEscalationPolicy } from '../../server/incidents/policies.ts'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { audit } from '../../server/paging/auditor.ts'
import { saveContactMethod, saveRules } from '../../server/paging/reach.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { startTestCluster, type TestCluster } from '../world/cluster.ts'
import { databaseUrl, makeTemplates, run } from '../world/global-setup.ts'
import { randomFrom } from '../world/random.ts'
import { openEngine } from './engine-process.ts'
import { bundleEngine, killEngine, startEngine, startProvider } from './engines.ts'

const KILLS = 200
const DATABASE_CRASHES = 10
const ENGINES = 2
/** On a busy machine fewer are reached in this time; how many is printed. */
const AT_MOST_MS = 50_000
const FEWEST_KILLS = 20
/** Emergencies a second. */
const RATE = 2.5
/** The database's clock runs so many times faster: a level's 30 seconds are two, a lease's 15 are one. */
const FASTER = 15
const LEVELS = 3
const ROUNDS = 2
const WAYS = 2
const SEED = Date.now() % 1_000_000

let cluster: TestCluster
let bundle: string
/** None outlives this test, however it ends. */
const engines = new Set<ChildProcess>()
beforeAll(async () => {
  bundle = await bundleEngine()
  cluster = await startTestCluster({ durable: true })
  await makeTemplates(cluster.adminUrl)
})
afterAll(async () => {
  for (const engine of engines) await killEngine(engine)
  rmSync(dirname(bundle), { recursive: true, force: true })
  await cluster.stop()
})

type User = { id: string; name: string }

/** Half a minute a level, two levels of one and the manager, twice; everybody has a webhook, at once and ten seconds later. */
async function furnish(system: System, providerUrl: string): Promise<User[]> {
  const users = await Promise.all(
    ['bob', 'carol', 'mona', 'alice'].map((key) => findUserByName(system.db, key)),
  )
  await inWork(system, machine('test'), async (work) => {
    for (const { id, key } of users) {
      await work.db.deleteFrom('contactMethods').where('userId', '=', id).execute()
      await saveContactMethod(work, id, {
        kind: 'webhook',
        label: 'Hook',
        address: `${providerUrl}/hooks/${key}`,
      })
      await saveRules(
        work,
        id,
        [0, 10].map((afterSeconds) => ({
          urgency: 'high',
          kind: 'webhook',
          afterSeconds,
          repeatEverySeconds: null,
        })),
      )
    }
    const target = ({ id }: User) => ({ kind: 'user' as const, id })
    const body = {
      levels: users
        .slice(0, LEVELS)
        .map((user) => ({ targets: [target(user)], delayMinutes: 0.5 })),
      repeats: ROUNDS - 1,
      fallback: [target(users[3]!)],
      fallbackEveryMinutes: 0.5,
      keepPagingEarlierLevels: true,
    }
    await saveEscalationPolicy(work, { key: 'fixture', name: 'Fixture', body })
  })
  await sql
    .raw(`
    create or replace function app_now() returns timestamptz language sql stable parallel safe as
    $$ select timestamptz '2026-03-03T10:00:00Z' + (statement_timestamp() - timestamptz '${new Date().toISOString()}') * ${FASTER} $$`)
    .execute(system.db)
  return users
}

const count = async (system: System, question: ReturnType<typeof sql<{ count: number }>>) =>
  (await question.execute(system.db)).rows[0]!.count

test(
  `engines killed ${KILLS} times at random moments, the database crashed ${DATABASE_CRASHES} times: no emergency is lost, no step doubled, none taken after an acknowledgement`,
  { timeout: 170_000 },
  async () => {
    const random = randomFrom(SEED)
    const url = databaseUrl(cluster.adminUrl, 'crash_kill')
    await run(cluster.adminUrl, 'create database crash_kill template template_cast')
    const provider = await startProvider(random)
    const system = await openEngine(url, 6)
    const users = await furnish(system, provider.url)
    const began = performance.now()
    const tally = { kills: 0, crashes: 0, triggered: 0, inDoubt: 0, acknowledged: 0 }
    const state = { over: false }
    const isTime = () => performance.now() - began < AT_MOST_MS
    const committed: string[] = []

    /** What fails because the database is away may or may not have been committed: it is in doubt, and promised to nobody. */
    const attempt = async <R>(act: () => Promise<R>): Promise<R | null> =>
      act().catch(() => (void (tally.inDoubt += 1), null))

    const trigger = async (number: number) => {
      const raised = await attempt(() =>
        inWork(system, machine('test'), (work) =>
          triggerIncident(work, {
            title: `Emergency ${number}`,
            urgency: 'high',
            policyKey: 'fixture',
          }),
        ),
      )
      if (!raised) return
      committed.push(raised.incident.id)
      // Some answer at once, some within a round, some never.
      if (random.next() < 0.2) return
      // People take their time: that is what is under test.
      await pause(100 + random.next() * 12_000)
      const user = random.pick(users)
      const answered = await attempt(() =>
        inWork(system, { kind: 'user', ...user }, (work) =>
          acknowledgeIncident(work, raised.incident.id, user),
        ),
      )
      if (answered) tally.acknowledged += 1
    }
    const emergencies = (async () => {
      const answers: Promise<void>[] = []
      for (let number = 1; !state.over; number += 1) {
        answers.push(trigger(number))
        // Emergencies come at their rate, spread at random over the kills.
        await pause(random.next() * (2000 / RATE))
      }
      await Promise.all(answers)
    })()
    const killing = Array.from({ length: ENGINES }, async () => {
      while (tally.kills < KILLS && isTime()) {
        const engine = await startEngine(bundle, url)
        engines.add(engine)
        // It lives for a random time, so that a kill finds it in the middle of anything.
        await pause(50 + random.next() * 350)
        if (await killEngine(engine)) tally.kills += 1
        engines.delete(engine)
      }
    })
    const crashing = (async () => {
      while (tally.crashes < DATABASE_CRASHES && isTime()) {
        const due = ((tally.crashes + 1) * KILLS) / (DATABASE_CRASHES + 1)
        // Crashes are spread evenly over the kills, and each falls at a random moment between two of them.
        while (tally.kills < due && isTime()) await pause(20)
        await pause(random.next() * 300)
        await cluster.crash()
        await cluster.restart()
        tally.crashes += 1
      }
    })()
    await Promise.all([...killing, crashing])
    state.over = true
    const last = await startEngine(bundle, url)
    engines.add(last)
    await emergencies
    tally.triggered = committed.length

    // Those nobody took go on to the end of the policy; then somebody takes them, and what is under way leaves.
    const climbing = () =>
      count(
        system,
        sql`select count(*)::int as count from incidents where status = 'triggered' and unanswered_at is null`,
      )
    await expect.poll(climbing, { timeout: 60_000, interval: 200 }).toBe(0)
    const unanswered = await system.db
      .selectFrom('incidents')
      .select('id')
      .where('status', '=', 'triggered')
      .execute()
    for (const { id } of unanswered)
      await inWork(system, { kind: 'user', ...users[0]! }, (work) =>
        acknowledgeIncident(work, id, users[0]!),
      )
    const leaving = () =>
      count(
        system,
        sql`select count(*)::int as count from pages where state in ('queued', 'leased')`,
      )
    await expect.poll(leaving, { timeout: 30_000, interval: 100 }).toBe(0)
    await killEngine(last)

    const rows = await sql<{ id: string }>`select id from incidents`.execute(system.db)
    const stored = new Set(rows.rows.map(({ id }) => id))
    const accepted = await sql<{
      key: string
    }>`select coalesce(bundle, key) as key from pages where state in ('accepted', 'delivered', 'seen')`.execute(
      system.db,
    )
    const pages = await count(system, sql`select count(*)::int as count from pages`)
    const calls = [...provider.taken.values()]
    const findings = {
      'committed emergencies that are gone': committed.filter((id) => !stored.has(id)).length,
      'emergencies nobody was paged for, and nobody took': await count(
        system,
        sql`
        select count(*)::int as count from incidents i where unanswered_at is not null and not exists (
          select 1 from pages p where p.incident_id = i.id and p.state = 'accepted')`,
      ),
      'unanswered emergencies with fewer than every step': await count(
        system,
        sql`
        select count(*)::int as count from incidents i where unanswered_at is not null and (
          select count(*) from incident_events e where e.incident_id = i.id and e.kind = 'step') <> ${LEVELS * ROUNDS}`,
      ),
      'steps without each of their pages': await count(
        system,
        sql`
        select count(*)::int as count from incident_events s where kind = 'step' and (
          select count(*) from pages p where p.incident_id = s.incident_id and p.reopen_no = s.reopen_no and p.round = s.round and p.level = s.level
            and p.key not like '%:fresh%') <> ${WAYS}`,
      ),
      'steps twice': await count(
        system,
        sql`
        select count(*)::int as count from (select 1 from incident_events where kind = 'step' group by incident_id, reopen_no, round, level having count(*) > 1) twice`,
      ),
      'steps after an acknowledgement': await count(
        system,
        sql`
        select count(*)::int as count from incident_events s join incident_events a using (incident_id) where s.kind = 'step' and a.kind = 'acknowledged' and s.seq > a.seq`,
      ),
      'gaps in a timeline': await count(
        system,
        sql`
        select count(*)::int as count from (select incident_id from incident_events group by incident_id having max(seq) + 1 <> count(*)) gaps`,
      ),
      'pages accepted without a call': accepted.rows.filter(({ key }) => !provider.taken.has(key))
        .length,
      audit: await audit(system.db),
    }
    console.log(
      `Kill test, seed ${SEED}: ${JSON.stringify({ ...tally, stored: stored.size, pages, accepted: accepted.rows.length, calls: calls.reduce((sum, n) => sum + n, 0), duplicates: calls.filter((n) => n > 1).length, seconds: Math.round((performance.now() - began) / 1000) })}`,
    )
    await system.live.close()
    await system.pool.end()
    await provider.close()
    expect(findings).toEqual({
      ...Object.fromEntries(Object.keys(findings).map((name) => [name, 0])),
      audit: [],
    })
    expect(tally.kills).toBeGreaterThanOrEqual(FEWEST_KILLS)
    expect(tally.crashes).toBeGreaterThan(1)
    expect(tally.triggered).toBeGreaterThan(20)
    expect(stored.size - tally.triggered).toBeLessThanOrEqual(tally.inDoubt)
  },
)
