import { sql } from 'kysely'
import { isDatabaseAway, sqlState } from '../platform/database.ts'
import { Refusal } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { goOn, type BulkChange } from './bulk.ts'
import type { BulkSet } from './bulk-set.ts'
import { changeOne, type Made, type Snapshot } from './bulk-ticket.ts'
import { giveBack } from './bulk-undo.ts'

const BATCH = 100
const OUR_FAULT = 'Something went wrong here, not with you.'

interface Row {
  position: number
  ticketId: string
  before: Snapshot | null
  after: Snapshot | null
  changedAt: Date | null
}

interface Outcome {
  position: number
  state: Made['state'] | 'refused' | 'undone' | 'kept'
  before?: Snapshot
  after?: Snapshot
  why?: string
}

/**
 * The next batch of one change of many tickets: rows, counts and the job for the batch after it are one commit. One
 * ticket that is refused, or that fails by a fault of ours, keeps none of the others.
 */
export async function stepBulkChange(
  system: System,
  { bulkChangeId }: { bulkChangeId: string },
): Promise<void> {
  try {
    await step(system, bulkChangeId, BATCH)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    system.log.error(
      { err: error, bulkChangeId },
      'A batch failed; its tickets are tried one by one',
    )
    for (let one = 0; one < BATCH; one += 1) await stepAlone(system, bulkChangeId)
  }
}

async function stepAlone(system: System, id: string) {
  try {
    await step(system, id, 1)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    await step(system, id, 1, async () => {
      throw error
    })
  }
}

type One = (work: Work, bulk: BulkChange, row: Row) => Promise<Outcome>

async function step(system: System, id: string, most: number, one: One = goThrough) {
  const bulk = await system.db
    .selectFrom('bulkChanges')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['running', 'undoing'])
    .executeTakeFirst()
  if (!bulk) return
  const actor = {
    kind: 'user' as const,
    id: bulk.undoUserId ?? bulk.userId,
    name: bulk.undoUserName ?? bulk.userName,
  }
  await inWork(system, actor, async (work) => {
    const locked = await lockMoving(work, id)
    if (!locked) return
    // Taken back between our look and this lock: then somebody else acts.
    if (locked.state !== bulk.state) return goOn(work, id)
    const rows = await takeRows(work, locked, most)
    const outcomes: Outcome[] = []
    for (const row of rows) outcomes.push(await alone(work, locked, row, one))
    await writeDown(work, locked, outcomes)
    if (rows.length === most) goOn(work, id)
  })
}

/** Two workers never go through the same one: who does not get it leaves it to the other. */
const lockMoving = (work: Work, id: string) =>
  work.db
    .selectFrom('bulkChanges')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['running', 'undoing'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

async function takeRows(work: Work, { id, state }: BulkChange, most: number): Promise<Row[]> {
  const rows = await work.db
    .selectFrom('bulkChangeTickets')
    .select(['position', 'ticketId', 'before', 'after', 'changedAt'])
    .where('bulkChangeId', '=', id)
    .where('state', '=', state === 'running' ? 'waiting' : 'changed')
    .orderBy('position')
    .limit(most)
    .execute()
  return rows as Row[]
}

/** What one ticket leaves behind counts only when all of it went well. */
async function alone(work: Work, bulk: BulkChange, row: Row, one: One): Promise<Outcome> {
  const left: (() => void)[] = []
  const apart: Work = {
    ...work,
    record: (fact) => void left.push(() => work.record(fact)),
    enqueue: (...job) => void left.push(() => work.enqueue(...job)),
  }
  await sql`savepoint one_ticket`.execute(work.db)
  try {
    const outcome = await one(apart, bulk, row)
    await sql`release savepoint one_ticket`.execute(work.db)
    left.forEach((leave) => leave())
    return outcome
  } catch (error) {
    // Deadlocks are for the whole batch to try again.
    if (isDatabaseAway(error) || sqlState(error)?.startsWith('40')) throw error
    await sql`rollback to savepoint one_ticket`.execute(work.db)
    if (!(error instanceof Refusal))
      work.system.log.error({ err: error, ticketId: row.ticketId }, 'A ticket of many failed')
    const why = error instanceof Refusal ? error.message : OUR_FAULT
    return { position: row.position, state: bulk.state === 'running' ? 'refused' : 'kept', why }
  }
}

const goThrough: One = async (work, bulk, row) => {
  const { position, ticketId, before, after, changedAt } = row
  if (bulk.state === 'running') {
    const made = await changeOne(work, ticketId, bulk.what as BulkSet, bulk.seesRestricted)
    return { position, ...made }
  }
  if (!before || !after || !changedAt) throw new Error('A changed ticket without its former values')
  const shots = { before, after, changedAt }
  const kept = await giveBack(work, ticketId, shots, bulk.undoSeesRestricted)
  if (kept.length === 0) return { position, state: 'undone' }
  return { position, state: 'kept', why: `Somebody has changed it since: ${kept.join(', ')}.` }
}

async function writeDown(work: Work, bulk: BulkChange, outcomes: readonly Outcome[]) {
  await sql`
    update bulk_change_tickets r set state = o.state, why = o.why,
      before = coalesce(o.before, r.before), after = coalesce(o.after, r.after),
      changed_at = case when o.state = 'changed' then ${work.now}::timestamptz else r.changed_at end
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      as o(position int, state text, why text, before jsonb, after jsonb)
    where r.bulk_change_id = ${bulk.id} and r.position = o.position`.execute(work.db)
  const count = (...states: Outcome['state'][]) =>
    outcomes.filter(({ state }) => states.includes(state)).length
  const isOver = !(await isAnythingLeft(work, bulk))
  await work.db
    .updateTable('bulkChanges')
    .set({
      done: bulk.done + count('changed', 'unchanged'),
      failed: bulk.failed + count('refused'),
      undone: bulk.undone + count('undone'),
      kept: bulk.kept + count('kept'),
      movedAt: work.now,
      ...(isOver && { state: bulk.state === 'running' ? ('done' as const) : ('undone' as const) }),
    })
    .where('id', '=', bulk.id)
    .execute()
  work.touch(`bulk:${bulk.id}`)
}

async function isAnythingLeft(work: Work, bulk: BulkChange): Promise<boolean> {
  const [next] = await takeRows(work, bulk, 1)
  return next !== undefined
}

/** A lost job does no harm: what has stood still for a minute is taken up again. */
export async function stepForgottenBulkChanges(system: System): Promise<number> {
  const rows = await system.db
    .selectFrom('bulkChanges')
    .select('id')
    .where('state', 'in', ['running', 'undoing'])
    .where('movedAt', '<', sql<Date>`app_now() - interval '1 minute'`)
    .limit(10)
    .execute()
  for (const { id } of rows) await stepBulkChange(system, { bulkChangeId: id })
  return rows.length
}
