import { sql } from 'kysely'
import { expect } from 'vitest'
import { triggerIncident } from '../../server/incidents/actions.ts'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { tick } from '../../server/incidents/tick.ts'
import type { System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { arm, withNode } from '../world/pager.ts'
import { eachOf, randomFrom } from '../world/random.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const SEED = Date.now() % 1_000_000
const BATCHES = 25
const OF_EACH = 40

const tickAll = async (node: System) => {
  let steps = 0
  for (let found = -1; found !== 0; steps += found) found = await tick(node)
  return steps
}

const triggerMany = (world: World, count: number) =>
  world.work(async (work) => {
    const ids: string[] = []
    for (let made = 0; made < count; made += 1)
      ids.push(
        (
          await triggerIncident(work, {
            title: `Race ${made}`,
            urgency: 'high',
            policyKey: 'fixture',
          })
        ).incident.id,
      )
    return ids
  })

const acknowledge = (node: System, id: string, user: { id: string; name: string }) =>
  inWork(node, { kind: 'user', ...user }, (work) => acknowledgeIncident(work, id, user))

const count = async (world: World, question: ReturnType<typeof sql<{ count: number }>>) =>
  (await question.execute(world.system.db)).rows[0]!.count

story(
  `E3: acknowledge and timer at the same instant, ${BATCHES * OF_EACH} times in random order: never a step after the acknowledgement`,
  async (world) => {
    await arm(world)
    const random = randomFrom(SEED)
    const moments = Array.from({ length: BATCHES }, (_, index) => ({
      raised: new Date(Date.parse('2026-03-03T10:00:00Z') + index * 1000),
      ids: [] as string[],
    }))
    for (const moment of moments) {
      await world.clock.jump(moment.raised.toISOString())
      moment.ids = await triggerMany(world, OF_EACH)
      await tickAll(world.system)
    }
    await withNode(
      world,
      () => ({}),
      async (other) => {
        for (const { raised, ids } of moments) {
          await world.clock.jump(new Date(raised.getTime() + 300_000).toISOString())
          const engines = [world.system, other].map(async (node) => {
            await random.jitter(120)
            await tickAll(node)
          })
          await eachOf(random.shuffled(ids), 6, (id) =>
            acknowledge(
              random.pick([world.system, other]),
              id,
              random.pick([world.bob, world.carol]),
            ),
          )
          await Promise.all(engines)
        }
      },
    )
    const after = await count(
      world,
      sql`
      select count(*)::int as count from incident_events s join incident_events a using (incident_id)
      where s.kind = 'step' and a.kind = 'acknowledged' and s.seq > a.seq`,
    )
    const waiting = await count(
      world,
      sql`select count(*)::int as count from pages where state = 'queued'`,
    )
    const first = await count(
      world,
      sql`select count(*)::int as count from incidents where status = 'acknowledged' and level = 1 and next_at is null`,
    )
    const stepped = await count(
      world,
      sql`select count(*)::int as count from incidents where status = 'acknowledged' and level = 2 and next_at is null`,
    )
    console.log(
      `E3: seed ${SEED}: the acknowledgement came first ${first} times, the step ${stepped} times`,
    )
    expect({ after, waiting, all: first + stepped }).toEqual({
      after: 0,
      waiting: 0,
      all: BATCHES * OF_EACH,
    })
    expect(first).toBeGreaterThan(20)
    expect(stepped).toBeGreaterThan(20)
  },
  { timeout: 90_000 },
)

story(
  'E4: two acknowledgements in parallel, forty times: one entry, one call, and the second answer says who has it',
  async (world) => {
    await arm(world)
    const ids = await triggerMany(world, 40)
    await tickAll(world.system)
    await withNode(
      world,
      () => ({}),
      async (other) => {
        await eachOf(ids, 4, async (id) => {
          const [mine, theirs] = await Promise.all([
            acknowledge(world.system, id, world.bob),
            acknowledge(other, id, world.carol),
          ])
          expect(mine.isFirst).toBe(!theirs.isFirst)
          expect(mine.incident.acknowledgedBy).toBe(theirs.incident.acknowledgedBy)
        })
      },
    )
    expect(
      await count(
        world,
        sql`select count(*)::int as count from incident_events where kind = 'acknowledged'`,
      ),
    ).toBe(40)
    expect(
      await count(
        world,
        sql`select count(*)::int as count from events where type = 'incident.acknowledged'`,
      ),
    ).toBe(40)
    expect(await count(world, sql`select count(*)::int as count from call_links`)).toBe(40)
  },
)

story('E5: three engines tick the same incidents: each is stepped once', async (world) => {
  await arm(world)
  await triggerMany(world, 120)
  const steps = await withNode(
    world,
    () => ({}),
    (second) =>
      withNode(
        world,
        () => ({}),
        (third) => Promise.all([world.system, second, third].map(tickAll)),
      ),
  )
  expect(steps.reduce((sum, taken) => sum + taken)).toBe(120)
  expect(
    await count(world, sql`select count(*)::int as count from incident_events where kind = 'step'`),
  ).toBe(120)
  expect(await count(world, sql`select count(*)::int as count from pages`)).toBe(360)
})
