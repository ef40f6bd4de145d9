import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { fetchOnce } from '../../server/connectors/mailbox-watch.ts'
import { connect, fetch, log, mail, mailServer, ticket } from '../world/mailboxes.ts'
import { story } from '../world/story.ts'

story('a first mail with "Feature: …" or "Re: …" in its subject is a new ticket', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail({ Subject: 'Feature: dark mode' }))
  imap.put(mail({ Subject: 'Re: ref: reference: 12' }))
  expect(await fetch(world)).toBe(2)
  expect((await ticket(world, 1)).body).toMatchObject({ subject: 'Feature: dark mode' })
  expect((await ticket(world, 2)).body).toMatchObject({ subject: 'Re: ref: reference: 12' })
})

story('a mail that comes at 23:59:59 is taken, and so is one a second later', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail(), { at: new Date('2026-03-03T23:59:59Z') })
  imap.put(mail(), { at: new Date('2026-03-04T00:00:00Z') })
  await world.clock.jump('2026-03-04T00:00:05Z')
  expect(await fetch(world)).toBe(2)
})

story(
  'a mail that somebody has read in another client is taken, and no flag is changed',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail(), { flags: ['\\Seen'] })
    imap.put(mail())
    await fetch(world)
    expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'taken'])
    expect(imap.folder('INBOX').mails.map(({ flags }) => [...flags])).toEqual([['\\Seen'], []])
    expect(imap.mood.commands).toContain('EXAMINE')
  },
)

story('500 mails between two looks are all taken, in their order', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail({ Subject: 'Before' }))
  await fetch(world)
  for (let n = 1; n <= 500; n += 1) imap.put(mail({ Subject: `Number ${n}` }))
  expect(await fetchOnce(world.system, 'support', isNeedToKnow)).toBe(500)
  const { rows } = await sql<{ subject: string }>`
    select substring(convert_from(raw, 'UTF8') from 'Subject: ([^\r\n]*)') as subject from arrivals order by number`.execute(
    world.system.db,
  )
  expect(rows.map(({ subject }) => subject)).toEqual([
    'Before',
    ...Array.from({ length: 500 }, (_, n) => `Number ${n + 1}`),
  ])
  expect(await fetchOnce(world.system, 'support', isNeedToKnow)).toBe(0)
})

story(
  'a mail nobody can parse, one the server refuses to give and one of 26 MB stop no other, and each is shown with its reason',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put('no mail at all, only words\r\n')
    const refused = imap.put(mail({ Subject: 'Damaged' }))
    imap.mood.refused.add(refused)
    const large = imap.put(mail({ Subject: 'A core dump' }))
    imap.mood.sizes.set(large, 26 * 1024 * 1024)
    imap.put(mail({ Subject: 'All is well' }))
    expect(await fetch(world)).toBe(4)
    expect(await log(world)).toMatchObject([
      { state: 'quarantined' },
      { state: 'quarantined', reason: expect.stringContaining(`message ${refused} in the folder`) },
      {
        state: 'quarantined',
        subject: 'A core dump',
        fromAddress: 'kim@acme.test',
        reason: expect.stringContaining('larger than 25 MB'),
      },
      { state: 'taken', subject: 'All is well', ticketNumber: 1 },
    ])
    expect(await fetch(world)).toBe(0)
  },
)

story('what was stored and not yet read when the machine died is read once', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail())
  await fetchOnce(world.system, 'support', isNeedToKnow)
  await sql`delete from graphile_worker._private_jobs`.execute(world.system.db)
  expect(await log(world)).toMatchObject([{ state: 'received' }])
  await world.clock.advance('3 minutes')
  expect(await log(world)).toMatchObject([{ state: 'taken', ticketNumber: 1 }])
  expect(await fetch(world)).toBe(0)
})

story(
  'a stranger who copies a reply address or a reference out of our mail does not enter the ticket',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail())
    await fetch(world)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
    const ours = world.kim.inbox().at(-1)
    const To = ours?.replyTo?.value[0]?.address ?? ''
    const From = 'mallory@elsewhere.test'
    imap.put(mail({ From, Subject: 'Re: [#1] LDAP sync', text: 'by number' }))
    imap.put(mail({ From, To, text: 'by token' }))
    imap.put(mail({ From, 'In-Reply-To': ours?.messageId ?? '', text: 'by reference' }))
    imap.put(mail({ To, Subject: 'Other words', text: '17.4, says Kim' }))
    await fetch(world)
    const { comments } = (await ticket(world, 1)).body
    expect(comments.map(({ body }) => body)).toContain('17.4, says Kim')
    expect(JSON.stringify(comments)).not.toContain('by ')
  },
)

