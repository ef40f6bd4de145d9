import { expect, test } from 'vitest'
import {
  addressesIn,
  changeOf,
  emptyMailbox,
  formOf,
  mailboxFate,
  newMailboxOf,
  wrongIn,
  type Mailbox,
} from './mailbox-words.ts'

const mailbox = (more: Partial<Mailbox> = {}): Mailbox => ({
  key: 'support',
  kind: 'imap',
  name: 'Support',
  addresses: ['support@example.com'],
  channel: 'paid',
  host: 'imap.example.com',
  port: 993,
  tls: 'tls',
  user: 'support',
  auth: 'password',
  oauth: null,
  folder: 'INBOX',
  moveTo: null,
  pollSeconds: 60,
  hasSecret: true,
  intakeUrl: null,
  state: 'running',
  lastSeenAt: '2026-10-22T10:00:00Z',
  lastError: null,
  failingSince: null,
  createdAt: '2026-10-22T10:00:00Z',
  ...more,
})

test('a form that was not touched changes nothing, and sends no secret', () => {
  expect(changeOf(formOf(mailbox()))).toEqual({
    name: 'Support',
    addresses: ['support@example.com'],
    channel: 'paid',
    host: 'imap.example.com',
    port: 993,
    tls: 'tls',
    user: 'support',
    auth: 'password',
    oauth: null,
    folder: 'INBOX',
    moveTo: null,
  })
})

test('with OAuth the password that was typed before is not sent', () => {
  const form = {
    ...emptyMailbox('paid'),
    auth: 'oauth2' as const,
    password: 'typed',
    tokenUrl: ' https://login.example.com/token ',
    clientId: 'watchdesk',
    refreshToken: 'once',
  }
  expect(newMailboxOf(form)).toMatchObject({
    oauth: { tokenUrl: 'https://login.example.com/token', clientId: 'watchdesk', scope: null },
    refreshToken: 'once',
  })
  expect(newMailboxOf(form)).not.toHaveProperty('password')
})

test('a mailbox that mail is posted to asks for no server', () => {
  const form = { ...emptyMailbox('paid'), kind: 'http' as const, key: 'hook', name: 'Hook' }
  expect(wrongIn(form)).toEqual({ addresses: expect.stringContaining('address') })
  expect(newMailboxOf(form)).not.toHaveProperty('host')
})

test('what is missing is said by field', () => {
  expect(Object.keys(wrongIn(emptyMailbox('paid')))).toEqual([
    'key',
    'name',
    'addresses',
    'host',
    'user',
  ])
  expect(wrongIn({ ...formOf(mailbox()), port: '99999' })).toHaveProperty('port')
})

test('addresses stand between commas, spaces or lines', () => {
  expect(addressesIn('a@x.test, b@x.test\nc@x.test;')).toEqual(['a@x.test', 'b@x.test', 'c@x.test'])
})

test('a mailbox says what it does, and what ails it', () => {
  expect(mailboxFate(mailbox())).toEqual({ word: 'Fetching', tone: 'good' })
  expect(mailboxFate(mailbox({ state: 'failing', lastError: 'refused the sign-in' }))).toEqual({
    word: 'Not working',
    tone: 'stuck',
    why: 'refused the sign-in',
  })
  expect(mailboxFate(mailbox({ hasSecret: false })).word).toContain('given again')
  expect(mailboxFate(mailbox({ lastSeenAt: null })).tone).toBe('wait')
})
