import { sql } from 'kysely'
import { settingsOf, type CompanySettings } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { isAlreadySo, whyRefused, type BulkSet, type Candidate } from './bulk-set.ts'
import { meantTickets, type Meant } from './bulk.ts'
import { problemsOf, type FieldValues } from './fields.ts'
import type { Ticket } from './queries.ts'

/** Refusals told one by one; more are only counted. */
const MOST_TOLD = 100

export interface BulkPreview {
  total: number
  changing: number
  /** As they should be already. */
  same: number
  refused: number
  refusals: { number: number; subject: string; why: string }[]
}

/** What a change of many tickets would do now. Nothing is changed or locked, so it may differ a moment later. */
export async function previewBulkChange(
  work: Work,
  meant: Meant,
  set: BulkSet,
  seesRestricted: boolean,
): Promise<BulkPreview> {
  const ids = await meantTickets(work, meant, set, seesRestricted)
  const { tickets: rules } = await settingsOf(work.system)
  const rows = await work.db
    .selectFrom('tickets')
    .select([...FACTS, 'subject'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('number')
    .execute()
  const refusals = rows.flatMap((row) => {
    const why = whyRefused(candidateOf(row, rules), set)
    return why === null ? [] : [{ number: row.number, subject: row.subject, why }]
  })
  const refused = new Set(refusals.map(({ number }) => number))
  const same = rows.filter(
    (row) => !refused.has(row.number) && isAlreadySo(candidateOf(row, rules), set),
  ).length
  return {
    total: rows.length,
    changing: rows.length - refusals.length - same,
    same,
    refused: refusals.length,
    refusals: refusals.slice(0, MOST_TOLD),
  }
}

const FACTS = [
  'number',
  'status',
  'priority',
  'assigneeId',
  'teamId',
  'tags',
  'publicReplies',
  'mergedIntoId',
  'spamBefore',
  'snoozedUntil',
  'snoozedForAnswer',
  'formKey',
  'fieldValues',
] as const

/** A ticket as the rules for many look at it. */
export function candidateOf(
  {
    mergedIntoId,
    spamBefore,
    formKey,
    fieldValues,
    ...ticket
  }: Pick<Ticket, (typeof FACTS)[number]>,
  { forms, fields }: CompanySettings['tickets'],
): Candidate {
  const form = forms.find(({ key }) => key === formKey) ?? null
  const problems = formKey
    ? problemsOf(form, fields, fieldValues as FieldValues, { solving: true })
    : []
  return {
    ...ticket,
    isMerged: mergedIntoId !== null,
    isSpam: spamBefore !== null,
    unfilled: problems.map(({ message }) => message),
  }
}
