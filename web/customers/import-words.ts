// Decides how an import of customers is told: its state, its counts, its report as a file.

import type { components } from '../../api/types.ts'

export type Import = components['schemas']['CustomerImport']
export type Report = components['schemas']['CustomerImportReport']
export type Kind = Import['kind']

export const kinds: { value: Kind; label: string; columns: string; own?: true }[] = [
  {
    value: 'organizations',
    label: 'Organizations',
    columns:
      'external_id, name; and domains, region, time_zone, success_tier, contact_limit, citizenship',
    own: true,
  },
  {
    value: 'contacts',
    label: 'Contacts',
    columns:
      'email; and name, external_id, phone, language, time_zone, organization, is_default, may_manage_contacts',
    own: true,
  },
  {
    value: 'memberships',
    label: 'Who belongs where',
    columns: 'email, organization; and is_default, may_manage_contacts',
  },
  {
    value: 'subscriptions',
    label: 'Subscriptions',
    columns:
      'external_id, organization, plan, starts_at; and ends_at, grace_days, seats, hosting, state, emergency_support',
  },
]

export const kindLabel = (kind: Kind): string =>
  kinds.find(({ value }) => value === kind)?.label ?? kind

/** The kind a file's name begins with, as our own examples are called. */
export const kindOfName = (name: string): Kind | undefined =>
  kinds.find(({ value }) => name.toLowerCase().startsWith(value))?.value

export const isMoving = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'waiting' || state === 'running'

/** 0 to 100, of the file. */
export const shareDone = ({ doneBytes, bytes, state }: Import): number =>
  state === 'done' ? 100 : bytes === 0 ? 0 : Math.floor((100 * doneBytes) / bytes)

const records = (count: number): string => (count === 1 ? '1 record' : `${count} records`)

/** One sentence on how it stands. */
export function stateWords(one: Import): string {
  const { state, dryRun, doneRows, failedBecause } = one
  const broke = failedBecause ?? ''
  switch (state) {
    case 'waiting':
      return 'It begins in a moment.'
    case 'running':
      return `${dryRun ? 'Tried' : 'Brought in'} so far: ${records(doneRows)}, ${shareDone(one)} % of the file.`
    case 'failed':
      return !dryRun && doneRows > 0
        ? `It broke off after ${records(doneRows)}; what was brought in stays. ${broke}`.trim()
        : `Nothing of it can be used. ${broke}`.trim()
    case 'cancelled':
      return dryRun
        ? 'Stopped. Nothing was kept.'
        : `Stopped after ${records(doneRows)}. What was brought in stays.`
    case 'done':
      return dryRun
        ? `Tried, and nothing kept: ${records(doneRows)}.`
        : `Brought in: ${records(doneRows)}.`
  }
}

/** '3 new, 1 changed, 12 as they were, 2 refused' */
export function countWords({ created, changed, same, refused, dryRun }: Import): string {
  const would = dryRun ? 'would be ' : ''
  return `${created} ${would}new, ${changed} ${would}changed, ${same} as they were, ${refused} refused`
}

/** A spreadsheet must not take a text for a formula (CWE-1236). */
function cell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The refusals as CSV (RFC 4180), to be mended in a spreadsheet. */
export function reportCsv({ refusals }: Pick<Report, 'refusals'>): string {
  const rows = refusals.map(({ line, key, field, why, remedy }) =>
    [line, key, field ?? '', why, remedy].map(cell).join(','),
  )
  return ['record,key,field,what is wrong,what helps', ...rows].join('\r\n') + '\r\n'
}
