/** How a plan is shown to the person who is about to apply it. */
import type { Change, FieldChange } from './plan.ts'

/** Of one value; two stand on a line. */
const WIDTH = 80

const SIGNS = { add: '+', change: '~', remove: '-' } as const

/** Several lines, without a line break at the end. */
export function printPlan(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing to change: this playbook is in force already.'
  const sections = [...new Set(changes.map(({ section }) => section))]
  const blocks = sections.map((section) =>
    [section, ...changes.filter((change) => change.section === section).map(printChange)].join(
      '\n',
    ),
  )
  return [totals(changes), ...blocks].join('\n\n')
}

function totals(changes: readonly Change[]): string {
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length
  return `${count('add')} to add, ${count('change')} to change, ${count('remove')} to remove.`
}

function printChange({ section, key, kind, fields }: Change): string {
  const head = `  ${SIGNS[kind]} ${key || section}`
  return kind === 'change' ? [head, ...fields.map(printField)].join('\n') : head
}

function printField({ path, before, after }: FieldChange): string {
  const same = sameBeginning(before, after)
  return `      ${path}: ${shown(before, same)} → ${shown(after, same)}`
}

/** How much of two long texts is the same and need not be shown; a few words of it stay. */
function sameBeginning(before: unknown, after: unknown): number {
  if (typeof before !== 'string' || typeof after !== 'string') return 0
  if (before.length <= WIDTH && after.length <= WIDTH) return 0
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  return Math.max(0, same - 20)
}

function shown(value: unknown, from: number): string {
  if (value === undefined) return '(none)'
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  const line = (from > 0 ? '…' : '') + text.slice(from).replaceAll(/\s+/g, ' ').trim()
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1)}…`
}
