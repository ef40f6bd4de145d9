import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
// The database picks the second occurrence of a time shown twice, `clamp` the first: a page would go
// to the wrong person for an hour. Wall times become instants in wall-clock.ts and nowhere else.
const FORBIDDEN = /\bat\s+time\s+zone\b/i

test('S57 no SQL turns a wall time into an instant', () => {
  const files = ['server', 'migrations'].flatMap(sources)
  expect(files.length).toBeGreaterThan(0)
  const offending = files.filter((file) => FORBIDDEN.test(readFileSync(file, 'utf8')))
  expect(offending.map((file) => relative(ROOT, file))).toEqual([])
})

test('S57 the rule sees the words in any case and over a line break', () => {
  expect(FORBIDDEN.test(`select starts_at\n  At Time\n  Zone 'Europe/Berlin'`)).toBe(true)
})

function sources(folder: string): string[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|sql)$/.test(name))
    .map((name) => join(path, name))
    .filter((file) => file !== import.meta.filename)
}
