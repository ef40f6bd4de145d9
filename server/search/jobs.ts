import { sql } from 'kysely'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { DOCUMENT_VERSION, writeDocuments, type Unindexed } from './actions.ts'
import { commentsOf } from './conditions.ts'

const BATCH_EVENTS = 500
const BATCH_DIRTY = 500
const BATCH_TICKETS = 100
/** Comments in memory at once, each of them cut at 200,000 letters. */
const BATCH_COMMENTS = 200
/** In one turn; what is left waits for the next, so that a turn ends when the program does. */
const MOST_BATCHES = 200

/** Events after which a ticket holds words that it did not hold before. */
const WORDY = ['ticket.opened', 'comment.posted', 'comment.kept']
/** Events after which comments are read elsewhere: such a ticket's document is made anew. */
const REARRANGING = ['ticket.split', 'ticket.split_off', 'ticket.unsplit', 'ticket.words_erased']

/** Brings the index up to what has been committed. Answers how many batches it took. */
export async function indexWhatIsNew(system: System): Promise<number> {
  let batches = 0
  while (batches < MOST_BATCHES && (await isBehind(system))) {
    const worked = await inWork(system, machine('search'), indexBatch)
    if (!worked) break
    batches += 1
  }
  return batches
}

/** One look without a transaction: an idle index costs nothing more. */
async function isBehind(system: System): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select s.version <> ${DOCUMENT_VERSION} or cardinality(s.done_seqs) > 0
      or exists (select from search_dirty) or exists (select from events where seq > s.settled_seq) as behind
    from search_state s`.execute(system.db)
  return rows[0]?.behind ?? false
}

/** False when another process is at it, or nothing could be done now. */
async function indexBatch(work: Work): Promise<boolean> {
  const { rows } = await sql<State>`
    select settled_seq, done_seqs, mark_seq, version, rebuild_after,
      mark_xid <> '0' and pg_snapshot_xmin(pg_current_snapshot()) >= mark_xid as "markSettled"
    from search_state for update skip locked`.execute(work.db)
  const state = rows[0] && { ...rows[0], doneSeqs: rows[0].doneSeqs.map(Number) }
  if (!state) return false
  const events = await readEvents(work, state)
  const dirty = await takeDirty(work)
  await writeDocuments(work, gathered([...events.flatMap(wordsOfEvent), ...dirty.unindexed]))
  await rebuild(work, rearranged(events))
  const advanced = await advance(work, settle(state, events), events)
  const rebuilt = state.version === DOCUMENT_VERSION ? 0 : await rebuildSome(work, state)
  return state.markSettled || advanced || events.length + dirty.taken + rebuilt > 0
}

interface State {
  settledSeq: number
  doneSeqs: number[]
  markSeq: number
  markSettled: boolean
  version: number
  rebuildAfter: number
}

/**
 * Below the mark nothing can appear any more, and what appeared last is among `events`: they were read after the mark
 * had settled, in order, so that all of them are there unless there were too many for one batch.
 */
function settle(state: State, events: readonly EventRow[]): State {
  const { markSettled, markSeq, settledSeq, doneSeqs } = state
  if (!markSettled || markSeq <= settledSeq) return state
  const isCut = events.length === BATCH_EVENTS && events.at(-1)!.seq < markSeq
  if (isCut) return state
  return { ...state, settledSeq: markSeq, doneSeqs: doneSeqs.filter((seq) => seq > markSeq) }
}

interface EventRow {
  seq: number
  type: string
  ticketId: string | null
  commentId: string | null
}

async function readEvents(work: Work, { settledSeq, doneSeqs }: State): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select seq, type, ticket_id, payload ->> 'commentId' as "commentId" from events
    where seq > ${settledSeq} and not (seq = any(${doneSeqs}::bigint[]))
    order by seq limit ${BATCH_EVENTS}`.execute(work.db)
  return rows
}

const rearranged = (events: readonly EventRow[]) => [
  ...new Set(
    events.flatMap(({ type, ticketId }) =>
      ticketId && REARRANGING.includes(type) ? [ticketId] : [],
    ),
  ),
]

