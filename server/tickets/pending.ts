import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { listChannels } from '../channels/queries.ts'
import { conflict, invalid, notFound, Refusal } from '../platform/errors.ts'
import { isDatabaseAway, type Database } from '../platform/database.ts'
import { settingsOf } from '../platform/settings.ts'
import { machine, type System } from '../platform/system.ts'
import type { PendingReplies } from '../platform/tables.ts'
import { inWork, type Work } from '../platform/work.ts'
import { refuseStale, reply, setStatus } from './actions.ts'
import { holdFiles } from './files.ts'
import { refuseUnfilled } from './forms.ts'
import { lockTicket, rootOf, type Ticket } from './queries.ts'

export type PendingReply = Selectable<PendingReplies>

/** Pauses before the next try of a reply that failed by a fault of ours, in seconds. After the last it waits for a person. */
const PAUSES_S = [5, 30, 120, 600]
const OUR_FAULT = `Something went wrong here, not with you. It was tried ${PAUSES_S.length + 1} times.`

interface HeldWords {
  body: string
  files?: readonly string[]
  via: PendingReply['via']
  status?: PendingReply['statusAfter'] | undefined
  expectedVersion?: number
  seconds: number
}

/**
 * Keeps a reply for some seconds before it is sent. Nothing happens until then, but the ticket
 * counts as changed: whoever answers at the same moment is asked first, as if it had been sent.
 */
export async function holdReply(
  work: Work,
  ticketId: string,
  { body, files = [], via, status = null, expectedVersion, seconds }: HeldWords,
): Promise<{ pending: PendingReply; version: number }> {
  const ticket = await lockTicket(work, ticketId)
  refuseStale(ticket, expectedVersion)
  if (ticket.status === 'closed')
    throw conflict(`Ticket #${ticket.number} is closed. Open a follow-up instead.`)
  if (body.trim() === '')
    throw invalid('Write something first.', [{ path: 'body', message: 'is empty' }])
  if (status === 'solved') await refuseUnfilled(work, ticket)
  if (work.actor.kind !== 'user' || !work.actor.id)
    throw conflict('Only a person of ours can take a reply back.')
  await holdFiles(work, work.actor.id, files)
  const pending = await work.db
    .insertInto('pendingReplies')
    .values({
      id: randomUUIDv7(),
      ticketId,
      authorUserId: work.actor.id,
      authorName: work.actor.name,
      body,
      fileIds: [...files],
      via,
      statusAfter: status,
      sendAt: new Date(work.now.getTime() + seconds * 1000),
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { version } = await work.db
    .updateTable('tickets')
    .set({ version: ticket.version + 1 })
    .where('id', '=', ticketId)
    .returning('version')
    .executeTakeFirstOrThrow()
  work.touch(`ticket:${ticket.number}`)
  work.enqueue(
    'release_reply',
    { pendingReplyId: pending.id },
    { at: pending.sendAt, key: `release_reply:${pending.id}` },
  )
  return { pending, version }
}

/** Seconds a reply from the web may be taken back; none in an emergency, where seconds count. */
export async function undoSecondsFor(
  system: System,
  { channelKey }: Pick<Ticket, 'channelKey'>,
): Promise<number> {
  // A channel that the playbook has dropped keeps its tickets.
  const channel = (await listChannels(system)).find(({ key }) => key === channelKey)
  if (channel?.kind === 'emergency') return 0
  return (await settingsOf(system)).ticketRules.undoSendSeconds
}

/** Takes a reply back before it was sent. Returns its row: the words go back to their author. */
export async function undoReply(
  work: Work,
  ticket: Pick<Ticket, 'id' | 'number'>,
  pendingReplyId: string,
): Promise<PendingReply> {
  const row = await work.db
    .deleteFrom('pendingReplies')
    .where('id', '=', pendingReplyId)
    .where(isOfTicket(ticket.id))
    .returningAll()
    .executeTakeFirst()
  if (!row) throw await whyNotUndone(work, ticket.id, pendingReplyId)
  work.touch(`ticket:${ticket.number}`)
  work.record({ type: 'reply.taken_back', ticketId: ticket.id, authorName: row.authorName })
  return row
}

/** The comment of a released reply carries the id the reply was held under. */
async function whyNotUndone(work: Work, ticketId: string, id: string): Promise<Refusal> {
  const sent = await work.db
    .selectFrom('comments')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('id', '=', id)
    .executeTakeFirst()
  return sent
    ? conflict('It was sent already and cannot be taken back.')
    : notFound('There is no such reply waiting.')
}

/**
 * Sends a reply whose time has come, as its author. Of two workers one finds the row; a reply that
 * cannot be sent (the ticket was closed meanwhile) stays, with the reason, for its author.
 */
export async function releaseReply(
  system: System,
  { pendingReplyId }: { pendingReplyId: string },
): Promise<void> {
  const waiting = await system.db
    .selectFrom('pendingReplies')
    .select(['authorUserId', 'authorName'])
    .where('id', '=', pendingReplyId)
    .executeTakeFirst()
  if (!waiting) return
  const author = { kind: 'user' as const, id: waiting.authorUserId, name: waiting.authorName }
  try {
    await inWork(system, author, (work) => release(work, pendingReplyId))
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    const isRefused = error instanceof Refusal
    if (!isRefused) system.log.error({ err: error, pendingReplyId }, 'A held reply was not sent')
    const why = error instanceof Error ? error.message : String(error)
    await inWork(system, machine('undo send'), (work) =>
      isRefused ? keepWithProblem(work, pendingReplyId, why) : tryLater(work, pendingReplyId, why),
    )
  }
}

/** Nobody knows what went wrong, so it may go right the next time; not for ever, and never unseen. */
async function tryLater(work: Work, id: string, why: string) {
  const row = await work.db
    .updateTable('pendingReplies')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), lastError: why.slice(0, 500) }))
    .where('id', '=', id)
    .where('problem', 'is', null)
    .returning('attempts')
    .executeTakeFirst()
  if (!row) return
  const pause = PAUSES_S[row.attempts - 1]
  if (pause === undefined) return keepWithProblem(work, id, OUR_FAULT)
  await releaseAt(work, id, new Date(work.now.getTime() + pause * 1000))
}

