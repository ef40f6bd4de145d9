import { afterEach, beforeEach, expect, test } from 'vitest'
import type { components } from '../../api/types.ts'
import { type Answer, openDesk, problem } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const mailbox = (given: Partial<components['schemas']['Mailbox']> = {}) => ({
  key: 'support',
  kind: 'imap' as const,
  name: 'Support',
  addresses: ['support@example.com'],
  channel: 'paid',
  host: 'imap.example.com',
  port: 993,
  tls: 'tls' as const,
  user: 'support@example.com',
  auth: 'password' as const,
  oauth: null,
  folder: 'INBOX',
  moveTo: null,
  pollSeconds: 60,
  hasSecret: true,
  intakeUrl: null,
  state: 'running' as const,
  lastSeenAt: '2026-11-22T11:59:00Z',
  lastError: null,
  failingSince: null,
  createdAt: '2026-11-01T00:00:00Z',
  ...given,
})

test('a mailbox is added with a password that is asked for, and tried', async () => {
  desk.server.answer('POST /api/v1/mailboxes', { mailbox: mailbox(), signingSecret: null }, 201)
  const added = await desk.watchdesk(
    'mailbox add support --address support@example.com --channel paid --host imap.example.com'.split(
      ' ',
    ),
    { replies: ['pass word'] },
  )
  expect(added).toMatchObject({
    code: 0,
    out: 'Mail of support@example.com is fetched from imap.example.com.',
  })
  expect(desk.sent()[0]?.[1]).toEqual({
    key: 'support',
    name: 'support@example.com',
    addresses: ['support@example.com'],
    channel: 'paid',
    begins: 'now',
    host: 'imap.example.com',
    port: 993,
    tls: 'tls',
    user: 'support@example.com',
    password: 'pass word',
  })
  const tried = {
    ok: false,
    says: 'It refused the sign-in',
    messages: null,
    idle: null,
    move: null,
  }
  desk.server.answer('POST /api/v1/mailboxes/support/tests', tried)
  expect(await desk.watchdesk(['mailbox', 'test', 'support'])).toMatchObject({
    code: 1,
    out: 'It refused the sign-in',
  })
})

test('what is posted signed gets its secret shown this once', async () => {
  const made = mailbox({
    key: 'hook',
    kind: 'http',
    intakeUrl: 'https://desk.example.com/intake/mail/hook',
  })
  desk.server.answer('POST /api/v1/mailboxes', { mailbox: made, signingSecret: 'c0ffee' }, 201)
  const added = await desk.watchdesk(
    'mailbox add hook --http --address a@b.example --channel paid'.split(' '),
  )
  expect(added).toMatchObject({
    code: 0,
    out: 'c0ffee',
    said: expect.stringContaining('not shown again'),
  })
})

test('the list says what ails each', async () => {
  desk.server.answer('GET /api/v1/mailboxes', {
    mailboxes: [mailbox({ state: 'failing', lastError: 'imap.example.com refused the sign-in' })],
    channels: [],
  } satisfies Answer<'listMailboxes'>)
  const { out, said } = await desk.watchdesk(['mailbox', 'list'])
  expect(out).toMatch(/support +support@example.com +paid/)
  expect(said).toBe('support: imap.example.com refused the sign-in')
})

test('removing one that is not there is told in the words of the server', async () => {
  desk.server.answer('DELETE /api/v1/mailboxes/x', problem(404, 'There is no mailbox "x".'), 404)
  expect(await desk.watchdesk(['mailbox', 'remove', 'x'])).toMatchObject({ code: 1 })
  expect(await desk.watchdesk(['mailbox', 'add', 'x'])).toMatchObject({ code: 2 })
})
