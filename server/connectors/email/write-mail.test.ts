import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { failureOf, pageTo } from '../fake-outside.ts'
import { mailBody } from './mail-body.ts'
import { pageMail } from './page-mail.ts'
import { readMail } from './read-mail.ts'
import { newThreadIndex } from './thread-index.ts'
import { withinRelayLimits, writeMail, type OutgoingMail } from './write-mail.ts'

const mail: OutgoingMail = {
  from: { address: 'help@support.test', name: 'Grüße & "Co"' },
  to: [{ address: 'kim@acme.test', name: 'Kim' }],
  cc: [{ address: 'lee@umbra.test', name: null }],
  replyTo: [{ address: 'help+12.abc@support.test', name: null }],
  subject: 'Re: Schöne Grüße',
  text: 'Hello\n.dot\nFrom here on',
  html: '<p>Hello</p><img src="cid:pic1">',
  messageId: 'm1@support.test',
  inReplyTo: 'first@acme.test',
  references: ['root@acme.test', 'first@acme.test'],
  headers: { 'Auto-Submitted': 'auto-replied' },
  sentAt: new Date('2026-11-02T10:15:30Z'),
  files: [
    { name: 'Übersicht.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') },
    { name: 'pic.png', contentType: 'image/png', content: Buffer.from('png'), contentId: 'pic1' },
  ],
}

test('what is written is read back the same', async () => {
  const read = await readMail(await writeMail(mail))
  expect(read).toMatchObject({
    messageId: 'm1@support.test',
    from: { address: 'help@support.test', name: 'Grüße & "Co"' },
    to: [{ address: 'kim@acme.test', name: 'Kim' }],
    cc: [{ address: 'lee@umbra.test', name: null }],
    replyTo: [{ address: 'help+12.abc@support.test', name: null }],
    subject: 'Re: Schöne Grüße',
    text: 'Hello\n.dot\nFrom here on',
    html: '<p>Hello</p><img src="cid:pic1">',
    inReplyTo: ['first@acme.test'],
    references: ['root@acme.test', 'first@acme.test'],
    automatic: { kind: 'auto_reply' },
    sentAt: new Date('2026-11-02T10:15:30Z'),
  })
  expect(read.attachments.map(({ name, contentId, bytes }) => [name, contentId, bytes])).toEqual([
    ['pic.png', 'pic1', 3],
    ['Übersicht.pdf', null, 4],
  ])
})

test('no field can bring in a header of its own', async () => {
  const evil = 'x\r\nBcc: victim@example.com\r\n\r\nbody'
  const raw = await writeMail({
    ...mail,
    from: { address: 'help@support.test', name: evil },
    subject: evil,
    headers: { 'X-Evil': evil },
  })
  const head = raw.toString().split('\r\n\r\n')[0]!
  expect(head).not.toMatch(/^bcc:/im)
  expect(raw.toString()).not.toMatch(/[^\r]\n/)
})

test('a thread of a year keeps its first id and the newest within what relays take', () => {
  const ids = Array.from({ length: 100 }, (_, n) => `${n}.${'x'.repeat(40)}@acme.test`)
  const kept = withinRelayLimits(ids)
  expect(kept[0]).toBe(ids[0])
  expect(kept.at(-1)).toBe(ids.at(-1))
  expect(kept.map((id) => `<${id}>`).join(' ').length).toBeLessThanOrEqual(1500)
  expect(kept.length).toBeGreaterThan(20)
  expect(withinRelayLimits([])).toEqual([])
  expect(withinRelayLimits(['a@b.test', 'c@d.test'])).toEqual(['a@b.test', 'c@d.test'])
})

test('a mail too big for mail servers is refused in words, for good', async () => {
  const content = Buffer.alloc(20 * 1024 * 1024)
  const files = [{ name: 'dump.bin', contentType: 'application/octet-stream', content }]
  // 20 MB are 27 MB on the wire.
  const failure = await failureOf(writeMail({ ...mail, files }))
  expect(failure).toMatchObject({ permanent: true })
  expect(failure.message).toMatch(/too big: 27\.\d MB .* 25 MB at most/)
})

test('an id longer than any relay takes is left out of the references', () => {
  expect(withinRelayLimits([`${'x'.repeat(600)}@a.test`, 'b@b.test'])).toEqual(['b@b.test'])
})

test('a whole answer is read by a parser of somebody else as it was meant', async () => {
  const golden = await simpleParser(
    await writeMail({
      ...mail,
      ...mailBody({
        body: 'Please see ![screen](cid:pic1):\n\n    SELECT 1;  -- ünïcode',
        signature: 'Alice',
        quoted: {
          who: 'Kim',
          at: new Date('2026-03-03T10:00:00Z'),
          timeZone: 'UTC',
          text: 'It fails.',
        },
      }),
      references: Array.from({ length: 200 }, (_, hop) => `${hop}.${'x'.repeat(30)}@acme.test`),
      threadTopic: 'Schöne Grüße',
      threadIndex: newThreadIndex('00112233445566778899aabbccddeeff', new Date(0)),
    }),
  )
  expect(golden).toMatchObject({
    subject: 'Re: Schöne Grüße',
    messageId: '<m1@support.test>',
    inReplyTo: '<first@acme.test>',
    text: expect.stringMatching(
      /^Please see .*\n\n {4}SELECT 1; {2}-- ünïcode\n\n-- \nAlice\n\nOn Tue/,
    ),
  })
  expect(golden.html).toContain('<pre style="')
  expect(golden.html).toContain('<img src="data:image/png;base64,cG5n" alt="screen"')
  expect(golden.headers.get('thread-topic')).toBe('=?UTF-8?Q?Sch=C3=B6ne_Gr=C3=BC=C3=9Fe?=')
  expect(golden.headers.get('thread-index')).toMatch(/^AZ2x3tU\+/)
  const lines = golden.headerLines.map(({ line }) => line)
  expect(lines.find((line) => /^references:/i.test(line))?.length).toBeLessThan(2000)
  expect(golden.attachments.map(({ filename, related }) => [filename, related === true])).toEqual([
    ['pic.png', true],
    ['Übersicht.pdf', false],
  ])
})

test('a page by mail shouts, links, and asks for no answer', async () => {
  const page = pageTo('bob@support.test', { body: 'Repository <acme/app> & others' })
  const raw = await writeMail(pageMail(page, { address: 'desk@support.test', name: 'Watchdesk' }))
  const read = await readMail(raw)
  expect(read.subject).toBe('[#12] All pushes fail')
  expect(read.text).toContain('Open it and press Acknowledge: https://desk.test/p/abc')
  expect(read.html).toContain('Repository &lt;acme/app&gt; &amp; others')
  expect(read.automatic?.kind).toBe('auto_reply')
  expect(raw.toString()).toMatch(/^X-Priority: 1 \(Highest\)/m)
  // A mail scanner opens every link it finds: none may act.
  expect(raw.toString()).not.toContain('acknowledgement')
  expect(raw.toString()).not.toContain('token-of-this-page')
})

test('a page that may wait does not shout, and the same page is the same message', () => {
  const from = { address: 'desk@support.test', name: null }
  const low = pageMail(pageTo('bob@support.test', { urgency: 'low' }), from)
  expect(low.subject).toBe('[#12] All pushes fail')
  expect(low.headers).not.toHaveProperty('X-Priority')
  expect(low.messageId).toBe(pageMail(pageTo('bob@support.test'), from).messageId)
})
