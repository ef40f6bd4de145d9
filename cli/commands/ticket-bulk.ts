import type { components } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import { localTime, painted, safe, table } from '../output.ts'
import { numberOf, oneOf, personOf, timeOf } from '../typed.ts'

type Change = components['schemas']['BulkSet']
type Preview = components['schemas']['BulkPreview']
type Bulk = components['schemas']['BulkChange']

const STATUSES = ['open', 'pending', 'on_hold', 'solved', 'closed'] as const
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
const LOOK_AGAIN_MS = 500

const change: Command = {
  name: 'ticket bulk',
  says: 'Change many tickets at once, in the background, with undo',
  takes: ['[NUMBER…]'],
  options: {
    where: {
      type: 'string',
      value: 'QUERY',
      says: 'Those a search finds, such as "status:open org:acme"; instead of numbers',
    },
    assign: { type: 'string', value: 'PERSON', says: 'Give them to somebody, to me, or to nobody' },
    team: { type: 'string', value: 'TEAM', says: 'Give them to a team, or to none' },
    status: { type: 'string', value: 'STATUS', says: `Set them to ${STATUSES.join(', ')}` },
    priority: { type: 'string', value: 'PRIORITY', says: `Set it to ${PRIORITIES.join(', ')}` },
    tag: { type: 'string', value: 'TAG', says: 'Add a tag; may be given again', multiple: true },
    untag: {
      type: 'string',
      value: 'TAG',
      says: 'Take a tag off; may be given again',
      multiple: true,
    },
    snooze: {
      type: 'string',
      value: 'TIME',
      says: 'Put them out of sight until then, or until they "answer"',
    },
    spam: { type: 'boolean', says: 'Close them as spam; nobody is banned' },
    'dry-run': { type: 'boolean', says: 'Only say what it would do' },
    background: { type: 'boolean', says: 'Do not wait until it is done' },
  },
  examples: [
    'watchdesk ticket bulk --where "status:open org:acme" --assign alice --dry-run',
    'watchdesk ticket bulk --where "tag:outage is:open" --status solved --tag done',
    'watchdesk ticket bulk 12 13 14 --snooze +4h',
  ],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const set = await changeOf(session)
    const tickets = await numbersOf(session)
    if (given.flag('dry-run')) {
      const preview = await take(
        api.POST('/api/v1/bulk-changes/preview', { body: { tickets, set } }),
      )
      return show(preview, () => previewWords(preview, session))
    }
    const started = await take(api.POST('/api/v1/bulk-changes', { body: { tickets, set } }))
    const bulk = given.flag('background') ? started : await finished(session, started)
    show(bulk, () => bulkWords(bulk, terminal))
    return bulk.failed > 0 ? 1 : undefined
  },
}

async function changeOf(session: Session): Promise<Change> {
  const { given, terminal } = session
  const assign = given.text('assign')
  const team = given.text('team')
  const snooze = given.text('snooze')
  const set: Change = {
    assignee:
      assign === undefined
        ? undefined
        : assign === 'nobody'
          ? null
          : await personOf(session, assign),
    team: team === 'none' ? null : team,
    status: oneOf(given.text('status'), STATUSES, '--status'),
    priority: oneOf(given.text('priority'), PRIORITIES, '--priority'),
    addTags: someOf(given.texts('tag')),
    removeTags: someOf(given.texts('untag')),
    snooze:
      snooze === undefined
        ? undefined
        : { until: snooze === 'answer' ? null : timeOf(snooze, terminal).toString() },
    spam: given.flag('spam') ? true : undefined,
  }
  if (Object.values(set).every((value) => value === undefined))
    throw new UsageError(
      'Say what the tickets become.',
      'Such as --assign me, --status solved or --tag outage.',
    )
  return set
}

const someOf = (words: readonly string[]) => (words.length > 0 ? [...words] : undefined)

