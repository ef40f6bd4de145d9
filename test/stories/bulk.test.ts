import { sql } from 'kysely'
import { expect } from 'vitest'
import { stepBulkChange, stepForgottenBulkChanges } from '../../server/tickets/bulk-step.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Bulk {
  id: string
  state: string
  total: number
  done: number
  failed: number
  undone: number
  kept: number
  exceptions: { number: number; why: string }[]
}

/** So many questions of Kim's with their promises: one is asked, the others are its likes. */
async function openMany(world: World, count: number) {
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: 'Why?' })
  await sql`
    insert into tickets select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', n))).*
      from tickets t, generate_series(2, ${count}::int) n`.execute(world.system.db)
  await sql`
    insert into sla_clocks select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'ticket_id', t.id))).*
      from sla_clocks c, tickets t where t.number > 1`.execute(world.system.db)
  await sql`
    insert into sla_entries select (jsonb_populate_record(e, jsonb_build_object('clock_id', c.id))).*
      from sla_entries e, sla_clocks c join tickets t on t.id = c.ticket_id where t.number > 1`.execute(
    world.system.db,
  )
  await sql`select setval(pg_get_serial_sequence('tickets', 'number'), ${count}::int)`.execute(
    world.system.db,
  )
}

const start = async (world: World, tickets: unknown, set: object, person = world.alice) => {
  const answer = await person.call('POST', '/bulk-changes', { tickets, set })
  return { ...answer, bulk: answer.body as unknown as Bulk }
}
const read = async (world: World, id: string, person = world.alice) =>
  (await person.call('GET', `/bulk-changes/${id}`)).body as unknown as Bulk
const undo = (world: World, id: string) => world.alice.call('PUT', `/bulk-changes/${id}/undo`)

/** As it is when nobody runs jobs meanwhile. */
async function startWithoutWorkers(world: World, tickets: unknown, set: object) {
  const made = await world.alice.call('POST', '/tokens', { name: 'bulk', scopes: ['*'] })
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/bulk-changes',
    headers: { authorization: `Bearer ${String(made.body['token'])}` },
    payload: { tickets, set },
  })
  expect(answer.statusCode).toBe(202)
  return answer.json<Bulk>()
}

const standing = async (world: World) =>
  (
    await sql<{ row: string }>`
      select concat_ws(' ', number, status, status_key, status_since, solved_at, closed_at, priority, assignee_id, tags::text,
        queue_at, due_at, due_metric, due_state) as row from tickets order by number`.execute(
      world.system.db,
    )
  ).rows.map(({ row }) => row)

story(
  'many tickets are closed in the background, each as one alone would be, and undo gives every one back its status and its promise',
  async (world) => {
    await openMany(world, 300)
    await world.alice.call('POST', '/tickets/7/replies', { body: 'Which?', status: 'pending' })
    const before = await standing(world)
    await world.clock.advance('1 hour')
    const { status, bulk } = await start(world, { channel: 'paid' }, { status: 'closed' })
    expect([status, bulk]).toMatchObject([202, { state: 'running', total: 300, done: 0 }])
    expect(await read(world, bulk.id)).toMatchObject({ state: 'done', done: 300, failed: 0 })
    const rows = await standing(world)
    expect(rows.every((row) => row.includes(' closed '))).toBe(true)
    const { history } = (await world.bob.call('GET', '/tickets/300')).body as unknown as {
      history: { type: string; actor: { name: string } }[]
    }
    expect(history.at(-1)).toMatchObject({
      type: 'ticket.status_changed',
      actor: { name: 'Alice' },
    })
    await world.clock.advance('10 minutes')
    expect((await undo(world, bulk.id)).status).toBe(202)
    expect(await read(world, bulk.id)).toMatchObject({ state: 'undone', undone: 300 })
    expect(await standing(world)).toEqual(before)
    const { clocks } = (await world.bob.call('GET', '/tickets/300/clocks')).body as unknown as {
      clocks: { status: string; entries: { kind: string }[] }[]
    }
    expect(clocks.map(({ status, entries }) => [status, entries.map(({ kind }) => kind)])).toEqual([
      ['running', ['start', 'cancel', 'return']],
    ])
    expect((await undo(world, bulk.id)).status).toBe(409)
  },
  { timeout: 90_000 },
)

