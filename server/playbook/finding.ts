/** One thing wrong with a playbook: where in it, what, and what to do. Lines are added when it was read from text. */

export type Path = readonly (string | number)[]

export interface Finding {
  path: Path
  message: string
  remedy: string
  /** The very words that are wrong, when they are only a part of a longer text. */
  words?: string
  /** Set when the key itself is wrong, whatever its value. */
  at?: 'key'
}

/** How people read a path: escalation_policies[0].levels[1].delay_minutes */
export function printPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else text += (text === '' ? '' : '.') + (/^[\w-]+$/.test(step) ? step : quoted(step))
  }
  return text
}

/** What somebody wrote, in quotes, on one line and not too long of it. */
export function quoted(written: string): string {
  const line = written.replaceAll(/\s+/g, ' ').trim()
  return `"${line.length <= 60 ? line : `${line.slice(0, 59)}…`}"`
}

/** Every value at a pattern such as "plans[].channels[]", with its path; what is missing is passed over. */
export function valuesAt(whole: unknown, pattern: string): { path: Path; value: unknown }[] {
  let found: { path: Path; value: unknown }[] = [{ path: [], value: whole }]
  for (const step of pattern.replaceAll('[]', '.[]').split('.')) {
    found = found.flatMap((place) => (step === '[]' ? entriesOf(place) : childOf(place, step)))
  }
  return found
}

function entriesOf({ path, value }: { path: Path; value: unknown }) {
  if (!Array.isArray(value)) return []
  return value.map((entry: unknown, index) => ({ path: [...path, index], value: entry }))
}

function childOf({ path, value }: { path: Path; value: unknown }, name: string) {
  if (!isMapping(value) || !Object.hasOwn(value, name)) return []
  return [{ path: [...path, name], value: value[name] }]
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
