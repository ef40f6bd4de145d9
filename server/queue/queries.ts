import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { ticketRows } from '../sla/queries.ts'

export type QueueFilter = 'open' | 'mine' | 'unassigned' | 'snoozed' | 'solved'

export interface QueueRequest {
  filter: QueueFilter
  userId: string
  seesRestricted: boolean
  channel?: string | undefined
  after?: Place | undefined
  limit: number
}

/** Where the last page ended. */
export interface Place {
  rank: number
  queueAt: string
  number: number
}

const OPEN = ['new', 'open', 'pending', 'on_hold'] as const
/** The statuses stand in the statement itself: a partial index is chosen only for words the planner can read. */
const isOpen = sql<boolean>`status in (${sql.join(OPEN.map((status) => sql.lit(status)))})`
/** Counting everything open on every page would cost more than the page: past this we say "1,000+". */
export const MOST_COUNTED = 1000

/** One page of the one list: an index walk of `tickets_queue`, whatever the number of tickets. */
export async function queuePage(
  db: Database,
  { filter, userId, seesRestricted, channel, after, limit }: QueueRequest,
) {
  const order = filter === 'solved' ? ('newest' as const) : ('strictest' as const)
  let page = db.selectFrom('tickets').selectAll()
  page =
    filter === 'solved' ? page.where('status', '=', sql.lit('solved' as const)) : page.where(isOpen)
  // Who sleeps is out of sight; who looks for sleepers sees nobody else.
  if (filter !== 'solved')
    page = page.where('snoozedUntil', filter === 'snoozed' ? 'is not' : 'is', null)
  if (filter === 'mine') page = page.where('assigneeId', '=', userId)
  if (filter === 'unassigned') page = page.where('assigneeId', 'is', null)
  if (!seesRestricted) page = page.where('restricted', '=', false)
  if (channel) page = page.where('channelKey', '=', channel)
  if (after && order === 'strictest') {
    page = page.where(
      sql<boolean>`(tickets.rank, tickets.queue_at, tickets.number) > (${after.rank}::smallint, ${after.queueAt}::timestamptz, ${after.number}::bigint)`,
    )
  }
  if (after && order === 'newest') page = page.where('number', '<', after.number)
  page =
    order === 'strictest'
      ? page.orderBy('rank').orderBy('queueAt').orderBy('number')
      : page.orderBy('number', 'desc')
  // In the statement itself: for a number it cannot see the planner never keeps its plan, and planning costs more than reading.
  const rows = ticketRows(db, page.limit(sql.lit(limit))).select([
    't.rank',
    't.queueAt',
    't.customerWords',
    't.identityVerified',
    't.entitlement',
    't.version',
    't.snoozedUntil',
  ])
  // As the page was cut: the last row is where the next page begins.
  const inOrder =
    order === 'strictest'
      ? rows.orderBy('t.rank').orderBy('t.queueAt').orderBy('t.number')
      : rows.orderBy('t.number', 'desc')
  return inOrder.execute()
}

export type QueueRow = Awaited<ReturnType<typeof queuePage>>[number]

interface Frame {
  now: Date
  bands: { key: string; name: string; kind: string; rank: number; promise: string; open: number }[]
  /** Promises due in each half hour of the next twelve hours. */
  promisesDue: number[]
  /** Of the community, longest waiting first: best effort, and never before a ticket. */
  topics: {
    number: number
    title: string
    authorName: string
    waitingSince: Date
    /** The forum elsewhere it stands in, and where. */
    outside: { name: string; url: string } | null
  }[]
}

/** So many unanswered topics stand in the queue; the rest are read among the topics. */
export const MOST_TOPICS = 20

/**
 * Those nobody has answered, for whoever looks after the community; for support the list is empty without a look. With
 * them in the same statement a page of the queue stays two.
 */
const unanswered = (sees: boolean) =>
  sees
    ? sql`(select coalesce(json_agg(json_build_object('number', t.number, 'title', t.title, 'authorName', m.display_name,
        'waitingSince', t.waiting_since, 'outside', case when o.id is not null then json_build_object('name', o.name, 'url', t.outside_url) end)
        order by t.waiting_since, t.number), '[]') from (
        select number, title, author_id, waiting_since, connection_id, outside_url from forum_topics where waiting_since is not null
        order by waiting_since, number limit ${sql.lit(MOST_TOPICS)}) t join forum_members m on m.id = t.author_id
        left join connections o on o.id = t.connection_id)`
    : sql`'[]'::json`

/**
 * What stands beside the rows, in one statement: how many are open in each channel, up to MOST_COUNTED, and which promises
 * fall due. Those are read from `tickets_queue` alone, rank by rank: what has a `queue_at` to come is running; a paused
 * promise stands at the far end and a breached one in the past.
 */
export async function queueFrame(
  db: Database,
  seesRestricted: boolean,
  seesTopics = false,
): Promise<Frame> {
  const visible = seesRestricted ? sql`` : sql`and not restricted`
  const { rows } = await sql<
    Omit<Frame, 'promisesDue' | 'topics'> & {
      due: [number, number][]
      topics: (Omit<Frame['topics'][number], 'waitingSince'> & { waitingSince: string })[]
    }
  >`
    with moment as materialized (select app_now() as now)
    select (select now from moment), (
      select coalesce(json_agg(band order by band.rank), '[]') from (
        select c.key, c.name, c.kind, c.rank, c.promise, (
          select count(*)::int from (
            select 1 from tickets where tickets.rank = c.rank and channel_key = c.key and ${isOpen} ${visible}
            limit ${sql.lit(MOST_COUNTED + 1)}
          ) counted
        ) as open from channels c where c.removed_at is null
      ) band
    ) as bands, (
      select coalesce(json_agg(json_build_array(cell, due)), '[]') from (
        select floor(extract(epoch from (t.queue_at - (select now from moment))) / 1800)::int as cell, count(*)::int as due
        from (select distinct rank from channels) c cross join lateral (
          select queue_at from tickets where tickets.rank = c.rank and ${isOpen} ${visible}
            and queue_at >= (select now from moment) and queue_at < (select now from moment) + interval '12 hours'
        ) t group by 1
      ) cells
    ) as due, ${unanswered(seesTopics)} as topics`.execute(db)
  const { now, bands, due, topics } = rows[0]!
  const cells = Array.from({ length: 24 }, () => 0)
  for (const [cell, count] of due) if (cell >= 0 && cell < 24) cells[cell] = count
  return {
    now,
    bands,
    promisesDue: cells,
    topics: topics.map((topic) => ({ ...topic, waitingSince: new Date(topic.waitingSince) })),
  }
}

/** The first open ticket nobody has, in the order of the queue: what "take next" gives. */
export async function nextUnassigned(
  db: Database,
  seesRestricted: boolean,
  skip: readonly number[],
) {
  let query = db
    .selectFrom('tickets')
    .select(['id', 'number'])
    .where(isOpen)
    .where('assigneeId', 'is', null)
    .where('snoozedUntil', 'is', null)
  if (!seesRestricted) query = query.where('restricted', '=', false)
  if (skip.length > 0) query = query.where('number', 'not in', [...skip])
  // Two who press at once get two tickets.
  return query
    .orderBy('rank')
    .orderBy('queueAt')
    .orderBy('number')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}
