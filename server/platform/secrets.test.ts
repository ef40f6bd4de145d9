import { expect, test } from 'vitest'
import { secretsFrom } from './secrets.ts'

const secrets = secretsFrom('a secret for tests, long enough to be taken')

test('what was sealed is opened at its place, and looks different each time', () => {
  const sealed = secrets.seal('mailbox', 'row 1', 'pass wörd')
  expect(secrets.open('mailbox', 'row 1', sealed)).toBe('pass wörd')
  expect(secrets.seal('mailbox', 'row 1', 'pass wörd')).not.toBe(sealed)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('pass')
})

test('at another place, for another purpose, with another SECRET or changed it cannot be opened', () => {
  const sealed = secrets.seal('mailbox', 'row 1', 'password')
  const changed = Buffer.from(sealed, 'base64url')
  changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1)
  const other = secretsFrom('another secret for tests, long enough as well')
  expect(() => secrets.open('mailbox', 'row 2', sealed)).toThrow()
  expect(() => secrets.open('webhook', 'row 1', sealed)).toThrow()
  expect(() => other.open('mailbox', 'row 1', sealed)).toThrow()
  expect(() => secrets.open('mailbox', 'row 1', changed.toString('base64url'))).toThrow()
})
