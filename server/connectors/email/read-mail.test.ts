import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../connector.ts'
import { readMail } from './read-mail.ts'

const samples = join(import.meta.dirname, 'samples')
const sample = (name: string) => readFileSync(join(samples, `${name}.eml`))
const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

interface Expected {
  from: string | null
  subject: string
  text: string
  automatic?: string
  encrypted?: 'pgp' | 'smime'
  files?: string[]
}

const cases: [file: string, expected: Expected][] = [
  [
    'attachment-path-traversal-names',
    {
      from: 'casey@customer.example',
      subject: 'names',
      text: '',
      files: [
        'passwd',
        'boot.ini',
        'c.txt',
        'CON',
        'x"y.txt',
        "*=utf-8''%E2%80%AEgnp.exe",
        'attachment-7.bin',
        `${'a'.repeat(196)}.txt`,
      ],
    },
  ],
  [
    'auto-ack-other-helpdesk',
    {
      from: 'help@vendor.example',
      subject: '[Ticket #998877] We received your request',
      text: 'Thank you. Your request',
      automatic: 'auto_reply',
    },
  ],
  [
    'calendar-reply-accepted',
    {
      from: 'casey@customer.example',
      subject: 'Accepted: Post-mortem INC-42',
      text: 'Calendar message REPLY',
      files: ['attachment-1.ics'],
    },
  ],
  [
    'cpython__msg_10',
    {
      from: 'barry@python.org',
      subject: 'Lyrics',
      text: 'This is a 7bit encoded message.\n\n¡This is a Quoted Printable',
    },
  ],
  [
    'cpython__msg_13',
    {
      from: 'barry@digicool.com',
      subject: 'Here is your dingus fish',
      text: 'A text/plain part',
      files: ['dingusfish.gif'],
    },
  ],
  [
    'cpython__msg_32',
    {
      from: 'aperson@example.com',
      subject: 'Re: Limiting Perl CPU Utilization...',
      text: 'Some message.',
      automatic: 'bulk',
    },
  ],
  [
    'cpython__msg_45',
    {
      from: 'foo@bar.baz',
      subject: 'test',
      text: 'This is the signed contents.',
      files: ['signature.asc'],
    },
  ],
  [
    'flufl__postfix_02',
    {
      from: 'MAILER-DAEMON@mail.wooz.org',
      subject: 'Undelivered Mail Returned to Sender',
      text: 'This is the Postfix program',
      automatic: 'report',
      files: ['attachment-1.eml'],
    },
  ],
  [
    'flufl__qmail_03',
    {
      from: 'MAILER-DAEMON@pop.hbc.co.jp',
      subject: 'failure notice',
      text: 'He/Her is not HBC e-mail users.',
      automatic: 'report',
    },
  ],
  [
    'header-injection-encoded-newline',
    { from: 'casey@customer.example', subject: 'hi Bcc: victim@example.com', text: 'body' },
  ],
  ['html-script-and-tracking', { from: 'casey@customer.example', subject: 'html', text: 'Hello' }],
  [
    'many-recipients-1500-cc',
    { from: 'casey@customer.example', subject: 'hello all', text: 'body' },
  ],
  [
    'mikel__attachment_nonascii_filename',
    {
      from: 'foo@example.com',
      subject: 'testing',
      text: 'This is the first part.',
      files: ['ciële.txt'],
    },
  ],
  [
    'mikel__attachment_pdf',
    {
      from: 'xxxx@xxxx.com',
      subject: 'Another PDF with 🎉 Unicode chars in it 🍿',
      text: 'Just attaching another PDF',
      files: ['broken.pdf'],
    },
  ],
  [
    'mikel__attachment_with_base64_encoded_name',
    {
      from: 'xxxxxxxxx.xxxxxxx@gmail.com',
      subject: 'Fwd: Signed email causes file attachments',
      text: 'We should not include these files',
      files: ['This is a test.pdf'],
    },
  ],
  [
    'mikel__cant_parse_from',
    {
      from: 'News@InsideApple.Apple.com',
      subject: 'Meet the new MacBook Pro family. Now includes 13-inch.',
      text: 'From one solid piece of aluminum',
    },
  ],
  [
    'mikel__japanese_iso_2022',
    { from: 'raasdnil@gmail.com', subject: 'まみむめも', text: 'すみません。' },
  ],
  ['mikel__ks_c_5601-1987', { from: 'from@example.com', subject: 'test', text: '스티해' }],
  [
    'mikel__report_422',
    {
      from: 'MAILER-DAEMON@tppppp.com.au',
      subject: 'Warning: could not send message for past 8 hours',
      text: '***',
      automatic: 'report',
      files: ['attachment-1.bin', 'attachment-2.bin'],
    },
  ],
  [
    'mikel__trademark_character_in_subject',
    { from: 'j@yahoo-example.com', subject: 'GA.comô has a lead for you', text: 'Body Text' },
  ],
  [
    'ooo-exchange',
    {
      from: 'casey@customer.example',
      subject: 'Automatic reply: [#4711] Login fails',
      text: 'I am out of the office',
      automatic: 'auto_reply',
    },
  ],
  [
    'ooo-null-sender-vacation-rfc3834',
    {
      from: 'casey@customer.example',
      subject: 'Auto: [#4711] Login fails',
      text: 'On leave.',
      automatic: 'auto_reply',
    },
  ],
  [
    'pgp-inline-encrypted',
    {
      from: 'kim@acme.test',
      subject: 'A hole',
      text: '-----BEGIN PGP MESSAGE-----',
      encrypted: 'pgp',
    },
  ],
  [
    'pgp-mime-encrypted',
    {
      from: 'kim@acme.test',
      subject: '...',
      text: '',
      encrypted: 'pgp',
      files: ['attachment-1.bin', 'encrypted.asc'],
    },
  ],
  [
    'pgp-quoted-in-reply',
    { from: 'kim@acme.test', subject: 'Re: A hole', text: 'I wrote this last week:' },
  ],
  [
    'read-receipt-mdn',
    {
      from: 'casey@customer.example',
      subject: 'Read: [#4711] Login fails',
      text: 'Your message was read on Monday.',
      automatic: 'report',
      files: ['attachment-1.bin'],
    },
  ],
  [
    'rspamd__empty_part',
    { from: 'example@example.net', subject: 'This is the subject', text: 'HTML part only.' },
  ],
  ['rspamd__from_dn_base64', { from: 'user@example.org', subject: '', text: '' }],
  [
    'smime-enveloped',
    {
      from: 'kim@acme.test',
      subject: 'A hole',
      text: '',
      encrypted: 'smime',
      files: ['smime.p7m'],
    },
  ],
  [
    'spoofed-agent-from',
    { from: 'attacker@evil.example', subject: 'Re: [#4711] close and refund', text: '#close' },
  ],
]

