import type { components } from '../../api/types.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { due, since, table } from '../output.ts'
import { numberOf, readSource } from '../typed.ts'
import { head, pagesTable, stands, statusOf, timeline } from './incident-view.ts'

type Summary = components['schemas']['IncidentSummary']

const byNumber = (word: string | undefined) => ({
  params: { path: { number: numberOf(word, 'an incident') } },
})

const list: Command = {
  name: 'incident list',
  says: 'What has to be put right now',
  takes: [],
  options: { all: { type: 'boolean', says: 'With those that are resolved' } },
  examples: [
    'watchdesk incident list',
    'watchdesk incident list --all --json | jq ".incidents[0]"',
  ],
  async run({ given, api, take, show, terminal }) {
    const answer = await take(
      api.GET('/api/v1/incidents', {
        params: { query: { status: given.flag('all') ? 'all' : 'open' } },
      }),
    )
    const rows = table<Summary>(
      [
        { title: '#', right: true, of: ({ number }) => String(number) },
        { title: 'STATUS', of: statusOf },
        {
          title: 'NEXT',
          of: ({ nextAt, status }) =>
            nextAt && status !== 'resolved' ? due(nextAt, answer.now) : '',
        },
        { title: 'WHAT', flexible: true, of: ({ title }) => title },
        { title: 'CUSTOMER', spare: true, of: ({ organizationName }) => organizationName ?? '' },
        {
          title: 'TICKET',
          right: true,
          of: ({ ticketNumber }) => (ticketNumber ? `#${ticketNumber}` : ''),
        },
        { title: 'HAS IT', of: ({ acknowledgedBy }) => acknowledgedBy ?? '' },
        { title: 'BEGAN', spare: true, of: ({ createdAt }) => since(createdAt, answer.now) },
      ],
      answer.incidents,
      terminal.look,
    )
    show(answer, () => rows || 'No incident is open.')
  },
}

const showOne: Command = {
  name: 'incident show',
  says: 'An incident: who has it, who is next, what happened',
  takes: ['NUMBER'],
  options: { pages: { type: 'boolean', says: 'Every page with its fate instead' } },
  examples: ['watchdesk incident show 3', 'watchdesk incident show 3 --pages'],
  async run({ given, api, take, show, terminal }) {
    if (given.flag('pages')) {
      const answer = await take(
        api.GET('/api/v1/incidents/{number}/pages', byNumber(given.words[0])),
      )
      return show(answer, () => pagesTable(answer.pages, terminal) || 'Nobody has been paged.')
    }
    const incident = await take(api.GET('/api/v1/incidents/{number}', byNumber(given.words[0])))
    show(incident, () => [head(incident, terminal), timeline(incident, terminal)].join('\n\n'))
  },
}

const ack: Command = {
  name: 'incident ack',
  says: 'Take it in hand; the escalation stops',
  takes: ['NUMBER'],
  options: {
    undo: {
      type: 'boolean',
      says: 'It was a slip: within some seconds the escalation stands where it stood',
    },
  },
  examples: ['watchdesk incident ack 3', 'watchdesk incident ack 3 --undo'],
  async run({ given, api, take, show }) {
    const at = byNumber(given.words[0])
    const path = '/api/v1/incidents/{number}/acknowledgement'
    const incident = await take(given.flag('undo') ? api.DELETE(path, at) : api.PUT(path, at))
    show(incident, () => stands(incident))
  },
}

const escalate: Command = {
  name: 'incident escalate',
  says: 'Page the next level now',
  takes: ['NUMBER'],
  options: {
    version: {
      type: 'string',
      value: 'VERSION',
      says: 'Refuse when it moved on since this version was read',
    },
  },
  examples: ['watchdesk incident escalate 3'],
  async run({ given, api, take, show }) {
    const at = byNumber(given.words[0])
    const seen = given.text('version')
    const version =
      seen === undefined
        ? (await take(api.GET('/api/v1/incidents/{number}', at))).version
        : Number(seen)
    if (!Number.isInteger(version))
      throw new UsageError(
        `"${seen}" is not a version.`,
        'Write the number that "incident show --json" says.',
      )
    const incident = await take(
      api.POST('/api/v1/incidents/{number}/escalations', { ...at, body: { version } }),
    )
    show(incident, () => stands(incident))
  },
}

