import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CORPUS, corpusPage, expectations, readingOf } from '../../../scripts/read-corpus.ts'

const table = expectations()

test('every message of the corpus has its line of expectations', () => {
  const files = readdirSync(CORPUS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(CORPUS, name)).map((file) => `${name}/${file}`))
  expect(table.map(({ file }) => file).sort()).toEqual(files.sort())
  expect(table).toHaveLength(395)
})

describe('messages of many programs', () => {
  test.each(table)('$file is read as expected', async ({ file, reading }) => {
    expect(await readingOf(file, readFileSync(join(CORPUS, file)))).toEqual(reading)
  })
})

test('the page about the corpus says what the reader does today', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/mail-corpus.md'), 'utf8')
  expect(page).toBe(await corpusPage())
})
