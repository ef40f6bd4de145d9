import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanHtml } from './clean-html.ts'
import { foldQuotes } from './fold.ts'
import { isTag, LIMITS, readTree, textIn, type Node } from './tree.ts'

const fold = (raw: string) => foldQuotes(cleanHtml(raw).html)

const wide = { ...LIMITS, nodes: 1e9, depth: 1e9 }
const words = (html: string) => textIn(readTree(html, wide).root!)

/** What stands outside the folds, without space: the form the fixtures' origin compares in. */
function visible(html: string): string {
  const outside = (node: Node): string => {
    if (!isTag(node)) return node.text
    const isHidden = node.tag === 'details' && !('open' in node.attributes)
    return isHidden ? '' : node.children.map(outside).join('')
  }
  return outside(readTree(html, wide).root!).replace(/\s+/g, '')
}

interface Reply {
  name: string
  html: string
  visible: string
}
const REPLIES = JSON.parse(
  readFileSync(new URL('fixtures/talon-replies.json', import.meta.url), 'utf8'),
) as Reply[]

test.each(REPLIES)(
  'the reply of $name shows only what was said now',
  ({ html, visible: expected }) => {
    const folded = fold(html)
    expect(folded.quotes).toBeGreaterThan(0)
    expect(visible(folded.html)).toBe(expected.replace(/\s+/g, ''))
  },
)

const OLD = '<p>Old words</p>'
const PROGRAMS: Record<string, string> = {
  Gmail: `<div dir="ltr">New words</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, 3 Feb 2026 at 10:02, Dana &lt;<a href="mailto:dana@acme.test">dana@acme.test</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">${OLD}</blockquote></div>`,
  'Outlook on the web': `<div>New words</div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Dana<br><b>Sent:</b> Tuesday</font></div>${OLD}`,
  'Outlook for Windows': `<div class="WordSection1"><p class="MsoNormal">New words</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Dana &lt;dana@acme.test&gt; <br><b>Sent:</b> Tuesday, 3 February 2026 10:02<br><b>To:</b> Support<br><b>Subject:</b> Down</p></div></div>${OLD}</div>`,
  'Outlook in German': `<p>New words</p><p><b>Von:</b> Dana<br><b>Gesendet:</b> Dienstag, 3. Februar 2026<br><b>An:</b> Support<br><b>Betreff:</b> Down</p>${OLD}`,
  'Outlook in Japanese': `<p>New words</p><p>差出人: Dana<br>送信日時: 2026年2月3日<br>宛先: Support<br>件名: Down</p>${OLD}`,
  'Outlook for phones': `<div>New words</div><div id="mail-editor-reference-message-container">${OLD}</div>`,
  'Apple Mail': `New words<br><div><br><blockquote type="cite"><div>On 3 Feb 2026, at 10:02, Dana &lt;dana@acme.test&gt; wrote:</div><br><div>${OLD}</div></blockquote></div>`,
  'Thunderbird in a language of its own': `<p>New words</p><div class="moz-cite-prefix">Dana sagte neulich:</div><blockquote type="cite" cite="mid:1@acme.test">${OLD}</blockquote>`,
  Yahoo: `<div>New words</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Tuesday, Dana wrote:</div>${OLD}</div>`,
  Proton: `<div>New words</div><div class="protonmail_quote">------- Original Message -------<br>On Tuesday, Dana wrote:<blockquote class="protonmail_quote" type="cite">${OLD}</blockquote></div>`,
  QQ: `<div>New words</div><div><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: Dana</div>${OLD}</div>`,
  Zimbra: `<div>New words<br><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>Dana</div>${OLD}</div>`,
  Zoho: `<div>New words</div><div class="zmail_extra"><br>---- On Tue, Dana wrote ---<blockquote>${OLD}</blockquote></div>`,
  Roundcube: `<p>New words</p><p id="reply-intro">Dana skrev den 3.2.:</p><blockquote type="cite">${OLD}</blockquote>`,
  Spark: `<div name="messageBodySection">New words</div><div name="messageReplySection">${OLD}</div>`,
  'a quotation of a quotation by Outlook': `<div>New words</div><div class="x_gmail_quote">${OLD}</div>`,
  'a table around it all': `<table><tr><td>New words<br>-----Original Message-----<br>From: Dana<br>${OLD}</td></tr></table>${OLD}`,
}

test.each(Object.entries(PROGRAMS))('a reply from %s folds what it quotes', (_, html) => {
  const folded = fold(html)
  expect(folded.quotes).toBeGreaterThan(0)
  expect(visible(folded.html)).toBe('Newwords')
})

test.each([
  'On Tue, 3 Feb 2026 at 10:02, Dana wrote:',
  'Am 03.02.2026 um 10:02 schrieb Dana:',
  'Le mar. 3 févr. 2026 à 10:02, Dana a écrit :',
  'El mar, 3 feb 2026 a las 10:02, Dana escribió:',
  'Il giorno mar 3 feb 2026 alle ore 10:02 Dana ha scritto:',
  'Em ter., 3 de fev. de 2026, Dana escreveu:',
  'Op di 3 feb 2026 om 10:02 schreef Dana:',
  'Den tis 3 feb. 2026 kl 10:02 skrev Dana:',
  'tirsdag 3. februar 2026 skrev Dana følgende:',
  'ti 3. helmik. 2026 klo 10.02 Dana kirjoitti:',
  'W dniu 3.02.2026 o 10:02, Dana pisze:',
  'Dne 3. 2. 2026 v 10:02 Dana napsal(a):',
  'вт, 3 февр. 2026 г. в 10:02, Dana <dana@acme.test>:',
  'вт, 3 лют. 2026 р. о 10:02 Dana пише:',
  'Dana, 3 Şub 2026 Sal, 10:02 tarihinde şunu yazdı:',
  '2026年2月3日(火) 10:02 Dana のメール:',
  'Dana 于2026年2月3日周二 10:02写道：',
  '2026년 2월 3일 (화) 오전 10:02, Dana님이 작성:',
  'Dana ezt írta (időpont: 2026. febr. 3., K, 10:02):',
  'În mar., 3 feb. 2026 la 10:02, Dana a scris:',
  'Στις Τρί 3 Φεβ 2026 στις 10:02, Dana έγραψε:',
])('%s introduces a quotation', (line) => {
  const escaped = line.replace('<', '&lt;').replace('>', '&gt;')
  const folded = fold(`<p>New words<br>${escaped}</p><blockquote>${OLD}</blockquote>`)
  expect(visible(folded.html)).toBe('Newwords')
})

