import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { z } from 'zod'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { processBirth } from './process-identity.ts'

let made: string
let folder: string
let log: string[]

// Others may pass, so that root, too, has its database in the folder.
function newFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'watchdesk-embedded-')))
  chmodSync(path, 0o711)
  return path
}

// Making a database takes most of a second: most tests begin with a copy of one.
beforeAll(async () => {
  made = newFolder()
  const first = await startEmbeddedPostgres({ folder: made, log() {} })
  await first.stop()
})

beforeEach(() => {
  folder = newFolder()
  cpSync(made, folder, { recursive: true })
  log = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => rmSync(made, { recursive: true, force: true }))

const Started = z.object({ url: z.string(), pid: z.int() })

const empty = () => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
}

async function start(options: { startAgain?: boolean } = {}) {
  const postgres = await startEmbeddedPostgres({
    folder,
    log: (line) => log.push(line),
    ...options,
  })
  onTestFinished(() => postgres.stop())
  return postgres
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows.map((row: unknown[]) => row[0])
  } finally {
    await client.end()
  }
}

async function keepWord(url: string) {
  await ask(url, 'CREATE TABLE promises (word text)')
  await ask(url, "INSERT INTO promises VALUES ('kept')")
}

const readWord = (url: string) => ask(url, 'SELECT word FROM promises')
const isGone = (pid: number) => vi.waitFor(() => expect(processBirth(pid)).toBeNull(), 10_000)