async function numbersOf({ given, api, take }: Session): Promise<number[]> {
  const where = given.text('where')
  if (given.words.length > 0 && where !== undefined)
    throw new UsageError('Numbers and --where do not go together.', 'Leave one out.')
  if (where === undefined) {
    if (given.words.length === 0)
      throw new UsageError('Say which tickets.', 'Give their numbers, or --where "status:open".')
    return given.words.map((word) => numberOf(word, 'a ticket'))
  }
  const { numbers } = await take(
    api.GET('/api/v1/search/numbers', { params: { query: { q: where } } }),
  )
  if (numbers.length === 0)
    throw new UsageError(
      'No ticket is like that.',
      'See what a query finds with: watchdesk search QUERY',
    )
  return numbers
}

/** Looks again until the server says that it is over; says how far it is to whoever watches. */
async function finished({ api, take, terminal }: Session, started: Bulk): Promise<Bulk> {
  let bulk = started
  while (bulk.state === 'running' || bulk.state === 'undoing') {
    bulk = await take(api.GET('/api/v1/bulk-changes/{id}', { params: { path: { id: bulk.id } } }))
    if (bulk.state === 'done' || bulk.state === 'undone') break
    const reached = bulk.state === 'running' ? bulk.done + bulk.failed : bulk.undone + bulk.kept
    if (terminal.isInteractive) terminal.say(`${reached} of ${bulk.total}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
  return bulk
}

const tickets = (count: number) => (count === 1 ? '1 ticket' : `${count} tickets`)

function previewWords({ changing, same, refused, refusals }: Preview, { terminal }: Session) {
  const told = table(
    [
      { title: '#', right: true, of: ({ number }) => String(number) },
      { title: 'SUBJECT', spare: true, of: ({ subject }) => subject },
      { title: 'WHY NOT', flexible: true, of: ({ why }) => why },
    ],
    refusals,
    terminal.look,
  )
  return [
    `${tickets(changing)} would change. Nothing was changed.`,
    same > 0 && `${tickets(same)} would stay: so already.`,
    refused > 0 && painted(`${tickets(refused)} would be refused:`, 'doubtful', terminal.look),
    told,
    more(refused, refusals.length),
  ]
    .filter(Boolean)
    .join('\n')
}

function bulkWords(bulk: Bulk, { look, zone, now }: Session['terminal']): string {
  const { id, state, done, failed, undone, kept, total, exceptions } = bulk
  const head = {
    running: `${tickets(total)} are being changed in the background.`,
    done: `${tickets(done)} changed as asked.`,
    undoing: `${tickets(total)} are being given back what they had.`,
    undone: `${tickets(undone)} stand as they stood.`,
  }[state]
  const left = state === 'undone' ? kept : failed
  const until = localTime(bulk.undoUntil, zone, now().toString())
  return [
    head,
    left > 0 && painted(`${tickets(left)} not:`, 'bad', look),
    ...exceptions.map(({ number, why }) => `  #${number}  ${safe(why)}`),
    more(left, exceptions.length),
    (state === 'done' || state === 'running') &&
      `Take it back until ${until}: watchdesk ticket undo-bulk ${id}`,
  ]
    .filter(Boolean)
    .join('\n')
}

const more = (all: number, told: number) => (all > told ? `… and ${all - told} more.` : '')

const undo: Command = {
  name: 'ticket undo-bulk',
  says: 'Give the tickets of a change of many back what they had',
  takes: ['ID'],
  options: { background: { type: 'boolean', says: 'Do not wait until it is done' } },
  examples: ['watchdesk ticket undo-bulk 019aa0b2-6c1e-7b5c-a1a5-0c1f4f7f3f11'],
  async run(session) {
    const { given, api, take, show, terminal } = session
    const path = { id: given.words[0]! }
    const started = await take(api.PUT('/api/v1/bulk-changes/{id}/undo', { params: { path } }))
    const bulk = given.flag('background') ? started : await finished(session, started)
    show(bulk, () => bulkWords(bulk, terminal))
  },
}

export const bulkCommands: readonly Command[] = [change, undo]
