import { sql, type Selectable } from 'kysely'
import type { Connection } from '../connectors/connections.ts'
import type { Glimpse, TopicNotice } from '../connectors/connector.ts'
import type { ForumOutsideTopics } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'

/** A look at one topic elsewhere, for whoever claimed it. */
export type Look = Selectable<ForumOutsideTopics> & { dueAt: Date }

/** Longer than a look can take; then somebody else may look. */
const LEASE_SECONDS = 180

/** What calls of theirs say: each call counts once, and each is a reason to look, no more. Answers how many were new. */
export async function takeNotices(
  work: Work,
  connection: Connection,
  notices: readonly TopicNotice[],
): Promise<number> {
  const fresh = new Set<string>()
  let taken = 0
  for (const { callId, topicId, what } of notices) {
    const call = await work.db
      .insertInto('forumOutsideCalls')
      .values({
        connectionId: connection.id,
        callId,
        what,
        outsideTopic: topicId,
        receivedAt: work.now,
      })
      .onConflict((conflicting) => conflicting.doNothing())
      .returning('callId')
      .executeTakeFirst()
    if (!call) continue
    taken += 1
    fresh.add(topicId)
  }
  for (const outsideId of fresh) await lookSoon(work, connection.id, outsideId)
  return taken
}

const lookSoon = (work: Work, connectionId: string, outsideId: string) =>
  work.db
    .insertInto('forumOutsideTopics')
    .values({ connectionId, outsideId, dueAt: work.now })
    .onConflict((conflicting) =>
      conflicting.columns(['connectionId', 'outsideId']).doUpdateSet({ dueAt: work.now }),
    )
    .execute()

/** What their list says: looked at is what changed of what we have, and what may be new to us. */
export async function takeGlimpses(
  work: Work,
  { id }: Connection,
  glimpses: readonly Glimpse[],
): Promise<void> {
  const byTopic = [...new Map(glimpses.map((one) => [one.topicId, one])).values()]
  if (byTopic.length === 0) return
  await sql`
    insert into forum_outside_topics as t (connection_id, outside_id, mark, due_at)
    select ${id}::uuid, g.topic_id, g.mark, ${work.now}
    from jsonb_to_recordset(${JSON.stringify(byTopic.map(({ topicId, mark, mayWait }) => ({ topic_id: topicId, mark, may_wait: mayWait })))}::jsonb)
      as g (topic_id text, mark text, may_wait boolean)
    left join forum_outside_topics k on k.connection_id = ${id} and k.outside_id = g.topic_id
    where (g.may_wait or k.topic_id is not null) and k.mark is distinct from g.mark
    order by g.topic_id
    on conflict (connection_id, outside_id) do update set mark = excluded.mark, due_at = excluded.due_at`.execute(
    work.db,
  )
}

/** The next topic to look at, or the named one at once. Null when there is none, or somebody else is looking. */
export async function claimLook(
  work: Work,
  { id }: Connection,
  topicId: string | null = null,
): Promise<Look | null> {
  const lease = new Date(work.now.getTime() + LEASE_SECONDS * 1000)
  const which = topicId ? sql`topic_id = ${topicId}` : sql`due_at <= ${work.now}`
  const { rows } = await sql<Look>`
    update forum_outside_topics set due_at = ${lease}, look_no = look_no + 1
    where connection_id = ${id} and outside_id = (
      select outside_id from forum_outside_topics where connection_id = ${id} and ${which}
      order by due_at limit 1 for update skip locked)
    returning *`.execute(work.db)
  return rows[0] ?? null
}

/** The row under its lock; null when another look has begun meanwhile: that one sees more. */
export async function lockLook(work: Work, look: Look): Promise<Look | null> {
  const row = await work.db
    .selectFrom('forumOutsideTopics')
    .selectAll()
    .where('connectionId', '=', look.connectionId)
    .where('outsideId', '=', look.outsideId)
    .where('lookNo', '=', look.lookNo)
    .forUpdate()
    .executeTakeFirst()
  return row ? { ...row, dueAt: row.dueAt ?? look.dueAt } : null
}

/** When to look next; null: when something is said to have happened. A call that came during the look is not lost. */
export async function endLook(
  work: Work,
  look: Look,
  { topicId, nextSeconds }: { topicId: string | null; nextSeconds: number | null },
): Promise<void> {
  const next = nextSeconds === null ? null : new Date(work.now.getTime() + nextSeconds * 1000)
  await work.db
    .updateTable('forumOutsideTopics')
    .set((eb) => ({
      topicId,
      lookedAt: work.now,
      dueAt: eb.case().when('dueAt', '=', look.dueAt).then(next).else(eb.ref('dueAt')).end(),
    }))
    .where('connectionId', '=', look.connectionId)
    .where('outsideId', '=', look.outsideId)
    .where('lookNo', '=', look.lookNo)
    .execute()
}

/** They are known by their ids only as long as one could come again. */
export async function forgetOldCalls(work: Work): Promise<void> {
  await work.db
    .deleteFrom('forumOutsideCalls')
    .where('receivedAt', '<', sql<Date>`app_now() - interval '30 days'`)
    .execute()
}
