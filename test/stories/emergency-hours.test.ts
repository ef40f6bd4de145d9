import { expect } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** Premium with twelve hours on five days of the west coast, as bought by whoever needs no nights. */
async function officeHours(world: World) {
  await world.system.db
    .updateTable('plans')
    .set({ details: JSON.stringify({ emergency_hours: 'amer' }) })
    .where('key', '=', 'premium')
    .execute()
  const { organization } = await findSender(world.system.db, 'kim@acme.test')
  return new URL(emergencyUrl(world.system, organization!)).pathname
}

const textOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

story(
  'outside the hours of a plan the form says them and what happens; nobody is woken, and nothing is lost',
  async (world) => {
    // Tuesday 10:00 UTC is 02:00 on the west coast.
    const path = await officeHours(world)
    const customer = visit(world)
    const form = textOf((await customer.open(path)).body)
    expect(form).toContain('Your Premium plan pages somebody Mon–Fri 05:00–17:00')
    expect(form).toContain('nobody is woken')
    expect(form).toContain('Send it now')
    expect(form).not.toContain('Page the on-call engineer')
    const { location } = await customer.press(path, { what: 'All is down', name: 'Kim', phone: '' })
    expect(await world.incidents()).toEqual([])
    expect(textOf((await customer.open(location)).body)).toContain(
      'they begin again 2026-03-03 13:00 UTC, and a person sees it then.',
    )
    expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
      status: 'new',
      subject: 'All is down',
    })
    const { channelKey } = await world.system.db
      .selectFrom('tickets')
      .select('channelKey')
      .executeTakeFirstOrThrow()
    expect(channelKey).toBe('paid')
  },
)

story(
  'in the hours of a plan the form pages as any other',
  async (world) => {
    const path = await officeHours(world)
    const customer = visit(world)
    const form = textOf((await customer.open(path)).body)
    expect(form).toContain('Page the on-call engineer')
    await customer.press(path, { what: 'All is down', name: 'Kim', phone: '' })
    expect(await world.incidents()).toHaveLength(1)
  },
  { start: new Date('2026-03-03T20:00:00Z') },
)

story('whoever has no nights is not told that emergencies are taken at any time', async (world) => {
  await officeHours(world)
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  for (const when of ['2026-03-03T20:00:00Z', '2026-03-04T03:00:00Z']) {
    await world.clock.jump(when)
    const home = textOf((await kim.open('/help')).body)
    expect(home).toContain('We’re here')
    expect(home).toContain('Your Premium plan pages somebody Mon–Fri 05:00–17:00')
    expect(home).not.toContain('emergencies any time')
  }
})

story('what was bought without emergencies knows no hours of theirs', async (world) => {
  const path = await officeHours(world)
  await world.system.db.updateTable('subscriptions').set({ emergencySupport: false }).execute()
  const form = textOf((await visit(world).open(path)).body)
  expect(form).toContain('Page the on-call engineer')
  expect(form).not.toContain('Your Premium plan pages somebody')
})
