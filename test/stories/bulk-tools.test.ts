import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Bulk {
  id: string
  state: string
  total: number
  done: number
  failed: number
  undone: number
  undoUntil: string
  exceptions: { number: number; why: string }[]
}

const ask = (world: World, subject: string, to = 'support@support.test') =>
  world.mail.send({ from: 'kim@acme.test', to, subject })
const ticket = async (world: World, number: number, person = world.alice) =>
  (await person.call('GET', `/tickets/${number}`)).body
const start = async (world: World, tickets: unknown, set: object) => {
  const { status, body } = await world.alice.call('POST', '/bulk-changes', { tickets, set })
  expect([status, body.detail]).toEqual([202, undefined])
  return read(world, body['id'] as string)
}
const read = async (world: World, id: string) =>
  (await world.alice.call('GET', `/bulk-changes/${id}`)).body as unknown as Bulk
const undo = async (world: World, { id }: Bulk) => {
  expect((await world.alice.call('PUT', `/bulk-changes/${id}/undo`)).status).toBe(202)
  return read(world, id)
}
const standing = async (world: World) =>
  world.system.db
    .selectFrom('tickets')
    .select(['number', 'status', 'teamId', 'tags', 'snoozedUntil', 'spamBefore', 'queueAt'])
    .orderBy('number')
    .execute()

story(
  'a preview says who would be refused and why, changes nothing, and then just that happens',
  async (world) => {
    for (const subject of ['One', 'Two', 'Three', 'Four']) await ask(world, subject)
    await world.alice.call('POST', '/tickets/2/replies', { body: 'Which version?' })
    await world.alice.call('POST', '/tickets/3/replies', { body: 'And here?', status: 'pending' })
    await world.alice.call('PUT', '/tickets/4/merge', { into: 1 })
    const set = { status: 'pending' }
    const before = await standing(world)
    const wish = { tickets: [1, 2, 3], set }
    const { status, body } = await world.alice.call('POST', '/bulk-changes/preview', wish)
    expect([status, body]).toMatchObject([
      200,
      {
        total: 3,
        changing: 1,
        same: 1,
        refused: 1,
        refusals: [{ number: 1, subject: 'One', why: expect.stringContaining('Nobody has') }],
      },
    ])
    expect(await standing(world)).toEqual(before)
    const bulk = await start(world, [1, 2, 3], set)
    expect(bulk).toMatchObject({ state: 'done', done: 2, failed: 1 })
    expect(bulk.exceptions).toEqual([{ number: 1, why: expect.stringContaining('Nobody has') }])
    const empty = await world.alice.call('POST', '/bulk-changes/preview', { tickets: [1], set: {} })
    expect(empty.status).toBe(400)
    expect(
      (await world.sam.call('POST', '/bulk-changes/preview', { tickets: [1], set })).status,
    ).toBe(403)
  },
)

story('a preview knows of restricted tickets only for those who do', async (world) => {
  await ask(world, 'Hole', 'security@support.test')
  const wish = { tickets: [1], set: { priority: 'low' } }
  expect(await world.alice.call('POST', '/bulk-changes/preview', wish)).toMatchObject({
    status: 404,
    body: { detail: 'There is no ticket #1.' },
  })
  expect((await world.sofia.call('POST', '/bulk-changes/preview', wish)).status).toBe(200)
})

story('many are given to a team, put off and tagged, and all of it comes back', async (world) => {
  for (const subject of ['One', 'Two', 'Three']) await ask(world, subject)
  await world.alice.call('PATCH', '/tickets/2', { team: 'security' })
  await world.alice.call('PUT', '/tickets/3/snooze', { untilAnswer: true })
  const before = await standing(world)
  const until = '2026-03-03T12:00:00.000Z'
  const bulk = await start(world, [1, 2, 3], {
    team: 'support',
    addTags: ['Later'],
    snooze: { until },
  })
  expect(bulk).toMatchObject({ done: 3, failed: 0, undoUntil: '2026-03-04T10:00:00.000Z' })
  for (const number of [1, 2, 3])
    expect(await ticket(world, number)).toMatchObject({
      team: { name: 'Support' },
      tags: ['later'],
      snoozed: { until, untilAnswer: false },
    })
  expect(await undo(world, bulk)).toMatchObject({ state: 'undone', undone: 3, exceptions: [] })
  expect(await standing(world)).toEqual(before)
})

