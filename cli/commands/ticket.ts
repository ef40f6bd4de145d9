import type { components, operations } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import {
  due,
  facts,
  localTime,
  painted,
  safe,
  since,
  table,
  type Cell,
  type Column,
  type Look,
} from '../output.ts'
import { numberOf, oneOf, personOf, textOf } from '../typed.ts'

type Row = components['schemas']['QueueRow']
type Page = components['schemas']['TicketPage']
type FilterQuery = NonNullable<operations['getQueue']['parameters']['query']>

const STATUSES = ['open', 'pending', 'on_hold', 'solved'] as const
const FILE = {
  type: 'string',
  value: 'FILE',
  says: 'Take the text from a file; - is standard input',
} as const

const list: Command = {
  name: 'ticket list',
  says: 'The one list, strictest promise first',
  takes: [],
  options: {
    mine: { type: 'boolean', says: 'Only mine' },
    unassigned: { type: 'boolean', says: 'Only those nobody has' },
    solved: { type: 'boolean', says: 'Those that are solved' },
    channel: { type: 'string', value: 'KEY', says: 'Only one channel, such as emergency' },
    limit: { type: 'string', value: 'COUNT', says: 'How many, up to 200; usually 50' },
    after: { type: 'string', value: 'MARK', says: 'The next page, as the page before says' },
  },
  examples: [
    'watchdesk ticket list',
    'watchdesk ticket list --unassigned --channel paid',
    'watchdesk ticket list --json | jq ".rows[].number"',
  ],
  async run({ given, api, take, show, terminal }) {
    const filters = (['mine', 'unassigned', 'solved'] as const).filter((name) => given.flag(name))
    if (filters.length > 1)
      throw new UsageError(`--${filters.join(' and --')} do not go together.`, 'Leave one out.')
    const limit = given.text('limit')
    const query: FilterQuery = {
      filter: filters[0] ?? 'open',
      channel: given.text('channel'),
      after: given.text('after'),
      limit: limit === undefined ? undefined : numberOf(limit, 'tickets'),
    }
    const answer = await take(api.GET('/api/v1/queue', { params: { query } }))
    const more = answer.next ? `\nMore: watchdesk ticket list --after ${answer.next}` : ''
    show(
      answer,
      () => (table(columns(answer.now), answer.rows, terminal.look) || 'Nothing here.') + more,
    )
  },
}

function columns(now: string): Column<Row>[] {
  return [
    { title: '#', right: true, of: ({ number }) => String(number) },
    { title: 'DUE', of: ({ promise }) => promised(promise, now) },
    {
      title: 'PRIORITY',
      of: ({ priority }) => ({ text: priority, tone: priority === 'urgent' ? 'bad' : undefined }),
    },
    { title: 'STATUS', spare: true, of: ({ status }) => status.replace('_', ' ') },
    { title: 'CHANNEL', spare: true, of: ({ channel }) => channel.name },
    {
      title: 'SUBJECT',
      flexible: true,
      of: ({ subject, restricted }) => (restricted ? `[restricted] ${subject}` : subject),
    },
    {
      title: 'CUSTOMER',
      spare: true,
      of: ({ organizationName, requesterName }) => organizationName ?? requesterName,
    },
    { title: 'HAS IT', of: ({ assignee }) => assignee?.name ?? '' },
  ]
}

type Promised = Pick<Row['promise'], 'state' | 'dueAt' | 'metric'>

function promised({ state, dueAt, metric }: Promised, now: string): Cell {
  const of = metric ? metric.replace('_', ' ') : ''
  if (state === 'paused') return { text: `${of} paused`, tone: 'quiet' }
  if (state === 'none' || !dueAt) return { text: '' }
  const cell = due(dueAt, now)
  return { ...cell, text: `${of} ${cell.text}` }
}

const showOne: Command = {
  name: 'ticket show',
  says: 'A ticket with its conversation',
  takes: ['NUMBER'],
  options: { history: { type: 'boolean', says: 'With everything that happened to it' } },
  examples: [
    'watchdesk ticket show 12',
    'watchdesk ticket show 12 --history',
    'watchdesk ticket show 12 --json | jq .version',
  ],
  async run({ given, api, take, show, terminal }) {
    const page = await take(api.GET('/api/v1/tickets/{number}', byNumber(given.words[0])))
    show(page, () =>
      [
        header(page, terminal),
        ...page.comments.map((comment) => entry(comment, page.now, terminal)),
        ...(given.flag('history') ? [history(page, terminal)] : []),
      ].join('\n\n'),
    )
  },
}

const byNumber = (word: string | undefined) => ({
  params: { path: { number: numberOf(word, 'a ticket') } },
})

