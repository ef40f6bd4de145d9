import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { eraseTraces } from '../../server/privacy/actions.ts'
import { keepFile, saveUpload } from '../../server/tickets/files.ts'
import { forgetLooseBytes } from '../../server/tickets/loose-bytes.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** Nobody has kept these bytes for two days. */
async function age(world: World, sha256: string) {
  const then = new Date(Date.now() - 2 * 86_400_000)
  const folders = [sha256.slice(0, 2), sha256.slice(2, 4)]
  await utimes(join(world.system.config.dataFolder, 'files', ...folders, sha256), then, then)
}
const isThere = (world: World, sha256: string) =>
  world.system.files.read(sha256).then(
    () => true,
    () => false,
  )
const waiting = (world: World) =>
  world.system.db.selectFrom('looseBytes').select(['sha256', 'goneAt']).execute()

/** As left by a unit of work that did not see the file another one was writing down. */
const noted = (world: World, sha256: string, goneAt: Date | null) =>
  sql`insert into loose_bytes (sha256, kept_at, gone_at)
    values (${sha256}, app_now() - interval '40 days', ${goneAt})`.execute(world.system.db)

story('bytes that a file names stay, whatever was noted of them before', async (world) => {
  const content = Buffer.from('a log')
  const kept = await keepFile(world.system, { name: 'log.txt', content })
  await world.work((work) => saveUpload(work, world.alice.id, kept))
  await age(world, kept.sha256)
  for (const goneAt of [null, new Date(Date.now() - 2 * 86_400_000)]) {
    await noted(world, kept.sha256, goneAt)
    expect(await forgetLooseBytes(world.system)).toBe(0)
    expect(await isThere(world, kept.sha256)).toBe(true)
    expect(await waiting(world)).toEqual([])
  }
})

story('bytes that an import still reads stay as well', async (world) => {
  const sha256 = await world.system.files.keep(Buffer.from('name\nAcme\n'))
  await age(world, sha256)
  await sql`
    with made as (
      insert into customer_imports (id, kind, format, name, dry_run, bytes, user_id, user_name, created_at, moved_at)
      values (gen_random_uuid(), 'organizations', 'csv', 'acme.csv', false, 10, ${world.alice.id}, 'Alice', app_now(), app_now())
      returning id)
    insert into customer_import_parts select id, 1, ${sha256}, 10 from made`.execute(
    world.system.db,
  )
  await noted(world, sha256, null)
  expect(await forgetLooseBytes(world.system)).toBe(0)
  expect(await isThere(world, sha256)).toBe(true)
})

story('the files of an erased person go, even those kept a moment ago', async (world) => {
  const raw = [
    'From: kim@acme.test',
    'To: support@support.test',
    'Subject: A file',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See the file.',
    '--b',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=private.txt',
    '',
    'My cat is called Mirabelle',
    '--b--',
    '',
  ].join('\r\n')
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: '', raw })
  const { db } = world.system
  const { sha256 } = await db.selectFrom('files').select('sha256').executeTakeFirstOrThrow()
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', 'kim@acme.test')
    .executeTakeFirstOrThrow()
  await eraseTraces(world.system, { contactId: contact.id, email: 'kim@acme.test' })
  expect(await waiting(world)).toMatchObject([{ sha256, goneAt: expect.any(Date) }])
  await age(world, sha256)
  await world.clock.jump('2026-03-04T12:00:00Z')
  await forgetLooseBytes(world.system)
  expect(await isThere(world, sha256)).toBe(false)
  expect(await waiting(world)).toEqual([])
})

story('a file of a form that was refused goes after a month', async (world) => {
  await world.mail.send({ from: 'kim@acme.test', to: 'support@support.test', subject: 'LDAP sync' })
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  const fields = { token: await kim.formToken(), body: '', formKey: 'once' }
  const file = { name: 'log.txt', text: 'line one' }
  await kim.pressWithFiles('/help/tickets/1/comments', fields, [file])
  const [row] = await waiting(world)
  expect(row).toBeDefined()
  expect(await isThere(world, row!.sha256)).toBe(true)
  await age(world, row!.sha256)
  await world.clock.jump('2026-04-10T10:00:00Z')
  expect(await forgetLooseBytes(world.system)).toBe(1)
  expect(await isThere(world, row!.sha256)).toBe(false)
})
