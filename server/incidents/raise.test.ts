import { expect } from 'vitest'
import { statementsOf } from '../../bench/watch-statements.ts'
import { alertOf, arm, kinds, person } from '../../test/world/pager.ts'
import { story } from '../../test/world/story.ts'
import type { World } from '../../test/world/world.ts'
import { takeAlert } from '../intake.ts'
import { addOverride } from '../oncall/actions.ts'
import { receiveAlert, saveService } from './alerts.ts'
import { tick } from './tick.ts'

/** A rota that Bob and Carol share, with Mona covering this hour, its shadow, a team, and Alice by name. */
async function onCallAllWays(world: World) {
  const schedules = await world.system.db.selectFrom('schedules').select(['id', 'key']).execute()
  const rota = schedules.find(({ key }) => key === 'on_call')!
  await world.work((work) =>
    addOverride(work, {
      scheduleId: rota.id,
      userId: world.mona.id,
      reason: 'Swap',
      from: work.now,
      to: new Date(work.now.getTime() + 3_600_000),
    }),
  )
  const team = await world.system.db
    .selectFrom('teamMembers')
    .select('teamId as id')
    .executeTakeFirstOrThrow()
  await arm(world, {
    levels: [
      {
        targets: [
          ...schedules.map(({ id }) => ({ kind: 'schedule' as const, id })),
          { kind: 'team', id: team.id },
          person(world.alice),
        ],
        delayMinutes: 5,
      },
    ],
    keepPagingEarlierLevels: false,
  })
  await world.system.db
    .updateTable('users')
    .set({ disabledAt: new Date() })
    .where('id', '=', world.bob.id)
    .execute()
}

const service = (world: World) =>
  world.work((work) => saveService(work, { key: 'app', name: 'App', policyKey: 'fixture' }))

story(
  'an alert raised with its first step leaves what a trigger and a turn of the escalation leave',
  async (world) => {
    await onCallAllWays(world)
    const routingKey = await service(world)
    await world.work((work) =>
      receiveAlert(work, alertOf(routingKey, 'two steps'), { stepsNow: false }),
    )
    expect(await tick(world.system)).toBe(1)
    const bySteps = await rowsOf(world, 'two steps')
    await world.system.db.updateTable('pages').set({ state: 'cancelled' }).execute()
    await world.system.db
      .updateTable('incidents')
      .set({ status: 'resolved', nextAt: null })
      .execute()
    await takeAlert(world.system, alertOf(routingKey, 'at once'), { stepsNow: true })
    expect(await rowsOf(world, 'at once')).toEqual(bySteps)
    expect(bySteps.pages.length).toBeGreaterThan(3)
    expect(bySteps.pages.map(({ userId }) => userId)).not.toContain(world.bob.id)
  },
)

async function rowsOf(world: World, dedupKey: string) {
  const { db } = world.system
  const {
    id,
    number: _another,
    ...row
  } = await db
    .selectFrom('incidents')
    .selectAll()
    .where('dedupKey', '=', dedupKey)
    .executeTakeFirstOrThrow()
  const timeline = await db
    .selectFrom('incidentEvents')
    .select(['seq', 'at', 'kind', 'actorKind', 'reopenNo', 'round', 'level', 'data'])
    .where('incidentId', '=', id)
    .orderBy('seq')
    .execute()
  const pages = await db
    .selectFrom('pages')
    .select(['userId', 'kind', 'address', 'lane', 'gathered', 'learner', 'title', 'body'])
    .select(['notBefore', 'notAfter', 'level', 'round', 'reopenNo', 'askedFor', 'createdAt'])
    .where('incidentId', '=', id)
    .orderBy('userId')
    .orderBy('notBefore')
    .orderBy('kind')
    .execute()
  const alerts = await db
    .selectFrom('alerts')
    .select(['action', 'receivedAt'])
    .where('incidentId', '=', id)
    .execute()
  const events = await db
    .selectFrom('events')
    .select(['type', 'payload', 'depth'])
    .where('incidentId', '=', id)
    .orderBy('seq')
    .execute()
  const told = events.map(({ payload, ...event }) => ({
    ...event,
    payload: { ...(payload as object), incidentId: null },
  }))
  return { row: { ...row, dedupKey: null }, timeline, pages, alerts, told }
}

story('an alert is stored with all its pages in seven statements', async (world) => {
  await arm(world)
  const routingKey = await service(world)
  const take = (key: string) =>
    takeAlert(world.system, alertOf(routingKey, key), { stepsNow: true })
  await take('first')
  const said = await statementsOf(() => take('second'))
  expect(said.map((text) => text.trim().split(/\s/, 2).join(' '))).toEqual([
    'begin',
    'with service',
    'with noted',
    'select users.id,',
    'insert into',
    'insert into',
    'commit',
  ])
  expect(await kinds(world, 2)).toEqual(['triggered', 'step 1.1'])
})

story('of two first alerts of one key at the same moment the second counts', async (world) => {
  await arm(world)
  const routingKey = await service(world)
  const take = () => takeAlert(world.system, alertOf(routingKey, 'disk'), { stepsNow: true })
  await Promise.all([take(), take(), take()])
  expect(await world.incidents()).toMatchObject([{ alertCount: 3, level: 1 }])
  expect(await world.pages((await world.incidents())[0]?.number)).toHaveLength(3)
})
