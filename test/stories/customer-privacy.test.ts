import { expect } from 'vitest'
import { sql } from 'kysely'
import { Readable } from 'node:stream'
import { keepParts, startImport } from '../../server/customers/imports.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { addReader } from '../../server/tickets/readers.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const letter = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'Secret of the silver spoon',
  text: 'My cat is called Mirabelle',
}

story(
  'everything about a person leaves as one file, and only an administrator takes it',
  async (world) => {
    await world.mail.send(letter)
    const { contact } = await findSender(world.system.db, 'kim@acme.test')
    expect((await world.alice.call('GET', `/contacts/${contact!.id}/export`)).status).toBe(403)
    const { body } = await world.dora.call('GET', `/contacts/${contact!.id}/export`)
    expect(body).toMatchObject({
      contact: { email: 'kim@acme.test', memberships: [{ organizationName: 'Acme' }] },
      tickets: [{ number: 1, subject: 'Secret of the silver spoon' }],
      messages: [{ ticket: 1, body: 'My cat is called Mirabelle' }],
      mails: [{ subject: 'Secret of the silver spoon' }],
    })
  },
)

story(
  'an erased person is gone from every table, and the ledgers of what was promised stay',
  async (world) => {
    await world.mail.send(letter)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Hello Kim, we look.' })
    const before = await world.alice.call<{ promise: object; number: number }>('GET', '/tickets/1')
    await tellOfImport(world)
    const { contact } = await findSender(world.system.db, 'kim@acme.test')
    const path = `/contacts/${contact!.id}`
    const asked = await world.dora.call<{ confirmation: string; messages: number }>(
      'POST',
      `${path}/erasure`,
    )
    expect(asked.body.messages).toBe(1)
    const { confirmation } = asked.body
    expect((await world.dora.call('DELETE', path, { confirmation, email: 'kim' })).status).toBe(400)
    expect(
      (await world.dora.call('DELETE', path, { confirmation: 'x', email: 'kim@acme.test' })).status,
    ).toBe(400)
    expect(
      (await world.dora.call('DELETE', path, { confirmation, email: 'kim@acme.test' })).status,
    ).toBe(200)
    await world.clock.settle()
    await world.clock.advance('5 seconds')
    const after = await world.alice.call('GET', '/tickets/1')
    expect(after.body).toMatchObject({
      requester: { name: 'Erased person' },
      promise: before.body.promise,
    })
    expect(await findSender(world.system.db, 'kim@acme.test')).toMatchObject({ contact: null })
    const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
      world.system.db,
    )
    const traces: string[] = []
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)} t where t::text ~* 'kim@acme|mirabelle|silver spoon'`.execute(
        world.system.db,
      )
      if (rows[0]!.count > 0) traces.push(name)
    }
    expect(traces).toEqual([])
    expect((await world.dora.call('POST', `${path}/erasure`)).status).toBe(409)
  },
)

/** An import changed Kim, and refused what another record said of Kim: both stand in its report. */
async function tellOfImport(world: World) {
  const text = 'email,name,organization\nkim@acme.test,Kim A.,\nKim@acme.test,Kim,gone\n'
  const parts = await keepParts(world.system, Readable.from([Buffer.from(text)]))
  await world.work(async (work) => {
    const { id } = await findUserByName(work.db, 'alice')
    const given = { kind: 'contacts', format: 'csv', name: 'people.csv', dryRun: true } as const
    return startImport(work, id, { ...given, parts })
  })
  await world.clock.settle()
  const { rows } = await sql<{ told: number }>`
    select (select count(*)::int from customer_import_refusals where key ~* 'kim@acme')
      + (select count(*)::int from customer_imports where examples::text ~* 'kim@acme') as told`.execute(
    world.system.db,
  )
  expect(rows[0]?.told).toBe(2)
}

/** Kim signs in by two ways, waits with words in the community, says how it went, and reads along in Lee's ticket. */
async function leaveTraces(world: World) {
  await world.mail.send(letter)
  await world.mail.send({ ...letter, from: 'lee@umbra.test', subject: 'Of Lee', text: 'Of Lee' })
  const { contact } = await findSender(world.system.db, 'kim@acme.test')
  const { id, name, email } = contact!
  const kim = visit(world)
  await kim.signIn(email)
  const newPassword = 'correct horse battery'
  await kim.press('/help/account/password', { token: await kim.formToken(), newPassword })
  await world.work(async (work) => {
    const { db, now } = work
    const [mine, ofLee] = await db.selectFrom('tickets').select('id').orderBy('number').execute()
    await addReader(work, ofLee!.id, { id, name, email }, 'mail')
    await db
      .insertInto('contactPasskeys')
      .values({
        id: crypto.randomUUID(),
        userId: id,
        publicKey: 'k',
        credentialId: 'c',
        counter: 0,
        deviceType: 'singleDevice',
        backedUp: false,
      })
      .execute()
    const survey = { verdict: 'good' as const, comment: 'Mirabelle purrs', answeredAt: now }
    await db
      .insertInto('ticketSurveys')
      .values({ ticketId: mine!.id, contactId: id, ...survey })
      .execute()
    const { id: categoryId } = await db
      .selectFrom('forumCategories')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('forumDrafts')
      .values({
        id: crypto.randomUUID(),
        email,
        displayName: 'kimmy',
        categoryId,
        title: 'What Mirabelle eats',
        body: 'Fish?',
        createdAt: now,
      })
      .execute()
    await db.updateTable('contacts').set({ image: 'kim.png' }).where('id', '=', id).execute()
  })
  return { id, kim }
}

story('nothing that signed an erased person in is left, nor what they said', async (world) => {
  const { id, kim } = await leaveTraces(world)
  const { body } = await world.dora.call<{ confirmation: string }>(
    'POST',
    `/contacts/${id}/erasure`,
  )
  const { confirmation } = body
  await world.dora.call('DELETE', `/contacts/${id}`, { confirmation, email: 'kim@acme.test' })
  const { db } = world.system
  for (const table of [
    'contactSessions',
    'contactSignInAccounts',
    'contactPasskeys',
    'contactSignInLinks',
    'forumDrafts',
  ] as const)
    expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []])
  expect(await db.selectFrom('ticketSurveys').select('comment').execute()).toEqual([
    { comment: '' },
  ])
  const { rows } = await sql`
    select from events where payload->>'name' = 'Kim' or actor_name = 'Kim'`.execute(db)
  expect(rows).toEqual([])
  const erased = await db
    .selectFrom('contacts')
    .select(['image', 'emailVerified'])
    .where('id', '=', id)
    .executeTakeFirst()
  expect(erased).toEqual({ image: null, emailVerified: false })
  expect((await kim.open('/help/account')).status).toBe(303)
})

story('the file about a person holds everything, and nothing that signs in', async (world) => {
  const { id } = await leaveTraces(world)
  const { body } = await world.dora.call('GET', `/contacts/${id}/export`)
  expect(body).toMatchObject({
    surveys: [{ ticket: 1, verdict: 'good', comment: 'Mirabelle purrs' }],
    readsAlong: [{ ticket: 2 }],
    signIn: {
      accounts: [{ providerId: 'credential' }],
      passkeys: [{ deviceType: 'singleDevice' }],
    },
    community: { member: null, drafts: [{ title: 'What Mirabelle eats' }] },
    mails: [{ subject: 'Secret of the silver spoon' }],
  })
  expect(JSON.stringify(body)).not.toMatch(/sign-in\/link|"password"|publicKey/)
})