/** Another Watchdesk process that starts PostgreSQL on the folder and holds it. */
async function otherProcess(then = '') {
  const ours = JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))
  const script = `
    import { startEmbeddedPostgres } from ${ours}
    const { url, pid } = await startEmbeddedPostgres({ folder: process.argv[1], log() {} })
    console.log(JSON.stringify({ url, pid }))
    ${then}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const [line]: unknown[] = await once(createInterface(child.stdout), 'line')
  return { child, ...Started.parse(JSON.parse(String(line))) }
}

function sameAccountAs(path: string): { uid?: number; gid?: number } {
  const { uid, gid } = statSync(path)
  return process.getuid?.() === 0 ? { uid, gid } : {}
}

async function kill(child: ChildProcess, signal: NodeJS.Signals) {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

test('the first start makes a database that the product owns without being a superuser', async () => {
  empty()
  const { url } = await start()
  expect(await ask(url, 'SELECT current_database()')).toEqual(['watchdesk'])
  expect(await ask(url, 'SHOW is_superuser')).toEqual(['off'])
  await ask(url, 'CREATE EXTENSION pg_trgm')
  await keepWord(url)
  expect(await readWord(url)).toEqual(['kept'])
})

test('what is committed is on disk, and only this machine with the password comes in', async () => {
  const { url, adminUrl } = await start()
  const settings = 'fsync synchronous_commit full_page_writes data_checksums server_encoding'
  const names = [...settings.split(' '), 'TimeZone', 'jit', 'listen_addresses', 'max_connections']
  const values = await Promise.all(names.map((name) => ask(adminUrl, `SHOW "${name}"`)))
  expect(values.flat()).toEqual(['on', 'on', 'on', 'on', 'UTF8', 'UTC', 'off', '127.0.0.1', '60'])
  await expect(ask(url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow('password')
  expect(statSync(join(folder, 'postgres-password')).mode & 0o777).toBe(0o600)
})

test('the second start finds the data under the same address', async () => {
  const first = await start()
  await keepWord(first.url)
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await readWord(second.url)).toEqual(['kept'])
})

test('another process finds the one that runs, and nothing before and after', async () => {
  expect(runningEmbeddedPostgres(folder)).toBeNull()
  const { url, adminUrl, pid, stop } = await start()
  expect(runningEmbeddedPostgres(folder)).toEqual({ url, adminUrl, pid })
  await stop()
  expect(runningEmbeddedPostgres(folder)).toBeNull()
})

test('stop ends open sessions and leaves no process', async () => {
  const postgres = await start()
  const client = new Client({ connectionString: postgres.url })
  const ended = new Promise((resolve) => client.on('error', resolve))
  await client.connect()
  await postgres.stop()
  expect(processBirth(postgres.pid)).toBeNull()
  expect(await ended).toBeInstanceOf(Error)
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
  await client.end()
})

test('a PostgreSQL that dies under us is started again at the same address', async () => {
  const postgres = await start()
  await keepWord(postgres.url)
  const { pid } = postgres
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(() => expect(postgres.pid).not.toBe(pid), 20_000)
  expect(await readWord(postgres.url)).toEqual(['kept'])
  expect(log).toEqual([`PostgreSQL, process ${pid}, died; starting it again`])
})

test('what a killed PostgreSQL had committed is there after the next start', async () => {
  const first = await start({ startAgain: false })
  await keepWord(first.url)
  process.kill(first.pid, 'SIGKILL')
  await first.stop()
  const second = await start()
  expect(await readWord(second.url)).toEqual(['kept'])
})

test('the PostgreSQL of a killed Watchdesk is ended before a new one starts', async () => {
  const { child, url, pid } = await otherProcess()
  await keepWord(url)
  await kill(child, 'SIGKILL')
  expect(processBirth(pid)).not.toBeNull()
  const next = await start()
  expect(log).toEqual([expect.stringContaining(`process ${pid}, still runs: ending it first`)])
  expect(processBirth(pid)).toBeNull()
  expect(next.pid).not.toBe(pid)
  expect(await readWord(next.url)).toEqual(['kept'])
})

test('a signal to our whole process group does not reach PostgreSQL', async () => {
  const { child, url } = await otherProcess()
  const exit = once(child, 'exit')
  process.kill(-child.pid!, 'SIGTERM')
  await exit
  expect(await ask(url, 'SELECT 1')).toEqual([1])
  await start()
})

test('a second Watchdesk on the same data is told which process holds it', async () => {
  const { child, url, pid } = await otherProcess()
  await expect(start()).rejects.toThrow(`Another Watchdesk, process ${child.pid},`)
  expect(await ask(url, 'SELECT 1')).toEqual([1])
  await kill(child, 'SIGTERM')
  const next = await start()
  expect(next.pid).not.toBe(pid)
})

test('a Watchdesk that just exits takes its PostgreSQL along', async () => {
  const { child, pid } = await otherProcess('process.stdin.once("data", () => process.exit(1))')
  const exit = once(child, 'exit')
  child.stdin.write('now')
  await exit
  await isGone(pid)
})

test('a pid file whose number now belongs to another process is no obstacle', async () => {
  const first = await start({ startAgain: false })
  process.kill(first.pid, 'SIGKILL')
  await first.stop()
  const stale = join(folder, 'postgres', 'postmaster.pid')
  const [, ...rest] = readFileSync(stale, 'utf8').split('\n')
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...sameAccountAs(stale) })
  writeFileSync(stale, [other.pid, ...rest].join('\n'))
  const second = await start()
  expect(await ask(second.url, 'SELECT 1')).toEqual([1])
  await kill(other, 'SIGKILL')
})

test('a port that was taken meanwhile is given up for a free one', async () => {
  const first = await start()
  await first.stop()
  const { port } = new URL(first.url)
  const squatter = createServer().listen(Number(port), '127.0.0.1')
  await once(squatter, 'listening')
  onTestFinished(() => void squatter.close())
  const second = await start()
  expect(new URL(second.url).port).not.toBe(port)
  expect(await ask(second.url, 'SELECT 1')).toEqual([1])
})

test('a first start that was cut short is begun anew', async () => {
  empty()
  mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true })
  const { url } = await start()
  expect(await ask(url, 'SELECT 1')).toEqual([1])
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
})

test('data whose password file was lost gets a new one', async () => {
  const first = await start()
  await first.stop()
  rmSync(join(folder, 'postgres-password'))
  const { url } = await start()
  expect(new URL(url).password).not.toBe(new URL(first.url).password)
  expect(await ask(url, 'SELECT 1')).toEqual([1])
})

test('data of another PostgreSQL version is refused with the way on', async () => {
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toThrow(/made by PostgreSQL 17; the one installed is 18.*pg_dump/)
})

test('a setting that PostgreSQL does not take is shown in its own words', async () => {
  writeFileSync(join(folder, 'postgres', 'local.conf'), "max_connections = 'many'\n")
  await expect(start()).rejects.toThrow('invalid value for parameter "max_connections": "many"')
})

test('the log keeps one older part and never grows beyond it', async () => {
  writeFileSync(join(folder, 'postgres.log'), 'x'.repeat(10_000_001))
  await start()
  expect(statSync(join(folder, 'postgres.log')).size).toBeLessThan(10_000)
  expect(statSync(join(folder, 'postgres.log.1')).size).toBe(10_000_001)
})