story(
  'progress is told batch by batch, and stopping half way leaves the rest alone',
  async (world) => {
    await openMany(world, 220)
    const heard: string[] = []
    const deaf = world.system.live.listen(({ topics }) => void heard.push(...topics))
    const bulk = await startWithoutWorkers(world, { channel: 'paid' }, { addTags: ['outage'] })
    await stepBulkChange(world.system, { bulkChangeId: bulk.id })
    await stepBulkChange(world.system, { bulkChangeId: bulk.id })
    const [row] = await world.system.db.selectFrom('bulkChanges').selectAll().execute()
    expect(row).toMatchObject({ state: 'running', done: 200, total: 220 })
    expect(heard.filter((topic) => topic === `bulk:${bulk.id}`).length).toBeGreaterThanOrEqual(3)
    deaf()
    await undo(world, bulk.id)
    expect(await read(world, bulk.id)).toMatchObject({ state: 'undone', done: 200, undone: 200 })
    const raised = await sql<{ count: number }>`
    select count(distinct ticket_id)::int as count from events where type = 'ticket.filed'`.execute(
      world.system.db,
    )
    expect(raised.rows).toEqual([{ count: 200 }])
    expect((await standing(world)).filter((line) => line.includes('outage'))).toEqual([])
  },
)

story('four workers at once and a worker that died: each ticket is changed once', async (world) => {
  await openMany(world, 150)
  const bulk = await startWithoutWorkers(world, { channel: 'paid' }, { addTags: ['Outage'] })
  await sql`delete from graphile_worker._private_jobs`.execute(world.system.db)
  await Promise.all(
    Array.from({ length: 4 }, () => stepBulkChange(world.system, { bulkChangeId: bulk.id })),
  )
  await sql`delete from graphile_worker._private_jobs`.execute(world.system.db)
  await world.clock.jump('2026-03-03T10:02:00Z')
  await stepForgottenBulkChanges(world.system)
  await world.clock.settle()
  expect(await read(world, bulk.id)).toMatchObject({ state: 'done', done: 150 })
  const filed = await sql<{ count: number }>`
    select count(*)::int as count from events where type = 'ticket.filed'`.execute(world.system.db)
  expect(filed.rows).toEqual([{ count: 150 }])
})

story('what somebody has changed since stays theirs when it is taken back', async (world) => {
  await openMany(world, 4)
  await world.alice.call('PATCH', '/tickets/4', { addTags: ['old'] })
  const { bulk } = await start(world, [1, 2, 3, 4], {
    status: 'solved',
    assignee: 'me',
    addTags: ['sweep'],
    removeTags: ['old'],
  })
  expect(await read(world, bulk.id)).toMatchObject({ done: 4, failed: 0 })
  await world.clock.advance('1 minute')
  await world.bob.call('PATCH', '/tickets/1', { status: 'open' })
  await world.bob.call('PUT', '/tickets/2/assignee', { assignee: 'bob' })
  await world.bob.call('PATCH', '/tickets/3', { addTags: ['mine'] })
  await undo(world, bulk.id)
  expect(await read(world, bulk.id)).toMatchObject({
    state: 'undone',
    undone: 2,
    kept: 2,
    exceptions: [
      { number: 1, why: 'Somebody has changed it since: status.' },
      { number: 2, why: 'Somebody has changed it since: assignee.' },
    ],
  })
  const ticket = async (number: number) =>
    (await world.alice.call('GET', `/tickets/${number}`)).body
  expect(await ticket(1)).toMatchObject({ status: 'open', assignee: null, tags: [] })
  expect(await ticket(2)).toMatchObject({ status: 'new', assignee: { name: 'Bob' } })
  expect(await ticket(3)).toMatchObject({ status: 'new', assignee: null, tags: ['mine'] })
  expect(await ticket(4)).toMatchObject({ status: 'new', tags: ['old'] })
})