describe('messages as they really arrive', () => {
  test.each(cases)('%s', async (file, { from, subject, text, automatic, encrypted, files }) => {
    const message = await readMail(sample(file))
    expect(message.from?.address ?? null).toBe(from)
    expect(message.subject).toBe(subject)
    expect(message.text.slice(0, text.length)).toBe(text)
    expect(message.automatic?.kind).toBe(automatic)
    expect(message.encrypted).toBe(encrypted ?? null)
    expect(message.attachments.map(({ name }) => name)).toEqual(files ?? [])
  })

  test.each(readdirSync(samples).filter((name) => name.endsWith('.eml')))(
    '%s holds nothing the database refuses',
    async (file) => {
      const message = await readMail(readFileSync(join(samples, file))).catch((error: unknown) => {
        if (!(error instanceof Unreadable)) throw error
        return null
      })
      const words = JSON.stringify({
        ...message,
        attachments: message?.attachments.map(({ name }) => name),
      })
      expect(words).not.toContain(String.raw`\u0000`)
      expect(words.isWellFormed()).toBe(true)
    },
  )
})

test('a threaded reply is read to its last header', async () => {
  const { attachments, text, html, ...message } = await readMail(sample('threaded-reply'))
  expect(message).toEqual({
    type: 'message',
    messageId: 'reply2@acme.test',
    from: { address: 'kim@acme.test', name: 'Kim, Head of "Ops"' },
    sender: { address: 'assistant@acme.test', name: null },
    replyTo: [
      { address: 'ops@acme.test', name: 'Ops' },
      { address: 'kim@acme.test', name: null },
    ],
    to: [
      { address: 'support@support.test', name: 'Help, Desk' },
      { address: 'emergency@support.test', name: null },
    ],
    cc: [{ address: 'lee@umbra.test', name: 'Lee' }],
    subject: 'Re: [#12] Grüße aus Köln',
    sentAt: new Date('2026-11-02T10:15:30Z'),
    inReplyTo: ['first.12@support.test'],
    references: ['root@acme.test', 'first.12@support.test'],
    automatic: null,
    encrypted: null,
    language: 'de-DE',
    verdict: { kind: 'reply', reason: 'Answers first.12@support.test' },
    report: null,
    bounce: null,
    invite: null,
    signed: null,
    charset: 'iso-8859-1',
    notes: [],
  })
  expect(text).toBe('Schöne Grüße, Kim')
  expect(html).toContain('<b>Grüße</b>')
  expect(attachments).toEqual([])
})

