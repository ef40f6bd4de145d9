import { z } from 'zod'
import type { Caller, Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'
import { addReply, markSolution, refreshTopic, startTopic } from './actions.ts'
import { setFollowing } from './reading.ts'
import { topicUrl } from './links.ts'
import { tryAgain } from './outside-outbox.ts'
import { listCategories, listTopics, type TopicRow } from './queries.ts'
import { OfPost, OfTopic, PostShown, TopicListed, TopicWhole, whoOf } from './shapes.ts'
import { listed, postsAfter, whole } from './topic-view.ts'
import { notFound } from '../platform/errors.ts'

const words = z.string().trim().min(1).max(50_000)

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
        filter: z
          .enum(['shown', 'unanswered', 'solved', 'review', 'hidden', 'outside'])
          .default('shown'),
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
          withOutside: true,
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

  app.get('/forum/topics/:number/posts', {
    schema: {
      operationId: 'listTopicPosts',
      tags: ['Forum'],
      summary: 'The question and its answers in the order they were written, page by page.',
      params: OfTopic,
      querystring: z.object({
        after: z.uuid().optional().meta({ description: '`next` of the page before.' }),
        limit: z.coerce.number<string>().int().min(1).max(100).default(100),
      }),
      response: { 200: z.object({ posts: z.array(PostShown), next: z.string().nullable() }) },
    },
    handler: (request) =>
      request.inWork('tickets.read', (work, caller) =>
        postsAfter(work, caller, request.params.number, request.query),
      ),
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

  app.post('/forum/posts/:id/sendings', {
    schema: {
      operationId: 'sendAnswerAgain',
      tags: ['Forum'],
      summary: 'An answer that a forum elsewhere refused is sent there once more.',
      params: OfPost,
      response: { 202: Done },
    },
    handler: async (request, answer) => {
      await request.inWork('forum.write', async (work) => {
        const { topicId } = await tryAgain(work, request.params.id)
        await refreshTopic(work, topicId)
      })
      return answer.status(202).send(done)
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
}

const viaOf = ({ byToken }: Caller) => (byToken ? ('api' as const) : ('web' as const))

const markOf = ({ number }: TopicRow, at: Date | null) => `${at?.getTime() ?? 0}-${number}`

function placeOf(mark: string) {
  const [, at, number] = /^(\d{1,15})-(\d{1,12})$/.exec(mark) ?? []
  if (!at || !number) throw notFound('That page of topics does not exist.')
  return { at: new Date(Number(at)), number: Number(number) }
}
