import { sql } from 'kysely'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { selfSigned } from '../../server/connectors/email/self-signed.ts'
import { startMailboxes } from '../../server/connectors/mailbox-watch.ts'
import { connect, fetch, log, mail, mailServer } from '../world/mailboxes.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const patience = { timeout: 15_000, interval: 30 }
const watch = (world: World) =>
  startMailboxes(world.system, { needToKnow: isNeedToKnow, firstWaitMs: 20 })
const stored = async (world: World) =>
  (await world.system.db.selectFrom('arrivals').select('id').execute()).length

type Shown = Record<string, unknown> & { state: string }
async function mailbox(world: World, key = 'support') {
  const { body } = await world.dora.call('GET', '/mailboxes')
  return (body as unknown as { mailboxes: Shown[] }).mailboxes.find((one) => one['key'] === key)
}
const events = async (world: World) =>
  (
    await world.system.db
      .selectFrom('events')
      .select(['type', 'payload'])
      .where('type', 'like', 'mailbox.%')
      .orderBy('seq')
      .execute()
  ).map(({ type, payload }) => ({ type, ...(payload as object) }))

story('mail is taken the moment it comes, and again after the server broke off', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  const watching = watch(world)
  await expect.poll(imap.idling, patience).toBe(1)
  imap.put(mail())
  await expect.poll(() => stored(world), patience).toBe(1)
  imap.drop()
  imap.put(mail())
  await expect.poll(() => stored(world), patience).toBe(2)
  await watching.stop()
  expect(imap.connected()).toBe(0)
})

story(
  'a message at which the server breaks off each time is put on record, and those around it are taken',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    for (let n = 1; n <= 6; n += 1) imap.put(mail({ Subject: `Number ${n}` }))
    imap.mood.deadly.add(3)
    const watching = watch(world)
    await expect.poll(() => stored(world), patience).toBe(6)
    await watching.stop()
    await world.clock.settle()
    expect((await log(world)).map(({ state }) => state)).toEqual([
      'taken',
      'taken',
      'quarantined',
      'taken',
      'taken',
      'taken',
    ])
  },
)

story('two nodes fetch each mail once; when one dies the other goes on', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  const [one, two] = [watch(world), watch(world)]
  await expect.poll(imap.idling, patience).toBe(1)
  imap.put(mail())
  await expect.poll(() => stored(world), patience).toBe(1)
  await one.stop()
  world.system.live.wake('mailboxes')
  await expect.poll(imap.idling, patience).toBe(1)
  imap.put(mail())
  await expect.poll(() => stored(world), patience).toBe(2)
  await two.stop()
})

story(
  'without any lock, two that fetch at the same moment still store each mail once',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    for (let n = 0; n < 120; n += 1) imap.put(mail())
    const looks = await Promise.allSettled([fetch(world), fetch(world), fetch(world)])
    expect(looks.some(({ status }) => status === 'fulfilled')).toBe(true)
    await fetch(world)
    expect(await stored(world)).toBe(120)
  },
)

story(
  'a wrong password is tried five times and no more, until the settings change',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap, { password: 'guessed' })
    imap.put(mail())
    const watching = watch(world)
    await expect.poll(async () => (await mailbox(world))?.state, patience).toBe('failing')
    await expect.poll(() => imap.mood.signIns, patience).toBe(5)
    await expect
      .poll(
        async () =>
          (await world.system.db.selectFrom('mailboxes').select('loginFailures').execute())[0],
        patience,
      )
      .toEqual({ loginFailures: 5 })
    world.system.live.wake('mailboxes')
    await world.clock.advance('1 minute')
    expect(imap.mood.signIns).toBe(5)
    expect(await events(world)).toMatchObject([
      {
        type: 'mailbox.failed',
        name: 'Support',
        why: expect.stringContaining('refused the sign-in'),
      },
    ])
    await world.dora.call('PATCH', '/mailboxes/support', { password: 'secret' })
    await expect.poll(() => stored(world), patience).toBe(1)
    await expect.poll(async () => (await mailbox(world))?.state, patience).toBe('running')
    await watching.stop()
  },
)

story(
  'a mail server that is away is said after five minutes, and that it is back as well',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    await sql`update mailboxes set port = 9`.execute(world.system.db)
    const watching = watch(world)
    await expect.poll(async () => (await mailbox(world))?.state, patience).toBe('failing')
    expect(await mailbox(world)).toMatchObject({
      lastError: expect.stringContaining('ECONNREFUSED'),
    })
    expect(await events(world)).toEqual([])
    await world.clock.advance('6 minutes')
    expect(await events(world)).toMatchObject([{ type: 'mailbox.failed' }])
    const { checks } = (await world.dora.call('GET', '/doctor')).body as unknown as {
      checks: object[]
    }
    expect(checks).toContainEqual(expect.objectContaining({ key: 'mailboxes', state: 'problem' }))
    await sql`update mailboxes set port = ${imap.port}, version = version + 1`.execute(
      world.system.db,
    )
    world.system.live.wake('mailboxes')
    await expect.poll(async () => (await mailbox(world))?.state, patience).toBe('running')
    expect(await events(world)).toMatchObject([
      { type: 'mailbox.failed' },
      { type: 'mailbox.recovered' },
    ])
    await watching.stop()
  },
)

