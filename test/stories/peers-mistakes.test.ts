import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Line {
  number: number
  proofs: { file: string; title: string }[]
  later: string | null
}

const rows = readFileSync('docs/peers-mistakes.md', 'utf8')
  .split('\n')
  .flatMap((line) => /^\| (\d+) \| .+ \| (.+) \|$/.exec(line)?.slice(1) ?? [])
const lines: Line[] = rows.flatMap((number, index) => {
  const cell = rows[index + 1] ?? ''
  if (index % 2 === 1) return []
  const later = /^Later: (.+)$/.exec(cell)?.[1] ?? null
  const proofs = later === null ? cell.split('<br>').map(proofOf) : []
  return [{ number: Number(number), proofs, later }]
})

function proofOf(text: string) {
  const [, file = '', title = ''] = /^`([\w-]+\.test\.ts)`: (.+)$/.exec(text) ?? []
  return { file: `test/stories/${file}`, title }
}

test('each of the thirty mistakes stands in the list once, with its stories or with why it comes later', () => {
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  expect(lines.filter(({ proofs, later }) => proofs.length === 0 && !later)).toEqual([])
  // Webhooks, the importer and the compatible interface: nothing about mail, tickets or search may wait.
  expect(lines.filter(({ later }) => later).map(({ number }) => number)).toEqual([26, 27, 28])
})

test('every story that the list names exists, in the file it names', () => {
  const missing = lines
    .flatMap(({ proofs }) => proofs)
    .filter(({ file, title }) => !existsSync(file) || !tells(readFileSync(file, 'utf8'), title))
  expect(missing).toEqual([])
})

/** A title stands at the front of a story, not in a comment or in other words of the file. */
const tells = (source: string, title: string) =>
  ['story(', 'test('].some((opening) =>
    [`${opening}'${title}',`, `${opening}\n  '${title}',`].some((text) => source.includes(text)),
  )