story('what was put off anew or given to another team since stays so', async (world) => {
  for (const subject of ['One', 'Two', 'Three']) await ask(world, subject)
  const bulk = await start(world, [1, 2, 3], { team: 'support', snooze: { until: null } })
  await world.clock.advance('1 minute')
  await world.bob.call('PUT', '/tickets/1/snooze', { until: '2026-03-03T13:00:00.000Z' })
  await world.bob.call('PATCH', '/tickets/2', { team: 'leaders' })
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: 'More' })
  await world.bob.call('DELETE', '/tickets/3/snooze')
  expect(await undo(world, bulk)).toMatchObject({
    undone: 1,
    exceptions: [
      { number: 1, why: 'Somebody has changed it since: snooze.' },
      { number: 2, why: 'Somebody has changed it since: team.' },
    ],
  })
  expect(await ticket(world, 1)).toMatchObject({ team: null, snoozed: { untilAnswer: false } })
  expect(await ticket(world, 2)).toMatchObject({ team: { name: 'Support leaders' }, snoozed: null })
  expect(await ticket(world, 3)).toMatchObject({ team: null, snoozed: null })
})

story(
  'many are closed as spam without a ban, and stand again with their promises',
  async (world) => {
    for (const subject of ['One', 'Two']) await ask(world, subject)
    await world.alice.call('POST', '/tickets/2/replies', { body: 'Which?', status: 'pending' })
    const before = await standing(world)
    const clocks = async (number: number) =>
      (
        (await world.bob.call('GET', `/tickets/${number}/clocks`)).body as unknown as {
          clocks: { metric: string; status: string }[]
        }
      ).clocks.map(({ metric, status }) => [metric, status])
    const running = [await clocks(1), await clocks(2)]
    const bulk = await start(world, [1, 2], { spam: true })
    expect(await ticket(world, 1)).toMatchObject({ status: 'closed', spam: true })
    expect((await world.dora.call('GET', '/banned-senders')).body).toEqual({ senders: [] })
    await world.clock.advance('5 minutes')
    expect(await undo(world, bulk)).toMatchObject({ state: 'undone', undone: 2 })
    expect(await standing(world)).toEqual(before)
    expect([await clocks(1), await clocks(2)]).toEqual(running)
    const mixed = { tickets: [1], set: { spam: true, priority: 'low' } }
    expect((await world.alice.call('POST', '/bulk-changes', mixed)).status).toBe(400)
  },
)

story(
  'what slept when it was solved with others sleeps on when that is taken back',
  async (world) => {
    await ask(world, 'One')
    await world.alice.call('PUT', '/tickets/1/snooze', { until: '2026-03-04T09:00:00.000Z' })
    const before = await standing(world)
    const bulk = await start(world, [1], { status: 'solved' })
    expect(await ticket(world, 1)).toMatchObject({ status: 'solved', snoozed: null })
    expect(await undo(world, bulk)).toMatchObject({ undone: 1, exceptions: [] })
    expect(await standing(world)).toEqual(before)
  },
)

story('a change can be taken back for a day, and no longer', async (world) => {
  await ask(world, 'One')
  const bulk = await start(world, [1], { addTags: ['old'] })
  await world.clock.advance('25 hours')
  const late = await world.alice.call('PUT', `/bulk-changes/${bulk.id}/undo`)
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('for a day')])
  expect(await ticket(world, 1)).toMatchObject({ tags: ['old'] })
})

story(
  'a search gives the numbers of all it finds, and nothing it did not understand',
  async (world) => {
    for (const subject of ['Alpha one', 'Alpha two', 'Beta']) await ask(world, subject)
    await ask(world, 'Alpha hole', 'security@support.test')
    await world.alice.call('PATCH', '/tickets/2', { team: 'support', tags: ['outage'] })
    const numbers = (q: string, person = world.alice) =>
      person.call('GET', `/search/numbers?q=${encodeURIComponent(q)}`)
    const found = async (q: string, person = world.alice) =>
      ((await numbers(q, person)).body['numbers'] as number[]).toSorted((a, b) => a - b)
    expect(await found('alpha status:new')).toEqual([1, 2])
    expect(await found('org:acme -alpha')).toEqual([3])
    expect(await found('team:support')).toEqual([2])
    expect(await found('team:none tag:outage')).toEqual([])
    expect(await found('alpha', world.sofia)).toEqual([1, 2, 4])
    for (const q of ['alpha statsu:new', 'org:nowhere', '***'])
      expect([q, (await numbers(q)).status]).toEqual([q, 400])
  },
)
