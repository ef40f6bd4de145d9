import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takePostgresLock } from './postgres-lock.ts'
import { processBirth, processPlace } from './process-identity.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchdesk-lock-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const since = '2026-05-04T08:00:00.000Z'

function claim(changes: { pid?: number; birth?: string; place?: string }): string {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  const mine = { pid: process.pid, birth: processBirth(process.pid), place: processPlace() }
  writeFileSync(path, JSON.stringify({ ...mine, since, ...changes }))
  return path
}

test('a running process keeps others out and is named', async () => {
  claim({})
  await expect(takePostgresLock(folder)).rejects.toThrow(
    `process ${process.pid}, has used this data since ${since}. Stop it (kill ${process.pid})`,
  )
})

test('a refused process leaves no claim behind', async () => {
  claim({})
  await expect(takePostgresLock(folder)).rejects.toThrow('Another Watchdesk')
  expect(readdirSync(folder)).toHaveLength(1)
})

test('the claim of a process that is gone is removed', async () => {
  const old = claim({ pid: 2 ** 22 + 1 })
  const lock = await takePostgresLock(folder)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(readdirSync(folder)).not.toContain(old)
  lock.release()
})

test('a claim whose process id was given to a later process is removed', async () => {
  claim({ birth: 'another boot 12' })
  const lock = await takePostgresLock(folder)
  lock.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a claim from another machine holds for as long as it beats', async () => {
  const theirs = claim({ place: 'elsewhere pid:[1]' })
  const beating = setInterval(() => utimesSync(theirs, new Date(), new Date()), 50)
  await expect(takePostgresLock(folder)).rejects.toThrow('on elsewhere pid:[1]')
  clearInterval(beating)
})

test('a claim from another machine that falls silent is removed', async () => {
  claim({ place: 'elsewhere pid:[1]' })
  const lock = await takePostgresLock(folder, 600)
  lock.release()
  expect(readdirSync(folder)).toEqual([])
})

test('of many that come at once exactly one holds the data', async () => {
  const tries = Array.from({ length: 5 }, () => takePostgresLock(folder))
  const results = await Promise.allSettled(tries)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a released lock can be taken again', async () => {
  const first = await takePostgresLock(folder)
  first.release()
  const second = await takePostgresLock(folder)
  second.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a claim that cannot be read is not taken for an old one', async () => {
  writeFileSync(join(folder, 'broken.json'), '{')
  await expect(takePostgresLock(folder)).rejects.toThrow('If no Watchdesk runs, delete it.')
})
