import { readFileSync } from 'node:fs'
import type { Session } from './command.ts'
import { UsageError } from './errors.ts'
import { didYouMean } from './nearest-word.ts'
import type { Terminal } from './terminal.ts'
import { readTime } from './times.ts'

/** A number such as 12 or #12. */
export function numberOf(word: string | undefined, what: string): number {
  const number = Number(/^#?(\d{1,15})$/.exec(word ?? '')?.[1] ?? Number.NaN)
  if (!(number > 0))
    throw new UsageError(`"${word}" is not the number of ${what}.`, 'Write it like 12.')
  return number
}

/** One of some words, or nothing when nothing was given. */
export function oneOf<W extends string>(
  word: string | undefined,
  words: readonly W[],
  option: string,
): W | undefined {
  const found = words.find((known) => known === word)
  if (word !== undefined && !found)
    throw new UsageError(`${option} cannot be "${word}".`, didYouMean(word, words))
  return found
}

/** Text from the words after `skip`, from --file, or else from standard input. Never empty. */
export async function textOf(
  { given, terminal }: Session,
  skip: number,
  what: string,
): Promise<string> {
  const words = given.words.slice(skip).join(' ')
  const file = given.text('file')
  if (words && file !== undefined)
    throw new UsageError(`${what} is given twice: in the command and by --file.`, 'Leave one out.')
  if (!words && file === undefined && terminal.isInteractive)
    terminal.say(`Write ${what}; end with Ctrl-D on a line of its own.`)
  const text =
    words || (file === undefined ? await terminal.readInput() : await readSource(file, terminal))
  if (text.trim() === '')
    throw new UsageError(
      `${what[0]!.toUpperCase()}${what.slice(1)} is empty.`,
      'Give it as a word, by --file or on standard input.',
    )
  return text
}

/** The text of a file; "-" is standard input. */
export async function readSource(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return terminal.readInput()
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'you may not read it',
    }[String(code)]
    throw new UsageError(`${file} cannot be read: ${why ?? String(error)}.`)
  }
}

/** A time as people type it (see times.ts). */
export function timeOf(
  text: string,
  { zone, now }: Pick<Terminal, 'zone' | 'now'>,
): Temporal.Instant {
  try {
    return readTime(text, zone, now())
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message)
    throw error
  }
}

/** "me" is whoever holds the token; the server knows everybody else by key, address or id. */
export async function personOf({ api, take }: Session, word: string): Promise<string> {
  return word === 'me' ? (await take(api.GET('/api/v1/me', {}))).id : word
}
