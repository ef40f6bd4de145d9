import { expect, test } from 'vitest'
import type { IncomingMessage } from './inbound.ts'
import { hashOf, messageKeyOf, readHead } from './mail-head.ts'

const raw = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

test('the id, what is answered and who it was delivered to are read from the headers alone', () => {
  const head = readHead(
    raw(
      'Return-Path: <>',
      'Delivered-To: support+t12.abc@desk.test',
      'X-Original-To: Support@Desk.test',
      'Message-Id: <one@acme.test>',
      'References: <a@x.test>',
      ' <b@x.test>',
      'In-Reply-To: Your message of Monday <b@x.test>',
      'To: "Support, all" <support@desk.test>, kim@acme.test',
      '',
      'Message-ID: <not@this.test>',
    ),
  )
  expect(head).toMatchObject({
    messageId: 'one@acme.test',
    answers: ['b@x.test', 'a@x.test'],
    returnPath: '',
    deliveredTo: ['support+t12.abc@desk.test', 'support@desk.test'],
    to: ['support@desk.test', 'kim@acme.test'],
  })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['bytes of no language', Buffer.from([0, 255, 13, 10, 13, 10, 128])],
  ['a megabyte without a line end', Buffer.alloc(1_000_000, 65)],
])('%s has no headers, and breaks nothing', (_what, bytes) => {
  expect(readHead(bytes)).toMatchObject({
    messageId: null,
    answers: [],
    deliveredTo: [],
    returnPath: null,
    to: [],
  })
})

const message = (given: Partial<IncomingMessage> = {}): IncomingMessage => ({
  type: 'message',
  messageId: 'one@acme.test',
  from: { address: 'Kim@acme.test', name: 'Kim' },
  sender: null,
  replyTo: [],
  to: [],
  cc: [],
  subject: 'All pushes fail',
  text: 'Since 10:00.\n\nKim',
  html: null,
  sentAt: null,
  inReplyTo: [],
  references: [],
  automatic: null,
  encrypted: null,
  attachments: [],
  language: null,
  ...given,
})
const by = (connection: string, bytes = 'raw') => ({
  connection,
  rawHash: hashOf(Buffer.from(bytes)),
})
const file = (content: string) => ({
  name: 'log.txt',
  contentType: 'text/plain',
  bytes: content.length,
  contentId: null,
  content: Buffer.from(content),
})

test('two deliveries of one message have one key, however they were packed', () => {
  const key = messageKeyOf(message(), by('smtp', 'one'))
  const packed = message({
    text: '  Since 10:00.\r\nKim \r\n',
    from: { address: 'kim@ACME.test', name: null },
    html: '<p>Since 10:00.</p>',
    to: [{ address: 'other@desk.test', name: null }],
  })
  expect(messageKeyOf(packed, by('imap', 'two'))).toBe(key)
})

test.each([
  ['subject', { subject: 'All pulls fail' }],
  ['text', { text: 'Since 11:00. Kim' }],
  ['sender', { from: { address: 'lee@umbra.test', name: null } }],
  ['file', { attachments: [file('x')] }],
  ['id', { messageId: 'two@acme.test' }],
])('another %s under the same id is another message', (_what, given) => {
  expect(messageKeyOf(message(given), by('smtp'))).not.toBe(messageKeyOf(message(), by('smtp')))
})

test('without an id its bytes are the key, but not by SMTP, where the same words twice are two mails', () => {
  const nameless = message({ messageId: null })
  expect(messageKeyOf(nameless, by('smtp'))).toBeNull()
  expect(messageKeyOf(nameless, by('imap', 'a'))).toBe(messageKeyOf(nameless, by('http', 'a')))
  expect(messageKeyOf(nameless, by('imap', 'a'))).not.toBe(messageKeyOf(nameless, by('imap', 'b')))
})
