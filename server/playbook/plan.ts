/** What applying a playbook would change: the difference between the one in force and the one wanted. */
import { isDeepStrictEqual } from 'node:util'
import { isMapping, type Path, printPath } from './finding.ts'
import { type Playbook, playbookSchema } from './playbook.ts'

export type Section = keyof Playbook

export interface Change {
  section: Section
  /** The entry's key; the name of a call link or template; empty for a section that is one thing. */
  key: string
  kind: 'add' | 'change' | 'remove'
  fields: FieldChange[]
}

export interface FieldChange {
  /** Inside the entry, such as levels[1].delay_minutes. "position" counts from 1. */
  path: string
  /** undefined: not there. */
  before: unknown
  after: unknown
}

/** Sections whose order means something: rank, precedence, order of fallbacks. */
const ORDERED: readonly Section[] = [
  'channels',
  'sla_policies',
  'call_links',
  'trackers',
  'forum_categories',
]

interface Entry {
  key: string
  position: number
  value: Record<string, unknown>
}

/**
 * Changes in the order of the sections; within one, additions and changes in the wanted order, then
 * removals. Empty when applying would change nothing. null: no playbook is in force yet.
 */
export function planChanges(current: Playbook | null, wanted: Playbook): Change[] {
  return playbookSchema
    .keyof()
    .options.flatMap((section) =>
      changesOf(section, current ? entriesOf(section, current) : [], entriesOf(section, wanted)),
    )
}

function changesOf(section: Section, before: Entry[], after: Entry[]): Change[] {
  const moved = ORDERED.includes(section) ? movesOf(before, after) : []
  const written = after.flatMap((entry): Change[] => {
    const old = before.find(({ key }) => key === entry.key)
    if (!old) return [{ section, key: entry.key, kind: 'add', fields: fieldsOf({}, entry.value) }]
    const move = moved.filter(({ key }) => key === entry.key).map(({ field }) => field)
    const fields = [...move, ...fieldsOf(old.value, entry.value)]
    return fields.length === 0 ? [] : [{ section, key: entry.key, kind: 'change', fields }]
  })
  const removed = before
    .filter(({ key }) => !after.some((entry) => entry.key === key))
    .map((entry): Change => {
      return { section, key: entry.key, kind: 'remove', fields: fieldsOf(entry.value, {}) }
    })
  return [...written, ...removed]
}

function entriesOf(section: Section, playbook: Playbook): Entry[] {
  if (section === 'templates') {
    const templates = Object.entries(playbook.templates)
    return templates.map(([key, value]) => ({ key, position: 0, value: { ...value } }))
  }
  const value = playbook[section]
  if (!Array.isArray(value)) return [{ key: '', position: 0, value }]
  return value.map((entry, index) => {
    return { key: 'key' in entry ? entry.key : entry.name, position: index + 1, value: entry }
  })
}

/** Entries that changed places among those in both: one put in above them moves nobody. */
function movesOf(before: Entry[], after: Entry[]): { key: string; field: FieldChange }[] {
  const stayed = before.filter(({ key }) => after.some((entry) => entry.key === key))
  const staying = after.filter(({ key }) => before.some((entry) => entry.key === key))
  return staying.flatMap((entry, index) => {
    if (stayed[index]?.key === entry.key) return []
    const old = stayed.find(({ key }) => key === entry.key)
    const field = { path: 'position', before: old?.position, after: entry.position }
    return [{ key: entry.key, field }]
  })
}

/** Compares leaf by leaf; lists of plain values count as one leaf, because people read them as one. */
function fieldsOf(before: unknown, after: unknown, path: Path = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return []
  const steps = childSteps(before, after)
  if (steps === null) return [{ path: printPath(path), before, after }]
  return steps.flatMap((step) =>
    fieldsOf(childOf(before, step), childOf(after, step), [...path, step]),
  )
}

function childSteps(before: unknown, after: unknown): (string | number)[] | null {
  if (isMapping(before) && isMapping(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return null
  if (![...before, ...after].every(isMapping)) return null
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index)
}

function childOf(value: unknown, step: string | number): unknown {
  return Object(value)[step]
}
