import { describe, expect, test } from 'vitest'
import { cleanHtml, CLEANER_VERSION } from './clean-html.ts'
import { LIMITS } from './tree.ts'

const cleaned = (raw: string) => cleanHtml(raw).html

describe('what mail is made of stays', () => {
  test.each([
    ['a paragraph', '<p>Hello <b>you</b></p>'],
    ['a list', '<ol start="3"><li>One</li><li>Two</li></ol>'],
    ['a quotation', '<blockquote><p>Old</p></blockquote>'],
    ['code', '<pre>a &lt; b\n  c</pre>'],
    ['headings', '<h1>Big</h1><h3>Small</h3>'],
    [
      'a table',
      '<table width="600"><tbody><tr><td bgcolor="#eee" colspan="2">x</td></tr></tbody></table>',
    ],
    ['fonts', '<font color="navy" face="Arial" size="2">x</font>'],
    ['right to left', '<div dir="rtl" lang="he">שלום</div>'],
  ])('%s', (_, html) => expect(cleaned(html)).toBe(html))

  test('styles that paint and space', () => {
    expect(
      cleaned(
        '<p style="COLOR: Red !important; margin:0 0 1em; font-family:\'Segoe UI\', Arial; border-left: solid #ccc 1px">x</p>',
      ),
    ).toBe(
      '<p style="color:red;margin:0 0 1em;font-family:\'Segoe UI\', Arial;border-left:solid #ccc 1px">x</p>',
    )
  })

  test('the hints mail programs leave, under one name', () => {
    expect(cleaned('<div class="x_gmail_quote foo" id="evil">x</div>')).toBe(
      '<div data-mark="gmail_quote">x</div>',
    )
    expect(cleaned('<blockquote type="cite" class="a">x</blockquote>')).toBe(
      '<blockquote data-mark="cite">x</blockquote>',
    )
  })
})

describe('what moves, fetches or asks is gone, its words stay', () => {
  test.each([
    [
      'forms',
      '<form action="x"><label>Name <input value="a"></label><button>Go</button></form>',
      'Name Go',
    ],
    ['noscript', '<noscript>words</noscript>', 'words'],
    ['drawings', '<svg><text>words</text><style>x</style></svg>', 'words'],
    ['scripts and styles', 'a<script>1</script><style>2</style>b', 'ab'],
    ['comments', 'a<!-- b --><![CDATA[c]]>d', 'ad'],
    ['ids and classes', '<p id="a" class="b" name="c">x</p>', '<p>x</p>'],
    [
      'negative margins',
      '<p style="margin:-9px;margin-left:4px">x</p>',
      '<p style="margin-left:4px">x</p>',
    ],
    ['text areas', '<textarea>a <b> c</textarea>', '<pre>a &lt;b&gt; c</pre>'],
  ])('%s', (_, html, expected) => expect(cleaned(html)).toBe(expected))
})

describe('the result reads as it is written', () => {
  test.each([
    ['a cell outside a table', '<td>x</td>', '<div>x</div>'],
    [
      'words between the bones of a table',
      '<table>a<tr>b<td>c</table>',
      '<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>',
    ],
    [
      'a form around rows',
      '<table><form><tr><td>x</td></tr></form></table>',
      '<table><tbody><tr><td>x</td></tr></tbody></table>',
    ],
    [
      'a block in a paragraph',
      '<p><b><table><tr><td>x</table></b></p>',
      '<div data-mark="p"><b><table><tbody><tr><td>x</td></tr></tbody></table></b></div>',
    ],
    [
      'a link in a link',
      '<a href="https://a.test/"><i><a href="https://b.test/">x</a></i></a>',
      '<a href="https://a.test/" target="_blank" rel="noopener noreferrer nofollow ugc"><i>x</i></a>',
    ],
    ['an item without a list', '<li>x</li>', '<div>x</div>'],
  ])('%s', (_, html, expected) => expect(cleaned(html)).toBe(expected))
})

