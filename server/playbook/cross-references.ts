/** Whether everything a playbook names exists, and every name is given once. Works on half-right files too. */
import { suggestion } from '../platform/did-you-mean.ts'
import { type Finding, isMapping, type Path, quoted, valuesAt } from './finding.ts'
import { addressOf } from './playbook.ts'

/** Where a key of another section is named, and which section it is of. */
const references: readonly (readonly [string, string])[] = [
  ['channels[].escalation_policy', 'escalation_policies'],
  ['channels[].auto_reply', 'templates'],
  ['channels[].redirect', 'templates'],
  ['plans[].channels[]', 'channels'],
  ['plans[].sla_policy', 'sla_policies'],
  ['plans[].hours', 'calendars'],
  ['plans[].emergency_hours', 'calendars'],
  ['sla_policies[].conditions.channels[]', 'channels'],
  ['sla_policies[].conditions.plans[]', 'plans'],
  ['sla_policies[].targets[].hours', 'calendars'],
  ['teams[].members[]', 'people'],
  ['people[].teams[]', 'teams'],
  ['schedules[].layers[].members[]', 'people'],
  ['ticket_forms[].fields[].field', 'ticket_fields'],
  ['ticket_forms[].fields[].when.field', 'ticket_fields'],
  ...['levels[].targets[]', 'fallback_targets[]'].flatMap((targets) => [
    [`escalation_policies[].${targets}.schedule`, 'schedules'] as const,
    [`escalation_policies[].${targets}.person`, 'people'] as const,
    [`escalation_policies[].${targets}.team`, 'teams'] as const,
  ]),
]

/** What one entry of a section is called in a sentence. */
const entryNames: Record<string, string> = {
  channels: 'channel',
  plans: 'plan',
  calendars: 'calendar',
  sla_policies: 'SLA policy',
  teams: 'team',
  people: 'person',
  schedules: 'schedule',
  escalation_policies: 'escalation policy',
  templates: 'template',
  ticket_fields: 'ticket field',
}

/** Values that may stand in a playbook only once. */
const unique: readonly string[] = [
  'channels[].key',
  'plans[].key',
  'calendars[].key',
  'sla_policies[].key',
  'teams[].key',
  'people[].key',
  'people[].email',
  'schedules[].key',
  'escalation_policies[].key',
  'announcements[].key',
  'trackers[].key',
  'forum_categories[].key',
  'ticket_fields[].key',
  'ticket_forms[].key',
  'ticket_statuses[].key',
  'customers.organization_fields[].key',
  'customers.contact_fields[].key',
  'call_links[].name',
]

/** @param whole the playbook as plain values, valid or not */
export function findWrongNames(whole: unknown): Finding[] {
  return [
    ...references.flatMap(([pattern, section]) => unknownNames(whole, pattern, section)),
    ...unique.flatMap((pattern) => doubled(valuesAt(whole, pattern))),
    ...doubled(mailboxes(whole)),
    ...valuesAt(whole, 'schedules[]').flatMap((schedule) => doubled(layerNames(schedule))),
  ]
}

function unknownNames(whole: unknown, pattern: string, section: string): Finding[] {
  const known = keysOf(whole, section)
  return valuesAt(whole, pattern).flatMap(({ path, value }) => {
    if (typeof value !== 'string' || known.includes(value)) return []
    return [
      {
        path,
        message: `there is no ${entryNames[section]} ${quoted(value)}`,
        remedy: suggestion(value, known, `Add it under ${section}, where there is nothing yet.`),
      },
    ]
  })
}

function keysOf(whole: unknown, section: string): string[] {
  if (section === 'templates') {
    return isMapping(whole) && isMapping(whole.templates) ? Object.keys(whole.templates) : []
  }
  const keys = valuesAt(whole, `${section}[].key`).map(({ value }) => value)
  return keys.filter((key) => typeof key === 'string')
}

/** Two channels must not claim the same mailbox, whichever way its address is written. */
function mailboxes(whole: unknown): { path: Path; value: unknown }[] {
  const [support] = valuesAt(whole, 'company.support_address').map(({ value }) => value)
  return valuesAt(whole, 'channels[].addresses[]').map(({ path, value }) => ({
    path,
    value:
      typeof value === 'string' && typeof support === 'string' ? addressOf(value, support) : value,
  }))
}

/** Names of layers are told apart within one schedule only. */
function layerNames(schedule: { path: Path; value: unknown }): { path: Path; value: unknown }[] {
  return valuesAt(schedule.value, 'layers[].name').map(({ path, value }) => {
    return { path: [...schedule.path, ...path], value }
  })
}

function doubled(places: { path: Path; value: unknown }[]): Finding[] {
  const seen = new Set<string>()
  return places.flatMap(({ path, value }) => {
    if (typeof value !== 'string') return []
    const same = value.toLowerCase()
    if (!seen.has(same)) {
      seen.add(same)
      return []
    }
    const message = `${quoted(value)} is already taken`
    return [{ path, message, remedy: 'Choose another, or remove one of the two entries.' }]
  })
}
