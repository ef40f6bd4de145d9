import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementsOf } from '../../bench/watch-statements.ts'
import { createWorld, type World } from '../../test/world/world.ts'

let world: World
beforeAll(async () => void (world = await createWorld()))
afterAll(() => world.close())

const jobs = async (mark: string) =>
  (
    await sql<Record<string, unknown>>`
      select t.identifier, j.payload, j.run_at, j.max_attempts, j.priority, j.job_queue_id, j.flags, j.is_available, j.attempts, j.revision, j.locked_at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.payload->>'mark' = ${mark} order by j.id`.execute(world.system.db)
  ).rows

const enqueue = (mark: string, task: string, key?: string) =>
  world.work(async (work) =>
    work.enqueue(task, { mark }, { maxAttempts: 7, priority: 3, ...(key && { key }) }),
  )

test('a job without a key is stored as the queue would store it, and without NOTIFY', async () => {
  const said = await statementsOf(() => enqueue('one', 'send_message'))
  expect(said.join()).not.toContain('add_jobs')
  await enqueue('two', 'send_message', 'a key')
  const [direct] = await jobs('one')
  const [byTheDoor] = await jobs('two')
  expect(direct).toEqual({ ...byTheDoor, payload: { mark: 'one' } })
})

test('a key replaces the job that waits under it', async () => {
  await enqueue('old', 'send_message', 'the same')
  await enqueue('new', 'send_message', 'the same')
  expect(await jobs('old')).toEqual([])
  expect(await jobs('new')).toHaveLength(1)
})

test('a job for a task that nobody has made known yet is not lost, and not doubled', async () => {
  await enqueue('first', 'brand_new_task')
  expect(await jobs('first')).toHaveLength(1)
})

test('workers are told of jobs after the commit', async () => {
  const listener = await world.system.pool.connect()
  const heard = new Promise<string>((resolve) =>
    listener.on('notification', ({ payload }) => resolve(payload ?? '')),
  )
  await listener.query('listen "jobs:insert"')
  await enqueue('told', 'send_message')
  expect(JSON.parse(await heard)).toMatchObject({ count: expect.any(Number) })
  await listener.query('unlisten *')
  listener.release()
})

test('events are kept in the order they happened, whatever half characters they carry', async () => {
  await world.work(async (work) => {
    for (const reason of ['first', 'cut \ud83d', 'third'])
      work.record({ type: 'ticket.passed_over', ticketId: world.alice.id, reason })
  })
  const rows = await world.system.db
    .selectFrom('events')
    .select('payload')
    .where('ticketId', '=', world.alice.id)
    .orderBy('seq')
    .execute()
  expect(rows.map(({ payload }) => (payload as { reason: string }).reason)).toEqual([
    'first',
    'cut \ufffd',
    'third',
  ])
})

test('a work whose last statement fails is undone as a whole, and says why', async () => {
  const failing = world.work(async (work) => {
    await work.db.deleteFrom('apiTokens').execute()
    work.record({ type: 'ticket.passed_over', ticketId: 'no such thing', reason: '' })
  })
  await expect(failing).rejects.toThrow('invalid input syntax for type uuid')
  expect(await world.system.db.selectFrom('apiTokens').select('id').execute()).not.toEqual([])
})