function header(page: Page, { look, zone }: Session['terminal']): string {
  const { requester, organizationName, planName, assignee, entitlement } = page
  return [
    painted(safe(`#${page.number} ${page.subject}`), 'strong', look),
    facts(
      [
        ['status', `${page.status.replace('_', ' ')}, ${page.priority}, ${page.channel.name}`],
        ['promise', promised(page.promise, page.now)],
        [
          'from',
          `${requester.name} <${requester.email}>${page.identityVerified ? '' : ' (who this is was not proven)'}`,
        ],
        ['customer', [organizationName, planName].filter(Boolean).join(', ')],
        ['phone', page.phone],
        ['look at', entitlement.doubtful ? { text: entitlement.why, tone: 'doubtful' } : null],
        ['has it', assignee?.name ?? 'nobody'],
        [
          'opened',
          `${localTime(page.createdAt, zone, page.now)} (${since(page.createdAt, page.now)})`,
        ],
        ['tags', page.tags.join(', ')],
      ],
      look,
    ),
  ].join('\n')
}

function entry(
  { kind, author, body, createdAt, delivery }: Page['comments'][number],
  now: string,
  { look, zone }: Session['terminal'],
): string {
  const head = `${safe(author.name)} · ${kind === 'note' ? 'note, only the team reads it' : 'public'} · ${localTime(createdAt, zone, now)}`
  return [
    painted(head, kind === 'note' ? 'doubtful' : 'strong', look),
    ...fate(delivery, look),
    safe(body).trimEnd(),
  ].join('\n')
}

function fate(delivery: Page['comments'][number]['delivery'], look: Look): string[] {
  if (!delivery || delivery.state === 'sent') return []
  const words = {
    queued: 'on its way',
    held: 'held: no mail server is set up',
    failed: 'NOT delivered',
  }[delivery.state]
  return [
    painted(
      safe(`${words}${delivery.answer ? `: ${delivery.answer}` : ''}`),
      delivery.state === 'failed' ? 'bad' : 'doubtful',
      look,
    ),
  ]
}

function history(page: Page, { look, zone }: Session['terminal']): string {
  return table(
    [
      { title: 'WHEN', of: ({ at }) => localTime(at, zone, page.now) },
      { title: 'WHAT', of: ({ type }) => type.replaceAll(/[._]/g, ' ') },
      { title: 'WHO', of: ({ actor }) => actor.name },
      { title: 'BECAUSE OF', of: ({ cause }) => cause?.replaceAll(/[._]/g, ' ') ?? '' },
    ],
    page.history,
    look,
  )
}

const reply: Command = {
  name: 'ticket reply',
  says: 'Answer the customer, in public',
  takes: ['NUMBER', '[TEXT…]'],
  options: {
    file: FILE,
    status: { type: 'string', value: 'STATUS', says: `Then set it to ${STATUSES.join(', ')}` },
    version: {
      type: 'string',
      value: 'VERSION',
      says: 'Refuse when the ticket changed since this version was read',
    },
  },
  examples: [
    'watchdesk ticket reply 12 "Fixed in 17.4.2, please upgrade." --status pending',
    'watchdesk ticket reply 12 --file answer.md',
    'git log -1 --format=%B | watchdesk ticket reply 12',
  ],
  async run(session) {
    const { given, api, take, show } = session
    const at = byNumber(given.words[0])
    const status = oneOf(given.text('status'), STATUSES, '--status')
    const version = given.text('version')
    const body = await textOf(session, 1, 'the reply')
    const answer = await take(
      api.POST('/api/v1/tickets/{number}/replies', {
        ...at,
        body: {
          body,
          status,
          version: version === undefined ? undefined : numberOf(version, 'a version'),
        },
      }),
    )
    show(
      answer,
      () =>
        `#${at.params.path.number}: the customer is answered${status ? `, and it is ${status.replace('_', ' ')}` : ''}.`,
    )
  },
}

const note: Command = {
  name: 'ticket note',
  says: 'Write something only the team reads',
  takes: ['NUMBER', '[TEXT…]'],
  options: { file: FILE },
  examples: [
    'watchdesk ticket note 12 "Known regression, see the fix in review."',
    'kubectl logs runner | watchdesk ticket note 12',
  ],
  async run(session) {
    const { given, api, take, show } = session
    const at = byNumber(given.words[0])
    const body = await textOf(session, 1, 'the note')
    const answer = await take(api.POST('/api/v1/tickets/{number}/notes', { ...at, body: { body } }))
    show(answer, () => `#${at.params.path.number}: noted; only the team reads it.`)
  },
}

const assign: Command = {
  name: 'ticket assign',
  says: 'Give a ticket to somebody, to me, or to nobody',
  takes: ['NUMBER', 'PERSON'],
  options: {},
  examples: [
    'watchdesk ticket assign 12 me',
    'watchdesk ticket assign 12 bob@example.com',
    'watchdesk ticket assign 12 nobody',
  ],
  async run(session) {
    const { given, api, take, show } = session
    const assignee = given.words[1] === 'nobody' ? null : await personOf(session, given.words[1]!)
    const answer = await take(
      api.PUT('/api/v1/tickets/{number}/assignee', {
        ...byNumber(given.words[0]),
        body: { assignee },
      }),
    )
    show(
      answer,
      () =>
        `#${answer.number}: ${answer.assignee ? `${safe(answer.assignee.name)} has it` : 'nobody has it'}.`,
    )
  },
}

export const ticketCommands: readonly Command[] = [list, showOne, reply, note, assign]
