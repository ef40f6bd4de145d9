import { expect } from 'vitest'
import { removeSchedulesExcept } from '../../server/oncall/actions.ts'
import { triggerIncident } from '../../server/incidents/actions.ts'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { addOverride } from '../../server/oncall/actions.ts'
import { arm, kinds, left, person, raise, savePolicy, threeWays, trigger } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const schedule = async (world: World, key: string) => {
  const { id } = await world.system.db
    .selectFrom('schedules')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return { kind: 'schedule' as const, id }
}
const level = (...targets: { kind: 'schedule' | 'user' | 'team'; id: string }[]) => ({
  targets,
  delayMinutes: 5,
})

story(
  'E1: nobody answers: every message of every level at its second, twice round, then the fallback for ever',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:40:00Z')
    expect(left(world)).toEqual([
      ...threeWays('bob', 0),
      ...threeWays('carol', 5),
      ...threeWays('mona', 10),
      ...threeWays('bob', 15),
      ...threeWays('carol', 20),
      ...threeWays('mona', 25),
      '10:30:00 alice ntfy',
      '10:40:00 alice ntfy',
    ])
    const incident = await world.incident()
    expect(incident.unansweredAt?.toISOString()).toBe('2026-03-03T10:30:00.000Z')
    expect(incident.nextAt?.toISOString()).toBe('2026-03-03T10:50:00.000Z')
  },
)

story(
  'E2: acknowledged one millisecond before the step: level 2 has no row, what waited is cancelled, no timer is left',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:00:30Z')
    await world.clock.set('2026-03-03T10:04:59.999Z')
    await raise(world, 'Another, so that rows are waiting')
    await world.bob.acknowledge(1)
    await world.bob.acknowledge(2)
    await world.clock.advance('2 hours')
    expect(left(world)).toEqual([...threeWays('bob', 0), '10:04:59.999 bob ntfy'])
    expect((await world.incident(1)).nextAt).toBeNull()
    expect((await world.pages(1)).map(({ level, state }) => `${level} ${state}`)).toEqual([
      '1 accepted',
      '1 accepted',
      '1 accepted',
    ])
    expect(
      (await world.pages(2)).map(({ kind, state, outcome }) => `${kind} ${state} ${outcome}`),
    ).toEqual([
      'ntfy accepted accepted',
      'email cancelled acknowledged',
      'webhook cancelled acknowledged',
    ])
  },
)

story(
  'E16: every way of level 1 is refused: level 2 hears of it at once, not after five minutes',
  async (world) => {
    await arm(world)
    for (const to of ['phone-of-bob', '/hooks/bob']) world.phones.answerWith(400, to)
    await world.system.db
      .deleteFrom('contactMethods')
      .where('userId', '=', world.bob.id)
      .where('kind', '=', 'email')
      .execute()
    await raise(world)
    await world.clock.settle()
    expect(left(world)).toEqual(['10:00:00 bob webhook', '10:00:00 carol ntfy'])
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1', 'unreachable', 'step 1.2'])
    expect((await world.incident()).nextAt?.toISOString()).toBe('2026-03-03T10:05:00.000Z')
  },
)

story(
  'E25: a policy edited while an incident runs: the running one keeps its version, the next one takes the new',
  async (world) => {
    await arm(world)
    const first = await raise(world)
    await savePolicy(world, { levels: [level(person(world.hana))] })
    await world.clock.set('2026-03-03T10:05:00Z')
    expect(world.carol.phone.shown()).toHaveLength(1)
    const second = await raise(world, 'The next one')
    expect(second.policyVersionId).not.toBe(first.policyVersionId)
    expect(world.hana.phone.shown().map(({ title }) => title)).toEqual([
      '#2 EMERGENCY: The next one',
    ])
    expect((await world.incident(1)).policyVersionId).toBe(first.policyVersionId)
  },
)

story(
  'E26: a schedule is removed and a person leaves while an incident runs: it goes on with the next who is there',
  async (world) => {
    await arm(world, {
      levels: [
        level(person(world.bob)),
        level(await schedule(world, 'second_level')),
        level(person(world.mona)),
        level(person(world.diego)),
      ],
    })
    await raise(world)
    await world.work(async (work) => {
      await removeSchedulesExcept(work, ['on_call'])
      await work.db
        .updateTable('users')
        .set({ disabledAt: work.now })
        .where('id', '=', world.mona.id)
        .execute()
    })
    await world.clock.set('2026-03-03T10:05:00Z')
    expect(world.carol.phone.shown()).toEqual([])
    expect(world.mona.phone.shown()).toEqual([])
    expect(world.diego.phone.shown().map(({ at }) => at.toISOString())).toEqual([
      '2026-03-03T10:05:00.000Z',
    ])
    expect(await kinds(world)).toEqual([
      'triggered',
      'step 1.1',
      'step 1.2',
      'step 1.3',
      'step 1.4',
    ])
    expect((await world.incident()).nextAt?.toISOString()).toBe('2026-03-03T10:10:00.000Z')
  },
)

story(
  'E27: nobody is on call at level 1: the timeline says so and level 2 is paged at once',
  async (world) => {
    const nobody = { kind: 'team' as const, id: crypto.randomUUID() }
    await arm(world, { levels: [level(nobody), level(person(world.carol))], repeats: 0 })
    await raise(world)
    expect(left(world)).toEqual(['10:00:00 carol ntfy'])
    const [, first] = await world.timeline()
    expect(first).toMatchObject({ kind: 'step', level: 1, data: { why: 'no_one_on_call' } })
    const said = await world.system.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', 'incident.level_unreachable')
      .execute()
    expect(said).toMatchObject([{ payload: { level: 1 } }])
  },
)

