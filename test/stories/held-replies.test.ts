import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { keepFile, saveUpload } from '../../server/tickets/files.ts'
import {
  forgetLooseBytes,
  forgetUnsentFiles,
  takeLooseBytes,
} from '../../server/tickets/loose-bytes.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}
const hold = (world: World, more: object = {}) =>
  world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', undoSeconds: 10, ...more })
const pending = async (world: World) =>
  (await world.alice.call('GET', '/tickets/1')).body['pendingReplies'] as {
    id: string
    problem: string | null
  }[]
const answers = (world: World) =>
  world.kim.inbox().filter(({ text }) => text?.startsWith('Upgrade.'))

/** As a fault of ours would: nothing can be written into the conversation. */
const breakReplies = (world: World) =>
  sql`create function broken() returns trigger language plpgsql as $$ begin raise exception 'no idea why'; end $$`
    .execute(world.system.db)
    .then(() =>
      sql`create trigger broken before insert on comments for each row execute function broken()`.execute(
        world.system.db,
      ),
    )
const mendReplies = (world: World) => sql`drop trigger broken on comments`.execute(world.system.db)

story('a held reply that fails by a fault of ours is tried again and leaves', async (world) => {
  await world.mail.send(question)
  await hold(world)
  await breakReplies(world)
  await world.clock.advance('11 seconds')
  expect(await pending(world)).toMatchObject([{ problem: null }])
  await mendReplies(world)
  await world.clock.advance('1 minute')
  expect(await pending(world)).toEqual([])
  expect(answers(world)).toHaveLength(1)
})

story(
  'after some tries a held reply shows its problem, and a button sends it once the fault is mended',
  async (world) => {
    await world.mail.send(question)
    const held = await hold(world)
    const again = `/tickets/1/replies/${String(held.body['id'])}/attempts`
    expect((await world.alice.call('POST', again)).status).toBe(409)
    await breakReplies(world)
    await world.clock.advance('15 minutes')
    expect(await pending(world)).toMatchObject([
      { problem: 'Something went wrong here, not with you. It was tried 5 times.' },
    ])
    await mendReplies(world)
    await world.clock.advance('1 hour')
    expect(answers(world)).toEqual([])
    expect((await world.alice.call('POST', again)).status).toBe(200)
    expect(answers(world)).toHaveLength(1)
    expect((await world.alice.call('POST', again)).status).toBe(409)
  },
)

/** An upload of Alice's, as old as if she had made it two days ago. */
async function oldUpload(world: World, words = 'a log') {
  const kept = await keepFile(world.system, { name: 'log.txt', content: Buffer.from(words) })
  const { id } = await world.work((work) => saveUpload(work, world.alice.id, kept))
  await sql`update files set created_at = created_at - interval '2 days' where id = ${id}`.execute(
    world.system.db,
  )
  return { id, ...kept }
}

story(
  'files stay as long as a held reply, one with a problem or something begun needs them',
  async (world) => {
    await world.mail.send(question)
    const { id } = await oldUpload(world)
    const held = await hold(world, { files: [id] })
    expect(held.status).toBe(201)
    await breakReplies(world)
    expect(await forgetUnsentFiles(world.system)).toBe(0)
    await world.clock.advance('15 minutes')
    expect(await forgetUnsentFiles(world.system)).toBe(0)
    await mendReplies(world)
    const draft = (body: string, version: number) =>
      world.alice.call('PUT', '/tickets/1/drafts/reply', { body, version })
    await draft('Upgr', 0)
    await world.alice.call('DELETE', `/tickets/1/replies/${String(held.body['id'])}`)
    expect(await forgetUnsentFiles(world.system)).toBe(0)
    await draft('', 1)
    await forgetUnsentFiles(world.system)
    expect((await hold(world, { files: [id] })).status).toBe(400)
  },
)

const pathOf = (world: World, sha256: string) =>
  join(world.system.config.dataFolder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
/** Nobody has kept these bytes for two days. */
async function age(world: World, sha256: string) {
  const then = new Date(Date.now() - 2 * 86_400_000)
  await utimes(pathOf(world, sha256), then, then)
}
const isThere = (world: World, sha256: string) =>
  world.system.files.read(sha256).then(
    () => true,
    () => false,
  )

/** A mail with a file from somebody who is banned waits in quarantine. Returns the hash of the file. */
async function quarantined(world: World) {
  await world.dora.call('POST', '/banned-senders', { pattern: 'eve@nowhere.test', reason: 'Spam' })
  const raw = [
    'From: eve@nowhere.test',
    'To: support@support.test',
    'Subject: A file',
    'Message-ID: <file@nowhere.test>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See the file.',
    '--b',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=loose.txt',
    '',
    'loose bytes',
    '--b--',
    '',
  ].join('\r\n')
  const to = 'support@support.test'
  await world.mail.send({ from: 'eve@nowhere.test', to, subject: '', raw })
  const row = await world.system.db.selectFrom('looseBytes').selectAll().executeTakeFirstOrThrow()
  await age(world, row.sha256)
  return row.sha256
}
const waiting = (world: World) => world.system.db.selectFrom('looseBytes').selectAll().execute()

story(
  'the bytes of a quarantined file go after a month, and a late release brings them again',
  async (world) => {
    const sha256 = await quarantined(world)
    await world.clock.jump('2026-04-01T10:00:00Z')
    expect(await forgetLooseBytes(world.system)).toBe(0)
    await world.clock.jump('2026-04-03T10:00:00Z')
    expect(await forgetLooseBytes(world.system)).toBe(1)
    expect(await isThere(world, sha256)).toBe(false)
    // Its row stays for a day. To the clock of the machine a release comes some time later.
    await sql`update loose_bytes set gone_at = gone_at - interval '1 minute'`.execute(
      world.system.db,
    )
    await world.dora.call('PUT', '/mail/arrivals/1/release', {})
    expect(await isThere(world, sha256)).toBe(true)
    expect(await waiting(world)).toEqual([])
  },
)

story('bytes that a release names in time stay', async (world) => {
  const sha256 = await quarantined(world)
  await world.dora.call('PUT', '/mail/arrivals/1/release', {})
  await age(world, sha256)
  await world.clock.jump('2026-06-01T10:00:00Z')
  expect(await forgetLooseBytes(world.system)).toBe(0)
  expect(await isThere(world, sha256)).toBe(true)
})

story('bytes that were let go while a mail was being read are kept anew', async (world) => {
  await quarantined(world)
  const kept = { sha256: (await waiting(world))[0]!.sha256, keptAt: new Date() }
  await sql`update loose_bytes set gone_at = ${new Date()}`.execute(world.system.db)
  await expect(world.work((work) => takeLooseBytes(work, [kept]))).rejects.toThrow('let go')
  const later = { ...kept, keptAt: new Date(Date.now() + 60_000) }
  await world.work((work) => takeLooseBytes(work, [later]))
  expect(await waiting(world)).toEqual([])
})

story('an upload that was never sent goes with its bytes', async (world) => {
  const { sha256 } = await oldUpload(world, 'never sent')
  await age(world, sha256)
  expect(await forgetUnsentFiles(world.system)).toBe(1)
  expect(await forgetLooseBytes(world.system)).toBe(1)
  expect(await isThere(world, sha256)).toBe(false)
})
