import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { type Answer, openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const queueRow: components['schemas']['QueueRow'] = {
  number: 12,
  subject: 'All pushes fail\u001b[2J',
  customerWords: 'Nobody can push',
  status: 'new',
  priority: 'urgent',
  channel: { key: 'emergency', name: 'Emergency', kind: 'emergency' },
  requesterName: 'Kim',
  organizationName: 'Acme',
  planName: 'Premium',
  assignee: null,
  restricted: false,
  identityVerified: true,
  flag: null,
  promise: {
    metric: 'first_reply',
    state: 'breached',
    dueAt: '2026-11-22T11:48:00Z',
    startedAt: '2026-11-22T11:18:00Z',
    targetMinutes: 30,
    counted: null,
  },
  whyHere: 'strictest',
  createdAt: '2026-11-22T11:18:00Z',
  updatedAt: '2026-11-22T11:18:00Z',
  version: 1,
}
const queue: Answer<'getQueue'> = {
  now: '2026-11-22T12:00:00Z',
  rows: [queueRow],
  next: null,
  bands: [],
  promisesDue: [12],
  topics: [],
}

test('the queue is a table, its times in words, and a customer cannot clear the screen', async () => {
  desk.server.answer('GET /api/v1/queue', { ...queue, next: 'abc' } satisfies Answer<'getQueue'>)
  const { code, out } = await desk.watchdesk([
    'ticket',
    'list',
    '--unassigned',
    '--channel',
    'emergency',
  ])
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual([
    ' #  DUE                      PRIORITY  STATUS  CHANNEL    SUBJECT             CUSTOMER  HAS IT',
    '12  first reply late 12 min  urgent    new     Emergency  All pushes fail[2J  Acme',
    'More: watchdesk ticket list --after abc',
  ])
  expect(desk.sent()).toEqual([['GET /api/v1/queue?filter=unassigned&channel=emergency', null]])
  expect(desk.server.requests[0]?.headers.authorization).toBe('Bearer wd_test')
})

test('--json is the answer of the API and nothing else', async () => {
  desk.server.answer('GET /api/v1/queue', queue)
  const { out, said } = await desk.watchdesk(['ticket', 'list', '--json'])
  expect(JSON.parse(out)).toEqual(queue)
  expect(said).toBe('')
})

test('a reply is taken from the words, a file or standard input', async () => {
  desk.server.answer(
    'POST /api/v1/tickets/12/replies',
    { id: 'c', version: 7, sendAt: null } satisfies components['schemas']['Written'],
    201,
  )
  const file = join(desk.home, 'answer.md')
  writeFileSync(file, 'From a file\n')
  await desk.watchdesk([
    'ticket',
    'reply',
    '#12',
    'Please',
    'upgrade',
    '--status',
    'pending',
    '--version',
    '6',
  ])
  await desk.watchdesk(['ticket', 'reply', '12', '--file', file])
  await desk.watchdesk(['ticket', 'reply', '12'], { input: 'From a pipe\n' })
  await desk.watchdesk(['ticket', 'reply', '12', '--file', '-'], { input: 'From a pipe\n' })
  expect(desk.server.requests.map(({ body }) => body)).toEqual([
    { body: 'Please upgrade', status: 'pending', version: 6 },
    { body: 'From a file\n' },
    { body: 'From a pipe\n' },
    { body: 'From a pipe\n' },
  ])
})