describe('signatures', () => {
  test.each([
    ['two dashes', '<p>New words</p><p>-- <br>Dana<br>Acme</p>'],
    ['two dashes in the middle of an element', '<div>New words<br>--&nbsp;<br>Dana</div>'],
    ['Gmail', '<div>New words</div><div class="gmail_signature">Dana</div>'],
    ['Thunderbird', '<p>New words</p><div class="moz-signature">-- <br>Dana</div>'],
    ['Apple', '<div>New words</div><div id="AppleMailSignature">Dana</div>'],
    ['Outlook', '<div>New words</div><div id="Signature"><p>Dana</p></div>'],
    [
      'two dashes and a phone',
      '<div>New words</div><div>--</div><div>Dana</div><div>Sent from my iPad</div>',
    ],
    ['a phone', '<div>New words<br><br>Sent from my iPhone</div>'],
    ['a phone, in German', '<div>New words</div><div>Von meinem iPhone gesendet</div>'],
  ])('%s', (_, html) => {
    const folded = fold(html)
    expect([folded.signatures, folded.quotes]).toEqual([1, 0])
    expect(visible(folded.html)).toBe('Newwords')
  })

  test('before a quotation end where it begins', () => {
    const folded = fold(`<div>New words<br>-- <br>Dana</div><div class="gmail_quote">${OLD}</div>`)
    expect([folded.signatures, folded.quotes]).toEqual([1, 1])
    expect(visible(folded.html)).toBe('Newwords')
  })

  test('are not everything that follows two dashes', () => {
    expect(
      fold(`<p>--</p>${'<p>A long report about many things.</p>'.repeat(60)}`).signatures,
    ).toBe(0)
  })
})

test('an answer below a quotation is never folded with it', () => {
  const intro = 'On Tue, 3 Feb 2026, Dana &lt;dana@acme.test&gt; wrote:'
  const folded = fold(`<p>Hi</p><p>${intro}</p><blockquote>${OLD}</blockquote><p>New words</p>`)
  expect(visible(folded.html)).toContain('Newwords')
  expect(folded.quotes).toBe(1)
})

test('an answer typed into the place of the introduction is not taken for one', () => {
  const folded = fold(
    `<div class="moz-cite-prefix">New</div><div class="moz-cite-prefix">words</div><blockquote type="cite">${OLD}</blockquote>`,
  )
  expect(visible(folded.html)).toBe('Newwords')
})

describe('what the mail is about stays open', () => {
  test.each([
    [
      'a forward',
      '<p>See below</p><div class="gmail_quote">---------- Forwarded message ---------<br>From: Kim<br><p>News</p></div>',
    ],
    ['a mail that is only a quotation', `<blockquote type="cite">${OLD}</blockquote>`],
    [
      'answers between quotations',
      '<blockquote type="cite">One?</blockquote><p>Yes</p><blockquote type="cite">Two?</blockquote><p>No</p>',
    ],
  ])('%s', (_, html) => expect(visible(fold(html).html)).toBe(words(html).replace(/\s+/g, '')))

  test.each([
    [
      'a quotation nobody introduced',
      '<p>As Knuth says</p><blockquote>Beware of bugs</blockquote>',
    ],
    ['a log that says From', '<p>From: the pod<br>Error: none</p><p>Then it stops</p>'],
    ['a header block in code', '<pre>From: a\nTo: b\nSubject: c\nDate: d</pre><p>What now?</p>'],
    ['a sentence about writing', '<p>On 3 nodes the service wrote:</p><p>out of memory</p>'],
  ])('%s is not folded at all', (_, html) => expect(fold(html).quotes).toBe(0))
})

const PIECES = [
  ...Object.values(PROGRAMS),
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<td>',
  '<table>',
  '</table>',
  '<blockquote type="cite">',
  '</blockquote>',
  '<br>',
  '<span class="gmail_quote">',
  '</span>',
  '-- ',
  'From: a<br>To: b<br>Subject: c<br>',
  '<hr>',
  'words',
  '<li>',
  '<ul>',
  'On Tue, 3 Feb 2026, Dana wrote:',
  '<div class="gmail_signature">',
  '-----Original Message-----',
  '<pre>',
  '</pre>',
  '<img src="cid:a">',
]

test('no word is lost, moved or added, whatever is folded', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (pieces) => {
      const { html } = cleanHtml(pieces.join(''))
      const folded = foldQuotes(html)
      expect(words(folded.html)).toBe(words(html))
      expect(folded.html.match(/<img/g)?.length).toBe(html.match(/<img/g)?.length)
      // A browser would end a paragraph there, and move a fold out of the bones of a table.
      expect(folded.html).not.toMatch(/<p\b[^>]*>(?:(?!<\/p>).)*<details/)
      expect(folded.html).not.toMatch(/<(table|tbody|tr)[^>]*><details/)
    }),
    { numRuns: 1000 },
  )
})
