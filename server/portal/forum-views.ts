/** What the pages of the community read. */
import { randomUUIDv7 } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { topicUrl, topicPath } from '../forum/links.ts'
import { findMember, isPaidContact, isUnnamed, type Who } from '../forum/members.ts'
import { trustShown } from '../forum/moderation.ts'
import { listTags } from '../forum/public-lists.ts'
import { authorOf, ownPost } from '../forum/own-posts.ts'
import { whyNotDelete, whyNotEdit } from '../forum/own-rules.ts'
import { POSTS_AT_ONCE, postsOf } from '../forum/posts.ts'
import {
  findCategory,
  isFollowing,
  listCategories,
  listTopics,
  maySee,
  pinnedTopics,
  topicByNumber,
} from '../forum/queries.ts'
import { appNow } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import type { FormState } from './pages/fields.ts'
import type { ListView } from './pages/forum-list.ts'
import type { TopicView } from './pages/forum-topic.ts'
import { actorOf, signInPath } from './who.ts'

const PAGE = 30

export interface ListAsked {
  category?: string
  tag?: string | undefined
  filter: ListView['filter']
  before?: string | undefined
}

export async function listView(request: FastifyRequest, asked: ListAsked): Promise<ListView> {
  const { db, config } = request.system
  const { tag = null, filter } = asked
  const category = asked.category ? await findCategory(db, asked.category) : null
  const before = asked.before ? placeOf(asked.before) : null
  const found = await listTopics(db, {
    filter,
    category: category?.slug,
    tag: tag ?? undefined,
    before,
    limit: PAGE + 1,
  })
  const isFront = !before && filter === 'shown' && !tag
  const pinned = isFront ? await pinnedTopics(db, category?.slug) : []
  const above = new Set(pinned.map(({ id }) => id))
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)
  const path = category ? `/help/forum/c/${category.slug}` : '/help/forum'
  const kept = new URLSearchParams({ ...(tag && { tag }), ...(filter !== 'shown' && { filter }) })
  return {
    canonical: `${config.portalUrl}${path}`,
    categories: await listCategories(db),
    category,
    tag,
    filter,
    tags: category ? [] : await listTags(db, 20),
    pinned,
    topics: shown.filter(({ id }) => !above.has(id)),
    older:
      found.length > PAGE && last
        ? `${path}?${new URLSearchParams([...kept, ['before', markOf(last, filter)]])}`
        : null,
  }
}

const markOf = (
  topic: { lastAt: Date; waitingSince: Date | null; number: number },
  filter: ListView['filter'],
) => {
  const at = (filter === 'unanswered' ? topic.waitingSince : null) ?? topic.lastAt
  return `${at.getTime()}-${topic.number}`
}

function placeOf(mark: string): { at: Date; number: number } {
  const [, at, number] = /^(\d{1,15})-(\d{1,12})$/.exec(mark) ?? []
  if (!at || !number) throw notFound('That page does not exist.')
  return { at: new Date(Number(at)), number: Number(number) }
}

/** Which part of a long topic an address leads to. */
export const fromQuery = (from: number): string => (from > 0 ? `?from=${from}` : '')

/** The topic with what this reader may see of it; throws when they may not know of it. */
export async function topicView(
  request: FastifyRequest,
  who: Who | null,
  number: number,
  form: FormState = { values: {}, problem: null },
  from = 0,
): Promise<TopicView> {
  const { db } = request.system
  const topic = await topicByNumber(db, number)
  const member = who && (await findMember(db, who))
  const reader = { memberId: member?.id ?? null, isStaff: who?.kind === 'user' }
  const { state } = topic
  // What stands elsewhere is read there, by everybody.
  if (state === 'outside' || !maySee(topic, reader)) throw notFound('There is no such topic.')
  const now = await appNow(db)
  const posts = await postsOf(db, topic.id, reader, { from })
  const isAuthor = topic.authorId === reader.memberId
  return {
    ...form,
    topic: { ...topic, state },
    canonical: `${topicUrl(request.system, topic)}${fromQuery(from)}`,
    later: posts.length === POSTS_AT_ONCE ? fromQuery(from + POSTS_AT_ONCE) : null,
    posts: posts.map((post) => ({
      ...post,
      ...(member && mayOf(ownPost(post, topic, member.id, now), authorOf(member, now))),
      trust: trustShown(post, now),
      isMine: post.authorId === reader.memberId,
      isVoted: post.votedBy !== null,
    })),
    reader: who && {
      isStaff: reader.isStaff,
      needsName: who.kind === 'contact' && isUnnamed(member),
      follows: await isFollowing(db, topic.id, reader.memberId),
      maySolve: reader.isStaff || isAuthor,
      mayOpenTicket:
        isAuthor &&
        who.kind === 'contact' &&
        topic.ticketId === null &&
        (await request.inWorkAs(actorOf(who), (work) => isPaidContact(work, who.id))),
    },
    signIn: signInPath(topicPath(topic)),
    formKey: form.values['formKey'] || randomUUIDv7(),
  }
}

const mayOf = (...facts: Parameters<typeof whyNotEdit>) => ({
  mayEdit: whyNotEdit(...facts) === null,
  mayDelete: whyNotDelete(...facts) === null,
})
