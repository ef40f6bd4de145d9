import type { components } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import { oneLine, since, table, type Cell } from '../output.ts'

type Mailbox = components['schemas']['Mailbox']

const list: Command = {
  name: 'mailbox list',
  says: 'Where mail is fetched from or posted to, and how each fares',
  takes: [],
  options: {},
  examples: ['watchdesk mailbox list'],
  async run({ given, api, take, show, terminal }) {
    const answer = await take(api.GET('/api/v1/mailboxes', {}))
    const now = terminal.now().toString()
    const shown = table<Mailbox>(
      [
        { title: 'KEY', of: ({ key }) => key },
        { title: 'ADDRESS', flexible: true, of: ({ addresses }) => addresses.join(' ') },
        { title: 'CHANNEL', of: ({ channel }) => channel },
        { title: 'FROM', spare: true, of: whereOf },
        {
          title: 'LOOKED',
          of: ({ lastSeenAt }) => (lastSeenAt ? since(lastSeenAt, now) : 'never'),
        },
        { title: 'STATE', of: stateOf },
      ],
      answer.mailboxes,
      terminal.look,
    )
    show(answer, () => shown || 'There is none. Mail comes in by SMTP only.')
    if (given.flag('json')) return
    for (const { key, lastError } of answer.mailboxes)
      if (lastError) terminal.say(`${key}: ${oneLine(lastError)}`)
  },
}

const whereOf = ({ kind, host, port, folder }: Mailbox) =>
  kind === 'http' ? 'posted, signed' : `${host}:${port} ${folder}`

function stateOf({ state }: Mailbox): Cell {
  if (state === 'failing') return { text: 'failing', tone: 'bad' }
  return { text: state, tone: state === 'running' ? 'good' : 'quiet' }
}

const add: Command = {
  name: 'mailbox add',
  says: 'Fetch mail from one more mailbox; the password is asked for',
  takes: ['KEY'],
  options: {
    address: {
      type: 'string',
      value: 'E-MAIL',
      says: 'The address its mail comes to; may be repeated',
      multiple: true,
    },
    channel: { type: 'string', value: 'CHANNEL', says: 'The channel its mail belongs to' },
    name: { type: 'string', value: 'NAME', says: 'What people call it; usually its address' },
    host: { type: 'string', value: 'HOST', says: 'The IMAP server' },
    port: { type: 'string', value: 'PORT', says: 'Usually 993' },
    tls: { type: 'string', value: 'HOW', says: 'tls (usual), starttls, or none inside a network' },
    user: { type: 'string', value: 'USER', says: 'Who signs in; usually the address' },
    folder: { type: 'string', value: 'FOLDER', says: 'Usually INBOX' },
    'move-to': {
      type: 'string',
      value: 'FOLDER',
      says: 'Where taken mail is moved; left out: it stays',
    },
    'from-beginning': { type: 'boolean', says: 'Take what lies in the folder already as well' },
    http: { type: 'boolean', says: 'Mail is posted to us, signed, instead of fetched' },
  },
  examples: [
    'watchdesk mailbox add support --address support@example.com --channel paid --host imap.example.com',
    'watchdesk mailbox add support --address support@example.com --channel paid --host imap.example.com < password-file',
    'watchdesk mailbox add hook --http --address support@example.com --channel paid',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const addresses = given.texts('address').flatMap((text) => text.split(','))
    const channel = given.text('channel')
    const [address] = addresses
    if (!address || !channel) throw new UsageError('--address and --channel are needed.')
    const body = {
      key: given.words[0]!,
      name: given.text('name') ?? address,
      addresses,
      channel,
      begins: given.flag('from-beginning') ? ('beginning' as const) : ('now' as const),
      ...(given.flag('http') ? { kind: 'http' as const } : await serverOf(session, address)),
    }
    const answer = await take(api.POST('/api/v1/mailboxes', { body }))
    const { mailbox, signingSecret } = answer
    show(answer, () => signingSecret ?? `Mail of ${address} is fetched from ${mailbox.host}.`)
    if (given.flag('json')) return
    terminal.say(
      signingSecret
        ? `Sign with it what you post to ${mailbox.intakeUrl}. It is not shown again.`
        : `See that it works: watchdesk mailbox test ${mailbox.key}`,
    )
  },
}

function tlsIn(word: string): 'tls' | 'starttls' | 'none' {
  if (word === 'tls' || word === 'starttls' || word === 'none') return word
  throw new UsageError('--tls is one of tls, starttls, none.')
}

async function serverOf({ given, terminal }: Session, address: string) {
  const host = given.text('host')
  if (!host) throw new UsageError('--host is needed: the name of the IMAP server.')
  const tls = tlsIn(given.text('tls') ?? 'tls')
  const port = Number(given.text('port') ?? (tls === 'tls' ? 993 : 143))
  if (!Number.isInteger(port)) throw new UsageError('--port is a number.')
  const password = await terminal.ask('Password:', { hidden: true })
  if (!password) throw new UsageError('A password is needed.')
  const [folder, moveTo] = [given.text('folder'), given.text('move-to')]
  return {
    host,
    port,
    tls,
    user: given.text('user') ?? address,
    password,
    ...(folder && { folder }),
    ...(moveTo && { moveTo }),
  }
}

const test: Command = {
  name: 'mailbox test',
  says: 'Sign in, open the folder, and say what is there; nothing is taken',
  takes: ['KEY'],
  options: {},
  examples: ['watchdesk mailbox test support'],
  async run({ given, api, take, show }) {
    const key = given.words[0]!
    const answer = await take(
      api.POST('/api/v1/mailboxes/{key}/tests', { params: { path: { key } } }),
    )
    show(answer, () => oneLine(answer.says))
    return answer.ok ? 0 : 1
  },
}

const remove: Command = {
  name: 'mailbox remove',
  says: 'Fetch from it no more; what was taken stays',
  takes: ['KEY'],
  options: {},
  examples: ['watchdesk mailbox remove support'],
  async run({ given, api, take, show }) {
    const key = given.words[0]!
    const answer = await take(api.DELETE('/api/v1/mailboxes/{key}', { params: { path: { key } } }))
    show(answer, () => `Nothing is fetched from "${key}" any more.`)
  },
}

export const mailboxCommands: readonly Command[] = [list, add, test, remove]
