import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Line {
  number: number
  shown: { file: string; title: string }[]
  measured: string[]
  later: string | null
}

const lines = readFileSync('docs/details.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number, cell] = /^\| (\d+) \| .+ \| (.+) \|$/.exec(line) ?? []
    return number && cell ? [lineOf(Number(number), cell.split('<br>'))] : []
  })

function lineOf(number: number, parts: string[]): Line {
  return {
    number,
    shown: parts.flatMap((part) => {
      const [, file, title] = /^`([\w/-]+\.test\.ts)`: (.+)$/.exec(part) ?? []
      if (!file || !title) return []
      return [{ file: file.startsWith('web/') ? file : `test/${file}`, title }]
    }),
    measured: parts.flatMap((part) => /^Measured: (.+)$/.exec(part)?.slice(1) ?? []),
    later: /^Later: (.+)$/.exec(parts[0] ?? '')?.[1] ?? null,
  }
}

test('each of the thirty details stands in the list once, and only rooms may come later', () => {
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  const bare = lines.filter(
    ({ shown, measured, later }) => shown.length + measured.length === 0 && !later,
  )
  expect(bare).toEqual([])
  expect(lines.filter(({ later }) => later).map(({ number }) => number)).toEqual([16, 17])
})

test('every test that the list names exists, in the file it names', () => {
  const missing = lines
    .flatMap(({ shown }) => shown)
    .filter(({ file, title }) => !existsSync(file) || !tells(readFileSync(file, 'utf8'), title))
  expect(missing).toEqual([])
})

test('every time that the list names is measured', () => {
  const source = readFileSync('bench/browser.ts', 'utf8')
  const missing = lines.flatMap(({ measured }) => measured).filter((what) => !source.includes(what))
  expect(missing).toEqual([])
})

/** A title is the first argument of a test or story, not words of a comment. */
const tells = (source: string, title: string) =>
  ['(', '(\n  ', '(\n    '].some((opening) => source.includes(`${opening}'${title}',`))
