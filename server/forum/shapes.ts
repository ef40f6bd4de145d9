import { z } from 'zod'
import type { Caller } from '../platform/http.ts'
import { instant } from '../platform/shapes.ts'
import type { Who } from './members.ts'

export const OfTopic = z.object({ number: z.coerce.number<string>().int().min(1) })
export const OfPost = z.object({ id: z.uuid() })

/** One of ours, writing as themselves. */
export const whoOf = ({ actor }: Caller): Who => ({
  kind: 'user',
  id: actor.id,
  name: actor.name,
})

const state = z.enum(['review', 'shown', 'hidden', 'spam'])
const topicState = z.enum([...state.options, 'outside'])
const trust = z.enum(['new', 'member', 'trusted', 'staff'])

export const TopicListed = z
  .object({
    number: z.int(),
    title: z.string(),
    url: z.string().meta({ description: 'Where everybody reads it.' }),
    category: z.object({ key: z.string(), name: z.string() }),
    tags: z.array(z.string()),
    state: topicState,
    outside: z
      .object({ name: z.string(), url: z.string() })
      .nullable()
      .meta({ description: 'It stands in this forum elsewhere, at this address.' }),
    author: z.object({ name: z.string(), isStaff: z.boolean() }),
    replies: z.int(),
    votes: z.int(),
    isSolved: z.boolean(),
    isLocked: z.boolean(),
    isPinned: z.boolean(),
    waitingSince: instant
      .nullable()
      .meta({ description: 'Since when nobody but its author has written in it.' }),
    createdAt: instant,
    lastAt: instant,
  })
  .meta({ id: 'Topic' })

export const PostShown = z
  .object({
    id: z.string(),
    isQuestion: z.boolean(),
    isSolution: z.boolean(),
    body: z.string().meta({ description: 'Markdown, as it was written.' }),
    html: z.string().meta({ description: 'Cleaned: it may stand on a page as it is.' }),
    state,
    why: z.string().meta({ description: 'Why it waits or is hidden.' }),
    via: z.enum(['web', 'mail', 'api', 'cli', 'outside']),
    sending: z
      .object({ state: z.enum(['waiting', 'done', 'refused']), why: z.string().nullable() })
      .nullable()
      .meta({ description: 'Our answer in a topic elsewhere: how its way there is.' }),
    votes: z.int(),
    version: z.int(),
    editedAt: instant
      .nullable()
      .meta({ description: 'Its author changed it since it could be read.' }),
    deletedAt: instant
      .nullable()
      .meta({ description: 'Its author took it back: it has no words.' }),
    isMine: z.boolean(),
    mayEdit: z.boolean(),
    mayDelete: z.boolean(),
    author: z.object({
      number: z.int(),
      name: z.string(),
      trust,
      isBlocked: z.boolean(),
    }),
    createdAt: instant,
  })
  .meta({ id: 'TopicPost' })

export const TopicWhole = TopicListed.extend({
  posts: z.array(PostShown).meta({ description: 'The question and its first answers.' }),
  next: z.string().nullable().meta({ description: '`after` of the posts that come next.' }),
  ticketNumber: z.int().nullable().meta({ description: 'Its author made this ticket of it.' }),
  couldBeTicket: z
    .boolean()
    .meta({ description: 'Its author is on a paid plan, and no ticket was made of it.' }),
  follows: z.boolean(),
  solutionRefused: z
    .string()
    .nullable()
    .meta({ description: 'Why the mark of the solution could not be made elsewhere.' }),
}).meta({ id: 'TopicWhole' })

export const Waiting = z
  .object({
    postId: z.string(),
    topic: z.object({ number: z.int(), title: z.string() }),
    body: z.string(),
    why: z.string(),
    isQuestion: z.boolean(),
    author: z.object({
      number: z.int(),
      name: z.string(),
      approved: z.int().meta({ description: 'Of their posts, let through so far.' }),
    }),
    createdAt: instant,
  })
  .meta({ id: 'WaitingPost' })

export const FlagOpen = z
  .object({
    id: z.string(),
    postId: z.string(),
    topic: z.object({ number: z.int(), title: z.string() }),
    body: z.string(),
    reason: z.enum(['spam', 'rude', 'off_topic', 'secret', 'other']),
    note: z.string(),
    flaggedBy: z.string(),
    author: z.object({ number: z.int(), name: z.string() }),
    createdAt: instant,
  })
  .meta({ id: 'TopicFlag' })
