#!/usr/bin/env node
/** watchdesk <noun> <verb>: the command line of Watchdesk. It knows the public API and nothing else. */
import { apiClient } from '../api/client.ts'
import { take } from './call.ts'
import { helpOf, readGiven, type Command } from './command.ts'
import { customerCommands } from './commands/customers.ts'
import { doctorCommands } from './commands/doctor.ts'
import { incidentCommands } from './commands/incident.ts'
import { mailboxCommands } from './commands/mailbox.ts'
import { oncallCommands } from './commands/oncall.ts'
import { personCommands } from './commands/person.ts'
import { playbookCommands } from './commands/playbook.ts'
import { routingKeyCommands } from './commands/routing-key.ts'
import { searchCommands } from './commands/search.ts'
import { serverCommands } from './commands/server.ts'

import { signInCommands } from './commands/sign-in.ts'
import { bulkCommands } from './commands/ticket-bulk.ts'
import { ticketCommands } from './commands/ticket.ts'
import { topicCommands } from './commands/topic.ts'
import { tokenCommands } from './commands/token.ts'
import { EXIT, Refused, Unreachable, UsageError } from './errors.ts'
import { didYouMean } from './nearest-word.ts'
import { oneLine, painted, safe } from './output.ts'
import { readSettings, type Environment } from './settings.ts'
import { realTerminal, type Terminal } from './terminal.ts'

export const COMMANDS: readonly Command[] = [
  ...ticketCommands,
  ...bulkCommands,
  ...searchCommands,
  ...incidentCommands,
  ...oncallCommands,
  ...playbookCommands,
  ...topicCommands,
  ...tokenCommands,
  ...personCommands,
  ...routingKeyCommands,
  ...mailboxCommands,
  ...customerCommands,
  ...doctorCommands,
  ...signInCommands,
  ...serverCommands,
]

/** Runs one command line and answers its exit code: 0 done, 1 refused by the server, 2 wrong usage, 3 not reachable. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  env?: Environment,
): Promise<number> {
  try {
    const found = findCommand(args)
    if (typeof found === 'string') {
      terminal.out(found)
      return EXIT.ok
    }
    return (await runCommand(found.command, found.rest, terminal, env)) ?? EXIT.ok
  } catch (error) {
    return explain(error, args.includes('--json'), terminal)
  }
}

async function runCommand(
  command: Command,
  rest: readonly string[],
  terminal: Terminal,
  env?: Environment,
) {
  const given = readGiven(command, rest)
  if (given.flag('help')) return terminal.out(helpOf(command))
  const settings = readSettings({ server: given.text('server'), token: given.text('token') }, env)
  return command.run({
    given,
    settings,
    terminal,
    api: apiClient(settings),
    take: (call) => take(settings.server, call),
    show: (answer, words) =>
      terminal.out(given.flag('json') ? JSON.stringify(answer, null, 2) : words()),
  })
}

/** The command and what follows its name; a text when help was asked for. */
function findCommand(
  args: readonly string[],
): { command: Command; rest: readonly string[] } | string {
  const [noun = 'help', verb = ''] = args
  if (['help', '--help', '-h'].includes(noun)) return helpOn(args.slice(1).join(' '))
  if (noun.startsWith('-'))
    throw new UsageError(
      'Options come after the command.',
      `Such as: watchdesk ticket list ${oneLine(noun)}`,
    )
  const alone = COMMANDS.find(({ name }) => name === noun)
  if (alone) return { command: alone, rest: args.slice(1) }
  const ofNoun = COMMANDS.filter(({ name }) => name.startsWith(`${noun} `))
  const nouns = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0]!))]
  if (ofNoun.length === 0)
    throw new UsageError(
      `There is no command "${oneLine(noun)}".`,
      `${didYouMean(noun, nouns)} All commands: watchdesk help`,
    )
  if (['', '--help', '-h', 'help'].includes(verb)) return list(ofNoun)
  const command = ofNoun.find(({ name }) => name === `${noun} ${verb}`)
  if (!command)
    throw new UsageError(
      `"watchdesk ${noun}" cannot "${oneLine(verb)}".`,
      didYouMean(
        verb,
        ofNoun.map(({ name }) => name.split(' ')[1]!),
      ),
    )
  return { command, rest: args.slice(2) }
}

function helpOn(name: string): string {
  const command = COMMANDS.find((command) => command.name === name)
  if (command) return helpOf(command)
  const ofNoun = COMMANDS.filter((command) => command.name.startsWith(`${name} `))
  if (ofNoun.length > 0) return list(ofNoun)
  return [
    'Watchdesk: every channel in one queue, strictest promise first.',
    '',
    list(COMMANDS),
    '',
    'Each has --help with examples. Start with: watchdesk sign-in --server https://desk.example.com',
    'Exit codes: 0 done, 1 refused by the server (or something was found wrong), 2 wrong usage, 3 not reachable.',
  ].join('\n')
}

function list(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  return commands.map(({ name, says }) => `  watchdesk ${name.padEnd(width)}${says}`).join('\n')
}

function explain(error: unknown, asJson: boolean, terminal: Terminal): number {
  const say = (words: string, remedy: string | null) => {
    terminal.say(painted(safe(words), 'bad', terminal.look))
    if (remedy) terminal.say(safe(remedy))
  }
  if (error instanceof UsageError) {
    say(error.message, error.remedy)
    return EXIT.usage
  }
  if (error instanceof Unreachable) {
    say(
      error.message,
      'Is it running (watchdesk serve), and is the address right? Say --server URL, or set WATCHDESK_URL.',
    )
    return EXIT.unreachable
  }
  if (!(error instanceof Refused)) throw error
  const { problem } = error
  if (asJson) terminal.say(JSON.stringify(problem, null, 2))
  else
    say(
      [
        problem.detail,
        ...problem.errors
          .filter(({ message }) => !problem.detail.includes(message))
          .map(({ path, message }) => `  ${path}: ${message}`),
      ].join('\n'),
      remedyOf(problem),
    )
  return EXIT.refused
}

function remedyOf({ status, requestId }: Refused['problem']): string | null {
  if (status === 401) return 'Run: watchdesk sign-in (or give a token by WATCHDESK_TOKEN).'
  if (status >= 500 && requestId) return `Request ${requestId}: the log of the server says more.`
  return null
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), realTerminal())
