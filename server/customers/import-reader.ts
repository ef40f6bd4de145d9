import type { System } from '../platform/system.ts'
import { codeOf } from '../platform/cannot-start.ts'
import { settingsOf } from '../platform/settings.ts'
import { fieldsOf, nextSpan, separatorOf } from './records.ts'
import { hasOwnFields, readRow, SHAPES, whyNotColumns, type WhyNot } from './import-rows.ts'
import type { Numbered, Refused } from './import-batch.ts'
import type { CustomerImport } from './imports.ts'

/** A record is never so large; a file that has one is not what it says. */
const MOST_RECORD_BYTES = 1024 * 1024

export interface Batch {
  /** Where it begins and ends in the file. */
  from: number
  end: number
  /** The line its first record stands in. */
  records: number
  rows: Numbered[]
  refused: Refused[]
  columns: string[] | null
  isLast: boolean
}

/** What is wrong with a file as a whole. */
export class UnreadableFile extends Error {}

/** Reads a file on from where its import stands, a batch at a time. */
export async function openReader(system: System, whole: CustomerImport) {
  const parts = await system.db
    .selectFrom('customerImportParts')
    .select(['sha256', 'bytes'])
    .where('importId', '=', whole.id)
    .orderBy('position')
    .execute()
  const { kind, format } = whole
  const { organizationFields, contactFields } = (await settingsOf(system)).customers
  const named = kind === 'organizations' ? organizationFields : contactFields
  const own = hasOwnFields(kind) ? named : []
  let columns = whole.columns
  let record = whole.doneRows
  /** The bytes in hand, and where in the file they begin. */
  let held: Buffer = Buffer.alloc(0)
  let heldFrom = whole.doneBytes
  let at = 0
  /** Where the record given out last begins. */
  let lastFrom = 0
  let part = 0
  let skip = whole.doneBytes
  while (part < parts.length && skip >= parts[part]!.bytes) skip -= parts[part++]!.bytes

  async function readOn(): Promise<boolean> {
    const next = parts[part]
    if (!next) return false
    part += 1
    const bytes = await system.files.read(next.sha256).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
      throw new UnreadableFile('A piece of the file is no longer there. Choose the file once more.')
    })
    held = Buffer.concat([held.subarray(at), bytes.subarray(skip)])
    heldFrom += at
    at = 0
    skip = 0
    return true
  }

  async function nextRecord(): Promise<string | null> {
    for (;;) {
      const span = nextSpan(held, at, format, part >= parts.length)
      if (span) {
        if (span.end - span.from > MOST_RECORD_BYTES) throw tooLarge(record)
        lastFrom = span.from
        at = span.end
        return held.toString('utf8', span.from, span.end)
      }
      if (held.length - at > MOST_RECORD_BYTES * 16) throw tooLarge(record)
      if (!(await readOn())) return null
    }
  }

  let separator = ','
  if (format === 'csv' && columns) {
    // The separator is the first line's, whichever batch this is.
    separator = columns[0] ?? ','
    columns = columns.slice(1)
  }

  function readHeader(line: string) {
    if (line.includes('\0'))
      throw new UnreadableFile(
        'The file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet, then choose it again.',
      )
    const bare = line.replace(/^\uFEFF/, '')
    separator = separatorOf(bare)
    columns = fieldsOf(bare, separator).map(columnOf)
    const why = whyNotColumns(kind, columns, own)
    if (why) throw new UnreadableFile(why)
  }

  /** At most so many records. Two of one key never share a batch: the later one must find the earlier one's row. */
  return async function next(most: number): Promise<Batch> {
    const from = heldFrom + at
    const rows: Numbered[] = []
    const refused: Refused[] = []
    const seen = new Set<string>()
    let isLast = false
    let records = 0
    while (records < most) {
      const text = await nextRecord()
      if (text === null) {
        isLast = true
        at = held.length
        break
      }
      if (format === 'csv' && columns === null) {
        readHeader(text)
        continue
      }
      if (text.trim() === '') continue
      const line = record + 1
      const given = recordOf(text, format, columns, separator)
      const read = 'row' in given ? readRow(kind, given.row, own) : { ...given, key: '' }
      if ('row' in read) {
        const keys = SHAPES[kind].keys.flatMap((name) => {
          const value = read.row[name]
          return typeof value === 'string' ? [`${name}:${value}`] : []
        })
        if (keys.some((key) => seen.has(key))) {
          at = lastFrom
          break
        }
        for (const key of keys) seen.add(key)
        rows.push({ line, key: keys[0]?.replace(/^\w+:/, '') ?? '', row: read.row })
      } else refused.push({ line, ...read })
      record += 1
      records += 1
    }
    const kept = columns && format === 'csv' ? [separator, ...columns] : null
    return { from, end: heldFrom + at, records, rows, refused, columns: kept, isLast }
  }
}

/** 'External ID' is external_id; the key of an own field stays as the playbook has it. */
function columnOf(given: string): string {
  const name = given.toLowerCase()
  return name.startsWith('field.') ? name : name.replaceAll(/[\s-]+/g, '_')
}

const tooLarge = (record: number) =>
  new UnreadableFile(
    `Record ${record + 1} is larger than a megabyte. A quote that is never closed looks like that.`,
  )

function recordOf(
  text: string,
  format: CustomerImport['format'],
  columns: readonly string[] | null,
  separator: string,
): { row: Record<string, unknown> } | WhyNot {
  const wrong = (why: string, remedy: string) => ({ field: null, why, remedy })
  if (format === 'csv') {
    const fields = fieldsOf(text, separator)
    if (fields.length > (columns?.length ?? 0))
      return wrong(
        `It has ${fields.length} fields; there are ${columns?.length ?? 0} columns.`,
        'Put quotes around a text that holds the separator.',
      )
    const named = (columns ?? []).map((name, index) => [name, fields[index] ?? ''])
    return { row: Object.fromEntries(named) }
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { row: value as Record<string, unknown> }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return wrong(`It is no JSON: ${why}`, 'Let the program that made the file write it anew.')
  }
  return wrong('It is no object with columns and values.', 'Write each record as an object.')
}