story(
  'with OAuth the access token is bought with the refresh token, and a new one is kept',
  async (world) => {
    const imap = await mailServer()
    const asked: string[] = []
    const seller = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const given =
          new URLSearchParams(Buffer.concat(parts).toString()).get('refresh_token') ?? ''
        asked.push(given)
        const good = given === `refresh-${asked.length}`
        response.writeHead(good ? 200 : 400, { 'content-type': 'application/json' })
        const next = `refresh-${asked.length + 1}`
        response.end(
          JSON.stringify(
            good
              ? { access_token: `token-${asked.length}`, expires_in: 3600, refresh_token: next }
              : { error: 'invalid_grant' },
          ),
        )
      })
    })
    await new Promise<void>((resolve) => seller.listen(0, '127.0.0.1', resolve))
    const tokenUrl = `http://127.0.0.1:${(seller.address() as AddressInfo).port}/token`
    await connect(world, imap, {
      auth: 'oauth2',
      oauth: { tokenUrl, clientId: 'watchdesk' },
      refreshToken: 'refresh-1',
    })
    imap.mood.tokens.add('token-1')
    imap.put(mail())
    expect(await fetch(world)).toBe(1)
    expect(await fetch(world)).toBe(0)
    expect(asked).toEqual(['refresh-1'])
    await world.dora.call('PATCH', '/mailboxes/support', { name: 'Renamed' })
    imap.mood.tokens.add('token-2')
    expect(await fetch(world)).toBe(0)
    expect(asked).toEqual(['refresh-1', 'refresh-2'])
    await new Promise((resolve) => seller.close(resolve))
  },
)

story(
  'under another SECRET a mailbox says that its password must be given again',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    await sql`update mailboxes set secrets = 'sealed with another one'`.execute(world.system.db)
    expect(await mailbox(world)).toMatchObject({ hasSecret: false })
    const tried = await world.dora.call('POST', '/mailboxes/support/tests')
    expect(tried.body).toMatchObject({ ok: false, says: expect.stringContaining('give it again') })
    await world.dora.call('PATCH', '/mailboxes/support', { password: 'secret' })
    expect((await world.dora.call('POST', '/mailboxes/support/tests')).body).toMatchObject({
      ok: true,
    })
  },
)

story('trying a mailbox says what is there, and takes nothing', async (world) => {
  const imap = await mailServer()
  imap.put(mail())
  await connect(world, imap)
  expect((await world.dora.call('POST', '/mailboxes/support/tests')).body).toMatchObject({
    ok: true,
    says: expect.stringContaining('holds 1 message'),
    idle: true,
    move: false,
  })
  await world.dora.call('PATCH', '/mailboxes/support', { folder: 'Nowhere' })
  expect((await world.dora.call('POST', '/mailboxes/support/tests')).body).toMatchObject({
    ok: false,
    says: 'There is no folder "Nowhere" at 127.0.0.1',
  })
  expect(await stored(world)).toBe(0)
})

story(
  'STARTTLS is insisted on, and a certificate nobody vouches for is refused before the password is said',
  async (world) => {
    const [plain, encrypted] = [
      await mailServer(),
      await mailServer({ tls: selfSigned('127.0.0.1') }),
    ]
    await connect(world, plain, { tls: 'starttls' })
    await connect(world, encrypted, { key: 'encrypted', tls: 'starttls' })
    for (const key of ['support', 'encrypted']) {
      const tried = await world.dora.call('POST', `/mailboxes/${key}/tests`)
      expect(tried.body).toMatchObject({ ok: false })
    }
    expect(plain.mood.signIns + encrypted.mood.signIns).toBe(0)
  },
)

story(
  'secrets never come back, are stored encrypted, and only administrators see mailboxes',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    const shown = await world.dora.call('GET', '/mailboxes')
    expect(shown.body).toMatchObject({ mailboxes: [{ key: 'support', hasSecret: true }] })
    const { rows } = await sql`select * from mailboxes`.execute(world.system.db)
    expect(`${JSON.stringify(shown.body)}${JSON.stringify(rows)}`).not.toContain('secret"')
    expect((await world.alice.call('GET', '/mailboxes')).status).toBe(403)
    expect((await world.alice.call('POST', '/mailboxes/support/tests')).status).toBe(403)
    const again = await world.dora.call('POST', '/mailboxes', {
      key: 'support',
      name: 'Twin',
      addresses: ['x@support.test'],
      channel: 'paid',
      host: '127.0.0.1',
      user: 'x',
      password: 'y',
    })
    expect(again.status).toBe(409)
    expect(
      await world.dora.call('POST', '/mailboxes', {
        key: 'b',
        name: 'B',
        addresses: ['b@b.test'],
        channel: 'none',
      }),
    ).toMatchObject({ status: 400 })
    expect(await world.dora.call('DELETE', '/mailboxes/support')).toMatchObject({ status: 200 })
    expect((await world.dora.call('GET', '/mailboxes')).body).toMatchObject({ mailboxes: [] })
  },
)