story('E28: a policy without a level pages its fallback at once', async (world) => {
  await arm(world, { levels: [] })
  await raise(world)
  await world.clock.set('2026-03-03T10:10:00Z')
  expect(left(world)).toEqual(['10:00:00 alice ntfy', '10:10:00 alice ntfy'])
  expect((await world.incident()).unansweredAt?.toISOString()).toBe('2026-03-03T10:00:00.000Z')
})

story(
  'E28: nobody on any level has a way to be reached: the fallback is paged within the same moment',
  async (world) => {
    await arm(world)
    await world.system.db
      .deleteFrom('contactMethods')
      .where('userId', 'in', [world.bob.id, world.carol.id, world.mona.id])
      .execute()
    await raise(world)
    expect(left(world)).toEqual(['10:00:00 alice ntfy'])
    expect((await world.incident()).nextAt?.toISOString()).toBe('2026-03-03T10:10:00.000Z')
  },
)

story(
  'E29: a person on levels 1 and 2 is paged at both; two schedules of one level page them once',
  async (world) => {
    const onCall = await schedule(world, 'on_call')
    await arm(world, {
      levels: [level(onCall, onCall, person(world.bob)), level(person(world.bob))],
      repeats: 0,
    })
    await raise(world)
    await world.clock.set('2026-03-03T10:09:59Z')
    expect(left(world)).toEqual([...threeWays('bob', 0), ...threeWays('bob', 5)])
  },
)

story(
  'E31: snoozed for two hours: silent until then, the end is shown, and whoever is on call now is paged first',
  async (world) => {
    const onCall = await schedule(world, 'on_call')
    await arm(world, { levels: [level(onCall), level(person(world.mona))] })
    await raise(world)
    await world.clock.set('2026-03-03T10:03:00Z')
    const until = '2026-03-03T12:03:00.000Z'
    const snoozed = await world.bob.call('PUT', '/incidents/1/snooze', { until })
    expect(snoozed.body).toMatchObject({ status: 'snoozed', nextAt: until })
    await world.work((work) =>
      addOverride(work, {
        scheduleId: onCall.id,
        userId: world.carol.id,
        from: new Date('2026-03-03T11:00:00Z'),
        to: new Date('2026-03-03T14:00:00Z'),
        reason: 'Cover',
      }),
    )
    await world.clock.set('2026-03-03T12:02:59.999Z')
    expect(left(world)).toEqual(threeWays('bob', 0))
    await world.clock.set('2026-03-03T12:07:59Z')
    expect(left(world).slice(3)).toEqual(threeWays('carol', 123))
    await world.clock.set('2026-03-03T12:08:00Z')
    expect(left(world).slice(6)).toEqual(['12:08:00 mona ntfy'])
    expect(await kinds(world)).toEqual([
      'triggered',
      'step 1.1',
      'snoozed',
      'woke',
      'step 1.1',
      'step 1.2',
    ])
  },
)

story(
  'E39: escalating from a view four minutes old, after an automatic step, is refused and shows what is true now',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.set('2026-03-03T10:01:00Z')
    const seen = (await world.bob.call('GET', '/incidents/1')).body as unknown as {
      version: number
    }
    await world.clock.set('2026-03-03T10:05:00Z')
    const late = await world.bob.call('POST', '/incidents/1/escalations', { version: seen.version })
    expect(late.status).toBe(409)
    expect(late.body.detail).toMatch(/level 2/)
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1', 'step 1.2'])
    const fresh = (await world.bob.call('GET', '/incidents/1')).body as unknown as {
      version: number
    }
    expect(
      (await world.bob.call('POST', '/incidents/1/escalations', { version: fresh.version })).status,
    ).toBe(200)
    expect(world.mona.phone.shown().map(({ at }) => at.toISOString())).toEqual([
      '2026-03-03T10:05:00.000Z',
    ])
  },
)

story(
  'a snoozed incident that somebody escalates wakes, and the next level is really paged',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.bob.call('PUT', '/incidents/1/snooze', { until: '2026-03-03T12:00:00Z' })
    const { version } = await world.incident()
    await world.bob.call('POST', '/incidents/1/escalations', { version })
    expect((await world.incident()).status).toBe('triggered')
    expect(left(world)).toEqual(['10:00:00 bob ntfy', '10:00:00 carol ntfy'])
  },
)

story('a policy delay of nothing is held to 30 seconds (E37)', async (world) => {
  await arm(world, {
    levels: [{ targets: [person(world.bob)], delayMinutes: 0 }, level(person(world.carol))],
    repeats: 0,
  })
  const { id } = await trigger(world)
  await world.clock.settle()
  await world.clock.set('2026-03-03T10:00:29.999Z')
  expect(left(world)).toEqual(['10:00:00 bob ntfy'])
  await world.clock.set('2026-03-03T10:00:30Z')
  expect(left(world)).toEqual(['10:00:00 bob ntfy', '10:00:30 carol ntfy'])
  await world.work((work) => acknowledgeIncident(work, id, world.bob))
})

story(
  'a round whose levels were called in by hand counts as tried: given back, it goes round again',
  async (world) => {
    await arm(world)
    await world.work((work) =>
      triggerIncident(work, { title: 'Disk full', urgency: 'high', policyKey: 'fixture' }),
    )
    await world.bob.acknowledge()
    for (let called = 0; called < 3; called += 1) {
      const { version } = await world.incident()
      await world.bob.call('POST', '/incidents/1/escalations', { version })
    }
    await world.bob.call('POST', '/incidents/1/hand-backs')
    await world.clock.advance('1 minute')
    expect(await world.incident()).toMatchObject({ round: 2, level: 1, unansweredAt: null })
  },
)
