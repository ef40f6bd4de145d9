import { expect, test } from 'vitest'
import {
  due,
  duration,
  facts,
  fit,
  localTime,
  oneLine,
  painted,
  safe,
  since,
  table,
  widthOf,
} from './output.ts'

const plain = { colours: false, columns: null }
const now = '2026-11-22T12:00:00.000Z'

test.each([
  ['Kim', 3],
  ['日本語', 6],
  ['한글', 4],
  ['ｶﾅ', 2],
  ['カナ', 4],
  ['Zoë', 3],
  ['Zoe\u0308', 3],
  ['🚀', 2],
  ['👩‍💻', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['→…', 2],
  ['a\u200bb', 2],
  ['', 0],
])('%s is as wide as a terminal shows it', (text, width) => {
  expect(widthOf(text)).toBe(width)
})

test.each([
  ['short', 10, 'short'],
  ['All pushes fail', 8, 'All pus…'],
  ['日本語のテキスト', 7, '日本語…'],
  ['日本語のテキスト', 8, '日本語…'],
  ['👩‍💻👩‍💻👩‍💻', 5, '👩‍💻👩‍💻…'],
])('%s fits into %i columns and no character is cut in two', (text, columns, expected) => {
  expect(fit(text, columns)).toBe(expected)
  expect(widthOf(fit(text, columns))).toBeLessThanOrEqual(columns)
})

interface Row {
  number: number
  subject: string
  customer: string
}

const rows: Row[] = [
  { number: 7, subject: 'プッシュが失敗する', customer: 'Acme' },
  { number: 12, subject: 'All pushes fail since the upgrade', customer: 'Umbra' },
]
const columns = [
  { title: '#', right: true, of: ({ number }: Row) => String(number) },
  { title: 'SUBJECT', flexible: true, of: ({ subject }: Row) => subject },
  { title: 'CUSTOMER', spare: true, of: ({ customer }: Row) => customer },
]

test('a table is aligned, whatever letters its cells have', () => {
  expect(table(columns, rows, plain)).toBe(
    [
      ' #  SUBJECT                            CUSTOMER',
      ' 7  プッシュが失敗する                 Acme',
      '12  All pushes fail since the upgrade  Umbra',
    ].join('\n'),
  )
})

test('in a narrow terminal the flexible column gives way', () => {
  expect(table(columns, rows, { colours: false, columns: 36 })).toBe(
    [
      ' #  SUBJECT                 CUSTOMER',
      ' 7  プッシュが失敗する      Acme',
      '12  All pushes fail since…  Umbra',
    ].join('\n'),
  )
})

test('in a very narrow terminal spare columns go', () => {
  const shown = table(columns, rows, { colours: false, columns: 24 })
  expect(shown).toBe(
    [' #  SUBJECT', ' 7  プッシュが失敗する', '12  All pushes fail sin…'].join('\n'),
  )
})

test('a table without rows is nothing', () => {
  expect(table(columns, [], plain)).toBe('')
})

test('a customer’s words cannot drive the terminal', () => {
  expect(safe('a\u001b[2Jb\u0007\r\nc\td\u009b1m\u202eevil')).toBe('a[2Jb\nc\td1mevil')
  expect(oneLine('two\nlines \u001b]0;title\u0007')).toBe('two lines ]0;title')
  expect(table([{ title: 'X', of: (text: string) => text }], ['a\u001b[31m\nb'], plain)).toBe(
    'X\na[31m b',
  )
})

test('colours are put on only where they are wanted', () => {
  expect(painted('late', 'bad', { colours: false })).toBe('late')
  expect(painted('late', 'bad', { colours: true })).toBe('\u001b[31mlate\u001b[0m')
  expect(painted('', 'bad', { colours: true })).toBe('')
})

test('facts without a value are left out', () => {
  expect(
    facts(
      [
        ['status', 'open'],
        ['phone', null],
        ['has it', ''],
        ['customer', 'Acme'],
      ],
      plain,
    ),
  ).toBe('status    open\ncustomer  Acme')
})

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [4_800_000, '1 h 20 min'],
  [36_000_000 + 1_200_000, '10 h'],
  [172_800_000, '2 d'],
  [187_200_000, '2 d 4 h'],
  [30 * 86_400_000, '30 d'],
])('%i ms are %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})

test('what is due is in so long, or late', () => {
  expect(due('2026-11-22T12:04:59Z', now)).toEqual({ text: 'in 4 min', tone: 'doubtful' })
  expect(due('2026-11-22T14:00:00Z', now)).toEqual({ text: 'in 2 h', tone: undefined })
  expect(due('2026-11-22T11:48:00Z', now)).toEqual({ text: 'late 12 min', tone: 'bad' })
})

test('what happened is so long ago', () => {
  expect(since('2026-11-22T11:48:00Z', now)).toBe('12 min ago')
  expect(since(now, now)).toBe('just now')
})

test('times are those of the reader’s clock', () => {
  expect(localTime('2026-11-22T23:30:00Z', 'Europe/Berlin', now)).toBe('Mon 23 Nov 00:30')
  expect(localTime('2026-11-22T23:30:05Z', 'UTC', now, 'second')).toBe('Sun 22 Nov 23:30:05')
  expect(localTime('2027-02-20T08:00:00Z', 'America/New_York', now)).toBe('Sat 20 Feb 2027 03:00')
})
