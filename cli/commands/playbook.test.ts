import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Answer, openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const problems: Answer<'checkPlaybook'> = {
  ok: false,
  problems: [
    {
      file: 'p.yaml',
      line: 4,
      column: 9,
      path: 'channels[0].key',
      message: 'is used twice',
      remedy: 'Choose another.',
    },
  ],
}

test('what is wrong with a playbook is told as compilers do, and the exit code says so', async () => {
  desk.server.answer('POST /api/v1/playbook/checks', problems)
  const { code, out } = await desk.watchdesk(['playbook', 'check', '-'], { input: 'playbook: 1' })
  expect([code, out]).toEqual([
    1,
    'p.yaml:4:9 channels[0].key is used twice. Choose another.\n1 problem',
  ])
  expect(desk.sent()[0]?.[1]).toEqual({ source: 'playbook: 1', file: 'standard input' })
})

test('a playbook is applied only after somebody has seen what changes and said yes', async () => {
  const file = join(desk.home, 'p.yaml')
  writeFileSync(file, 'playbook: 1')
  const plan: Answer<'diffPlaybook'> = {
    changes: [{ section: 'channels', key: 'paid', kind: 'change' }],
    text: '1 to change',
  }
  desk.server.answer('POST /api/v1/playbook/checks', {
    ok: true,
    problems: [],
  } satisfies Answer<'checkPlaybook'>)
  desk.server.answer('POST /api/v1/playbook/diffs', plan)
  desk.server.answer('POST /api/v1/playbook/applications', plan)
  expect((await desk.watchdesk(['playbook', 'apply', file], { replies: ['no'] })).said).toContain(
    '1 to change',
  )
  expect(desk.sent().flat()).not.toContain('POST /api/v1/playbook/applications')
  expect((await desk.watchdesk(['playbook', 'apply', file], { replies: ['y'] })).out).toBe(
    'Applied.',
  )
  desk.server.answer('POST /api/v1/playbook/checks', problems)
  expect((await desk.watchdesk(['playbook', 'apply', file, '--yes'])).code).toBe(1)
  expect(
    desk.sent().filter(([request]) => request === 'POST /api/v1/playbook/applications'),
  ).toHaveLength(1)
})
