import { expect, test } from 'vitest'
import { secretsFrom } from '../platform/secrets.ts'
import { commentMessageId, isOwnMail, loopToken, ticketOfMessageId } from './own-mail.ts'

const ours = { secrets: secretsFrom('a secret for tests, long enough to be taken') }
const theirs = { secrets: secretsFrom('the secret of another installation somewhere') }
const comment = '0195a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
const headers = (value: string | null) => ({
  first: (name: string) => (name === 'x-watchdesk-loop' ? value : null),
})

test('a Message-ID of ours names its ticket, with and without angle brackets', () => {
  const id = commentMessageId(ours, 12, comment, 'support.test')
  expect(id).toMatch(/^t12\.[0-9a-f-]{36}\.[0-9a-f]{32}@support\.test$/)
  expect(ticketOfMessageId(ours, id)).toBe(12)
  expect(ticketOfMessageId(ours, `<${id}>`)).toBe(12)
})

test('neither number, comment nor mark can be changed, and nobody else can make one', () => {
  const id = commentMessageId(ours, 12, comment, 'support.test')
  expect(ticketOfMessageId(ours, id.replace('t12.', 't13.'))).toBeNull()
  expect(ticketOfMessageId(ours, id.replace('0195a1b2', '0195a1b3'))).toBeNull()
  expect(ticketOfMessageId(ours, id.slice(0, -20))).toBeNull()
  expect(ticketOfMessageId(theirs, id)).toBeNull()
  expect(ticketOfMessageId(ours, 'hello@acme.test')).toBeNull()
})

test('a mail that came back to us is known by its token, whatever became of its Message-ID', () => {
  const token = loopToken(ours, comment)
  expect(isOwnMail(headers(token), ours)).toBe(true)
  expect(isOwnMail(headers(` ${token} `), ours)).toBe(true)
  expect(isOwnMail(headers(token), theirs)).toBe(false)
  expect(isOwnMail(headers(token.replace('0195', '0196')), ours)).toBe(false)
  expect(isOwnMail(headers(null), ours)).toBe(false)
})