story('a bounce that is fetched finds its ticket, and nothing answers it', async (world) => {
  const imap = await mailServer()
  await connect(world, imap)
  imap.put(mail())
  await fetch(world)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version is it?' })
  const To = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
  const From = 'Mail System <mailer-daemon@acme.test>'
  imap.put(mail({ 'Return-Path': '<>', From, To, text: 'No such user here.' }))
  const before = world.kim.inbox().length
  await fetch(world)
  expect((await ticket(world, 1)).body.comments.at(-1)?.body).toContain('No such user')
  expect(world.kim.inbox()).toHaveLength(before)
  expect(world.mailboxes.inboxOf('mailer-daemon@acme.test')).toEqual([])
})

story(
  'a ticket that was deleted does not come back, not even when the folder is numbered anew',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail())
    imap.put(mail({ 'Message-ID': '', text: 'A script without an id.' }))
    await fetch(world)
    await sql`truncate tickets cascade`.execute(world.system.db)
    imap.renumber()
    const later = imap.put(mail({ Subject: 'Something new' }))
    expect(later).toBe(3)
    expect(await fetch(world)).toBe(1)
    expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'taken', 'taken'])
    const left = await world.system.db.selectFrom('tickets').select('subject').execute()
    expect(left).toEqual([{ subject: 'Something new' }])
  },
)

story(
  'a mailbox full of old mail begins with what comes from now on, even after it is numbered anew',
  async (world) => {
    const imap = await mailServer()
    const years = { at: new Date('2019-05-01T00:00:00Z') }
    for (let n = 0; n < 3; n += 1) imap.put(mail({ Subject: 'Years ago' }), years)
    await connect(world, imap, { begins: 'now' })
    expect(await fetch(world)).toBe(0)
    imap.put(mail({ Subject: 'Today' }))
    expect(await fetch(world)).toBe(1)
    imap.renumber()
    await fetch(world)
    expect(await log(world)).toMatchObject([{ subject: 'Today', state: 'taken' }])
  },
)

story(
  'an answer that is read before what it answers waits for it, and enters its ticket',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail({ 'Message-ID': '<early@acme.test>' }))
    imap.put(mail({ 'In-Reply-To': '<early@acme.test>', text: 'I forgot: version 17.4' }))
    await fetchOnce(world.system, 'support', isNeedToKnow)
    // The queue hands out the second one first, as several workers may.
    await sql`update graphile_worker._private_jobs set priority = priority - id`.execute(
      world.system.db,
    )
    await world.clock.settle()
    await world.clock.advance('1 minute')
    expect((await ticket(world, 1)).body.comments.map(({ body }) => body)).toContain(
      'I forgot: version 17.4',
    )
    expect((await ticket(world, 2)).status).toBe(404)
  },
)

story(
  'taken mail is moved to a folder when that is asked for; what was only put on record stays',
  async (world) => {
    const imap = await mailServer({ capabilities: ['MOVE'] })
    imap.folder('Taken')
    await connect(world, imap, { moveTo: 'Taken' })
    imap.put(mail())
    const large = imap.put(mail({ Subject: 'A core dump' }))
    imap.mood.sizes.set(large, 30 * 1024 * 1024)
    await fetch(world)
    expect(imap.folder('Taken').mails).toHaveLength(1)
    expect(imap.folder('INBOX').mails.map(({ uid }) => uid)).toEqual([large])
  },
)

story(
  'headers that no index and no text column holds keep no mailbox from going on',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    const long = randomBytes(20_000).toString('base64url')
    imap.put(mail({ 'Message-ID': '<a\0b@acme.test>', 'Delivered-To': 'a\0b@support.test' }))
    imap.put(mail({ 'Message-ID': `<${long}@acme.test>` }))
    imap.put(mail({ Subject: 'Behind them' }))
    expect(await fetch(world)).toBe(3)
    expect((await log(world)).map(({ state }) => state)).toEqual(['taken', 'taken', 'taken'])
  },
)
