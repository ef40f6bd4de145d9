import { sql } from 'kysely'
import { expect } from 'vitest'
import { triggerIncident } from '../../server/incidents/actions.ts'
import { arm, person } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const MANY = 500
/** Kept on the rows by the database: what has the same one was written by one commit. */
const written = async (world: World) => {
  const { rows } = await sql<{ commits: number; state: string; attempts: number; count: number }>`
    select count(distinct xmin::text)::int as commits, state, max(attempts) as attempts, count(*)::int as count
    from pages where kind = 'ntfy' and gathered group by state order by state`.execute(
    world.system.db,
  )
  return rows
}

async function manyIncidents(world: World) {
  await arm(world, { levels: [{ targets: [person(world.bob)], delayMinutes: 60 }] })
  await world.work(async (work) => {
    for (let number = 1; number <= MANY; number += 1)
      await triggerIncident(work, {
        title: `Disk ${number}`,
        urgency: 'high',
        policyKey: 'fixture',
      })
  })
}

story(
  `a refused bundle of ${MANY} pages is written in one commit, tried thrice and then given up, none of it twice`,
  async (world) => {
    await manyIncidents(world)
    let calls = 0
    world.phones.answerWith(500, 'phone-of-bob')
    world.phones.onCall(async () => void (calls += 1))
    await world.clock.settle()
    const alone = calls
    const gathered = (await written(world)).reduce((sum, { count }) => sum + count, 0)
    expect(gathered).toBe(MANY - 3)
    // The first refusal: everything is queued again by one commit, long before a lease ends.
    await world.clock.advance('10 seconds')
    await world.clock.advance('5 seconds')
    expect(await written(world)).toMatchObject([
      { commits: 1, state: 'failed', attempts: 3, count: MANY - 3 },
    ])
    expect(calls - alone).toBe(3 + (9 - alone))
    const { rows } = await sql<{ open: number; most: number }>`
      select count(*) filter (where ended_at is null or outcome is null)::int as open, max(n) as most
      from page_attempts`.execute(world.system.db)
    expect(rows).toEqual([{ open: 0, most: 3 }])
    // Their mail, which was to follow a minute later, leaves at once.
    const mails = await sql<{ count: number }>`
      select count(*)::int as count from pages where kind = 'email' and state = 'queued' and not_before > app_now() + interval '20 seconds'`.execute(
      world.system.db,
    )
    expect(mails.rows).toEqual([{ count: 0 }])
  },
  { timeout: 240_000 },
)
