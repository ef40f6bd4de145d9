import { sql } from 'kysely'
import { expect } from 'vitest'
import { story } from '../../test/world/story.ts'
import type { World } from '../../test/world/world.ts'

/** What the doctor says to Dora about each of these checks. */
async function findings(world: World, ...keys: string[]) {
  const { status, body } = await world.dora.call('GET', '/doctor')
  expect(status).toBe(200)
  const checks = body['checks'] as {
    key: string
    state: string
    says: string
    remedy: string | null
  }[]
  return keys.map(
    (key) =>
      checks.find((check) => check.key === key) ?? {
        key,
        state: 'missing',
        says: '',
        remedy: null,
      },
  )
}

story('the doctor is for administrators', async (world) => {
  expect((await world.bob.call('GET', '/doctor')).status).toBe(403)
})

story('what is well is said to be well, without a remedy', async (world) => {
  const keys = [
    'database',
    'migrations',
    'time-zones',
    'mail-out',
    'quarantine',
    'dead-letters',
    'pager',
    'coverage',
    'page-delivery',
    'jobs',
  ]
  for (const found of await findings(world, ...keys))
    expect(found).toMatchObject({ state: 'ok', remedy: null })
})

story(
  'a database that may forget a commit and a clock that stands still are problems',
  async (world) => {
    // Databases of tests are exactly that.
    expect(await findings(world, 'durability', 'clocks')).toMatchObject([
      { state: 'problem', says: expect.stringContaining('fsync') as string },
      { state: 'problem', says: expect.stringContaining('stands still') as string },
    ])
  },
)

story(
  'who is on call and cannot be reached is a problem, who did not prove it a warning',
  async (world) => {
    expect(await findings(world, 'reach')).toMatchObject([
      { state: 'warning', says: expect.stringContaining('Bob') as string },
    ])
    await sql`delete from contact_methods where user_id = ${world.carol.id}`.execute(
      world.system.db,
    )
    expect(await findings(world, 'reach')).toMatchObject([
      { state: 'problem', says: 'On call within 14 days and cannot be reached: Carol' },
    ])
  },
)

story('a gap is told with its beginning, and one that is open now is a problem', async (world) => {
  const cut = (from: string) =>
    sql`update schedule_versions set body = jsonb_set(body, '{layers,0,until}', to_jsonb(${from}::text))
    where schedule_id = (select id from schedules where key = 'on_call')`.execute(world.system.db)
  const { now } = (await world.dora.call('GET', '/oncall')).body as { now: string }
  const at = (days: number) =>
    Temporal.Instant.from(now)
      .add({ hours: days * 24 })
      .toString()
  await cut(at(3))
  expect(await findings(world, 'coverage')).toMatchObject([
    { state: 'warning', says: expect.stringMatching(/^On call: nobody from 20/) as string },
  ])
  await cut(at(-1))
  expect(await findings(world, 'coverage')).toMatchObject([{ state: 'problem' }])
})

story('mail nobody could read and a worker that never was are told', async (world) => {
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test',
    subject: '',
    raw: 'this is no mail at all\r\n',
  })
  expect(await findings(world, 'quarantine', 'worker')).toMatchObject([
    { state: 'warning', says: '1 message could not be read or placed' },
    { state: 'problem', says: 'No worker has ever said that all is well' },
  ])
})