function wordsOfEvent({ type, ticketId, commentId }: EventRow): Unindexed[] {
  if (!ticketId || !WORDY.includes(type)) return []
  return [{ ticketId, commentIds: commentId ? [commentId] : [] }]
}

/** Keeps what was read. A new mark is set only when the one before has settled. */
async function advance(work: Work, state: State, events: readonly EventRow[]): Promise<boolean> {
  const doneSeqs = [
    ...state.doneSeqs,
    ...events.map(({ seq }) => seq).filter((seq) => seq > state.settledSeq),
  ]
  const isMarked = state.markSeq > state.settledSeq
  const markSeq = Math.max(state.settledSeq, ...doneSeqs)
  const marks = !isMarked && markSeq > state.settledSeq
  await sql`
    update search_state set settled_seq = ${state.settledSeq}, done_seqs = ${doneSeqs}::bigint[]
      ${marks ? sql`, mark_seq = ${markSeq}, mark_xid = pg_snapshot_xmax(pg_current_snapshot())` : sql``}`.execute(
    work.db,
  )
  return marks
}

/** A renamed organization is all its tickets; they take their turn like everything else. */
async function takeDirty(work: Work): Promise<{ unindexed: Unindexed[]; taken: number }> {
  const { rows } = await sql<{
    ticketId: string | null
    organizationId: string | null
    contactId: string | null
  }>`delete from search_dirty where id in (select id from search_dirty order by id limit ${BATCH_DIRTY})
    returning ticket_id, organization_id, contact_id`.execute(work.db)
  const organizations = rows.flatMap(({ organizationId }) => organizationId ?? [])
  const contacts = rows.flatMap(({ contactId }) => contactId ?? [])
  if (organizations.length + contacts.length > 0)
    await sql`
      insert into search_dirty (ticket_id)
      select id from tickets where organization_id = any(${organizations}::uuid[]) or requester_id = any(${contacts}::uuid[])`.execute(
      work.db,
    )
  const unindexed = rows.flatMap(({ ticketId }) => (ticketId ? [{ ticketId, commentIds: [] }] : []))
  // A company alone puts its tickets in the line: they are taken in the next batch, which must come.
  return { unindexed, taken: rows.length }
}

function gathered(parts: readonly Unindexed[]): Unindexed[] {
  const tickets = new Map<string, Set<string>>()
  for (const { ticketId, commentIds } of parts) {
    const known = tickets.get(ticketId) ?? new Set()
    commentIds.forEach((id) => known.add(id))
    tickets.set(ticketId, known)
  }
  return [...tickets].map(([ticketId, ids]) => ({ ticketId, commentIds: [...ids] }))
}

/** Makes the next documents anew. Answers how many tickets; the last time there are none, and the version is kept. */
async function rebuildSome(work: Work, { rebuildAfter }: State): Promise<number> {
  const tickets = await work.db
    .selectFrom('tickets')
    .select(['id', 'number'])
    .where('number', '>', rebuildAfter)
    .orderBy('number')
    .limit(BATCH_TICKETS)
    .execute()
  const last = tickets.at(-1)
  if (!last) {
    await work.db.updateTable('searchState').set({ version: DOCUMENT_VERSION }).execute()
    return 1
  }
  await rebuild(
    work,
    tickets.map(({ id }) => id),
  )
  await work.db.updateTable('searchState').set({ rebuildAfter: last.number }).execute()
  return tickets.length
}

/** Makes documents anew from all comments that are read in their tickets now. */
async function rebuild(work: Work, ticketIds: readonly string[]) {
  if (ticketIds.length === 0) return
  await writeDocuments(
    work,
    ticketIds.map((ticketId) => ({ ticketId, commentIds: [] })),
    { fresh: true },
  )
  const { rows } = await sql<{ id: string; ticketId: string }>`
    select c.id, t.id as ticket_id from unnest(${[...ticketIds]}::uuid[]) as t (id)
    cross join lateral ${commentsOf(sql`t.id`)} c`.execute(work.db)
  for (let from = 0; from < rows.length; from += BATCH_COMMENTS)
    await writeDocuments(
      work,
      gathered(
        rows
          .slice(from, from + BATCH_COMMENTS)
          .map(({ id, ticketId }) => ({ ticketId, commentIds: [id] })),
      ),
    )
}
