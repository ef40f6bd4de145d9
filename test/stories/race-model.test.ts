import { expect } from 'vitest'
import { resolveIncident, snoozeIncident } from '../../server/incidents/actions.ts'
import { escalateNow } from '../../server/incidents/escalate.ts'
import type { Incident } from '../../server/incidents/queries.ts'
import {
  acknowledgeIncident,
  handBack,
  passOn,
  undoAcknowledgement,
} from '../../server/incidents/responder.ts'
import { tick } from '../../server/incidents/tick.ts'
import { sendDuePages } from '../../server/paging/sender.ts'
import { Refusal } from '../../server/platform/errors.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { arm, trigger } from '../world/pager.ts'
import { does, raised, type Deed, type Modelled } from '../world/pager-model.ts'
import { randomFrom } from '../world/random.ts'
import { story } from '../world/story.ts'

const OPERATIONS = 1000
const BATCH = 100
const OPEN_AT_ONCE = 6
const SEED = Date.now() % 1_000_000
const PAUSES = [0, 500, 1000, 2000, 4000, 9000, 30_000, 61_000, 300_000, 720_000]

type User = { id: string; name: string }
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
const OFTEN: Partial<Record<Deed, number>> = { resolve: 1, acknowledge: 4 }
const AFTER_TAKING = ['undo', 'undo', 'handBack', 'escalate'] as const
const DEEDS = (Object.keys(acts) as (keyof typeof acts)[]).flatMap((deed) =>
  Array<typeof deed>(OFTEN[deed] ?? 2).fill(deed),
)

const shapeOf = ({
  status,
  reopenNo,
  round,
  level,
  nextAt,
  unansweredAt,
  acknowledgedBy,
}: Incident) => ({
  status,
  reopenNo,
  round,
  level,
  nextAt: nextAt?.getTime() ?? null,
  unanswered: unansweredAt !== null,
  holder: status === 'acknowledged' ? acknowledgedBy : null,
})
const expected = ({ status, reopenNo, round, level, nextAt, unanswered, holder }: Modelled) => ({
  status,
  reopenNo,
  round,
  level,
  nextAt,
  unanswered,
  holder: status === 'acknowledged' ? holder : null,
})

story(
  `E40: ${OPERATIONS} random operations: the incidents always stand as the model says, and the eight invariants hold`,
  async (world) => {
    await arm(world)
    const random = randomFrom(SEED)
    const users: User[] = [world.bob, world.carol, world.mona]
    const model = new Map<string, Modelled>()
    const done = new Map<string, number>()
    let last: [string, Modelled] | null = null
    const read = async (id: string) =>
      world.system.db
        .selectFrom('incidents')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    const where = (operation: number, deed: string) =>
      `operation ${operation} of seed ${SEED}: ${deed}`
    const note = (name: string) => done.set(name, (done.get(name) ?? 0) + 1)

    for (let operation = 1; operation <= OPERATIONS; operation += 1) {
      const open = [...model].filter(([, { status }]) => status !== 'resolved')
      if (open.length < OPEN_AT_ONCE) {
        model.set((await trigger(world)).id, raised(world.clock.now().getTime()))
        continue
      }
      if (random.next() < 0.35) {
        await world.clock.jump(
          new Date(world.clock.now().getTime() + random.pick(PAUSES)).toISOString(),
        )
        while ((await tick(world.system)) > 0);
        for (const [id, incident] of open) {
          does.tick(incident, world.clock.now().getTime())
          expect(shapeOf(await read(id)), where(operation, 'tick')).toEqual(expected(incident))
        }
        note('tick')
      } else {
        // Every other time the one of the last deed: what follows upon each other is where mistakes hide.
        const chosen: [string, Modelled] =
          last && random.next() < 0.5 ? last : random.pick([...model].slice(-OPEN_AT_ONCE - 2))
        last = chosen
        const [id, incident] = chosen
        const isTaken = incident.status === 'acknowledged' && random.next() < 0.7
        const deed = random.pick(isTaken ? AFTER_TAKING : DEEDS)
        const other = random.pick(users)
        // Most of what a holder may do only the holder may do.
        const holder = users.find(({ id }) => id === incident.holder)
        const user = holder && (isTaken || random.next() < 0.6) ? holder : random.pick(users)
        const row = await read(id)
        const answer = await inWork(
          world.system,
          { kind: 'user', id: user.id, name: user.name },
          (work) => acts[deed](work, row, user, other),
        ).then(
          () => true,
          (error: unknown) => {
            if (error instanceof Refusal) return false
            throw error
          },
        )
        const isAllowed = does[deed](incident, world.clock.now().getTime(), user.id)
        expect(answer, where(operation, deed)).toBe(isAllowed)
        expect(shapeOf(await read(id)), where(operation, deed)).toEqual(expected(incident))
        note(isAllowed ? deed : `${deed} refused`)
      }
      if (operation % BATCH > 0) continue
      while ((await tick(world.system)) > 0)
        for (const [, incident] of model) does.tick(incident, world.clock.now().getTime())
      while ((await sendDuePages(world.system)) > 0);
      expect(await world.audit(), where(operation, 'audit')).toEqual([])
    }
    console.log(
      `E40: seed ${SEED}: ${OPERATIONS} operations on ${model.size} incidents: ${[...done].map(([name, times]) => `${name} ${times}`).join(', ')}`,
    )
    const { escalateStale: _neverAllowed, ...allowed } = acts
    for (const deed of Object.keys(allowed)) expect(done.get(deed), deed).toBeGreaterThan(0)
  },
  { timeout: 120_000 },
)
