import { sql } from 'kysely'
import { expect } from 'vitest'
import { startWork } from '../../server/app.ts'
import { receiveAlert, saveService } from '../../server/incidents/alerts.ts'
import { saveEscalationPolicy } from '../../server/incidents/policies.ts'
import { GATHER_SECONDS } from '../../server/paging/bundle.ts'
import { tick } from '../../server/incidents/tick.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import { saveContactMethod } from '../../server/paging/reach.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { START } from '../world/cast.ts'
import { alertOf, arm, ladder, left } from '../world/pager.ts'
import { eachOf } from '../world/random.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const TRIGGERS_OF_ONE_KEY = 10_000
const PEOPLE = 200
const TRIGGERS_FOR_ALL = 10_000
/** The clock moves on once in so many alerts. */
const CLOCK_EVERY = 20

story(
  `E20: ${TRIGGERS_OF_ONE_KEY} triggers with one key, eight at a time: one incident that counted them all, and one chain of pages`,
  async (world) => {
    await arm(world)
    const routingKey = await world.work((work) =>
      saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }),
    )
    const began = performance.now()
    await eachOf(Array.from({ length: TRIGGERS_OF_ONE_KEY }), 8, () =>
      inWork(world.system, machine('monitoring'), (work) =>
        receiveAlert(work, alertOf(routingKey, 'disk')),
      ),
    )
    const seconds = (performance.now() - began) / 1000
    console.log(`E20: ${Math.round(TRIGGERS_OF_ONE_KEY / seconds)} triggers a second under one key`)
    while ((await tick(world.system)) + (await sendDuePages(world.system)) > 0);
    expect(await world.incidents()).toMatchObject([{ alertCount: TRIGGERS_OF_ONE_KEY, level: 1 }])
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from alerts where incident_id is not null`.execute(
      world.system.db,
    )
    expect(rows[0]?.count).toBe(TRIGGERS_OF_ONE_KEY)
    expect(left(world)).toEqual(['10:00:00 bob ntfy'])
    // Triggers that came second may have used up a number; the incident is still one.
    const [incident] = await world.incidents()
    expect(await world.pages(incident?.number)).toHaveLength(3)
  },
  { timeout: 150_000 },
)

/** So many people, each alone behind a service, each with a webhook. Returns the services' routing keys. */
async function hire(world: World): Promise<string[]> {
  const ids = Array.from({ length: PEOPLE }, () => crypto.randomUUID())
  return world.work(async (work) => {
    await work.db
      .insertInto('users')
      .values(
        ids.map((id, number) => ({
          id,
          key: `person${number}`,
          name: `Person ${number}`,
          email: `person${number}@watchdesk.test`,
          role: 'agent' as const,
          createdAt: work.now,
          updatedAt: work.now,
        })),
      )
      .execute()
    const routingKeys: string[] = []
    for (const [number, id] of ids.entries()) {
      const key = `person${number}`
      await saveContactMethod(work, id, {
        kind: 'webhook',
        label: 'Hook',
        address: `${world.phones.url}/hooks/${key}`,
      })
      const levels = [{ targets: [{ kind: 'user' as const, id }], delayMinutes: 60 }]
      await saveEscalationPolicy(work, { key, name: key, body: ladder(world, { levels }) })
      routingKeys.push(await saveService(work, { key, name: key, policyKey: key }))
    }
    return routingKeys
  })
}

const secondsAfter = (seconds: number) => new Date(START.getTime() + seconds * 1000).toISOString()

story(
  `E19: ${TRIGGERS_FOR_ALL} alerts within one minute of the database's clock, for ${PEOPLE} people: each hears of their first within five seconds, the rest comes bundled, none is lost`,
  async (world) => {
    const routingKeys = await hire(world)
    const firstRaised = new Map<number, number>()
    const firstCalled = new Map<number, number>()
    world.phones.onCall(async (to) => {
      const number = Number(to.replace('/hooks/person', ''))
      if (!firstCalled.has(number)) firstCalled.set(number, performance.now())
    })
    const work = await startWork(world.system)
    const began = performance.now()
    // As fast as the machine stores them; the database's clock says that it was a minute.
    await eachOf(
      Array.from({ length: TRIGGERS_FOR_ALL }, (_, index) => index),
      6,
      async (index) => {
        if (index % CLOCK_EVERY === 0)
          await world.clock.jump(secondsAfter((60 * index) / TRIGGERS_FOR_ALL))
        const number = index % PEOPLE
        if (!firstRaised.has(number)) firstRaised.set(number, performance.now())
        await inWork(world.system, machine('monitoring'), (work) =>
          receiveAlert(work, alertOf(routingKeys[number]!, `alarm-${index}`)),
        )
      },
    )
    const stored = performance.now()
    await world.clock.jump(secondsAfter(60 + GATHER_SECONDS))
    const waiting = async () =>
      (
        await sql<{ count: number }>`
      select ((select count(*) from incidents where level = 0) + (select count(*) from pages where state in ('queued', 'leased')))::int as count`.execute(
          world.system.db,
        )
      ).rows[0]!.count
    await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0)
    const sent = performance.now()
    await work.stop()

    const p99 = (delays: number[]) =>
      delays.sort((a, b) => a - b)[Math.ceil(delays.length * 0.99) - 1]!
    const real = p99(
      [...firstRaised].map(([number, at]) => (firstCalled.get(number) ?? Infinity) - at),
    )
    const { rows: firsts } = await sql<{ ms: number }>`
      select (extract(epoch from min(p.accepted_at) - min(i.created_at)) * 1000)::float8 as ms
      from pages p join incidents i on i.id = p.incident_id group by p.user_id`.execute(
      world.system.db,
    )
    const database = p99(firsts.map(({ ms }) => ms))
    const { rows: carried } = await sql<{ key: string; userId: string; pages: number }>`
      select coalesce(bundle, min(key)) as key, user_id as "userId", count(*)::int as pages from pages
      where state = 'accepted' group by bundle, user_id, case when bundle is null then key end`.execute(
      world.system.db,
    )
    const calls = world.phones.told().map(({ key }) => key)
    console.log(
      `E19: ${TRIGGERS_FOR_ALL} stored in ${Math.round(stored - began)} ms, all sent after ${Math.round(sent - began)} ms in ${calls.length} calls; a person's first page: p99 ${Math.round(database)} ms of the database's clock, ${Math.round(real)} ms real`,
    )
    expect(firsts).toHaveLength(PEOPLE)
    expect(database).toBeLessThan(5000)
    expect(real).toBeLessThan(5000)
    // Every incident's page was sent or carried by a bundle that was sent; the count is exact.
    expect(carried.reduce((sum, { pages }) => sum + pages, 0)).toBe(TRIGGERS_FOR_ALL)
    expect(calls.sort()).toEqual(carried.map(({ key }) => key).sort())
    const paged = await sql<{ count: number }>`
      select count(distinct incident_id)::int as count from pages where state = 'accepted'`.execute(
      world.system.db,
    )
    expect(paged.rows[0]?.count).toBe(TRIGGERS_FOR_ALL)
    // Nobody's phone is called fifty times: three alone, then one every ten seconds, and what crossed at the start.
    const perPerson = Map.groupBy(carried, ({ userId }) => userId)
    expect(Math.max(...[...perPerson.values()].map(({ length }) => length))).toBeLessThanOrEqual(16)
  },
  { timeout: 600_000 },
)
