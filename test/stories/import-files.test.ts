import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import {
  keepParts,
  startImport,
  type CustomerImport,
  type Part,
} from '../../server/customers/imports.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { digest } from '../../server/platform/files.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Report {
  state: string
  created: number
  refused: number
  failedBecause: string | null
  refusals: { line: number; field: string | null }[]
}

const kept = (world: World, bytes: Buffer) => keepParts(world.system, Readable.from([bytes]))

async function bringIn(world: World, format: CustomerImport['format'], parts: Part[]) {
  const { number } = await world.work(async (work) => {
    const { id } = await findUserByName(work.db, 'alice')
    const kind = 'organizations'
    return startImport(work, id, { kind, format, name: `o.${format}`, dryRun: false, parts })
  })
  await world.clock.settle()
  return (await world.alice.call<Report>('GET', `/customer-imports/${number}`)).body
}

story('a file that no table can hold ends in words, and does not stand still', async (world) => {
  // As a spreadsheet saves "Unicode text": two bytes a character.
  const wide = Buffer.from('\ufeffexternal_id\tname\r\nhooli\tHooli\r\n', 'utf16le')
  expect(await bringIn(world, 'csv', await kept(world, wide))).toMatchObject({
    state: 'failed',
    failedBecause: expect.stringContaining('UTF-8'),
  })
  const lines = [
    String.raw`{"external_id": "zero\u0000", "name": "Zero"}`,
    String.raw`{"external_id": "half", "name": "Half \ud83d"}`,
    '{"external_id": "hooli", "name": "Hooli"}',
    'no\0json',
  ]
  const read = await bringIn(world, 'ndjson', await kept(world, Buffer.from(lines.join('\n'))))
  expect(read).toMatchObject({ state: 'done', created: 1, refused: 3 })
  expect(read.refusals.map(({ line, field }) => [line, field])).toEqual([
    [1, 'external_id'],
    [2, 'name'],
    [4, null],
  ])
})

story('an import whose bytes are gone ends in words', async (world) => {
  const bytes = Buffer.from(`external_id,name\nown,${crypto.randomUUID()}\n`)
  const parts = await kept(world, bytes)
  const sha256 = digest(bytes)
  const folders = [sha256.slice(0, 2), sha256.slice(2, 4)]
  await rm(join(world.system.config.dataFolder, 'files', ...folders, sha256))
  expect(await bringIn(world, 'csv', parts)).toMatchObject({
    state: 'failed',
    failedBecause: expect.stringContaining('Choose the file once more'),
  })
})

story('a first try that is given up late takes no bytes of the second', async (world) => {
  const { promise: broken, reject } = Promise.withResolvers<never>()
  const file = Buffer.alloc(9 * 1024 * 1024, crypto.randomUUID())
  async function* stalled() {
    yield file
    await broken
  }
  const first = keepParts(world.system, stalled())
  const sha256 = digest(file)
  const there = () =>
    world.system.files.read(sha256).then(
      (bytes) => bytes.equals(file),
      () => false,
    )
  await expect.poll(there).toBe(true)
  await setTimeout(50)
  const second = await kept(world, file)
  reject(new Error('The line broke'))
  await expect(first).rejects.toThrow('The line broke')
  expect(second.map((part) => part.sha256)).toEqual([sha256])
  expect(await there()).toBe(true)
})
