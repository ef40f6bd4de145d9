import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const bulk: components['schemas']['BulkChange'] = {
  id: '019aa0b2-6c1e-7b5c-a1a5-0c1f4f7f3f11',
  by: 'Alice',
  state: 'running',
  total: 3,
  done: 0,
  failed: 0,
  undone: 0,
  kept: 0,
  undoneBy: null,
  createdAt: '2026-11-22T12:00:00Z',
  undoUntil: '2026-11-23T12:00:00Z',
  exceptions: [],
}
const one = `/api/v1/bulk-changes/${bulk.id}`
const preview: components['schemas']['BulkPreview'] = {
  total: 3,
  changing: 1,
  same: 1,
  refused: 1,
  refusals: [{ number: 7, subject: 'Push\u001b[2J', why: 'Ticket #7 is closed.' }],
}

test('a dry run asks what would happen to all that a search finds, and changes nothing', async () => {
  desk.server.answer('GET /api/v1/search/numbers', { numbers: [5, 6, 7] })
  desk.server.answer('POST /api/v1/bulk-changes/preview', preview)
  const { code, out } = await desk.watchdesk([
    'ticket',
    'bulk',
    '--where',
    'status:open org:acme',
    '--assign',
    'alice',
    '--dry-run',
  ])
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual([
    '1 ticket would change. Nothing was changed.',
    '1 ticket would stay: so already.',
    '1 ticket would be refused:',
    '#  SUBJECT  WHY NOT',
    '7  Push[2J  Ticket #7 is closed.',
  ])
  expect(desk.sent()).toEqual([
    ['GET /api/v1/search/numbers?q=status%3Aopen%20org%3Aacme', null],
    ['POST /api/v1/bulk-changes/preview', { tickets: [5, 6, 7], set: { assignee: 'alice' } }],
  ])
})

test('it waits for the end, tells who was refused, and how to take it back', async () => {
  desk.server.answer('POST /api/v1/bulk-changes', bulk, 202)
  desk.server.answer(`GET ${one}`, {
    ...bulk,
    state: 'done',
    done: 2,
    failed: 1,
    exceptions: [{ number: 7, why: 'Ticket #7 is closed.' }],
  })
  const { code, out } = await desk.watchdesk(
    ['ticket', 'bulk', '5', '#6', '7', '--status', 'solved', '--tag', 'a', '--tag', 'b'].concat([
      '--untag',
      'old',
      '--team',
      'none',
      '--priority',
      'low',
      '--snooze',
      '+2h',
    ]),
  )
  expect(code).toBe(1)
  expect(out.split('\n')).toEqual([
    '2 tickets changed as asked.',
    '1 ticket not:',
    '  #7  Ticket #7 is closed.',
    `Take it back until Mon 23 Nov 13:00: watchdesk ticket undo-bulk ${bulk.id}`,
  ])
  expect(desk.sent()[0]).toEqual([
    'POST /api/v1/bulk-changes',
    {
      tickets: [5, 6, 7],
      set: {
        status: 'solved',
        priority: 'low',
        team: null,
        addTags: ['a', 'b'],
        removeTags: ['old'],
        snooze: { until: '2026-11-22T14:00:00Z' },
      },
    },
  ])
})

test('in the background it answers at once, and programs get what the API said', async () => {
  desk.server.answer('POST /api/v1/bulk-changes', bulk, 202)
  const { out } = await desk.watchdesk([
    'ticket',
    'bulk',
    '5',
    '--snooze',
    'answer',
    '--background',
    '--json',
  ])
  expect(JSON.parse(out)).toEqual(bulk)
  expect(desk.sent()).toEqual([
    ['POST /api/v1/bulk-changes', { tickets: [5], set: { snooze: { until: null } } }],
  ])
})

test('what was changed is taken back by its id', async () => {
  desk.server.answer(`PUT ${one}/undo`, { ...bulk, state: 'undoing', done: 3 }, 202)
  desk.server.answer(`GET ${one}`, { ...bulk, state: 'undone', done: 3, undone: 3 })
  const { code, out } = await desk.watchdesk(['ticket', 'undo-bulk', bulk.id])
  expect([code, out]).toEqual([0, '3 tickets stand as they stood.'])
  const exceptions = [{ number: 5, why: 'Somebody has changed it since: status.' }]
  const kept = { ...bulk, state: 'undone' as const, done: 200, undone: 50, kept: 150, exceptions }
  desk.server.answer(`GET ${one}`, kept)
  const some = await desk.watchdesk(['ticket', 'undo-bulk', bulk.id])
  expect(some.out).toContain('50 tickets stand as they stood.\n150 tickets not:')
  expect(some.out).toContain('… and 149 more.')
})

test.each([
  [['5'], 'Say what the tickets become.'],
  [['--assign', 'nobody'], 'Say which tickets.'],
  [['5', '--where', 'is:open', '--spam'], 'Numbers and --where do not go together.'],
  [['5', '--status', 'slovd'], '--status cannot be "slovd".'],
  [['five', '--spam'], '"five" is not the number of a ticket.'],
])('%j says too little or too much', async (words, said) => {
  const answer = await desk.watchdesk(['ticket', 'bulk', ...words])
  expect([answer.code, answer.said.split('\n')[0]]).toEqual([2, said])
  expect(desk.sent()).toEqual([])
})

test('a search that finds nothing changes nothing', async () => {
  desk.server.answer('GET /api/v1/search/numbers', { numbers: [] })
  const { code, said } = await desk.watchdesk(['ticket', 'bulk', '--where', 'tag:no', '--spam'])
  expect([code, said.split('\n')[0]]).toEqual([2, 'No ticket is like that.'])
})
