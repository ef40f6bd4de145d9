import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { previewOfHtml, textOfHtml } from './text-of-html.ts'

test.each([
  ['paragraphs', '<p>One</p>\n<p>Two <b>bold</b> words</p>', 'One\n\nTwo bold words'],
  ['line ends', 'One<br>Two<br><br>Three<br/><br/><br/>Four', 'One\nTwo\n\nThree\n\nFour'],
  ['divisions', '<div>One</div><div>Two</div><div><br></div><div>Three</div>', 'One\nTwo\n\nThree'],
  [
    'a link',
    'See <a href="https://acme.test/x?a=1&amp;b=2">the page</a>.',
    'See the page (https://acme.test/x?a=1&b=2).',
  ],
  ['a link that says where', '<a href="https://acme.test/">acme.test</a>', 'acme.test'],
  ['an address', '<a href="mailto:kim@acme.test">kim@acme.test</a>', 'kim@acme.test'],
  ['a link that may not be followed', '<a href="javascript:1">x</a>', 'x'],
  [
    'a list',
    '<p>Do</p><ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>',
    'Do\n\n- One\n- Two\n  - Deep',
  ],
  ['a numbered list', '<ol start="3"><li>a</li><li><p>b</p></li></ol>', '3. a\n4. b'],
  [
    'a table of data',
    '<table><tr><th>Host<th>State<tr><td>a1<td>up<tr><td>b2<td>down <b>now</b></table>',
    'Host | State\na1 | up\nb2 | down now',
  ],
  [
    'a table of names',
    '<table><tr><td>Host:</td><td>a1 <a href="https://a.test/">x </a></td><td></td></tr></table>',
    'Host: a1 x (https://a.test/)',
  ],
  ['a table that lays out', '<table><tr><td><p>One</p><p>Two</p></td></tr></table>', 'One\n\nTwo'],
  [
    'code',
    '<p>Run:</p><pre>if x:\n    y  = 1\n\n    z</pre><p>Done</p>',
    'Run:\n\nif x:\n    y  = 1\n\n    z\n\nDone',
  ],
  [
    'a quotation',
    '<p>Yes</p><blockquote><p>One</p><p>Two</p><blockquote>Three</blockquote></blockquote>',
    'Yes\n\n> One\n>\n> Two\n>\n> > Three',
  ],
  ['pictures', '<img src="cid:a" alt="Error box">after<img src="x">', '[Error box] after'],
  ['a rule', 'a<hr>b', 'a\n----------\nb'],
  ['spaces', '  a \n\n b&nbsp;&nbsp;c<span> d</span> <i>e</i>f ', 'a b c d ef'],
  ['what is no text', '<style>x</style><script>y</script><title>z</title>a<!-- b -->', 'a'],
  ['terms', '<dl><dt>RTO</dt><dd>4 hours</dd></dl>', 'RTO\n  4 hours'],
  ['too much', `${'<div>'.repeat(5000)}deep &amp; down`, 'deep & down'],
])('%s', (_, html, text) => expect(textOfHtml(html)).toBe(text))

test('search is not fed with addresses', () => {
  expect(textOfHtml('<a href="https://acme.test/">x</a>', { links: false })).toBe('x')
})

test('a preview is one line', () => {
  expect(previewOfHtml('<p>One</p><p>Two</p>')).toBe('One Two')
  expect(previewOfHtml('<p>Long words</p>', 6)).toBe('Long …')
})

test('any HTML gives text, without loss of letters outside tags', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<ul>',
      '<li>',
      '<pre>',
      '</pre>',
      '<td>',
      '<table>',
      '<blockquote>',
      '<br>',
    ),
    fc.stringMatching(/^[a-z]{1,5}$/),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const letters = pieces.filter((piece) => !piece.startsWith('<')).join('')
      expect(textOfHtml(pieces.join('')).replace(/[^a-z]/g, '')).toBe(letters)
    }),
  )
})
