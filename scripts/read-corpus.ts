import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Unreadable, type IncomingMail } from '../server/connectors/connector.ts'
import { readMail } from '../server/connectors/email/read-mail.ts'

/**
 * Reads every message of a folder and prints what was made of it, as a table of counts:
 * `node scripts/read-corpus.ts > docs/mail-corpus.md`, or with the name of any folder of your own.
 */
export const CORPUS = join(import.meta.dirname, '../server/connectors/email/corpus')

export const COLUMNS = [
  'verdict',
  'sender',
  'subject',
  'text',
  'attachments',
  'charset',
  'protection',
  'not delivered to',
] as const

export type Reading = Record<(typeof COLUMNS)[number], string>

export interface Expectation {
  file: string
  kind: string
  reading: Reading
  /** Why this and not something else, where one can argue. */
  note: string
}

/** One line a file; a tab, a line end or a backslash inside a field is written as in JSON. */
export function expectations(): Expectation[] {
  const [, ...lines] = readFileSync(join(CORPUS, 'expectations.tsv'), 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [file = '', kind = '', ...fields] = line.split('\t').map(plain)
    const reading = Object.fromEntries(COLUMNS.map((column, at) => [column, fields[at] ?? '']))
    return { file, kind, reading: reading as Reading, note: fields[COLUMNS.length] ?? '' }
  })
}

const plain = (field: string) => String(JSON.parse(`"${field.replaceAll('"', '\\"')}"`))

/** Takes a message as the server would. One that nobody can read has its reason for a verdict. */
export async function readingOf(file: string, raw: Buffer): Promise<Reading> {
  try {
    return readingOfMail(await readMail(wrapped(file, raw)))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const nothing = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Reading
    return { ...nothing, verdict: `unreadable: ${error.message}` }
  }
}

function readingOfMail(mail: IncomingMail): Reading {
  return {
    verdict: mail.verdict.kind,
    sender: mail.from?.address ?? '',
    subject: mail.subject.slice(0, 120),
    text: mail.text.replaceAll(/\s+/g, ' ').slice(0, 80),
    attachments: String(mail.attachments.length),
    charset: mail.charset ?? '',
    protection: [mail.encrypted ?? '', mail.signed ? `signed ${mail.signed}` : '']
      .filter(Boolean)
      .join(', '),
    'not delivered to': (mail.bounce?.recipients ?? [])
      .slice(0, 5)
      .map(
        ({ address, permanent, status }) =>
          `${address} ${permanent ? 'never' : 'not yet'}${status ? ` ${status}` : ''}`,
      )
      .join('; '),
  }
}

/** A bare winmail.dat is no message: Outlook sends it inside one. */
function wrapped(file: string, raw: Buffer): Buffer {
  if (!/\.(tnef|dat|doc)$/.test(file)) return raw
  return Buffer.from(
    [
      'From: outlook@example.test',
      'Subject: A winmail.dat',
      'MIME-Version: 1.0',
      'Content-Type: application/ms-tnef; name="winmail.dat"',
      'Content-Transfer-Encoding: base64',
      '',
      raw.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    ].join('\r\n'),
  )
}

/** The table in docs/mail-corpus.md. */
export async function corpusTable(): Promise<string> {
  const rows = new Map<string, { files: number; met: Record<string, number> }>()
  const verdicts = new Map<string, { found: number; expected: number }>()
  const count = (verdict: string, column: 'found' | 'expected') => {
    const kind = verdict.replace(/:.*/, '')
    const row = verdicts.get(kind) ?? { found: 0, expected: 0 }
    row[column]++
    verdicts.set(kind, row)
  }
  for (const { file, kind, reading } of expectations()) {
    const found = await readingOf(file, readFileSync(join(CORPUS, file)))
    for (const key of [kind, 'all']) {
      const row = rows.get(key) ?? { files: 0, met: {} }
      row.files++
      for (const column of COLUMNS)
        row.met[column] = (row.met[column] ?? 0) + (found[column] === reading[column] ? 1 : 0)
      rows.set(key, row)
    }
    count(found.verdict, 'found')
    count(reading.verdict, 'expected')
  }
  const kinds = [...rows].sort(
    ([one], [other]) => Number(one === 'all') - Number(other === 'all') || one.localeCompare(other),
  )
  return [
    table(
      ['kind', 'files', ...COLUMNS],
      kinds.map(([kind, { files, met }]) => [
        kind,
        String(files),
        ...COLUMNS.map((column) => `${met[column]}/${files}`),
      ]),
    ),
    table(
      ['verdict', 'found', 'expected'],
      [...verdicts]
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([verdict, { found, expected }]) => [verdict, String(found), String(expected)]),
    ),
  ].join('\n\n')
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The whole page; everything but the tables is written here, so that printing it again loses nothing. */
export const corpusPage = async () => `# What the mail reader makes of 395 messages

Printed by \`node scripts/read-corpus.ts > docs/mail-corpus.md\`; a test compares this page with what the reader does
today. The messages are in \`server/connectors/email/corpus\` (origins and licences: its ORIGIN.md). What is expected of
each stands in \`expectations.tsv\`, with a note where one can argue. The expectations were proposed by a program, gone
through group by group with the messages beside them, and compared with what the mail parser of the Python library says
of sender, subject, text and number of files: it differs in 19 messages, each looked at and decided there. Cells say how
many messages are read as expected.

${await corpusTable()}
`

async function printFolder(folder: string): Promise<void> {
  const counts = new Map<string, number>()
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name)
    const { verdict, sender, subject } = await readingOf(entry.name, readFileSync(path))
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    console.log([relative(folder, path), verdict, sender, subject].join('\t'))
  }
  console.log(
    `\n${table(
      ['verdict', 'messages'],
      [...counts].map(([verdict, n]) => [verdict, String(n)]),
    )}`,
  )
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder) await printFolder(folder)
  else process.stdout.write(await corpusPage())
}
