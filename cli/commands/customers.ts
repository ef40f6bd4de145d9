import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { components } from '../../api/types.ts'
import type { Command, Session } from '../command.ts'
import { UsageError } from '../errors.ts'
import { oneLine, table } from '../output.ts'

type Report = components['schemas']['CustomerImportReport']

const KINDS = ['organizations', 'contacts', 'memberships', 'subscriptions'] as const
const isOver = ({ state }: Report) => ['done', 'failed', 'cancelled'].includes(state)

const importFile: Command = {
  name: 'customers import',
  says: 'Bring customers in from a file: CSV, JSON or NDJSON. Twice the same changes nothing',
  takes: ['FILE'],
  options: {
    kind: {
      type: 'string',
      value: 'KIND',
      says: `What is in it: ${KINDS.join(', ')}. Left out: the beginning of the file's name`,
    },
    'dry-run': { type: 'boolean', says: 'Try everything, keep nothing, and say what would happen' },
  },
  examples: [
    'watchdesk customers import organizations.csv --dry-run',
    'watchdesk customers import people.ndjson --kind contacts',
  ],
  async run({ given, api, take, show, terminal }) {
    const file = given.words[0]!
    const name = basename(file)
    const wanted = given.text('kind') ?? KINDS.find((one) => name.startsWith(one))
    const kind = KINDS.find((one) => one === wanted)
    if (!kind) throw new UsageError(`Say what is in ${name}: --kind ${KINDS.join(' or ')}.`)
    const body = await openAsBlob(file).catch((error: unknown) => {
      throw new UsageError(`${file} cannot be read: ${String(error)}.`)
    })
    const dryRun = given.flag('dry-run') ? ('true' as const) : ('false' as const)
    const started = await take(
      api.POST('/api/v1/customer-imports', {
        params: { query: { kind, name, dryRun } },
        // The contract knows no body that is a file and nothing else.
        ...({ body, bodySerializer: (blob: Blob) => blob } as object),
        headers: { 'content-type': 'application/octet-stream' },
      }),
    )
    let report = await reportOf({ api, take }, started.number)
    while (!isOver(report)) {
      terminal.say(`${Math.floor((100 * report.doneBytes) / report.bytes)} %`)
      await new Promise((resolve) => setTimeout(resolve, 1000))
      report = await reportOf({ api, take }, started.number)
    }
    const last = report
    show(last, () => wordsOf(last, terminal.look))
    return last.state === 'done' ? 0 : 1
  },
}

const reportOf = ({ api, take }: Pick<Session, 'api' | 'take'>, number: number): Promise<Report> =>
  take(api.GET('/api/v1/customer-imports/{number}', { params: { path: { number } } }))

function wordsOf(report: Report, look: Session['terminal']['look']): string {
  const { dryRun, kind, created, changed, same, refused, failedBecause, refusals } = report
  if (failedBecause) return `Nothing of it can be used. ${failedBecause}`
  const would = dryRun ? 'Tried, nothing kept: ' : ''
  const counts = `${would}${created} ${kind} new, ${changed} changed, ${same} as they were, ${refused} refused.`
  const rows = table(
    [
      { title: 'LINE', of: ({ line }) => String(line) },
      { title: 'KEY', of: ({ key }) => oneLine(key) },
      { title: 'WHY', of: ({ why, remedy }) => oneLine(`${why} ${remedy}`.trim()) },
    ],
    refusals.slice(0, 100),
    look,
  )
  return [counts, rows].filter(Boolean).join('\n\n')
}

const list: Command = {
  name: 'customers list',
  says: 'Organizations by name',
  takes: ['[TEXT]'],
  options: {},
  examples: ['watchdesk customers list acme', 'watchdesk customers list acme.com --json'],
  async run({ given, api, take, show, terminal }) {
    const answer = await take(
      api.GET('/api/v1/organizations', { params: { query: { q: given.words[0] ?? '' } } }),
    )
    show(answer, () =>
      table(
        [
          { title: 'NAME', of: ({ name }) => oneLine(name) },
          { title: 'PLAN', of: ({ standing }) => standing?.plan.name ?? 'none' },
          {
            title: 'STANDS',
            of: ({ standing }) => ({
              text: standing?.name.replace('_', ' ') ?? '',
              tone: standing?.name === 'in_force' ? 'good' : 'doubtful',
            }),
          },
          { title: 'CONTACTS', of: ({ contacts }) => String(contacts) },
          { title: 'ID', of: ({ id }) => id },
        ],
        answer.organizations,
        terminal.look,
      ),
    )
  },
}

export const customerCommands: readonly Command[] = [list, importFile]
