import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { setFlagsFromString } from 'node:v8'
import { Unreadable } from '../server/connectors/connector.ts'
import { readMail } from '../server/connectors/email/read-mail.ts'
import { splitQuoted } from '../server/tickets/reply-text.ts'
import { CORPUS } from './read-corpus.ts'

/**
 * Damages real messages at random and reads them: `node scripts/fuzz-mail.ts 5000 SEED`. The same seed
 * damages them in the same way. Stops with the message that broke something.
 */
export interface FuzzResult {
  read: number
  unreadable: number
  /** Of the processor: that of the clock depends on who else uses the machine. */
  slowestMs: number
  slowest: string
  /** What is still held at the end, after garbage collection. */
  heapGrowthMb: number
  /** The most that reading one message added, before garbage collection. */
  peakMb: number
}

/** Numbers from 0 to below 1; 32 bits of state (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const TOKENS = [
  'Content-Type: multipart/mixed; boundary=x\r\n',
  'Content-Type: multipart/alternative; boundary="=_x"\r\n',
  'Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822;a@b.test\r\nAction: failed\r\n',
  'Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999Z\r\n',
  'Content-Type: application/ms-tnef\r\n',
  'Content-Type: application/pkcs7-mime\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Transfer-Encoding: x-uuencode\r\n',
  'Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes\r\n',
  'Content-Type: text/html; charset=iso-2022-jp\r\n',
  'Content-Type: text/plain; charset=utf-16\r\n',
  'From: =?utf-8?b?////?= <a@b.test>, (((((, "\r\n',
  'Subject: =?gb18030?q?=81=30=81=30?= =?x?y?z?=\r\n',
  '\r\n--x\r\n',
  '\r\n--x--\r\n',
  '\r\n\r\n',
  '\0',
  '\r',
  '\u001b$B',
  '=',
  '=?',
  '"',
  '(',
  '<',
  '>',
  '<blockquote><div>',
  '<!--',
  '<style>',
  '&#x110000;',
  'begin 644 x\r\n',
  '-----BEGIN PGP MESSAGE-----\r\n',
  'On 1.1.2026 Kim <kim@acme.test> wrote:\r\n',
]

export const seeds = (): Buffer[] =>
  readdirSync(CORPUS, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(eml|mbox|tnef|dat|doc)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path))

export function damaged(messages: Buffer[], random: () => number): Buffer {
  const below = (limit: number) => Math.floor(random() * limit)
  const any = <Item>(items: Item[]): Item => items[below(items.length)]!
  let message = any(messages)
  // Damage within the first kilobytes meets headers and structure more often.
  const place = () => below(random() < 0.5 ? Math.min(message.length, 4000) : message.length)
  for (let times = 1 + below(8); times > 0; times--) {
    const at = place()
    const end = Math.min(message.length, at + below(random() < 0.9 ? 200 : 20_000))
    const parts = [
      message.subarray(0, at),
      message.subarray(at, end),
      message.subarray(end),
    ] as const
    const [before, middle, after] = parts
    const other = any(messages)
    const from = below(other.length)
    message = any([
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, middle, middle, after]),
      () => Buffer.concat([before, Buffer.from(any(TOKENS)), middle, after]),
      () => Buffer.concat([before, Buffer.from(any(TOKENS).repeat(1 + below(3000))), after]),
      () => Buffer.concat([before, other.subarray(from, from + below(5000)), after]),
      () => Buffer.concat([before, Buffer.from(middle.map(() => below(256))), after]),
      () =>
        Buffer.concat([before, Buffer.from(middle.map((byte) => byte ^ (1 << below(8)))), after]),
      () =>
        Buffer.from(
          message.toString('latin1').replaceAll('\r\n', any(['\n', '\r', '\r\r\n'])),
          'latin1',
        ),
      () => nested(message, 1 + below(120)),
      () => message.subarray(0, at),
    ])()
  }
  return message
}

function nested(message: Buffer, depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  )
  return Buffer.concat([Buffer.from(`From: a@b.test\r\n${open.join('')}`), message])
}

/** Throws with seed and number at the first message that ends in anything but a mail or Unreadable. */
export async function fuzz(count: number, seed: number): Promise<FuzzResult> {
  const messages = seeds()
  const collect = garbageCollector()
  const random = randomFrom(seed)
  const result: FuzzResult = {
    read: 0,
    unreadable: 0,
    slowestMs: 0,
    slowest: '',
    heapGrowthMb: 0,
    peakMb: 0,
  }
  collect()
  const start = process.memoryUsage().heapUsed
  for (let number = 0; number < count; number++) {
    const message = damaged(messages, random)
    const heap = process.memoryUsage().heapUsed
    const began = process.cpuUsage()
    try {
      const { text } = await readMail(message)
      splitQuoted(text)
      result.read++
    } catch (error) {
      if (!(error instanceof Unreadable))
        throw new Error(`Message ${number} of seed ${seed} broke the reader`, { cause: error })
      result.unreadable++
    }
    const used = process.cpuUsage(began)
    const took = (used.user + used.system) / 1000
    if (took > result.slowestMs) {
      result.slowestMs = took
      result.slowest = `message ${number}, ${message.length} bytes`
    }
    result.peakMb = Math.max(result.peakMb, (process.memoryUsage().heapUsed - heap) / 2 ** 20)
  }
  collect()
  result.heapGrowthMb = (process.memoryUsage().heapUsed - start) / 2 ** 20
  return result
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return typeof collect === 'function' ? () => void collect() : () => {}
}

if (import.meta.main) {
  const [count = '5000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
  console.log(`Seed ${seed}`)
  console.log(await fuzz(Number(count), Number(seed)))
}
