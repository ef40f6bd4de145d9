import { sql } from 'kysely'
import { startTopic } from '../../../server/forum/actions.ts'
import type { World } from '../world.ts'
import { asking, idOf, linksOf, thingsOf } from './things.ts'
import { FAR, WORDS } from './words.ts'

/** Nobody answers there. */
export const PICTURE = 'http://127.0.0.1:1/picture.png'

const mailOf = (from: string, to: string, subject: string, text: string) =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(/\W+/g, '.')}@${from.split('@')[1]}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>${text} <img src="cid:picture"> <img src="${PICTURE}"></p>`,
    '--part',
    'Content-Type: image/png; name=picture.png',
    'Content-ID: <picture>',
    'Content-Disposition: inline; filename=picture.png',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    '--part',
    'Content-Type: text/plain; name=log.txt',
    'Content-Disposition: attachment; filename=log.txt',
    '',
    `log of ${text}`,
    '--part--',
    '',
  ].join('\r\n')

/** Fills a world with what somebody may not know, in every place where it could come out. */
export async function seed(world: World) {
  const dora = asking(world.dora)
  const initech = await dora('POST', '/organizations', {
    name: 'Initech',
    domains: ['initech.test'],
  })
  await dora('POST', '/subscriptions', {
    organizationId: initech['id'],
    plan: 'premium',
    startsAt: '2025-01-01T00:00:00Z',
  })
  await dora('POST', '/contacts', { email: 'max@acme.test', name: 'Max' })
  await conversations(world)
  await around(world)
  await restricted(world)
  return { things: await thingsOf(world), links: await linksOf(world) }
}

async function conversations(world: World) {
  const write = (from: string, to: string, subject: string, text: string) =>
    world.mail.send({
      from,
      to: `${to}@support.test`,
      subject,
      raw: mailOf(from, `${to}@support.test`, subject, text),
    })
  await write('kim@acme.test', 'support', `First ${WORDS.kim}`, `One ${WORDS.kim}`)
  await write('kim@acme.test', 'support', `Second ${WORDS.kim}`, `Two ${WORDS.kim}`)
  await write('kim@acme.test', 'emergency', `Down ${WORDS.kim}`, `Three ${WORDS.kim}`)
  await write('ivy@initech.test', 'support', `First ${WORDS.ivy}`, `One ${WORDS.ivy}`)
  await write('ivy@initech.test', 'emergency', `Down ${WORDS.ivy}`, `Two ${WORDS.ivy}`)
  const dora = asking(world.dora)
  for (const number of [1, 3, 4, 5])
    await dora('POST', `/tickets/${number}/notes`, { body: `Note ${WORDS.note}` })
  for (const number of [1, 4])
    await dora('POST', `/tickets/${number}/replies`, { body: `Answer ${number}`, undoSeconds: 0 })
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test',
    subject: `Re: First ${WORDS.kim}`,
    text: `And more ${WORDS.kim}`,
    inReplyTo: `<First.${WORDS.kim}@acme.test>`,
  })
  await asking(world.alice)('PUT', '/tickets/1/drafts/reply', { body: WORDS.draft, version: 0 })
  await dora('PUT', '/tickets/1/followers/bob')
}

/** From here on numbers are far away. */
async function restricted(world: World) {
  const { db } = world.system
  for (const table of ['tickets', 'incidents', 'arrivals', 'outgoing_messages'])
    await sql`select setval(pg_get_serial_sequence(${table}, 'number'), ${FAR - 1})`.execute(db)
  await hide(world, 'first')
}

/** One more thing that is need to know: a mail, what was said about it, what was sent, an incident, a link to it. */
export async function hide(world: World, which: string) {
  const subject = `Hole ${which} ${WORDS.restricted}`
  await world.mail.send({
    from: 'max@acme.test',
    to: 'security@support.test',
    subject,
    raw: mailOf(
      'max@acme.test',
      'security@support.test',
      subject,
      `Tokens ${which} ${WORDS.restricted}`,
    ),
  })
  const { number, id } = await world.system.db
    .selectFrom('tickets')
    .select(['number', 'id'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await world.system.db
    .updateTable('tickets')
    .set({ status: 'open' })
    .where('id', '=', id)
    .execute()
  const dora = asking(world.dora)
  const path = `/tickets/${number}`
  await dora('POST', `${path}/notes`, { body: `Note ${WORDS.restricted}` })
  await dora('POST', `${path}/replies`, { body: `Thanks ${WORDS.restricted}`, undoSeconds: 0 })
  await dora('PUT', `${path}/drafts/note`, { body: `Draft ${WORDS.restricted}`, version: 0 })
  await dora('PATCH', path, { addTags: [WORDS.restricted], team: 'security' })
  await dora('POST', '/incidents', { ticket: number })
  await dora('PUT', `${path}/links/1`, { kind: 'related' })
  await dora('PUT', `${path}/followers/sofia`)
  await dora('POST', '/bulk-changes', { tickets: [number], set: { priority: 'high' } })
  await world.clock.settle()
}

async function around(world: World) {
  const dora = asking(world.dora)
  const acme = await idOf(world, 'organizations', 'name', 'Acme')
  await dora('POST', `/organizations/${acme}/notes`, {
    moment: 'always',
    body: WORDS.organizationNote,
  })
  await dora('POST', '/articles', {
    title: WORDS.unpublished,
    body: WORDS.unpublished,
    publish: false,
  })
  await dora('POST', '/articles', { title: 'Backups', body: 'How', publish: true })
  await dora('POST', '/snippets', { title: 'Hello', body: 'Hello' })
  await dora('POST', '/banned-senders', { pattern: 'banned@elsewhere.test', reason: 'Shouts' })
  await world.mail.send({
    from: 'banned@elsewhere.test',
    to: 'support@support.test',
    subject: `Buy ${WORDS.quarantined}`,
  })
  await dora('POST', '/mailboxes', {
    key: 'second',
    name: 'Second',
    addresses: ['second@support.test'],
    channel: 'paid',
    host: '127.0.0.1',
    port: 1,
    tls: 'none',
    user: 'support',
    password: WORDS.secret,
  })
  await asking(world.bob)('POST', '/me/contact-methods', {
    kind: 'webhook',
    label: 'Hook',
    address: `https://elsewhere.test/${WORDS.hook}`,
  })
  await topics(world)
}

async function topics(world: World) {
  const lee = {
    kind: 'contact' as const,
    id: await idOf(world, 'contacts', 'email', 'lee@umbra.test'),
    name: 'Lee',
  }
  const asked = { category: 'questions', via: 'web' as const }
  const dora = { kind: 'user' as const, id: world.dora.id, name: 'Dora' }
  const kim = {
    kind: 'contact' as const,
    id: await idOf(world, 'contacts', 'email', 'kim@acme.test'),
    name: 'Kim',
  }
  await world.work(async (work) => {
    await startTopic(work, dora, { ...asked, title: 'Backups fail at night', body: 'Why?' })
    await startTopic(work, lee, {
      ...asked,
      title: `Waiting ${WORDS.review}`,
      body: WORDS.review,
      displayName: 'Lee out',
    })
    await startTopic(work, kim, {
      ...asked,
      title: 'How do I restore',
      body: 'Anybody?',
      displayName: 'Kim out',
    })
  })
  await asking(world.dora)('PUT', `/forum/posts/${await lastPost(world)}/state`, { state: 'shown' })
  await world.clock.settle()
}

const lastPost = async ({ system }: World) =>
  (
    await system.db
      .selectFrom('forumPosts')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).id
