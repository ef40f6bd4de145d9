import { sql } from 'kysely'
import { expect } from 'vitest'
import { story } from '../../test/world/story.ts'
import { arm, kinds, person, trigger } from '../../test/world/pager.ts'
import { saveEscalationPolicy } from './policies.ts'
import { triggerIncident } from './actions.ts'
import { tick } from './tick.ts'

story(
  'an incident whose policy cannot be read holds up no other, and stays due so that the watchdog notices',
  async (world) => {
    await arm(world)
    const levels = [{ targets: [person(world.bob)], delayMinutes: 5 }]
    const poisoned = await world.work(async (work) => {
      await saveEscalationPolicy(work, {
        key: 'poison',
        name: 'Poison',
        body: {
          levels,
          repeats: 0,
          fallback: [],
          fallbackEveryMinutes: 5,
          keepPagingEarlierLevels: true,
        },
      })
      return triggerIncident(work, {
        title: 'First in the row',
        urgency: 'high',
        policyKey: 'poison',
      })
    })
    await sql`update escalation_policy_versions set body = '{}' where id = ${poisoned.incident.policyVersionId}`.execute(
      world.system.db,
    )
    await world.clock.jump('2026-03-03T10:00:01Z')
    await trigger(world)
    expect(await tick(world.system)).toBe(1)
    expect(await kinds(world, 2)).toEqual(['triggered', 'step 1.1'])
    expect(await kinds(world, 1)).toEqual(['triggered'])
    expect((await world.incident(1)).nextAt?.toISOString()).toBe('2026-03-03T10:00:00.000Z')
  },
)

story('a program older than the database pages nobody and says so', async (world) => {
  await arm(world)
  await trigger(world)
  await sql`update engine_modules set version = 2 where name = 'escalation'`.execute(
    world.system.db,
  )
  await expect(tick(world.system)).rejects.toThrow('start the newer program')
  expect(await kinds(world)).toEqual(['triggered'])
})
