import { createInterface } from 'node:readline'
import { UsageError } from './errors.ts'
import type { Look } from './output.ts'
import { wantsColours } from './settings.ts'

/** Where words come from and go to. Tests bring their own. */
export interface Terminal {
  look: Look
  zone: string
  now: () => Temporal.Instant
  out: (text: string) => void
  /** For people, beside what programs read. */
  say: (text: string) => void
  /** Whether somebody sits there who can be asked. */
  isInteractive: boolean
  ask: (question: string, how?: { hidden: boolean }) => Promise<string>
  readInput: () => Promise<string>
}

export function realTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  // `watchdesk ticket list | head` ends our output early; that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const line = lineReader()
  return {
    look: { colours: wantsColours(stdout.isTTY), columns: stdout.isTTY ? stdout.columns : null },
    zone: Temporal.Now.timeZoneId(),
    now: () => Temporal.Now.instant(),
    out: (text) => void stdout.write(`${text}\n`),
    say: (text) => void stderr.write(`${text}\n`),
    isInteractive: stdin.isTTY,
    async ask(question, how = { hidden: false }) {
      stderr.write(`${question} `)
      return stdin.isTTY && how.hidden ? hiddenLine() : line()
    },
    async readInput() {
      const parts: Buffer[] = []
      for await (const part of stdin) parts.push(part as Buffer)
      return Buffer.concat(parts).toString('utf8')
    },
  }
}

/** Lines of standard input one after the other; one reader for all, so that none is lost between two questions. */
function lineReader(): () => Promise<string> {
  let lines: AsyncIterator<string> | null = null
  return async () => {
    lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
    const { value, done } = await lines.next()
    if (done) throw new UsageError('The input ended before every question was answered.')
    if (process.stdin.isTTY) process.stdin.pause()
    return value
  }
}

const ENTER = /[\r\n]/
const CONTROL_C = '\u0003'
const RUB_OUT = '\u0008\u007f'

/** One line that is not shown while it is typed. */
function hiddenLine(): Promise<string> {
  const { stdin, stderr } = process
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (finish: () => void) => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', read)
      stderr.write('\n')
      finish()
    }
    const read = (chunk: string) => {
      for (const letter of chunk) {
        if (letter === CONTROL_C) return end(() => reject(new UsageError('Stopped.')))
        if (ENTER.test(letter)) return end(() => resolve(typed))
        typed = RUB_OUT.includes(letter) ? typed.slice(0, -1) : typed + letter
      }
    }
    stdin.setRawMode(true)
    stdin.setEncoding('utf8')
    stdin.resume()
    stdin.on('data', read)
  })
}
