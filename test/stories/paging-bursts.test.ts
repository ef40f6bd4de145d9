import { Client } from 'pg'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { startWork } from '../../server/app.ts'
import { receiveAlert, saveService } from '../../server/incidents/alerts.ts'
import { pingWatchdog } from '../../server/paging/watchdog.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { alertOf, arm, kinds, person, raise, trigger } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const PLACES = 8
const titles = (world: World) => world.bob.phone.shown().map(({ title }) => title)

story(
  'nine incidents within a minute: three reach Bob each by itself, the other six in one page, and none is missing',
  async (world) => {
    await arm(world, { levels: [{ targets: [person(world.bob)], delayMinutes: 60 }] })
    for (let number = 1; number <= 9; number += 1) await raise(world, `Disk ${number}`)
    expect(titles(world)).toEqual([
      '#1 EMERGENCY: Disk 1',
      '#2 EMERGENCY: Disk 2',
      '#3 EMERGENCY: Disk 3',
    ])
    await world.clock.advance('10 seconds')
    expect(titles(world).slice(3)).toEqual(['#4 EMERGENCY: Disk 4 and 5 more'])
    expect(world.bob.phone.shown().at(-1)?.text).toContain('#9 EMERGENCY: Disk 9')
    const pages = await world.system.db
      .selectFrom('pages')
      .select(['state', 'outcome', 'bundle'])
      .where('kind', '=', 'ntfy')
      .orderBy('createdAt')
      .execute()
    expect(pages.filter(({ bundle }) => bundle === null)).toHaveLength(3)
    expect(new Set(pages.slice(3).map(({ bundle }) => bundle)).size).toBe(1)
    expect(pages[8]).toMatchObject({
      state: 'accepted',
      outcome: 'accepted, in one page with 5 more',
    })
    // The mail a minute later: it is a burst there too.
    await world.clock.advance('70 seconds')
    const mails = world.mailboxes
      .inboxOf('bob@watchdesk.test')
      .filter(({ messageId }) => messageId?.startsWith('<page.'))
    expect(mails).toHaveLength(4)
  },
)

story(
  'taking one incident of a bundle leaves the others climbing, each by its own clock',
  async (world) => {
    await arm(world)
    for (let number = 1; number <= 5; number += 1) await raise(world, `Disk ${number}`)
    await world.clock.advance('10 seconds')
    expect(titles(world).at(-1)).toBe('#4 EMERGENCY: Disk 4 and 1 more')
    await world.bob.phone.acknowledge()
    expect((await world.incident(4)).status).toBe('acknowledged')
    expect(await world.incident(5)).toMatchObject({ status: 'triggered', level: 1 })
    await world.clock.set('2026-03-03T10:05:10Z')
    expect((await world.incident(5)).level).toBe(2)
    expect((await world.incident(4)).level).toBe(1)
  },
)

story(
  'an incident of a bundle that somebody takes just before it leaves is not in it',
  async (world) => {
    await arm(world)
    for (let number = 1; number <= 6; number += 1) await raise(world, `Disk ${number}`)
    await world.bob.acknowledge(4)
    await world.clock.advance('10 seconds')
    expect(titles(world).at(-1)).toBe('#5 EMERGENCY: Disk 5 and 1 more')
  },
)

