import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { splitQuoted } from '../../tickets/reply-text.ts'
import { mailBody } from './mail-body.ts'
import { writeMail } from './write-mail.ts'

const long = `curl ${'x'.repeat(3000)}`
const code = `for i in *; do\n    echo "$i"  <b>&\ndone\n${long}`
const body = `Hello **Kim**,\n\nplease run:\n\n\`\`\`sh\n${code}\n\`\`\`\n\n- one\n- two\n\nSee https://docs.test/a?b=1&c=2 or \`gitlab-ctl\`.`
const quoted = {
  who: 'Kim',
  at: new Date('2026-03-03T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  text: 'It fails.\n\n> what you said\n<script>alert(1)</script>',
}

const through = async (words: Parameters<typeof mailBody>[0]) =>
  simpleParser(
    await writeMail({
      from: { address: 'help@support.test', name: 'Help' },
      to: [{ address: 'kim@acme.test', name: null }],
      subject: 'Re: x',
      messageId: 'm1@support.test',
      ...mailBody(words),
    }),
  )

test('code comes out of the mail as it was typed, however long its lines', async () => {
  const mail = await through({ body })
  expect(mail.text).toContain(code)
  expect(mail.html).toContain('&lt;b&gt;&amp;')
  expect(mail.html).toMatch(
    /<pre style="[^"]*monospace[^"]*background:#f3f4f6[^"]*"><code>for i in/,
  )
})

test('no line of the mail is longer than mail may be', async () => {
  const { text, html } = mailBody({ body, quoted })
  const raw = await writeMail({
    from: { address: 'help@support.test', name: 'Help' },
    to: [{ address: 'kim@acme.test', name: null }],
    subject: 'Re: x',
    messageId: 'm1@support.test',
    text,
    html,
  })
  const longest = Math.max(
    ...raw
      .toString('latin1')
      .split('\r\n')
      .map(({ length }) => length),
  )
  expect(longest).toBeLessThanOrEqual(998)
})

test('lists, links and emphasis are shown; the text part keeps what was typed', () => {
  const { text, html } = mailBody({ body })
  expect(text).toBe(body)
  expect(html).toContain('<strong>Kim</strong>')
  expect(html).toContain('<li>one</li>')
  expect(html).toContain('<a href="https://docs.test/a?b=1&amp;c=2">')
})

test.each([
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '<script>alert(1)</script>',
  '[x](data:text/html;base64,AAAA)',
  '"><svg onload=alert(1)>',
])('nothing that was written becomes live: %s', (evil) => {
  const { html } = mailBody({
    body: evil,
    signature: evil,
    quoted: { ...quoted, who: evil, text: evil },
  })
  expect(html).not.toMatch(/<(script|svg|img)|href="(javascript|data):/i)
})

test('a picture that travels along is shown, one from elsewhere is only a link', () => {
  const { html } = mailBody({ body: '![screen](cid:pic1) ![spy](https://spy.test/1.gif)' })
  expect(html).toContain('<img src="cid:pic1" alt="screen"')
  expect(html).toContain('<a href="https://spy.test/1.gif">spy</a>')
  expect(html.match(/<img/g)).toHaveLength(1)
})

test('a file name is no address, even where its ending is a country', () => {
  const { html } = mailBody({ body: 'Run install.sh, see README.md', signature: 'www.acme.sh' })
  expect(html).not.toContain('<a ')
})

test('an underlined line stays a line', () => {
  expect(mailBody({ body: 'Regards\n---\nAlice' }).html).not.toContain('<p style="font-size:16px')
})

test('signature and quotation stand below, and our own reader folds the quotation again', () => {
  const { text, html } = mailBody({ body: 'Upgrade.', signature: 'Alice\nAcme *Support*', quoted })
  expect(text).toBe(
    'Upgrade.\n\n-- \nAlice\nAcme *Support*\n\nOn Tue, 3 Mar 2026, 11:00 CET, Kim wrote:\n> It fails.\n>\n>> what you said\n> <script>alert(1)</script>',
  )
  expect(splitQuoted(text)).toEqual({
    text: 'Upgrade.',
    signature: '-- \nAlice\nAcme *Support*',
    quoted: expect.stringMatching(/^On Tue, 3 Mar 2026/),
  })
  expect(html).toContain('<blockquote class="gmail_quote"')
  expect(html).toContain('Alice<br>\nAcme *Support*')
})

test('a name cannot break out of the line above the quotation', () => {
  const { text } = mailBody({
    body: 'x',
    quoted: { ...quoted, who: `Kim\n\nx ${'y'.repeat(300)}` },
  })
  expect(splitQuoted(text).text).toBe('x')
})

test('a long message is quoted in part', () => {
  const { text } = mailBody({ body: 'x', quoted: { ...quoted, text: 'line\n'.repeat(5000) } })
  expect(text.split('\n').length).toBeLessThan(210)
  expect(text).toMatch(/> \[…\]$/)
})

test('without words of the customer there is no quotation, without a signature no dashes', () => {
  expect(mailBody({ body: 'x', signature: ' ', quoted: { ...quoted, text: ' ' } }).text).toBe('x')
})
