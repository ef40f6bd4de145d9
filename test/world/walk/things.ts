import { sql } from 'kysely'
import { unfollowUrl } from '../../../server/forum/links.ts'
import { linksFor } from '../../../server/paging/links.ts'
import { statusUrl } from '../../../server/portal/links.ts'
import { surveyUrl } from '../../../server/portal/survey.ts'
import { fileUrl } from '../../../server/tickets/files.ts'
import type { World } from '../world.ts'
import { FAR } from './words.ts'

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

/** The id of what is called so. */
export async function idOf(
  world: World,
  table: string,
  column: string,
  value: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where ${sql.ref(column)} = ${value} limit 1`.execute(
    world.system.db,
  )
  if (!rows[0]) throw new Error(`There is no ${value} in ${table}`)
  return rows[0].id
}

/** What an operation can name. */
export async function thingsOf(world: World): Promise<Record<string, Thing>> {
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

export async function linksOf(world: World) {
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
