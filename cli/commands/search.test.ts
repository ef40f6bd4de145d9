import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Answer, openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const results: Answer<'search'> = {
  now: '2026-11-22T12:00:00Z',
  query: { text: 'pushes', parts: [] },
  findings: [],
  rows: [
    {
      kind: 'ticket',
      number: 12,
      subject: { text: 'All pushes fail\u001b[2J', marks: [[4, 10]] },
      excerpt: null,
      exact: null,
      files: [],
      status: 'on_hold',
      priority: 'urgent',
      channel: { key: 'paid', name: 'Paid', kind: 'paid' },
      requesterName: 'Kim',
      organizationName: 'Acme',
      planName: null,
      assignee: null,
      restricted: true,
      promise: {
        metric: null,
        state: 'none',
        dueAt: null,
        startedAt: null,
        targetMinutes: null,
        counted: null,
      },
      createdAt: '2026-11-22T11:18:00Z',
      updatedAt: '2026-11-22T11:18:00Z',
    },
  ],
  next: 'abc',
  total: 1001,
  indexed: { upTo: '2026-11-22T11:59:57Z', behindSeconds: 3, rebuilding: false },
}

test('words and filters are one query, and what is found is a table', async () => {
  desk.server.answer('GET /api/v1/search', results)
  const { code, out } = await desk.watchdesk(['search', 'pushes', 'status:on_hold'])
  expect(code).toBe(0)
  expect(out).toContain('12  on hold  [restricted] All pushes fail[2J')
  expect(out).toContain('1,000+ found. Indexed up to 3 s ago.\nMore: repeat it with --after abc')
  expect(desk.sent()).toEqual([['GET /api/v1/search?q=pushes%20status%3Aon_hold', null]])
})

test('what was misspelt is said first, and nothing found is said too', async () => {
  desk.server.answer('GET /api/v1/search', {
    ...results,
    rows: [],
    total: 0,
    next: null,
    findings: [{ at: 'status:opne', kind: 'wrong', message: 'status: knows no "opne".' }],
  } satisfies Answer<'search'>)
  const { out } = await desk.watchdesk(['search', 'status:opne'])
  expect(out.split('\n').slice(0, 2)).toEqual(['status: knows no "opne".', 'Nothing found.'])
})
