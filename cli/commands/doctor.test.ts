import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem, type Answer, openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const now = '2026-11-22T12:00:00Z'

test('the doctor names what is wrong, and only a problem is a failure', async () => {
  const check = {
    key: 'disk',
    name: 'Disk',
    state: 'warning',
    says: '1.2 GB free',
    remedy: 'Make room.',
  } as const
  desk.server.answer('GET /api/v1/doctor', {
    now: now,
    state: 'warning',
    checks: [check],
  } satisfies Answer<'examine'>)
  expect(await desk.watchdesk(['doctor'])).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'warning  Disk  1.2 GB free\n               → Make room.',
    ) as string,
  })
  desk.server.answer('GET /api/v1/doctor', {
    now: now,
    state: 'problem',
    checks: [{ ...check, state: 'problem' }],
  } satisfies Answer<'examine'>)
  expect((await desk.watchdesk(['doctor'])).code).toBe(1)
})

test('a server that fails before it can look still shows its health', async () => {
  desk.server.answer(
    'GET /api/v1/doctor',
    problem(500, 'Something went wrong here.', 'failed'),
    500,
  )
  desk.server.answer('GET /health', { ok: false, problems: ['The database does not answer'] }, 503)
  const { code, said } = await desk.watchdesk(['doctor'])
  expect(code).toBe(1)
  expect(said).toContain('The database does not answer')
  expect(said).toContain('Request r-1')
})
