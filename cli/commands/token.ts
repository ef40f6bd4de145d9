import type { components } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import { localTime, oneLine, since, table, type Cell } from '../output.ts'
import { readLength } from '../times.ts'
import { timeOf } from '../typed.ts'

type Token = components['schemas']['Token']

const create: Command = {
  name: 'token create',
  says: 'Make an API token; its text is shown this once',
  takes: ['NAME'],
  options: {
    scope: {
      type: 'string',
      value: 'PERMISSION',
      says: 'May be repeated, such as tickets.read; left out: all you may do',
      multiple: true,
    },
    expires: {
      type: 'string',
      value: 'TIME',
      says: 'When it ends, such as 90d or 2027-06-30T00:00',
    },
  },
  examples: [
    'watchdesk token create "nightly report" --scope tickets.read --expires 90d',
    'export WATCHDESK_TOKEN=$(watchdesk token create ci --json | jq -r .token)',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const scopes = given.texts('scope').flatMap((text) => text.split(','))
    const body = {
      name: given.words[0]!,
      scopes: scopes.length > 0 ? scopes : ['*'],
      expiresAt: expiryOf(session),
    }
    const answer = await take(api.POST('/api/v1/tokens', { body }))
    show(answer, () => answer.token)
    if (!given.flag('json')) terminal.say('Keep it now: it is not shown again.')
  },
}

function expiryOf({ given, terminal }: Session): string | undefined {
  const text = given.text('expires')
  if (text === undefined) return undefined
  const length = readLength(text)
  if (length !== null) return terminal.now().add({ milliseconds: length }).toString()
  return timeOf(text, terminal).toString()
}

const list: Command = {
  name: 'token list',
  says: 'My API tokens',
  takes: [],
  options: { all: { type: 'boolean', says: 'With those that were revoked or have ended' } },
  examples: ['watchdesk token list'],
  async run({ given, api, take, show, terminal }) {
    const answer = await take(api.GET('/api/v1/tokens', {}))
    const now = terminal.now().toString()
    const rows = answer.tokens.filter(
      (token) => given.flag('all') || stateOf(token, now).text === 'works',
    )
    const shown = table<Token>(
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'NAME', flexible: true, of: ({ name }) => name },
        {
          title: 'MAY',
          spare: true,
          of: ({ scopes }) => (scopes.includes('*') ? 'all I may' : scopes.join(' ')),
        },
        {
          title: 'MADE',
          spare: true,
          of: ({ createdAt }) => localTime(createdAt, terminal.zone, now),
        },
        {
          title: 'USED',
          spare: true,
          of: ({ lastUsedAt }) => (lastUsedAt ? since(lastUsedAt, now) : 'never'),
        },
        {
          title: 'ENDS',
          of: ({ expiresAt }) => (expiresAt ? localTime(expiresAt, terminal.zone, now) : 'never'),
        },
        { title: 'STATE', of: (token) => stateOf(token, now) },
      ],
      rows,
      terminal.look,
    )
    show(answer, () => shown || 'No token works. Make one: watchdesk token create NAME')
  },
}

function stateOf({ revokedAt, expiresAt }: Token, now: string): Cell {
  if (revokedAt) return { text: 'revoked', tone: 'quiet' }
  return expiresAt && Date.parse(expiresAt) <= Date.parse(now)
    ? { text: 'ended', tone: 'quiet' }
    : { text: 'works', tone: 'good' }
}

const revoke: Command = {
  name: 'token revoke',
  says: 'End a token now, by its id or its name',
  takes: ['TOKEN'],
  options: {},
  examples: [
    'watchdesk token revoke "nightly report"',
    'watchdesk token revoke 01a203c3-b453-7dbf-a9a8-f5b96427c604',
  ],
  async run({ given, api, take, show }) {
    const word = given.words[0]!
    const { tokens } = await take(api.GET('/api/v1/tokens', {}))
    const found = tokens.filter(
      ({ id, name, revokedAt }) => id === word || (name === word && !revokedAt),
    )
    if (found.length === 0)
      throw new UsageError(`You have no token "${word}".`, 'See: watchdesk token list')
    if (found.length > 1)
      throw new UsageError(
        `${found.length} tokens are called "${word}".`,
        `Say which by its id: ${found.map(({ id }) => id).join(', ')}`,
      )
    const answer = await take(
      api.DELETE('/api/v1/tokens/{id}', { params: { path: { id: found[0]!.id } } }),
    )
    show(answer, () => `"${oneLine(found[0]!.name)}" works no more.`)
  },
}

export const tokenCommands: readonly Command[] = [create, list, revoke]
