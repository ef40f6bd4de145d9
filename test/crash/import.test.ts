import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { startServer } from '../../bench/server-process.ts'
import { closeSystem, openSystem } from '../../server/app.ts'
import { createToken } from '../../server/people/actions.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { testConfig } from '../world/cast.ts'
import { databaseUrl, run } from '../world/global-setup.ts'

const CONTACTS = 60_000

test(
  'an import whose process is killed goes on where it was: every line counts once',
  { timeout: 240_000 },
  async () => {
    const adminUrl = inject('adminUrl')
    await run(adminUrl, 'create database crash_import template template_cast strategy file_copy')
    const url = databaseUrl(adminUrl, 'crash_import')
    const token = await tokenOf(url)
    const folder = await mkdtemp(join(tmpdir(), 'watchdesk-import-'))
    const client = new Client({ connectionString: url })
    await client.connect()
    const env = { DATABASE_URL: url, WATCHDESK_DATA: folder }
    let server = await startServer('both', env)
    try {
      const lines = Array.from(
        { length: CONTACTS },
        (_, i) => `someone-${i}@acme.test,Someone ${i},acme`,
      )
      const answer = await fetch(
        `http://127.0.0.1:${server.port}/api/v1/customer-imports?kind=contacts&name=people.csv`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
          body: ['email,name,organization', ...lines].join('\n'),
        },
      )
      expect(answer.status).toBe(202)
      const seen: number[] = []
      for (let kills = 0; kills < 3; kills += 1) {
        const before = seen.at(-1) ?? 0
        const done = await until(client, ({ rows, state }) => rows > before || state === 'done')
        seen.push(done.rows)
        process.kill(server.pid, 'SIGKILL')
        await server.stop()
        server = await startServer('both', env)
      }
      // Killed in the middle, not at the end.
      expect(seen[0]).toBeLessThan(CONTACTS)
      const over = await until(client, ({ state }) => state === 'done')
      expect(over).toEqual({ state: 'done', rows: CONTACTS, created: CONTACTS, refused: 0 })
      const { rows } = await client.query<{ contacts: number; members: number }>(`
      select (select count(*) from contacts where email like 'someone-%') as contacts,
        (select count(*) from memberships m join contacts c on c.id = m.contact_id where c.email like 'someone-%') as members`)
      expect(rows).toEqual([{ contacts: CONTACTS, members: CONTACTS }])
    } finally {
      await server.stop()
      await client.end()
      await rm(folder, { recursive: true, force: true })
    }
  },
)

interface Progress {
  state: string
  rows: number
  created: number
  refused: number
}

/** Looks at the row itself until it is as wanted. */
async function until(client: Client, isSo: (progress: Progress) => boolean): Promise<Progress> {
  for (;;) {
    const { rows } = await client.query<Progress>(
      'select state, done_rows as rows, created, refused from customer_imports',
    )
    if (rows[0] && isSo(rows[0])) return rows[0]
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function tokenOf(url: string): Promise<string> {
  const system = await openSystem(testConfig(), url)
  try {
    await system.db.updateTable('clock').set({ frozenAt: null }).execute()
    return await inWork(system, machine('test'), async (work) => {
      const { id } = await findUserByName(work.db, 'alice')
      return (await createToken(work, id, 'test', ['*'], null)).token
    })
  } finally {
    await closeSystem(system)
  }
}