test('a subject of 64 kB is cut, not refused', async () => {
  const { subject, text } = await readMail(sample('huge-header-64k-subject'))
  expect(subject).toHaveLength(998)
  expect(text).toBe('body')
})

test('text in another character set than it declares is read, and a note says so', async () => {
  const { text, notes } = await readMail(sample('utf16-body-declared-utf8'))
  expect(text).toBe('Größe')
  expect(notes).toEqual(['Declared as utf-8, but written in utf-16le'])
})

describe('what cannot be understood says why', () => {
  test.each([
    ['nothing at all', sample('empty-everything'), /not a mail/],
    ['150 parts', sample('nested-multipart-150'), /More than 120 MIME parts/],
    ['no sender', mail('To: support@support.test', 'Subject: hello', '', 'body'), /No From/],
    [
      'a megabyte of headers',
      mail('From: kim@acme.test', `X-Long: ${'x'.repeat(1_100_000)}`, '', 'body'),
      /1 MB of headers/,
    ],
    ['too many bytes', Buffer.alloc(25 * 1024 * 1024 + 1, 'x'), /larger than 25 MB/],
  ])('%s', async (_name, raw, reason) => {
    const error = await readMail(raw).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Unreadable)
    expect(String(error)).toMatch(reason)
  })
})

test('a sender without a readable address is nobody, but the message stays', async () => {
  const message = await readMail(mail('From: MAILER DAEMON', 'Subject: Banned file', '', 'body'))
  expect(message.from).toBeNull()
  expect(message.text).toBe('body')
})

test('the null sender of the envelope makes a message automatic', async () => {
  const raw = mail('From: kim@acme.test', 'Subject: x', '', 'body')
  expect((await readMail(raw, { from: '' })).automatic).toEqual({
    kind: 'report',
    reason: 'Empty return path',
  })
  expect((await readMail(raw, { from: 'kim@acme.test' })).automatic).toBeNull()
})

test('a line of an mbox before the headers is skipped', async () => {
  const { from } = await readMail(
    mail('From kim@acme.test Mon Nov  2 10:15:30 2026', 'From: kim@acme.test', '', 'body'),
  )
  expect(from?.address).toBe('kim@acme.test')
})

test('ids written without brackets are found, prose is not', async () => {
  const raw = (value: string) => mail('From: kim@acme.test', `In-Reply-To: ${value}`, '', 'body')
  expect((await readMail(raw('a@b.test'))).inReplyTo).toEqual(['a@b.test'])
  expect((await readMail(raw('Your message of Monday'))).inReplyTo).toEqual([])
})

test('of two thousand references the first and the newest are kept', async () => {
  const ids = Array.from({ length: 2000 }, (_, n) => `<m${n}@acme.test>`)
  const { references } = await readMail(
    mail('From: kim@acme.test', `References: ${ids.join('\r\n ')}`, '', 'body'),
  )
  expect(references).toHaveLength(100)
  expect([references[0], references[1], references.at(-1)]).toEqual([
    'm0@acme.test',
    'm1901@acme.test',
    'm1999@acme.test',
  ])
})

test('a very long text is cut with a word about it', async () => {
  const { text } = await readMail(mail('From: kim@acme.test', '', 'word '.repeat(300_000)))
  expect(text.length).toBeLessThan(1_000_200)
  expect(text).toMatch(/The whole text is in the original message\.\]$/)
})

test('HTML too long to turn into text says where it is', async () => {
  const html = '<p>x</p>'.repeat(300_000)
  const message = await readMail(mail('From: kim@acme.test', 'Content-Type: text/html', '', html))
  expect(message.html).toBeNull()
  expect(message.text).toMatch(/^\[Too long to show here/)
})