const pass: Command = {
  name: 'incident pass',
  says: 'I cannot take it: to somebody by name, or to the next level now',
  takes: ['NUMBER'],
  options: {
    to: {
      type: 'string',
      value: 'PERSON',
      says: 'By key, e-mail address or id; left out: the next level',
    },
    reason: { type: 'string', value: 'TEXT', says: 'Why, for those who read it later' },
  },
  examples: [
    'watchdesk incident pass 3 --to carol --reason "on a train"',
    'watchdesk incident pass 3',
  ],
  async run({ given, api, take, show }) {
    const body = { to: given.text('to') ?? null, reason: given.text('reason') ?? '' }
    const incident = await take(
      api.POST('/api/v1/incidents/{number}/passes', { ...byNumber(given.words[0]), body }),
    )
    show(incident, () => stands(incident))
  },
}

const handBack: Command = {
  name: 'incident hand-back',
  says: 'I had it and cannot go on: it rings again',
  takes: ['NUMBER'],
  options: {},
  examples: ['watchdesk incident hand-back 3'],
  async run({ given, api, take, show }) {
    const incident = await take(
      api.POST('/api/v1/incidents/{number}/hand-backs', byNumber(given.words[0])),
    )
    show(incident, () => stands(incident))
  },
}

const resolve: Command = {
  name: 'incident resolve',
  says: 'It is put right; refused until the customer had a public reply',
  takes: ['NUMBER'],
  options: {},
  examples: ['watchdesk ticket reply 12 "It works again." && watchdesk incident resolve 3'],
  async run({ given, api, take, show }) {
    const incident = await take(
      api.PUT('/api/v1/incidents/{number}/resolution', byNumber(given.words[0])),
    )
    show(incident, () => stands(incident))
  },
}

const declare: Command = {
  name: 'incident declare',
  says: 'Raise an emergency: for a ticket, for a customer, or of our own',
  takes: ['[TITLE…]'],
  options: {
    ticket: { type: 'string', value: 'NUMBER', says: 'For a ticket that exists' },
    customer: {
      type: 'string',
      value: 'E-MAIL',
      says: 'On behalf of a customer; a ticket is opened',
    },
    name: { type: 'string', value: 'NAME', says: 'The customer’s name' },
    phone: { type: 'string', value: 'PHONE', says: 'Where the customer can be called' },
    file: { type: 'string', value: 'FILE', says: 'More words, from a file; - is standard input' },
  },
  examples: [
    'watchdesk incident declare "All pushes fail" --customer kim@acme.test --phone "+49 151 2345"',
    'watchdesk incident declare --ticket 12',
    'watchdesk incident declare "Our own mail stopped"',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const title = given.words.join(' ') || undefined
    const ticket = given.text('ticket')
    const email = given.text('customer')
    if (!title && ticket === undefined)
      throw new UsageError(
        'Say in one line what is broken, or for which ticket.',
        'watchdesk incident declare "All pushes fail"',
      )
    if (!email && (given.text('name') ?? given.text('phone')) !== undefined)
      throw new UsageError('--name and --phone belong to a customer.', 'Add --customer E-MAIL.')
    const file = given.text('file')
    const requester =
      email === undefined
        ? undefined
        : { email, name: given.text('name'), phone: given.text('phone') }
    const body = {
      title,
      ticket: ticket === undefined ? undefined : numberOf(ticket, 'a ticket'),
      requester,
      body: file === undefined ? undefined : await readSource(file, terminal),
    }
    const incident = await take(api.POST('/api/v1/incidents', { body }))
    show(incident, () => stands(incident))
  },
}

export const incidentCommands: readonly Command[] = [
  list,
  showOne,
  ack,
  escalate,
  pass,
  handBack,
  resolve,
  declare,
]