story(
  'a bundle that the provider refuses is tried again whole, and nothing of it is lost',
  async (world) => {
    await arm(world, { levels: [{ targets: [person(world.bob)], delayMinutes: 60 }] })
    for (let number = 1; number <= 5; number += 1) await raise(world, `Disk ${number}`)
    world.phones.answerWith(500, 'phone-of-bob')
    let calls = 0
    world.phones.onCall(async () => {
      calls += 1
      if (calls > 1) world.phones.answerWith(200, 'phone-of-bob')
    })
    await world.clock.advance('13 seconds')
    const { rows } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from pages where kind = 'ntfy' group by state`.execute(
      world.system.db,
    )
    expect(rows).toEqual([{ state: 'accepted', count: 5 }])
  },
)

story('whoever has taken what rang is paged for the next one by itself', async (world) => {
  await arm(world)
  for (let number = 1; number <= 6; number += 1) {
    await raise(world, `Disk ${number}`)
    await world.bob.acknowledge(number)
  }
  expect(titles(world)).toHaveLength(6)
})

story(
  'a warning that becomes critical pages as high, though somebody had taken the warning (E35)',
  async (world) => {
    await arm(world)
    const routingKey = await world.work((work) =>
      saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }),
    )
    const say = (severity: 'warning' | 'critical', summary: string) =>
      world.work((work) =>
        receiveAlert(work, { ...alertOf(routingKey, 'disk', summary), severity }),
      )
    await say('warning', 'Disk at 80 %')
    await world.clock.settle()
    expect(world.bob.phone.shown()).toEqual([])
    await world.bob.acknowledge()
    await say('critical', 'Disk full')
    await world.clock.settle()
    expect(await world.incident()).toMatchObject({
      urgency: 'high',
      status: 'triggered',
      acknowledgedBy: null,
      alertCount: 2,
    })
    expect(titles(world)).toEqual(['#1 EMERGENCY: Disk full'])
    await say('critical', 'Disk full')
    await say('warning', 'Disk at 80 %')
    await world.clock.settle()
    expect(await kinds(world)).toEqual([
      'triggered',
      'step 1.1',
      'acknowledged',
      'worsened',
      'step 1.1',
    ])
  },
)

story('an alert pages level 1 in the commit that stores it', async (world) => {
  await arm(world)
  const routingKey = await world.work((work) =>
    saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }),
  )
  await world.work((work) => receiveAlert(work, alertOf(routingKey, 'disk')))
  expect(await kinds(world)).toEqual(['triggered', 'step 1.1'])
  expect(await world.pages()).toHaveLength(3)
})

story(
  'an alert whose policy cannot be read is stored, answered 202, and stays due (I10)',
  async (world) => {
    await arm(world)
    const routingKey = await world.work((work) =>
      saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }),
    )
    await sql`update escalation_policy_versions set body = '{}'`.execute(world.system.db)
    const answer = await world.app.inject({
      method: 'POST',
      url: '/v2/enqueue',
      payload: {
        routing_key: routingKey,
        event_action: 'trigger',
        dedup_key: 'disk',
        payload: { summary: 'Down', source: 'host', severity: 'critical' },
      },
    })
    expect(answer.statusCode).toBe(202)
    // Its first try took a number with it.
    expect(await world.incidents()).toMatchObject([{ status: 'triggered', level: 0 }])
  },
)

story(
  'every connection of the web is taken: a due incident is escalated, and its page handed over, in its usual time',
  async (world) => {
    await arm(world)
    const work = await startWork(world.system)
    const outside = new Client({ connectionString: world.url })
    await outside.connect()
    const over = Promise.withResolvers<void>()
    const { pool } = world.system
    try {
      await trigger(world)
      await vi.waitFor(() => expect(world.bob.phone.shown()).toHaveLength(1), { timeout: 5000 })
      const stuck = Array.from({ length: PLACES }, () =>
        inWork(world.system, machine('somebody'), () => over.promise),
      )
      const readers = []
      while (pool.totalCount < PLACES || pool.idleCount > 0) readers.push(await pool.connect())
      const waiting = pool.query('select 1')
      await outside.query("update clock set frozen_at = '2026-03-03T10:05:00Z'")
      const due = performance.now()
      await vi.waitFor(() => expect(world.carol.phone.shown()).toHaveLength(1), {
        timeout: 8000,
        interval: 20,
      })
      const took = performance.now() - due
      expect(pool.waitingCount).toBeGreaterThan(0)
      console.log(`Every place taken: due to handed over in ${Math.round(took)} ms`)
      over.resolve()
      readers.forEach((reader) => reader.release())
      await Promise.all([...stuck, waiting])
      // The loop looks once a second, the sender is woken; the rest is what a busy machine takes.
      expect(took).toBeLessThan(3000)
    } finally {
      over.resolve()
      await outside.end()
      await work.stop()
    }
  },
  { timeout: 60_000 },
)

story('an old violation silences the watchdog for an hour, not for ever', async (world) => {
  await arm(world)
  await raise(world)
  await world.bob.acknowledge()
  const beats = async () =>
    (await sql<{ at: Date }>`select at from engine_beats`.execute(world.system.db)).rows.length
  const shift = (by: number) =>
    sql`update incidents set seq = seq + ${by}::int`.execute(world.system.db)
  await shift(1)
  await pingWatchdog(world.system)
  await world.clock.jump('2026-03-03T10:59:00Z')
  await pingWatchdog(world.system)
  expect(await beats()).toBe(0)
  await world.clock.jump('2026-03-03T11:01:00Z')
  await pingWatchdog(world.system)
  expect(await beats()).toBe(1)
  await shift(-1)
})

story('whatever characters a monitor sends, its alert pages', async (world) => {
  await arm(world, { levels: [{ targets: [person(world.bob)], delayMinutes: 60 }] })
  const service = { key: 'desk', name: 'Desk', policyKey: 'fixture' }
  const routingKey = await world.work((work) => saveService(work, service))
  const said = ['Cut in the middle of \uD83D', 'A path such as C:\\u0000', 'With a \0 in it']
  for (const [number, words] of said.entries())
    await world.work((work) => receiveAlert(work, alertOf(routingKey, `${number}`, words)))
  await world.clock.settle()
  expect(titles(world)).toHaveLength(3)
})
