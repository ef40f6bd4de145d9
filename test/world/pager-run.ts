import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { resolveIncident, snoozeIncident, triggerIncident } from '../../server/incidents/actions.ts'
import { escalateNow } from '../../server/incidents/escalate.ts'
import type { Incident } from '../../server/incidents/queries.ts'
import {
  acknowledgeIncident,
  handBack,
  passOn,
  undoAcknowledgement,
} from '../../server/incidents/responder.ts'
import { tick } from '../../server/incidents/tick.ts'
import { audit } from '../../server/paging/auditor.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import { Refusal } from '../../server/platform/errors.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { does, raised, type Deed, type Modelled } from './pager-model.ts'
import { randomFrom } from './random.ts'

type User = { id: string; name: string }

export interface ModelRun {
  system: System
  users: readonly User[]
  seed: number
  clock: { now: () => Date; jump: (instant: string) => Promise<void> }
  /** Whether to go on; asked before each operation, with how many are done. */
  goesOn: (done: number) => boolean
}

const OPEN_AT_ONCE = 6
/** Everything is audited, and what is due is sent, once in so many operations; the incident touched, after each. */
const BATCH = 300
const PAUSES = [0, 500, 1000, 2000, 4000, 9000, 30_000, 61_000, 300_000, 720_000]

const acts: Record<
  Exclude<Deed, 'tick'>,
  (work: Work, incident: Incident, user: User, other: User) => Promise<unknown>
> = {
  acknowledge: (work, { id }, user) => acknowledgeIncident(work, id, user),
  undo: (work, { id }, user) => undoAcknowledgement(work, id, user.id),
  handBack: (work, { id }, user) => handBack(work, id, user),
  passOn: (work, { id }, user) => passOn(work, id, user, null, ''),
  passTo: (work, { id }, user, other) => passOn(work, id, user, other, ''),
  snooze: (work, { id }) => snoozeIncident(work, id, new Date(work.now.getTime() + 15 * 60_000)),
  escalate: (work, { id, version }) => escalateNow(work, id, version),
  escalateStale: (work, { id, version }) => escalateNow(work, id, version - 1),
  resolve: (work, { id }) => resolveIncident(work, id),
}
export const DEEDS = Object.keys(acts) as (keyof typeof acts)[]
const OFTEN: Partial<Record<Deed, number>> = { resolve: 1, acknowledge: 4 }
const AFTER_TAKING = ['undo', 'undo', 'handBack', 'escalate'] as const
const CHOICES = DEEDS.flatMap((deed) => Array<typeof deed>(OFTEN[deed] ?? 2).fill(deed))

const shapeOf = (incident: Incident) => ({
  status: incident.status,
  reopenNo: incident.reopenNo,
  round: incident.round,
  level: incident.level,
  nextAt: incident.nextAt?.getTime() ?? null,
  unanswered: incident.unansweredAt !== null,
  holder: incident.status === 'acknowledged' ? incident.acknowledgedBy : null,
})
const expected = (modelled: Modelled) => ({
  status: modelled.status,
  reopenNo: modelled.reopenNo,
  round: modelled.round,
  level: modelled.level,
  nextAt: modelled.nextAt,
  unanswered: modelled.unanswered,
  holder: modelled.status === 'acknowledged' ? modelled.holder : null,
})

/**
 * Does random things to a few incidents of the fixture's policy, and throws when one of them does not stand as the model
 * says, or when an invariant is broken. Returns how often each thing was done. (E40)
 */
export async function runModel({ system, users, seed, clock, goesOn }: ModelRun) {
  const random = randomFrom(seed)
  const model = new Map<string, Modelled>()
  const done = new Map<string, number>()
  let last: [string, Modelled] | null = null
  const read = (ids: readonly string[]) =>
    system.db
      .selectFrom('incidents')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
  const note = (name: string) => done.set(name, (done.get(name) ?? 0) + 1)
  const now = () => clock.now().getTime()
  const tickAll = async () => {
    while ((await tick(system)) > 0);
    for (const [, incident] of model) does.tick(incident, now())
  }

  const letTimePass = async (where: string) => {
    await clock.jump(new Date(now() + random.pick(PAUSES)).toISOString())
    await tickAll()
    for (const row of await read([...model.keys()]))
      deepStrictEqual(shapeOf(row), expected(model.get(row.id)!), where)
    note('tick')
  }
  const act = async (where: string) => {
    // Every other time the one of the last deed: what follows upon each other is where mistakes hide.
    const chosen: [string, Modelled] = last && random.next() < 0.5 ? last : random.pick([...model])
    last = chosen
    const [id, incident] = chosen
    const isTaken = incident.status === 'acknowledged' && random.next() < 0.7
    const deed = random.pick(isTaken ? AFTER_TAKING : CHOICES)
    const other = random.pick(users)
    // Most of what a holder may do only the holder may do.
    const holder = users.find((user) => user.id === incident.holder)
    const user = holder && (isTaken || random.next() < 0.6) ? holder : random.pick(users)
    const [row] = await read([id])
    const answer = await inWork(system, { kind: 'user', ...user }, (work) =>
      acts[deed](work, row!, user, other),
    ).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal) return false
        throw error
      },
    )
    const isAllowed = does[deed](incident, now(), user.id)
    strictEqual(answer, isAllowed, `${where}: ${deed}`)
    const [after] = await read([id])
    deepStrictEqual(shapeOf(after!), expected(incident), `${where}: ${deed}`)
    deepStrictEqual(await audit(system.db, { incidentId: id }), [], `${where}: ${deed}`)
    note(isAllowed ? deed : `${deed} refused`)
  }

  let count = 0
  for (; goesOn(count); count += 1) {
    const where = `operation ${count} of seed ${seed}`
    const open = [...model.values()].filter(({ status }) => status !== 'resolved')
    if (open.length < OPEN_AT_ONCE) {
      const { incident } = await inWork(system, machine('test'), (work) =>
        triggerIncident(work, { title: 'Disk full', urgency: 'high', policyKey: 'fixture' }),
      )
      model.set(incident.id, raised(now()))
      // A resolved one may still be asked for things, for a while.
      const over = [...model].find(([, { status }]) => status === 'resolved')
      if (over && model.size > OPEN_AT_ONCE + 2) model.delete(over[0])
      note('trigger')
    } else if (random.next() < 0.35) await letTimePass(where)
    else await act(where)
    if (count % BATCH < BATCH - 1) continue
    await tickAll()
    while ((await sendDuePages(system)) > 0);
    deepStrictEqual(
      await audit(system.db, count % (50 * BATCH) === BATCH - 1 ? 'all' : 'recent'),
      [],
      where,
    )
  }
  while ((await sendDuePages(system)) > 0);
  deepStrictEqual(await audit(system.db), [], `the end of seed ${seed}`)
  return { count, done }
}
