import { z } from 'zod'
import type { Routes } from '../platform/http.ts'
import { Done, done } from '../platform/shapes.ts'
import { blockMember } from './members.ts'
import { approvePost, changeTopic, dismissFlags, hidePost } from './moderation.ts'
import { reviewQueue } from './queries.ts'
import { FlagOpen, OfPost, OfTopic, Waiting, whoOf } from './shapes.ts'
import { makeTicket, offerTicket } from './tickets.ts'

/** What those do who look after the community. */
export const forumModerationRoutes: Routes = async (app) => {
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