story('a ticket that is refused keeps none of the others, and says why', async (world) => {
  await openMany(world, 3)
  await world.alice.call('POST', '/tickets/2/replies', { body: 'Which version?' })
  const { bulk } = await start(world, [1, 2, 3], { priority: 'high', status: 'pending' })
  expect(await read(world, bulk.id)).toMatchObject({
    state: 'done',
    done: 1,
    failed: 2,
    exceptions: [
      { number: 1, why: expect.stringContaining('Nobody has answered yet') },
      { number: 3, why: expect.stringContaining('Nobody has answered yet') },
    ],
  })
  // Not half of it either.
  expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({
    status: 'new',
    priority: 'normal',
  })
})

story('a fault of ours in one ticket keeps none of the others', async (world) => {
  await openMany(world, 12)
  // It shows only after the whole batch, when the promises follow.
  await sql`alter table sla_clocks add constraint broken check (
    status <> 'cancelled' or ticket_id <> (${sql.lit(await idOf(world, 5))})::uuid)`.execute(
    world.system.db,
  )
  const { bulk } = await start(world, { channel: 'paid' }, { status: 'solved' })
  expect(await read(world, bulk.id)).toMatchObject({
    state: 'done',
    done: 11,
    failed: 1,
    exceptions: [{ number: 5, why: 'Something went wrong here, not with you.' }],
  })
})

const idOf = async (world: World, number: number) =>
  (
    await world.system.db
      .selectFrom('tickets')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
  ).id

story('restricted tickets are changed only by those who may know of them', async (world) => {
  await openMany(world, 2)
  await world.mail.send({ from: 'eve@research.test', to: 'security@support.test', subject: 'Hole' })
  await world.work((work) => work.db.updateTable('tickets').set({ status: 'open' }).execute())
  const everything = { status: ['new', 'open'] }
  const { bulk } = await start(world, everything, { priority: 'low' })
  expect(bulk.total).toBe(2)
  expect(await start(world, [1, 3], { priority: 'low' })).toMatchObject({
    status: 404,
    body: { detail: 'There is no ticket #3.' },
  })
  const hers = await start(world, everything, { priority: 'high' }, world.sofia)
  expect(hers.bulk.total).toBe(3)
  expect((await world.alice.call('GET', `/bulk-changes/${hers.bulk.id}`)).status).toBe(404)
  expect((await undo(world, hers.bulk.id)).status).toBe(404)
})

story(
  'what became restricted since is given back only by those who may know of it',
  async (world) => {
    await openMany(world, 2)
    const restrict = () =>
      world.work((work) =>
        work.db.updateTable('tickets').set({ restricted: true }).where('number', '=', 2).execute(),
      )
    const priorities = async () =>
      (
        await world.system.db
          .selectFrom('tickets')
          .select('priority')
          .where('number', '<', 3)
          .orderBy('number')
          .execute()
      ).map(({ priority }) => priority)
    const { bulk } = await start(world, [1, 2], { priority: 'low' })
    await restrict()
    await undo(world, bulk.id)
    expect(await read(world, bulk.id)).toMatchObject({ undone: 1, kept: 1, exceptions: [] })
    expect(await read(world, bulk.id, world.sofia)).toMatchObject({
      exceptions: [{ number: 2, why: 'There is no ticket #2.' }],
    })
    expect(await priorities()).toEqual(['normal', 'low'])
  },
)

story('what is meant must be said, and by somebody who may', async (world) => {
  await openMany(world, 1)
  expect((await start(world, {}, { status: 'closed' })).status).toBe(400)
  expect((await start(world, { channel: 'paid' }, {})).status).toBe(400)
  expect((await start(world, { priority: ['low'] }, { status: 'closed' })).status).toBe(409)
  expect((await start(world, [1], { status: 'closed' }, world.sam)).status).toBe(403)
})
