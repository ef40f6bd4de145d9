import { describe, expect, test } from 'vitest'
import { whyAutomatic } from './automatic.ts'

const headers = (values: Record<string, string>) => ({
  first: (name: string) => values[name] ?? null,
})

describe('a machine is recognised by its headers', () => {
  test.each([
    [{ 'auto-submitted': 'auto-replied' }, 'auto_reply'],
    [{ 'auto-submitted': 'auto-generated (rejected)' }, 'auto_reply'],
    [{ 'auto-submitted': 'auto-notified; owner-email=x' }, 'auto_reply'],
    [{ precedence: 'bulk' }, 'bulk'],
    [{ precedence: 'Junk' }, 'bulk'],
    [{ precedence: 'list' }, 'bulk'],
    [{ precedence: 'auto_reply' }, 'auto_reply'],
    [{ 'list-id': 'Announcements <news.acme.test>' }, 'bulk'],
    [{ 'x-auto-response-suppress': 'OOF, AutoReply' }, 'no_reply_wanted'],
    [{ 'x-autoreply': 'yes' }, 'auto_reply'],
    [{ 'x-autorespond': '' }, 'auto_reply'],
    [{ 'x-ms-exchange-inbox-rules-loop': 'kim@acme.test' }, 'auto_reply'],
    [{ 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' }, 'auto_reply'],
    [{ 'return-path': '<>' }, 'report'],
    [{ 'content-type': 'multipart/report; report-type=delivery-status' }, 'report'],
    [{ 'content-type': 'multipart/report', 'auto-submitted': 'auto-replied' }, 'report'],
    [{ 'x-failed-recipients': 'lee@umbra.test' }, 'report'],
    [{ from: 'Mail Delivery System <MAILER-DAEMON@mx.test>' }, 'report'],
    [{ 'auto-submitted': 'auto-replied', precedence: 'bulk' }, 'auto_reply'],
  ])('%o', (values, kind) => {
    expect(whyAutomatic(headers(values))?.kind).toBe(kind)
  })
})

describe('a person is not taken for a machine', () => {
  test.each([
    [{}],
    [{ 'auto-submitted': 'no' }],
    [{ 'x-auto-response-suppress': 'None' }],
    [{ precedence: 'first-class' }],
    [{ 'return-path': '<kim@acme.test>' }],
    [{ 'content-type': 'multipart/mixed', from: 'Kim <kim@acme.test>' }],
  ])('%o', (values) => {
    expect(whyAutomatic(headers(values))).toBeNull()
  })
})

test('the reason is quoted for whoever wonders', () => {
  expect(whyAutomatic(headers({ 'auto-submitted': ' auto-replied (vacation)' }))?.reason).toBe(
    'auto-submitted: auto-replied (vacation)',
  )
})
