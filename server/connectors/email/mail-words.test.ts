import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../connector.ts'
import { addressesOf } from './addresses.ts'
import { decodeBytes } from './charset.ts'
import { unflowed } from './flowed.ts'
import { htmlToText } from './html-text.ts'
import { readMail } from './read-mail.ts'
import { readTnef } from './tnef.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const corpus = (file: string) => readFileSync(join(import.meta.dirname, 'corpus', file))

describe('character sets', () => {
  test.each([
    ['iso-2022-jp', '1b2442243924381b2842', 'すじ'],
    ['gb18030', 'c4e3bac3', '你好'],
    ['koi8-r', 'd4c5d3d4', 'тест'],
    ['windows-1252', '80e4', '€ä'],
    ['utf-16', 'fffe47007200', 'Gr'],
    ['CP949', 'bdbac6bc', '스티'],
    ['cp437', '84', 'ä'],
    [null, 'd4c5d3d4', 'тест'],
    ['iso-8859-1', 'c3a4', 'ä'],
  ])('%s is read', (label, hex, text) => {
    expect(decodeBytes(bytes(hex), label).text).toBe(text)
  })

  test('an unknown one is named, and read as well as can be', () => {
    expect(decodeBytes(Buffer.from('Grüße'), 'x-klingon')).toEqual({
      text: 'Grüße',
      charset: 'x-klingon',
      note: 'The character set "x-klingon" is not known: read as utf-8',
    })
  })

  test('UTF-7 stays as it stands: it never becomes markup', async () => {
    const { text, html, charset, notes } = await readMail(
      Buffer.from(
        'From: kim@acme.test\r\nContent-Type: text/html; charset=utf-7\r\n\r\n+ADw-script+AD4-alert(1)',
      ),
    )
    expect([text, html, charset]).toEqual([
      '+ADw-script+AD4-alert(1)',
      '+ADw-script+AD4-alert(1)',
      'utf-7',
    ])
    expect(notes[0]).toMatch(/UTF-7/)
    const { subject } = await readMail(
      Buffer.from('From: a@b.test\r\nSubject: =?utf-7?q?+ADw-b+AD4-?=\r\n\r\n'),
    )
    expect(subject).toBe('+ADw-b+AD4-')
  })
})

test('flowing lines are put together, quotations and signatures are not', () => {
  expect(unflowed('one \ntwo\n> three \n> four\n>> five\n-- \nKim', false)).toBe(
    'one two\n> three four\n>> five\n-- \nKim',
  )
  expect(unflowed('ex \nample', true)).toBe('example')
})

test.each([
  ['"Doe, Jo" <jo@acme.test>', [{ address: 'jo@acme.test', name: 'Doe, Jo' }]],
  ['Doe, Jo <jo@acme.test>', [{ address: 'jo@acme.test', name: 'Doe, Jo' }]],
  ['jo@acme.test (Jo (the second))', [{ address: 'jo@acme.test', name: 'Jo (the second)' }]],
  [
    'Team: a@b.test, c@d.test;',
    [
      { address: 'a@b.test', name: null },
      { address: 'c@d.test', name: null },
    ],
  ],
  ['<@relay.test:jo@acme.test>', [{ address: 'jo@acme.test', name: null }]],
  ['=?utf-8?q?J=C3=B6?= <jo@acme.test>', [{ address: 'jo@acme.test', name: 'Jö' }]],
  ['undisclosed-recipients:;', []],
  ['"', []],
])('%s names whom it means', (header, expected) => {
  expect(addressesOf(header)).toEqual(expected)
})

test.each([
  ['<p>Hello<p>World &amp; <b>you</b>', 'Hello\n\nWorld & you'],
  ['<script>x</script><style>y</style>z', 'z'],
  ['a<blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n>\n> b\n> >\n> > c\n\nd'],
  [
    '<a href="https://acme.test/x">here</a> <a href="mailto:a@b.test">a@b.test</a>',
    'here [https://acme.test/x] a@b.test',
  ],
  ['1 < 2 &unknown; &#8364;', '1 < 2 &unknown; €'],
])('%s reads as a person sees it', (html, text) => {
  expect(htmlToText(html).text).toBe(text)
})

describe('winmail.dat', () => {
  test('its files and words come out', () => {
    const { files, text } = readTnef(corpus('libytnef/winmail.dat'))
    expect(files.map(({ name, content }) => [name, content.length])).toEqual([
      ['zappa_av1.jpg', 2937],
      ['bookmark.htm', 85_805],
    ])
    expect(files[0]?.content.subarray(0, 3)).toEqual(bytes('ffd8ff'))
    expect(text).toContain('Casdasdfasdfasd')
    expect(readTnef(corpus('node-tnef/panic.dat')).html).toMatch(/<meta/)
  })

  test('what is none says so, and what breaks off gives what it has', () => {
    expect(() => readTnef(corpus('node-tnef/badchecksum.dat'))).toThrow(Unreadable)
    const whole = corpus('libytnef/winmail.dat')
    for (let length = 6; length < whole.length; length += 997)
      expect(readTnef(whole.subarray(0, length)).files.length).toBeLessThanOrEqual(2)
  })
})

test('a multipart that is signed as a whole is read through its envelope', async () => {
  const { text, signed, encrypted } = await readMail(
    corpus('kde-messagelib/mimetreeparser__smime-opaque-sign.mbox'),
  )
  expect([text, signed, encrypted]).toEqual(['A simple signed only test.', 'smime', null])
})
