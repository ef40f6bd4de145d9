import { z } from 'zod'
import type { Caller, Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { addReply, markSolution, setFollowing, startTopic } from './actions.ts'
import { topicUrl } from './links.ts'
import { blockMember, findMember, type Who } from './members.ts'
import { approvePost, changeTopic, dismissFlags, hidePost, trustShown } from './moderation.ts'
import {
  isFollowing,
  listCategories,
  listTopics,
  maySee,
  postsOf,
  reviewQueue,
  topicByNumber,
  type TopicRow,
} from './queries.ts'
import { FlagOpen, PostShown, TopicListed, TopicWhole, Waiting } from './shapes.ts'
import { couldBeTicket, makeTicket, offerTicket, ticketNumberOfTopic } from './tickets.ts'
import { notFound } from '../platform/errors.ts'

const OfTopic = z.object({ number: z.coerce.number<string>().int().min(1) })
const OfPost = z.object({ id: z.uuid() })
const words = z.string().trim().min(1).max(50_000)

const whoOf = ({ actor }: Caller): Who => ({ kind: 'user', id: actor.id, name: actor.name })

export const forumRoutes: Routes = async (app) => {
  app.get('/forum/categories', {
    schema: {
      operationId: 'listForumCategories',
      tags: ['Forum'],
      response: {
        200: z.object({
          categories: z.array(
            z.object({ key: z.string(), name: z.string(), description: z.string() }),
          ),
        }),
      },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db) => ({
        categories: (await listCategories(db)).map(({ slug, ...category }) => ({
          ...category,
          key: slug,
        })),
      })),
  })

  app.get('/forum/topics', {
    schema: {
      operationId: 'listTopics',
      tags: ['Forum'],
      summary: 'Topics of the community. What waits for an answer: the longest waiting first.',
      querystring: z.object({
        filter: z.enum(['shown', 'unanswered', 'solved', 'review', 'hidden']).default('shown'),
        category: z.string().max(60).optional(),
        tag: z.string().max(40).optional(),
        after: z.string().max(60).optional().meta({ description: '`next` of the page before.' }),
        limit: z.coerce.number<string>().int().min(1).max(100).default(50),
      }),
      response: { 200: z.object({ topics: z.array(TopicListed), next: z.string().nullable() }) },
    },
    handler: (request) =>
      request.reads('tickets.read', async (db, caller) => {
        const { after, filter, ...asked } = request.query
        if ((filter === 'review' || filter === 'hidden') && !caller.may('forum.moderate'))
          return { topics: [], next: null }
        const found = await listTopics(db, {
          ...asked,
          filter,
          before: after ? placeOf(after) : null,
        })
        const last = found.at(-1)
        return {
          topics: found.map((row) => listed(request.system, row)),
          next:
            last && found.length === asked.limit
              ? markOf(last, filter === 'unanswered' ? last.waitingSince : last.lastAt)
              : null,
        }
      }),
  })

  app.get('/forum/topics/:number', {
    schema: {
      operationId: 'showTopic',
      tags: ['Forum'],
      params: OfTopic,
      response: { 200: TopicWhole },
    },
    handler: (request) =>
      request.inWork('tickets.read', (work, caller) => whole(work, caller, request.params.number)),
  })

  app.post('/forum/topics', {
    schema: {
      operationId: 'startTopic',
      tags: ['Forum'],
      summary: 'Begin a topic, as yourself and one of the team. Everybody can read it.',
      body: z.object({
        category: z.string().max(60),
        title: z.string().trim().min(8).max(160),
        body: words,
        tags: z.string().max(300).default(''),
      }),
      response: { 201: z.object({ number: z.int(), url: z.string() }) },
    },
    handler: async (request, answer) => {
      const topic = await request.inWork('forum.write', (work, caller) =>
        startTopic(work, whoOf(caller), { ...request.body, via: viaOf(caller) }),
      )
      return answer.status(201).send({ number: topic.number, url: topicUrl(request.system, topic) })
    },
  })

  app.post('/forum/topics/:number/replies', {
    schema: {
      operationId: 'replyToTopic',
      tags: ['Forum'],
      summary: 'Answer a topic, as yourself and one of the team. Everybody can read it.',
      params: OfTopic,
      body: z.object({ body: words, solves: z.boolean().default(false) }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async (request, answer) => {
      const { number } = request.params
      const post = await request.inWork('forum.write', async (work, caller) => {
        const { body, solves } = request.body
        const written = await addReply(work, whoOf(caller), number, { body, via: viaOf(caller) })
        if (solves) await markSolution(work, whoOf(caller), number, written.id)
        return written
      })
      return answer.status(201).send({ id: post.id })
    },
  })

  app.put('/forum/topics/:number/solution', {
    schema: {
      operationId: 'solveTopic',
      tags: ['Forum'],
      summary: 'The answer that helped; null takes the mark away.',
      params: OfTopic,
      body: z.object({ postId: z.uuid().nullable() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.write', async (work, caller) => {
        await markSolution(work, whoOf(caller), request.params.number, request.body.postId)
        return done
      }),
  })

  app.put('/forum/topics/:number/follow', {
    schema: {
      operationId: 'followTopic',
      tags: ['Forum'],
      params: OfTopic,
      body: z.object({ follows: z.boolean() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.write', async (work, caller) => {
        await setFollowing(work, whoOf(caller), request.params.number, request.body.follows)
        return done
      }),
  })

  app.patch('/forum/topics/:number', {
    schema: {
      operationId: 'changeTopic',
      tags: ['Forum'],
      summary: 'Move, rename, tag, lock or pin a topic. Its old address goes on leading to it.',
      params: OfTopic,
      body: z.object({
        category: z.string().max(60).optional(),
        title: z.string().trim().min(8).max(160).optional(),
        tags: z.string().max(300).optional(),
        locked: z.boolean().optional(),
        pinned: z.boolean().optional(),
      }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.moderate', async (work) => {
        await changeTopic(work, request.params.number, request.body)
        return done
      }),
  })

  app.put('/forum/topics/:number/ticket', {
    schema: {
      operationId: 'makeTicketOfTopic',
      tags: ['Forum'],
      summary: 'Make a ticket of it for its author, who is on a paid plan. The topic stays.',
      params: OfTopic,
      response: { 200: z.object({ ticketNumber: z.int() }) },
    },
    handler: (request) =>
      request.inWork('forum.moderate', async (work, caller) => ({
        ticketNumber: await makeTicket(work, whoOf(caller), request.params.number),
      })),
  })

  app.post('/forum/topics/:number/ticket-offers', {
    schema: {
      operationId: 'offerTicket',
      tags: ['Forum'],
      summary: 'Say kindly in the topic that its author can open a ticket. Tells nobody who pays.',
      params: OfTopic,
      response: { 201: Done },
    },
    handler: async (request, answer) => {
      await request.inWork('forum.write', (work, caller) =>
        offerTicket(work, whoOf(caller), request.params.number),
      )
      return answer.status(201).send(done)
    },
  })

  app.get('/forum/review', {
    schema: {
      operationId: 'getForumReview',
      tags: ['Forum'],
      summary:
        'What waits for a person: first words of somebody new, and what was complained about.',
      response: { 200: z.object({ waiting: z.array(Waiting), flags: z.array(FlagOpen) }) },
    },
    handler: (request) =>
      request.reads('forum.moderate', async (db) => {
        const { waiting, flags } = await reviewQueue(db)
        return {
          waiting: waiting.map(
            ({ id, number, title, authorNumber, authorName, approved, ...row }) => ({
              ...row,
              postId: id,
              topic: { number, title },
              author: { number: authorNumber, name: authorName, approved },
            }),
          ),
          flags: flags.map(({ number, title, authorNumber, authorName, ...row }) => ({
            ...row,
            topic: { number, title },
            author: { number: authorNumber, name: authorName },
          })),
        }
      }),
  })

  app.put('/forum/posts/:id/state', {
    schema: {
      operationId: 'moderatePost',
      tags: ['Forum'],
      summary:
        'Let a post through or show it again, hide it, or call it spam. Settles what was complained.',
      params: OfPost,
      body: z.object({
        state: z.enum(['shown', 'hidden', 'spam']),
        why: z.string().max(300).default(''),
      }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.moderate', async (work) => {
        const { state, why } = request.body
        const { id } = request.params
        await (state === 'shown' ? approvePost(work, id) : hidePost(work, id, { state, why }))
        return done
      }),
  })

  app.delete('/forum/posts/:id/flags', {
    schema: {
      operationId: 'dismissFlags',
      tags: ['Forum'],
      summary: 'Nothing is wrong with it: the complaints are settled.',
      params: OfPost,
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.moderate', async (work) => {
        await dismissFlags(work, request.params.id)
        return done
      }),
  })

  app.put('/forum/members/:number/block', {
    schema: {
      operationId: 'blockMember',
      tags: ['Forum'],
      summary: 'They read on, and write nothing more; or may write again.',
      params: OfTopic,
      body: z.object({ isBlocked: z.boolean() }),
      response: { 200: Done },
    },
    handler: (request) =>
      request.inWork('forum.moderate', async (work) => {
        await blockMember(work, request.params.number, request.body.isBlocked)
        return done
      }),
  })
}

const viaOf = ({ byToken }: Caller) => (byToken ? ('api' as const) : ('web' as const))

const listed = (system: System, row: TopicRow): z.output<typeof TopicListed> => ({
  ...row,
  url: topicUrl(system, row),
  category: { key: row.categorySlug, name: row.categoryName },
  author: { name: row.authorName, isStaff: row.authorUserId !== null },
  isSolved: row.solutionPostId !== null,
  isLocked: row.lockedAt !== null,
  isPinned: row.pinnedAt !== null,
})

async function whole(
  work: Work,
  caller: Caller,
  number: number,
): Promise<z.output<typeof TopicWhole>> {
  const topic = await topicByNumber(work.db, number)
  const member = await findMember(work.db, whoOf(caller))
  const reader = { memberId: member?.id ?? null, isStaff: caller.may('forum.moderate') }
  if (!maySee(topic, reader)) throw notFound('There is no such topic.')
  const posts = await postsOf(work.db, topic.id, reader)
  return {
    ...listed(work.system, topic),
    posts: posts.map((post) => postShown(post, topic, work.now)),
    ticketNumber: await ticketNumberOfTopic(work.db, topic.ticketId),
    couldBeTicket: await couldBeTicket(work, topic),
    follows: await isFollowing(work.db, topic.id, reader.memberId),
  }
}

const postShown = (
  post: Awaited<ReturnType<typeof postsOf>>[number],
  topic: TopicRow,
  now: Date,
): z.output<typeof PostShown> => ({
  ...post,
  isSolution: topic.solutionPostId === post.id,
  author: {
    number: post.authorNumber,
    name: post.authorName,
    trust: trustShown(post, now),
    isBlocked: post.authorBlockedAt !== null,
  },
})

const markOf = ({ number }: TopicRow, at: Date | null) => `${at?.getTime() ?? 0}-${number}`

function placeOf(mark: string) {
  const [, at, number] = /^(\d{1,15})-(\d{1,12})$/.exec(mark) ?? []
  if (!at || !number) throw notFound('That page of topics does not exist.')
  return { at: new Date(Number(at)), number: Number(number) }
}
