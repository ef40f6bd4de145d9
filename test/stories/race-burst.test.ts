import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { startWork } from '../../server/app.ts'
import { receiveAlert, saveService } from '../../server/incidents/alerts.ts'
import { triggerIncident } from '../../server/incidents/actions.ts'
import { saveEscalationPolicy } from '../../server/incidents/policies.ts'
import { tick } from '../../server/incidents/tick.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import { saveContactMethod } from '../../server/paging/reach.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { alertOf, arm, ladder, left } from '../world/pager.ts'
import { eachOf } from '../world/random.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const TRIGGERS_OF_ONE_KEY = 10_000
const PEOPLE = 200
const TRIGGERS_FOR_ALL = 1000
/** Ten thousand a minute. */
const EVERY_MS = 6

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

/** So many people, each alone on a policy, each with a phone. */
async function hire(world: World): Promise<string[]> {
  const ids = Array.from({ length: PEOPLE }, () => crypto.randomUUID())
  await world.work(async (work) => {
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
    for (const [number, id] of ids.entries()) {
      await saveContactMethod(work, id, {
        kind: 'ntfy',
        label: 'Phone',
        address: `phone-of-person${number}`,
      })
      const levels = [{ targets: [{ kind: 'user' as const, id }], delayMinutes: 60 }]
      await saveEscalationPolicy(work, {
        key: `person${number}`,
        name: `Person ${number}`,
        body: ladder(world, { levels }),
      })
    }
  })
  return ids
}

story(
  `E19: ${TRIGGERS_FOR_ALL} incidents at the rate of 10,000 a minute, for ${PEOPLE} people: each hears of their first within five seconds, none is lost`,
  async (world) => {
    await hire(world)
    await sql`update clock set frozen_at = null`.execute(world.system.db)
    const firstRaised = new Map<number, number>()
    const firstShown = new Map<number, number>()
    world.phones.onCall(async (to) => {
      const number = Number(to.replace('phone-of-person', ''))
      if (!firstShown.has(number)) firstShown.set(number, performance.now())
    })
    const work = await startWork(world.system)
    const began = performance.now()
    await eachOf(
      Array.from({ length: TRIGGERS_FOR_ALL }, (_, index) => index),
      4,
      async (index) => {
        await pause(began + index * EVERY_MS - performance.now())
        const number = index % PEOPLE
        if (!firstRaised.has(number)) firstRaised.set(number, performance.now())
        await inWork(world.system, machine('monitoring'), (work) =>
          triggerIncident(work, {
            title: `Alarm ${index}`,
            urgency: 'high',
            policyKey: `person${number}`,
          }),
        )
      },
    )
    const stored = performance.now()
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
    const delays = [...firstRaised]
      .map(([number, at]) => (firstShown.get(number) ?? Infinity) - at)
      .sort((a, b) => a - b)
    const p99 = delays[Math.ceil(delays.length * 0.99) - 1]!
    console.log(
      `E19: ${TRIGGERS_FOR_ALL} stored in ${Math.round(stored - began)} ms, all sent after ${Math.round(sent - began)} ms; a person's first page: median ${Math.round(delays[PEOPLE / 2]!)} ms, p99 ${Math.round(p99)} ms`,
    )
    expect(delays).toHaveLength(PEOPLE)
    expect(p99).toBeLessThan(5000)
    const { rows } = await sql<{
      state: string
      count: number
    }>`select state, count(*)::int as count from pages group by state`.execute(world.system.db)
    expect(rows).toEqual([{ state: 'accepted', count: TRIGGERS_FOR_ALL }])
  },
  { timeout: 120_000 },
)
