import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

test('a cover is sent in instants and told in local time', async () => {
  desk.server.answer('POST /api/v1/schedules/on_call/covers', { id: 'x' }, 201)
  const { out } = await desk.watchdesk([
    'oncall',
    'override',
    'on_call',
    'carol',
    '--from',
    '18:00',
    '--for',
    '4h',
    '--reason',
    'dentist',
  ])
  expect(desk.sent()[0]?.[1]).toEqual({
    person: 'carol',
    from: '2026-11-22T17:00:00Z',
    to: '2026-11-22T21:00:00Z',
    reason: 'dentist',
  })
  expect(out).toBe(
    'carol covers "on_call" from Sun 22 Nov 18:00 to Sun 22 Nov 22:00 (Europe/Berlin).',
  )
})
