import { parseArgs } from 'node:util'
import type { ApiClient } from '../api/client.ts'
import { UsageError } from './errors.ts'
import { didYouMean } from './nearest-word.ts'
import type { Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'

export interface Option {
  type: 'string' | 'boolean'
  /** What stands for the value in the help, such as FILE. */
  value?: string
  says: string
  multiple?: boolean
}

export interface Command {
  /** `ticket list`; a verb alone for commands without a noun. */
  name: string
  says: string
  /** In capitals; one in brackets may be left out, one that ends in … takes all the rest. */
  takes: readonly string[]
  options: Record<string, Option>
  examples: readonly string[]
  /** Answers an exit code when it is not 0. */
  run: (session: Session) => Promise<number | void>
}

/** What a command is given: what was typed, the server, and the terminal. */
export interface Session {
  given: Given
  api: ApiClient
  settings: Settings
  terminal: Terminal
  /** Shows the answer to programs as it came (--json), or else to people in words. */
  show: (answer: object, words: () => string) => void
  /** What the server answered to a call; throws when it refused or nobody answered. */
  take: <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>) => Promise<T>
}

export interface Given {
  words: readonly string[]
  text: (option: string) => string | undefined
  texts: (option: string) => readonly string[]
  flag: (option: string) => boolean
}

export const COMMON: Record<string, Option> = {
  json: { type: 'boolean', says: 'The answer of the API, for programs' },
  server: { type: 'string', value: 'URL', says: 'Another server than the one signed in at' },
  token: {
    type: 'string',
    value: 'TOKEN',
    says: 'An API token; WATCHDESK_TOKEN keeps it out of the list of processes',
  },
  help: { type: 'boolean', says: 'This help' },
}

/** Reads what follows a command's name. Throws UsageError, in words, for whatever the command does not know. */
export function readGiven(command: Command, args: readonly string[]): Given {
  const known = { ...command.options, ...COMMON }
  const config = Object.fromEntries(
    Object.entries(known).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  )
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: config,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(command, known, token)
  }
  if (!values['help']) checkWords(command, positionals)
  const given = (name: string) => {
    if (!(name in known)) throw new Error(`${command.name} has no option ${name}`)
    return values[name]
  }
  return {
    words: positionals,
    text: (name) => [given(name)].flat().findLast((value) => typeof value === 'string'),
    texts: (name) => [given(name)].flat().filter((value) => typeof value === 'string'),
    flag: (name) => given(name) === true,
  }
}

interface OptionToken {
  name: string
  rawName: string
  value: string | undefined
  inlineValue: boolean | undefined
}

function checkOption(
  command: Command,
  known: Record<string, Option>,
  { name, rawName, value, inlineValue }: OptionToken,
) {
  const option = known[name]
  if (!option)
    throw new UsageError(
      `"watchdesk ${command.name}" has no option ${rawName}.`,
      didYouMean(name, Object.keys(known)).replaceAll(/"([a-z-]+)"/g, '--$1'),
    )
  if (option.type === 'boolean' && value !== undefined)
    throw new UsageError(`${rawName} takes no value.`)
  const isMissing =
    value === undefined || value === '' || (!inlineValue && value.startsWith('-') && value !== '-')
  if (option.type === 'string' && isMissing)
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}`)
}

function checkWords(command: Command, words: readonly string[]) {
  const required = command.takes.filter((word) => !word.startsWith('['))
  const missing = required[words.length]
  if (missing) throw new UsageError(`${missing} is missing.`, `Write: ${usageOf(command)}`)
  const takesAll = command.takes.at(-1)?.includes('…')
  const extra = words[command.takes.length]
  if (extra !== undefined && !takesAll)
    throw new UsageError(
      `"${extra}" is one word too many.`,
      `Write: ${usageOf(command)} (quote what has spaces)`,
    )
}

export const usageOf = ({ name, takes, options }: Command) =>
  ['watchdesk', name, ...takes, ...(Object.keys(options).length > 0 ? ['[OPTIONS]'] : [])].join(' ')

export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([name, { value, says }]) => [`--${name}${value ? ` ${value}` : ''}`, says] as const,
  )
  const width = Math.max(...options.map(([name]) => name.length)) + 2
  return [
    `${command.says}.`,
    '',
    `  ${usageOf(command)}`,
    '',
    'Options:',
    ...options.map(([name, says]) => `  ${name.padEnd(width)}${says}`),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n')
}
