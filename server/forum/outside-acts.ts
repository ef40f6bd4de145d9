import { sql } from 'kysely'
import type { Connection } from '../connectors/connections.ts'
import type { Work } from '../platform/work.ts'
import { refreshTopic } from './actions.ts'
import { arrivedThere } from './outside-posts.ts'
import type { OutsideAct } from './outside-outbox.ts'
import type { Post } from './queries.ts'

/** Longer than one try can take. */
const LEASE_SECONDS = 180
const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 1800
/** About a day of an answer that fails while everything else goes well; then a person says "try again". */
const MOST_TRIES = 60

export interface Claimed extends OutsideAct {
  post: Post
  /** The topic's id there. */
  outsideTopic: string
}

/** The first thing that is due there, under a lease; of each topic the oldest. */
export async function claimAct(work: Work, { id }: Connection): Promise<Claimed | null> {
  const lease = new Date(work.now.getTime() + LEASE_SECONDS * 1000)
  const { rows } = await sql<OutsideAct>`
    update forum_outside_acts set tries = tries + 1, due_at = ${lease} where id = (
      select a.id from forum_outside_acts a join forum_topics t on t.id = a.topic_id
      where a.state = 'waiting' and a.due_at <= ${work.now} and t.connection_id = ${id}
        and not exists (select from forum_outside_acts b
          where b.topic_id = a.topic_id and b.state = 'waiting' and b.number < a.number)
      order by a.number limit 1 for update of a skip locked)
    returning *`.execute(work.db)
  const [act] = rows
  return act ? claimed(work, act) : null
}

async function claimed(work: Work, act: OutsideAct): Promise<Claimed> {
  const post = await work.db
    .selectFrom('forumPosts')
    .selectAll()
    .where('id', '=', act.postId)
    .executeTakeFirstOrThrow()
  const { outsideId } = await work.db
    .selectFrom('forumOutsideTopics')
    .select('outsideId')
    .where('topicId', '=', act.topicId)
    .executeTakeFirstOrThrow()
  return { ...act, post, outsideTopic: outsideId }
}

/** What became of it meanwhile: looking may have found it done. */
export async function readAct(work: Work, { id }: OutsideAct): Promise<Claimed | null> {
  const act = await work.db
    .selectFrom('forumOutsideActs')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return act ? claimed(work, act) : null
}

/** `outsideId`: of the answer as it stands there; null when it waits there to be let through, or it was no answer. */
export async function actDone(
  work: Work,
  { id, kind, postId, topicId }: OutsideAct,
  outsideId: string | null,
): Promise<void> {
  if (kind === 'answer') {
    if (outsideId) await dropCopy(work, { postId, topicId, outsideId })
    await arrivedThere(work, postId, outsideId)
  }
  await work.db
    .updateTable('forumOutsideActs')
    .set({ state: 'done', settledAt: work.now, lastError: null })
    .where('id', '=', id)
    .execute()
  work.touch('forum')
}

/** A call of theirs about our own answer may be quicker than their answer to us, in words they changed. */
async function dropCopy(
  work: Work,
  { postId, topicId, outsideId }: { postId: string; topicId: string; outsideId: string },
) {
  const copy = await work.db
    .selectFrom('forumPosts')
    .select('id')
    .where('topicId', '=', topicId)
    .where('outsideId', '=', outsideId)
    .where('id', '<>', postId)
    .executeTakeFirst()
  if (!copy) return
  await work.db
    .updateTable('forumTopics')
    .set({ solutionPostId: postId })
    .where('solutionPostId', '=', copy.id)
    .execute()
  await work.db.deleteFrom('forumPosts').where('id', '=', copy.id).execute()
}

/** They would not: kept with their words where whoever wrote it sees them; the topic waits for an answer again. */
export async function actRefused(work: Work, act: OutsideAct, why: string): Promise<void> {
  const { id, kind, postId, topicId } = act
  const refused = await work.db
    .updateTable('forumOutsideActs')
    .set({ state: 'refused', settledAt: work.now, lastError: why.slice(0, 500) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  // Seen there meanwhile: what they refused was to hear it twice.
  if (!refused) return
  if (kind === 'answer')
    await work.db
      .updateTable('forumPosts')
      .set({ state: 'hidden', why: `It is not there. ${why}`.slice(0, 500) })
      .where('id', '=', postId)
      .execute()
  await refreshTopic(work, topicId)
}

/** Nobody knows whether it arrived: later, and then they are looked at first. */
export async function actPutOff(work: Work, act: OutsideAct, why: string): Promise<void> {
  if (act.tries >= MOST_TRIES) return actRefused(work, act, `Tried ${act.tries} times. ${why}`)
  const seconds = Math.min(
    FIRST_WAIT_SECONDS * 2 ** Math.min(act.tries - 1, 10),
    LONGEST_WAIT_SECONDS,
  )
  await work.db
    .updateTable('forumOutsideActs')
    .set({ dueAt: new Date(work.now.getTime() + seconds * 1000), lastError: why.slice(0, 500) })
    .where('id', '=', act.id)
    .where('state', '=', 'waiting')
    .execute()
  work.touch('forum')
}
