import type { components } from '../../api/types.ts'
import type { Command } from '../command.ts'
import { localTime, painted, safe, table, type Column } from '../output.ts'
import type { Terminal } from '../terminal.ts'
import { numberOf } from '../typed.ts'

type Results = components['schemas']['SearchResults']
type Row = Results['rows'][number]

const MOST_COUNTED = 1000

const search: Command = {
  name: 'search',
  says: 'Tickets, topics and articles by their words and filters, newest first',
  takes: ['QUERY…'],
  options: {
    limit: { type: 'string', value: 'COUNT', says: 'How many, up to 100; usually 20' },
    after: { type: 'string', value: 'MARK', says: 'The next page, as the page before says' },
  },
  examples: [
    'watchdesk search ldap sync',
    'watchdesk search status:open org:acme \'"exit 137"\'',
    'watchdesk search kind:topic runner',
    'watchdesk search --json is:unassigned | jq ".rows[].number"',
  ],
  async run({ given, api, take, show, terminal }) {
    const limit = given.text('limit')
    const answer = await take(
      api.GET('/api/v1/search', {
        params: {
          query: {
            q: given.words.join(' '),
            cursor: given.text('after'),
            limit: limit === undefined ? undefined : numberOf(limit, 'tickets'),
          },
        },
      }),
    )
    show(answer, () => words(answer, terminal))
  },
}

function words(answer: Results, terminal: Terminal): string {
  const { findings, rows, next } = answer
  return [
    ...findings.map(({ message }) => painted(safe(message), 'doubtful', terminal.look)),
    table(columns(terminal, answer.now), rows, terminal.look) || 'Nothing found.',
    countWords(answer),
    ...(next ? [`More: repeat it with --after ${next}`] : []),
  ]
    .filter(Boolean)
    .join('\n')
}

function countWords({ total, indexed }: Results): string {
  const count = total === null ? '' : total > MOST_COUNTED ? '1,000+ found.' : `${total} found.`
  const delay = indexed.rebuilding
    ? 'The index is being made anew; older tickets may be missing.'
    : indexed.behindSeconds > 0
      ? `Indexed up to ${indexed.behindSeconds} s ago.`
      : ''
  return [count, delay].filter(Boolean).join(' ')
}

function columns({ zone, look }: Terminal, now: string): Column<Row>[] {
  return [
    { title: '#', right: true, of: ({ number }) => String(number) },
    {
      title: 'STATUS',
      of: (row) => (row.kind === 'ticket' ? row.status.replace('_', ' ') : row.kind),
    },
    {
      title: 'SUBJECT',
      flexible: true,
      of: (row) =>
        row.kind === 'ticket' && row.restricted
          ? `[restricted] ${row.subject.text}`
          : row.subject.text,
    },
    {
      title: 'SAYS',
      spare: true,
      of: ({ excerpt }) => (excerpt ? excerpt.text.slice(0, look.columns ? 60 : 240) : ''),
    },
    {
      title: 'CUSTOMER',
      spare: true,
      of: (row) =>
        row.kind === 'ticket' ? (row.organizationName ?? row.requesterName) : (row.author ?? ''),
    },
    { title: 'CHANGED', spare: true, of: ({ updatedAt }) => localTime(updatedAt, zone, now) },
  ]
}

export const searchCommands: readonly Command[] = [search]
