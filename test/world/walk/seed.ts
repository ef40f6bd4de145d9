import { sql } from 'kysely'
import { startTopic } from '../../../server/forum/actions.ts'
import { unfollowUrl } from '../../../server/forum/links.ts'
import { statusUrl } from '../../../server/portal/links.ts'
import { surveyUrl } from '../../../server/portal/survey.ts'
import { linksFor } from '../../../server/paging/links.ts'
import { fileUrl } from '../../../server/tickets/files.ts'
import type { World } from '../world.ts'
import { FAR, WORDS } from './words.ts'

/** Something of each kind: what Kim and every agent may know, what is need to know, and what there is not. */
export interface Thing {
  own: string | number
  /** Null: nobody of ours may not know one of these. */
  hidden: string | number | null
  absent: string | number
}

const NONE = '019ca000-0000-7000-8000-00000000dead'
const thing = (own: string | number, hidden: string | number | null = null): Thing => ({
  own,
  hidden,
  absent: typeof own === 'number' ? 7_999_999 : NONE,
})

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

export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Record<string, unknown>>

/** Like `call`, for what has to work. */
export function asking(person: World['dora']): Ask {
  return async (method, path, body) => {
    const answer = await person.call(method, path, body)
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${String(answer.body.detail)}`)
    return answer.body
  }
}

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
    from: 'eve@hunter.test',
    to: 'security@support.test',
    subject,
    raw: mailOf(
      'eve@hunter.test',
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

async function idOf(world: World, table: string, column: string, value: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where ${sql.ref(column)} = ${value} limit 1`.execute(
    world.system.db,
  )
  if (!rows[0]) throw new Error(`There is no ${value} in ${table}`)
  return rows[0].id
}

async function thingsOf(world: World): Promise<Record<string, Thing>> {
  const { db } = world.system
  const first = async (query: string) => {
    const { rows } = await sql<{ found: string | number }>`${sql.raw(query)}`.execute(db)
    if (!rows[0]) throw new Error(`Nothing is found by: ${query}`)
    return rows[0].found
  }
  const comment = (ticket: number) =>
    first(`select c.id as found from comments c join tickets t on t.id = c.ticket_id
      where t.number = ${ticket} and c.author_kind = 'contact' order by c.created_at limit 1`)
  const last = (table: string, more = '') =>
    first(`select number as found from ${table} ${more} order by number desc limit 1`)
  return {
    ticket: thing(1, FAR),
    otherTicket: thing(2, FAR),
    incident: thing(1, FAR),
    arrival: thing(1, FAR),
    outgoing: thing(
      Number(await first(`select min(number)::int as found from outgoing_messages`)),
      FAR,
    ),
    comment: thing(await comment(1), await comment(FAR)),
    bulk: thing(NONE.replace('dead', 'beef'), await first(`select id as found from bulk_changes`)),
    contact: thing(await idOf(world, 'contacts', 'email', 'kim@acme.test')),
    organization: thing(await idOf(world, 'organizations', 'name', 'Acme')),
    organizationNote: thing(await first('select id as found from organization_notes')),
    subscription: thing(await first('select id as found from subscriptions order by id')),
    topic: thing(1),
    post: thing(await first(`select id as found from forum_posts order by id desc`)),
    member: thing(Number(await last('forum_members'))),
    article: thing(Number(await last('knowledge_articles'))),
    snippet: thing(await first('select id as found from snippets')),
    mailbox: thing('second'),
    person: thing('alice'),
    schedule: thing(await first('select key as found from schedules order by key')),
    method: thing(await first(`select id as found from contact_methods where kind = 'webhook'`)),
  }
}

const lastOf = (link: string) => new URL(link, 'http://x').pathname.split('/').at(-1) ?? ''

/** Links that open something to whoever holds them: Kim's, and those of somebody else's emergency. */
export type Links = Awaited<ReturnType<typeof linksOf>>

async function linksOf(world: World) {
  const { system } = world
  const { db } = system
  const ticket = async (number: number) =>
    db.selectFrom('tickets').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  const [kims, ivys, hidden] = [await ticket(3), await ticket(5), await ticket(FAR)]
  const { id: pageId } = await db
    .selectFrom('pages')
    .innerJoin('users', 'users.id', 'pages.userId')
    .innerJoin('incidents', 'incidents.id', 'pages.incidentId')
    .select('pages.id')
    .where('users.key', '=', 'bob')
    .where('incidents.number', '=', 1)
    .limit(1)
    .executeTakeFirstOrThrow()
  const { id: fileId } = await db
    .selectFrom('files')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const topic = await db.selectFrom('forumTopics').select('id').limit(1).executeTakeFirstOrThrow()
  const member = await db.selectFrom('forumMembers').select('id').limit(1).executeTakeFirstOrThrow()
  const dora = asking(world.dora)
  const organization = await idOf(world, 'organizations', 'name', 'Acme')
  const emergency = (await dora('GET', `/organizations/${organization}/emergency-link`))[
    'url'
  ] as string
  const invitation = (await dora('POST', '/people/alice/invitations'))['url'] as string
  return {
    status: lastOf(statusUrl(system, kims.id)),
    foreignStatus: lastOf(statusUrl(system, ivys.id)),
    hiddenStatus: lastOf(statusUrl(system, hidden.id)),
    survey: lastOf(surveyUrl(system, { ticketId: kims.id, contactId: kims.requesterId })),
    page: JSON.stringify(linksFor(system, { id: pageId })).match(/pages?\/([\w.-]+)/)?.[1] ?? '',
    file: lastOf(fileUrl(system, fileId, world.clock.now())),
    emergency: lastOf(emergency),
    unfollow: lastOf(unfollowUrl(system, topic.id, member.id)),
    invitation: new URL(invitation).searchParams.get('invitation') ?? '',
  }
}
