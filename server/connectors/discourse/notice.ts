/** Decides which topic a call of Discourse is about. */
import { Unreadable, type TopicNotice } from '../connector.ts'
import { z } from 'zod'

const id = z.int().positive()
// Whatever the kind of the event, its body has one member that is named after it: a post or a topic.
const Body = z.union([
  z.object({ ping: z.string() }),
  z.object({ topic: z.object({ id }) }),
  z.record(z.string(), z.object({ topic_id: id })),
])

/** None for a ping. Throws Unreadable for what names no topic: such as events about people. */
export function noticesIn(
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
): TopicNotice[] {
  const callId = headers['x-discourse-event-id']
  const what = headers['x-discourse-event'] ?? 'event'
  const read = Body.safeParse(parsed(body))
  if (!read.success)
    throw new Unreadable(`Discourse sent an event (${what}) that is about no topic or post`)
  if ('ping' in read.data && typeof read.data.ping === 'string') return []
  if (!callId) throw new Unreadable('Discourse sent no X-Discourse-Event-Id')
  return topicsIn(read.data).map((topicId) => ({
    type: 'topic',
    callId: callId.slice(0, 100),
    topicId: String(topicId),
    what: what.slice(0, 100),
  }))
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Unreadable('Discourse sent something that is no JSON')
  }
}

function topicsIn(body: object): number[] {
  const found = Object.values(body).flatMap((part: { id?: number; topic_id?: number }) =>
    'topic' in body ? (part.id ?? []) : (part.topic_id ?? []),
  )
  return [...new Set(found)]
}
