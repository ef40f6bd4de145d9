// Decides how the settings of a connection stand in its form, and what the connection is said to do.

import type { components } from '../../api/types.ts'
import type { Fate } from './mail-words.ts'

export type Connection = components['schemas']['Connection']
export type ConnectionKind = components['schemas']['ConnectionKind']

/** One setting, as the connector describes it in JSON schema. */
export interface SettingField {
  name: string
  label: string
  description: string
  kind: 'text' | 'secret' | 'list'
  isNeeded: boolean
  /** What stands there before anybody wrote. */
  usual: string
  example: string
}

export interface ConnectionForm {
  key: string
  kind: string
  name: string
  /** As typed; lists with commas. */
  settings: Record<string, string>
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** In the order the connector wrote them. */
export function fieldsOf(kind: ConnectionKind | undefined): SettingField[] {
  const form = record(kind?.form)
  const needed = Array.isArray(form['required']) ? form['required'] : []
  return Object.entries(record(form['properties'])).map(([name, described]) => {
    const field = record(described)
    const examples = Array.isArray(field['examples']) ? field['examples'] : []
    return {
      name,
      label: words(field['title']) || name,
      description: words(field['description']),
      kind: field['secret'] === true ? 'secret' : field['type'] === 'array' ? 'list' : 'text',
      isNeeded: needed.includes(name),
      usual: words(field['default']),
      example: words(examples[0]),
    }
  })
}

const listed = (value: unknown): string =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : words(value)

/** Secrets are never shown: left empty, they stay as they are. */
export const connectionFormOf = (
  connection: Connection | undefined,
  kind: ConnectionKind,
): ConnectionForm => ({
  key: connection?.key ?? '',
  kind: kind.kind,
  name: connection?.name ?? '',
  settings: Object.fromEntries(
    fieldsOf(kind).map((field) => [
      field.name,
      connection ? listed(connection.settings[field.name]) : field.usual,
    ]),
  ),
})

/** What is sent: a secret only when one was written, an empty setting not at all. */
export function settingsIn(form: ConnectionForm, fields: SettingField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, unknown][] => {
      const typed = (form.settings[name] ?? '').trim()
      if (kind === 'list') return [[name, typed.split(/[\s,;]+/).filter(Boolean)]]
      return typed === '' ? [] : [[name, typed]]
    }),
  )
}

/** What is wrong before the server is asked, by field as the server names them. */
export function wrongInConnection(
  form: ConnectionForm,
  fields: SettingField[],
  isNew: boolean,
): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!form.name.trim()) wrong['name'] = 'Give it a name your colleagues know.'
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(form.key.trim()))
    wrong['key'] = 'Small letters, digits, - and _: such as forum.'
  for (const { name, label, kind, isNeeded } of fields)
    if (isNeeded && (isNew || kind !== 'secret') && !form.settings[name]?.trim())
      wrong[`settings.${name}`] = `${label} is missing.`
  return wrong
}

/** What it does now; why, where something is wrong. */
export function connectionFate(connection: Connection): Fate {
  const { state, lastError, lastSeenAt, hasSecret } = connection
  if (state === 'paused') return { word: 'Paused', tone: 'wait' }
  if (!hasSecret)
    return { word: 'Its keys cannot be read', tone: 'stuck', why: 'Put them in again.' }
  if (state === 'failing')
    return { word: 'Does not work', tone: 'stuck', ...(lastError && { why: lastError }) }
  return lastSeenAt ? { word: 'Running', tone: 'good' } : { word: 'Starting', tone: 'wait' }
}
