import { describe, expect, test } from 'vitest'
import { forDark } from './dark.ts'
import { mailDocument } from './mail-document.ts'

const policyFor = (imageOrigin: string) =>
  mailDocument({ html: '', scheme: 'light', imageOrigin }).headers['content-security-policy']

test('the policy allows our pictures and nothing else', () => {
  expect(policyFor('https://desk.example/api/v1/comments/12/')).toBe(
    "default-src 'none'; img-src data: https://desk.example/api/v1/comments/12/; style-src 'unsafe-inline'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  )
})

test('the policy allows our own origin where the public address may be another', () => {
  expect(policyFor("'self'")).toContain("img-src data: 'self';")
})

test.each([
  '*',
  "'self' *",
  'https://a.test/; script-src *',
  'https://a.test/\r\nx: y',
  '',
  'data:',
])('the policy takes no picture address like %j', (imageOrigin) =>
  expect(policyFor(imageOrigin)).toContain('img-src data:; '),
)

test('no header allows scripts, and the title cannot end the head', () => {
  const { body, headers } = mailDocument({
    html: '<p>x</p>',
    scheme: 'dark',
    imageOrigin: '',
    title: '</title><script>1</script>',
  })
  expect(Object.values(headers).join()).not.toContain('script')
  expect(body).toContain('<title>&lt;/title&gt;&lt;script&gt;')
  expect(body).toContain('<div class="mail"><p>x</p></div>')
})

describe('on a dark screen', () => {
  test.each([
    ['black text takes the light of the surface', '<p style="color:#000">x</p>', /color:#[89a-f]/],
    ['blue stays blue, lighter', '<font color="#0000ff">x</font>', /color="#[6-9a-f].[6-9a-f].ff"/],
    ['light text stays', '<p style="color:#ffcc00">x</p>', /color:#ffcc00/],
    ['white paper goes', '<td bgcolor="#FFFFFF">x</td>', /<td>x/],
    [
      'white paper in a style goes',
      '<p style="background:white;margin:0 0 1em">x</p>',
      /style="margin:0 0 1em"/,
    ],
    [
      'a colour of the system is the surface’s',
      '<p style="color:windowtext">x</p>',
      /color:#[89a-f]/,
    ],
  ])('%s', (_, html, expected) => {
    const dark = forDark(html)
    expect(dark.onPaper).toBe(false)
    expect(dark.html).toMatch(expected)
  })

  test.each(['<td bgcolor="navy">x</td>', '<p style="background-color:#222">x</p>'])(
    'a mail with paper of its own stays as it is: %s',
    (html) => {
      expect(forDark(html)).toEqual({ html, onPaper: true })
      expect(mailDocument({ html, scheme: 'dark', imageOrigin: '' }).body).toContain(
        'background:#fff',
      )
    },
  )
})
