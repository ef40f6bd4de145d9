/** What those who look after the community see of a topic: its posts page by page, with what may be done about them. */
import type { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { topicUrl } from './links.ts'
import { findMember, type Member } from './members.ts'
import { trustShown } from './moderation.ts'
import { authorOf, ownPost } from './own-posts.ts'
import { whyNotDelete, whyNotEdit } from './own-rules.ts'
import { answersUnderWay, refusedSolution } from './outside-outbox.ts'
import { POSTS_FOR_STAFF, postsOf, type PostRow } from './posts.ts'
import { isFollowing, maySee, topicByNumber, type TopicRow } from './queries.ts'
import { whoOf, type PostShown, type TopicListed, type TopicWhole } from './shapes.ts'
import { couldBeTicket, ticketNumberOfTopic } from './tickets.ts'

export const listed = (system: System, row: TopicRow): z.output<typeof TopicListed> => ({
  ...row,
  url: row.outsideUrl ?? topicUrl(system, row),
  category: { key: row.categorySlug, name: row.outsideCategory ?? row.categoryName },
  outside: row.outsideUrl ? { name: row.outsideName ?? '', url: row.outsideUrl } : null,
  author: { name: row.authorName, isStaff: row.authorUserId !== null },
  isSolved: row.solutionPostId !== null,
  isLocked: row.lockedAt !== null,
  isPinned: row.pinnedAt !== null,
})

export async function whole(
  work: Work,
  caller: Caller,
  number: number,
): Promise<z.output<typeof TopicWhole>> {
  const { topic, member, reader } = await seen(work, caller, number)
  return {
    ...listed(work.system, topic),
    ...(await pageOf(work, { topic, member, reader }, { limit: POSTS_FOR_STAFF })),
    ticketNumber: await ticketNumberOfTopic(work.db, topic.ticketId),
    couldBeTicket: await couldBeTicket(work, topic),
    follows: await isFollowing(work.db, topic.id, reader.memberId),
    solutionRefused: topic.connectionId === null ? null : await refusedSolution(work.db, topic.id),
  }
}

export async function postsAfter(
  work: Work,
  caller: Caller,
  number: number,
  asked: { after?: string | undefined; limit: number },
) {
  return pageOf(work, await seen(work, caller, number), asked)
}

async function seen(work: Work, caller: Caller, number: number) {
  const topic = await topicByNumber(work.db, number)
  const member = await findMember(work.db, whoOf(caller))
  const reader = { memberId: member?.id ?? null, isStaff: caller.may('forum.moderate') }
  if (!maySee(topic, reader)) throw notFound('There is no such topic.')
  return { topic, member, reader }
}

async function pageOf(
  work: Work,
  { topic, member, reader }: Awaited<ReturnType<typeof seen>>,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  // One more than is shown says that there are more.
  const found = await postsOf(work.db, topic.id, reader, {
    limit: limit + 1,
    ...(after && { after }),
  })
  const posts = found.slice(0, limit)
  const sendings = topic.connectionId === null ? null : await answersUnderWay(work.db, topic.id)
  return {
    posts: posts.map((post) => ({
      ...postShown(post, topic, member, work.now),
      sending: sendingOf(sendings?.get(post.id)),
    })),
    next: found.length > limit ? (posts.at(-1)?.id ?? null) : null,
  }
}

const sendingOf = (
  sending: { state: 'waiting' | 'done' | 'refused'; lastError: string | null } | undefined,
) => (sending ? { state: sending.state, why: sending.lastError } : null)

function postShown(
  post: PostRow,
  topic: TopicRow,
  member: Member | null,
  now: Date,
): Omit<z.output<typeof PostShown>, 'sending'> {
  const own = member && ([ownPost(post, topic, member.id, now), authorOf(member, now)] as const)
  return {
    ...post,
    isSolution: topic.solutionPostId === post.id,
    isMine: member?.id === post.authorId,
    mayEdit: own !== null && whyNotEdit(...own) === null,
    mayDelete: own !== null && whyNotDelete(...own) === null,
    author: {
      number: post.authorNumber,
      name: post.authorName,
      trust: trustShown(post, now),
      isBlocked: post.authorBlockedAt !== null,
    },
  }
}