describe('links', () => {
  const linkTo = (href: string, text = 'x') => cleaned(`<a href="${href}" onclick="1">${text}</a>`)

  test('open a page of their own that knows nothing of ours', () => {
    expect(linkTo('https://acme.test/a?b=1&amp;c=2')).toBe(
      '<a href="https://acme.test/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow ugc">x</a>',
    )
  })

  test.each(['mailto:kim@acme.test', 'tel:+49301234', 'http://a.test/'])('may lead to %s', (href) =>
    expect(linkTo(href)).toContain(`href="${href}"`),
  )

  test.each(['javascript:alert(1)', 'ftp://a.test/', '/api/v1/me', '#x', 'data:text/html,x', ''])(
    'may not lead to %j',
    (href) => expect(linkTo(href)).toBe('x'),
  )

  test.each([
    ['https://bank.test/login', 'https://evil.test/'],
    ['www.bank.test', 'https://evil.test/'],
    ['bank.test', 'https://bank.test.evil.test/'],
    ['Click https://bank.test now', 'http://1.2.3.4/'],
    ['bank', 'https://bank.test@evil.test/'],
    ['ba\u200bnk.test', 'https://evil.test/'],
  ])('that show %j and lead to %s are marked', (text, href) => {
    expect(linkTo(href, text)).toContain('data-mismatch="host"')
    expect(linkTo(href, text)).toMatch(/data-host="(evil\.test|bank\.test\.evil\.test|1\.2\.3\.4)"/)
  })

  test.each([
    ['https://www.bank.test/', 'https://bank.test/x'],
    ['bank.test', 'https://login.bank.test/'],
    ['Read more', 'https://evil.test/'],
    ['error.log', 'https://evil.test/'],
    ['kim@bank.test', 'mailto:kim@evil.test'],
    ['münchen.example', 'https://xn--mnchen-3ya.example/'],
  ])('that show %j and lead to %s are not', (text, href) =>
    expect(linkTo(href, text)).not.toContain('data-mismatch'),
  )
})

describe('pictures', () => {
  test('from elsewhere wait for a click, those of the mail for their address', () => {
    const result = cleanHtml(
      '<img src="https://a.test/1.png" srcset="https://a.test/2.png 2x" alt="Logo"><img src="cid:a%40b"><img src="CID:a@b">',
    )
    expect(result.html).toBe(
      '<img alt="Logo" data-remote-src="https://a.test/1.png" /><img data-content-id="a@b" /><img data-content-id="a@b" />',
    )
    expect(result.images).toEqual({ remote: 1, inline: ['a@b'] })
  })

  test('nobody can see are gone, and the reader is told', () => {
    const result = cleanHtml(
      '<img src="https://a.test/1.gif" width="1" height="1"><img src="https://a.test/2.gif" style="display:none">',
    )
    expect(result.html).toBe('')
    expect(result.images.remote).toBe(0)
    expect(result.notes).toEqual(['Invisible pictures that report reading are removed.'])
  })

  test('in the mail itself are shown where they are pictures, and not too large', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo='
    expect(cleaned(`<img src="${picture}">`)).toBe(`<img src="${picture}" />`)
    expect(cleaned('<img src="data:image/svg+xml;base64,PHN2Zz4=">')).toBe('')
    expect(cleaned(`<img alt="x" src="data:image/png;base64,${'A'.repeat(500_000)}">`)).toBe(
      '<img alt="x" />',
    )
  })
})

describe('what is too much is shown as words', () => {
  test.each([
    ['characters', 'x'.repeat(LIMITS.characters + 1)],
    ['links', '<a href="https://a.test/">x</a>'.repeat(LIMITS.links + 1)],
    ['elements', '<br>'.repeat(LIMITS.nodes + 1)],
    ['nested', '<div>'.repeat(LIMITS.depth + 1)],
    ['signs', `<p>${'&lt;a'.repeat(LIMITS.steps / 2 + 1)}`.slice(0, LIMITS.characters)],
  ])('too many %s', (_, raw) => {
    const result = cleanHtml(raw)
    expect(result.notes.join()).toMatch(
      /^Only the words are shown: this mail has .*\. The original is kept\.$/,
    )
    expect(result.html).toMatch(/^<pre>[^<]*<\/pre>$/)
  })

  test('and nothing of that runs', () => {
    const raw = `<script>bad()</script><style>x{}</style><p>Kept &amp; &lt;b&gt;</p>${'<i>'.repeat(300)}`
    expect(cleaned(raw)).toBe('<pre>Kept &amp; &lt;b&gt;</pre>')
  })
})

test('the cleaner has a number to store beside its work', () => {
  expect(Number.isInteger(CLEANER_VERSION)).toBe(true)
})