async function releaseAt(work: Work, id: string, at: Date) {
  await work.db.updateTable('pendingReplies').set({ sendAt: at }).where('id', '=', id).execute()
  work.enqueue('release_reply', { pendingReplyId: id }, { at, key: `release_reply:${id}` })
}

/** A person has read the problem and wants it sent after all: it is tried at once, and as often as the first time. */
export async function retryReply(
  work: Work,
  ticket: Pick<Ticket, 'id' | 'number'>,
  pendingReplyId: string,
): Promise<PendingReply> {
  const row = await work.db
    .updateTable('pendingReplies')
    .set({ problem: null, attempts: 0, lastError: null })
    .where('id', '=', pendingReplyId)
    .where(isOfTicket(ticket.id))
    .where('problem', 'is not', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw conflict('It is on its way already, or was sent or taken back.')
  await releaseAt(work, row.id, work.now)
  work.touch(`ticket:${ticket.number}`)
  return row
}

async function release(work: Work, id: string) {
  const row = await work.db
    .deleteFrom('pendingReplies')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('pendingReplies')
        .select('id')
        .where('id', '=', id)
        .where('sendAt', '<=', work.now)
        .where('problem', 'is', null)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
  if (!row) return
  // Merged meanwhile: the conversation goes on in the other ticket.
  const ticketId = await rootOf(work.db, row.ticketId)
  await reply(work, ticketId, { id: row.id, body: row.body, via: row.via, files: row.fileIds })
  // What the customer wrote during the hold was not read: the answer goes out, the ticket stays ours.
  const status = (await customerWroteSince(work, ticketId, row.createdAt))
    ? 'open'
    : row.statusAfter
  if (status) await setStatus(work, ticketId, status)
}

async function customerWroteSince(work: Work, ticketId: string, since: Date) {
  const wrote = await work.db
    .selectFrom('events')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('type', '=', 'comment.posted')
    .where(sql<string>`payload->>'from'`, '=', 'customer')
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return wrote !== undefined
}

async function keepWithProblem(work: Work, id: string, problem: string) {
  const row = await work.db
    .updateTable('pendingReplies')
    .set({ problem })
    .where('id', '=', id)
    .returning('ticketId')
    .executeTakeFirst()
  if (!row) return
  const { number } = await work.db
    .selectFrom('tickets')
    .select('number')
    .where('id', '=', row.ticketId)
    .executeTakeFirstOrThrow()
  work.touch(`ticket:${number}`)
}

/** Replies whose time has come and that no timer knocked for. */
export async function releaseReplies(system: System): Promise<number> {
  const due = await system.db
    .selectFrom('pendingReplies')
    .select('id')
    .where('problem', 'is', null)
    .where('sendAt', '<=', sql<Date>`app_now()`)
    .orderBy('createdAt')
    .limit(100)
    .execute()
  for (const { id } of due)
    await releaseReply(system, { pendingReplyId: id }).catch((error: unknown) =>
      system.log.error({ err: error, pendingReplyId: id }, 'A held reply could not be sent'),
    )
  return due.length
}

/** Those of tickets that were merged into this one belong to it too. There are never many rows. */
const isOfTicket = (ticketId: string) =>
  sql<boolean>`(ticket_id = ${ticketId} or ticket_root(ticket_id) = ${ticketId})`

/** Replies of a ticket that may still be taken back, oldest first. */
export async function listPending(db: Database, ticketId: string): Promise<PendingReply[]> {
  return db
    .selectFrom('pendingReplies')
    .selectAll()
    .where(isOfTicket(ticketId))
    .orderBy('createdAt')
    .execute()
}
