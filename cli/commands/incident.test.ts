import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const incident: components['schemas']['Incident'] = {
  number: 3,
  title: 'All pushes fail',
  urgency: 'high',
  status: 'triggered',
  level: 1,
  round: 1,
  ticketNumber: 12,
  organizationName: 'Acme',
  acknowledgedBy: null,
  acknowledgedAt: null,
  unansweredAt: null,
  nextAt: '2026-11-22T12:04:00Z',
  alertCount: 1,
  createdAt: '2026-11-22T11:59:00Z',
  resolvedAt: null,
  version: 5,
  now: '2026-11-22T12:00:00Z',
  levels: 3,
  pagedNow: ['Bob'],
  nextNames: ['Carol'],
  timeline: [],
  undoUntil: null,
  notes: [],
  may: [],
}

test('escalating says which version was seen', async () => {
  desk.server.answer('GET /api/v1/incidents/3', incident)
  desk.server.answer('POST /api/v1/incidents/3/escalations', {
    ...incident,
    level: 2,
    pagedNow: ['Carol'],
    nextNames: ['Mona'],
  })
  const { out } = await desk.watchdesk(['incident', 'escalate', '3'])
  expect(out).toBe('#3 rings at Carol; next is Mona in 4 min.')
  expect(desk.sent().at(-1)).toEqual(['POST /api/v1/incidents/3/escalations', { version: 5 }])
})

test.each<[string[], string, unknown]>([
  [['ack', '3'], 'PUT /api/v1/incidents/3/acknowledgement', null],
  [['ack', '3', '--undo'], 'DELETE /api/v1/incidents/3/acknowledgement', null],
  [
    ['pass', '3', '--to', 'carol', '--reason', 'train'],
    'POST /api/v1/incidents/3/passes',
    { to: 'carol', reason: 'train' },
  ],
  [['pass', '3'], 'POST /api/v1/incidents/3/passes', { to: null, reason: '' }],
  [['hand-back', '3'], 'POST /api/v1/incidents/3/hand-backs', null],
  [['resolve', '3'], 'PUT /api/v1/incidents/3/resolution', null],
  [['declare', '--ticket', '12'], 'POST /api/v1/incidents', { ticket: 12 }],
  [
    ['declare', 'All', 'fails', '--customer', 'kim@acme.test'],
    'POST /api/v1/incidents',
    { title: 'All fails', requester: { email: 'kim@acme.test' } },
  ],
])('incident %j', async (args, request, body) => {
  desk.server.answer(request, { ...incident, status: 'acknowledged', acknowledgedBy: 'Bob' })
  expect(await desk.watchdesk(['incident', ...args])).toEqual({
    code: 0,
    out: '#3: Bob has it.',
    said: '',
  })
  expect(desk.sent()).toEqual([[request, body]])
})
