import { expect, test } from 'vitest'
import { fuzz } from '../../../scripts/fuzz-mail.ts'
import { splitQuoted } from '../../tickets/reply-text.ts'
import { Unreadable } from '../connector.ts'
import { readMail } from './read-mail.ts'

const FROM = 'From: a@b.test\r\nSubject: x\r\n'
const times = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length))
const header = (line: string) => `${line}\r\n${FROM}\r\nx`
const body = (type: string, text: string) => `${FROM}Content-Type: ${type}\r\n\r\n${text}`

// Headers may have a megabyte, bodies 25; time must grow with the length and not with its square.
const SLOW: [name: string, message: () => string][] = [
  ['commas without addresses', () => header(`To: ${times('a,', 900_000)}`)],
  ['escaped quotes that never end', () => header(`To: "${times('\\"', 900_000)}`)],
  ['open comments', () => header(`To: ${times('(', 900_000)}`)],
  ['a return path of blanks', () => header(`Return-Path: ${times(' ', 900_000)}x`)],
  ['a header of carriage returns', () => header(`X: ${times('\r', 900_000)}y`)],
  ['unfinished encoded words', () => header(`Subject: ${times('=?a?b?', 900_000)}`)],
  ['parameters in pieces', () => header(`Content-Type: text/plain; ${times('a*0*=x;', 900_000)}`)],
  ['nothing but tags', () => body('text/html', times('<', 1_900_000))],
  [
    'tags that never close',
    () => body('text/html', times('<div>', 900_000) + times('</b>', 900_000)),
  ],
  ['quotations in quotations', () => body('text/html', times('<blockquote>x', 1_900_000))],
  ['boundaries of nobody', () => body('multipart/mixed; boundary=x', times('--\r\n', 3_000_000))],
  [
    'broken quoted-printable',
    () => `${FROM}Content-Transfer-Encoding: quoted-printable\r\n\r\n${times('=', 3_000_000)}`,
  ],
  ['files that begin and never end', () => `${FROM}\r\n${times('begin 644 x\r\n', 3_000_000)}`],
  [
    'a report without end',
    () =>
      body('message/delivery-status', times('Final-Recipient: rfc822;a@b.test\r\n\r\n', 3_000_000)),
  ],
  [
    'a bounce of half addresses',
    () =>
      `From: MAILER-DAEMON@b.test\r\n\r\nuser unknown\n${times(`${times('a@b.', 900)}\n`, 900_000)}`,
  ],
  [
    'marks of a history that are none',
    () => `${FROM}\r\n${times(`${times('1 a@b schrieb ', 380)}:\n`, 900_000)}`,
  ],
  ['code fences', () => `${FROM}\r\n${times('```\n', 900_000)}`],
]

/** Time of the processor: that of the clock depends on who else uses the machine. */
async function cpuMs(message: Buffer): Promise<number> {
  const start = process.cpuUsage()
  try {
    splitQuoted((await readMail(message)).text)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

test.each(SLOW)('%s cannot keep the reader busy', async (_name, message) => {
  expect(await cpuMs(Buffer.from(message(), 'latin1'))).toBeLessThan(1000)
})

test('5,000 damaged messages neither break nor stop the reader', { timeout: 120_000 }, async () => {
  const { read, unreadable, slowestMs, heapGrowthMb, peakMb } = await fuzz(5000, 20_261_122)
  expect(read + unreadable).toBe(5000)
  expect(read).toBeGreaterThan(3000)
  expect(slowestMs).toBeLessThan(1000)
  expect(Math.max(heapGrowthMb, peakMb)).toBeLessThan(200)
})
