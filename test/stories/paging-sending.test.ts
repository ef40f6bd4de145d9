import type { KyselyPlugin } from 'kysely'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { resolveIncident } from '../../server/incidents/actions.ts'
import { tick } from '../../server/incidents/tick.ts'
import { claimPages, recheck } from '../../server/paging/claim.ts'
import { saveRules } from '../../server/paging/reach.ts'
import { sendDuePages, startSender } from '../../server/paging/sender.ts'
import type { Reaction } from '../../server/platform/work.ts'
import { arm, kinds, left, person, raise, threeWays, trigger, withNode } from '../world/pager.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const only = (world: World, kind: 'ntfy' | 'webhook') =>
  world.work((work) =>
    saveRules(work, world.bob.id, [
      { urgency: 'high', kind, afterSeconds: 0, repeatEverySeconds: null },
    ]),
  )
const attempts = (world: World) =>
  world.system.db
    .selectFrom('pageAttempts')
    .select(['n', 'outcome', 'startedAt'])
    .orderBy('startedAt')
    .orderBy('n')
    .execute()
const quiet = (node: World['system']) => ({
  live: { ...node.live, wake: () => {}, tell: () => {} },
})

story(
  'E6: an engine killed between its update and its commit: nothing happened, and the other engine takes the step',
  async (world) => {
    await arm(world)
    await trigger(world)
    const killed: Reaction<'incident.escalated'> = async (work) =>
      void (await sql`select pg_terminate_backend(pg_backend_pid())`.execute(work.db))
    const dying = ({ reactions }: World['system']) => ({
      reactions: {
        ...reactions,
        together: {
          ...reactions.together,
          'incident.escalated': [...reactions.together['incident.escalated']!, killed],
        },
      },
    })
    await withNode(world, dying, (node) => expect(tick(node)).rejects.toThrow())
    expect(await kinds(world)).toEqual(['triggered'])
    expect(await world.pages()).toEqual([])
    expect(await tick(world.system)).toBe(1)
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1'])
    expect(await world.pages()).toHaveLength(3)
  },
)

story(
  'E7: an engine killed after its commit, before anybody was notified: the page leaves by polling within a second',
  async (world) => {
    await arm(world)
    await trigger(world)
    const sender = startSender(world.system)
    try {
      await withNode(world, quiet, tick)
      const committed = performance.now()
      await vi.waitFor(() => expect(world.bob.phone.shown()).toHaveLength(1), {
        timeout: 5000,
        interval: 10,
      })
      expect(performance.now() - committed).toBeLessThan(1000)
    } finally {
      await sender.stop()
    }
  },
)

story(
  'E8: a sender killed between claim and call: the page is claimed again after its lease, and the provider is called once',
  async (world) => {
    await arm(world)
    await trigger(world)
    await tick(world.system)
    expect(await withNode(world, quiet, (node) => claimPages(node, 0, 5))).toHaveLength(1)
    await world.clock.set('2026-03-03T10:00:15Z')
    expect(left(world)).toEqual([])
    await world.clock.set('2026-03-03T10:00:15.001Z')
    expect(left(world)).toEqual(['10:00:15.001 bob ntfy'])
  },
)

story(
  'E9: a sender killed after the call, before it could write so: called again, with the same key',
  async (world) => {
    await arm(world)
    await only(world, 'webhook')
    await trigger(world)
    await tick(world.system)
    await withNode(world, quiet, async (node) => {
      world.phones.onCall(() => node.pool.end())
      await expect(sendDuePages(node)).rejects.toThrow()
    })
    world.phones.onCall(async () => {})
    await world.clock.set('2026-03-03T10:00:16Z')
    const [first, second, ...more] = world.phones.told()
    expect(second?.key).toBe(first?.key)
    expect(more).toEqual([])
    expect(first?.key).toMatch(/^[0-9a-f-]{36}:0:1:1:/)
    expect((await world.pages()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
      'accepted 2',
    ])
  },
)

story(
  'E10: a sender so slow that its lease ran out: what the second one wrote stands',
  async (world) => {
    await arm(world)
    await only(world, 'ntfy')
    await trigger(world)
    await tick(world.system)
    const slow = Promise.withResolvers<void>()
    const called = Promise.withResolvers<void>()
    world.phones.onCall(() => {
      world.phones.onCall(async () => {})
      called.resolve()
      return slow.promise
    })
    await withNode(world, quiet, async (node) => {
      const first = sendDuePages(node)
      await called.promise
      await world.clock.set('2026-03-03T10:00:20Z')
      const before = await world.pages()
      slow.resolve()
      expect(await first).toBe(1)
      expect(await world.pages()).toEqual(before)
      expect(before).toMatchObject([
        { state: 'accepted', attempts: 2, acceptedAt: new Date('2026-03-03T10:00:20Z') },
      ])
    })
    expect((await attempts(world)).map(({ n, outcome }) => `${n} ${outcome}`)).toEqual([
      '1 null',
      '2 accepted',
    ])
  },
)

/** Runs something between a sender's claim and its last look. */
const afterClaim = (act: () => Promise<unknown>): KyselyPlugin => {
  let done = false
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (
        done ||
        !result.rows.some(
          (row) => (row['leaseToken'] ?? row['lease_token']) && row['state'] === 'leased',
        )
      )
        return result
      done = true
      await act()
      return result
    },
  }
}

story('E11: acknowledged between the claim and the call: no call', async (world) => {
  await arm(world)
  const { id } = await trigger(world)
  await tick(world.system)
  const acknowledge = () => world.work((work) => acknowledgeIncident(work, id, world.bob))
  const sent = await withNode(
    world,
    (node) => ({ db: node.db.withPlugin(afterClaim(acknowledge)) }),
    sendDuePages,
  )
  expect(sent).toBe(1)
  expect(left(world)).toEqual([])
  expect((await world.pages()).map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(
    Array(3).fill('cancelled acknowledged'),
  )
})

story(
  'an acknowledgement undone while a sender held the page: the page is not lost',
  async (world) => {
    await arm(world)
    const { id } = await trigger(world)
    await tick(world.system)
    const acknowledge = async () => {
      await world.work((work) => acknowledgeIncident(work, id, world.bob))
      await world.clock.jump('2026-03-03T10:00:01Z')
    }
    await withNode(
      world,
      (node) => ({ db: node.db.withPlugin(afterClaim(acknowledge)) }),
      sendDuePages,
    )
    await world.clock.jump('2026-03-03T10:00:05Z')
    expect((await world.bob.call('DELETE', '/incidents/1/acknowledgement')).status).toBe(200)
    expect(left(world)).toEqual(['10:00:05 bob ntfy'])
  },
)

story(
  'E13: the provider answers 500 three times: three tries within two seconds, then the next way at once',
  async (world) => {
    await arm(world)
    world.phones.answerWith(500, 'phone-of-bob')
    await raise(world)
    await world.clock.set('2026-03-03T10:00:02Z')
    const tries = (await attempts(world)).map(
      ({ startedAt }) => startedAt.getTime() - Date.parse('2026-03-03T10:00:00Z'),
    )
    expect(tries).toHaveLength(4)
    expect(tries[1]).toBeGreaterThanOrEqual(400)
    expect(tries[1]).toBeLessThanOrEqual(500)
    expect(tries[2]! - tries[1]!).toBeGreaterThanOrEqual(800)
    expect(tries[2]! - tries[1]!).toBeLessThanOrEqual(1000)
    expect(tries[3]).toBe(tries[2])
    expect((await world.pages()).map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      expect.arrayContaining(['ntfy failed', 'email accepted', 'webhook queued']),
    )
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1'])
  },
)

story(
  'E15: the provider answers 400: no second try, the address is marked broken, the next way leaves now, owner and admin are told',
  async (world) => {
    await arm(world)
    world.phones.answerWith(400, 'phone-of-bob')
    await raise(world)
    expect(left(world)).toEqual(['10:00:00 bob email'])
    expect(await attempts(world)).toHaveLength(2)
    const broken = await world.system.db
      .selectFrom('contactMethods')
      .select(['brokenAt', 'brokenReason'])
      .where('userId', '=', world.bob.id)
      .where('kind', '=', 'ntfy')
      .executeTakeFirst()
    expect(broken).toMatchObject({
      brokenAt: new Date('2026-03-03T10:00:00Z'),
      brokenReason: expect.stringMatching(/400/),
    })
    const said = await world.system.db
      .selectFrom('events')
      .select('type')
      .where('type', 'in', ['contact_method.broken', 'page.failed'])
      .execute()
    expect(said).toHaveLength(2)
    for (const address of ['bob@watchdesk.test', 'dora@watchdesk.test'])
      expect(world.mailboxes.inboxOf(address).map(({ subject }) => subject)).toContain(
        'Bob cannot be reached by "Phone"',
      )
  },
)

story(
  'a way that fails is not followed by its own repeats: the next way is another one',
  async (world) => {
    await arm(world)
    await world.work((work) =>
      saveRules(work, world.bob.id, [
        { urgency: 'high', kind: 'ntfy', afterSeconds: 0, repeatEverySeconds: 30 },
        { urgency: 'high', kind: 'webhook', afterSeconds: 120, repeatEverySeconds: null },
      ]),
    )
    world.phones.answerWith(400, 'phone-of-bob')
    await raise(world)
    expect(left(world)).toEqual(['10:00:00 bob webhook'])
    expect(await attempts(world)).toHaveLength(2)
  },
)

story(
  'E17: the engine was away for 20 minutes, four delays: one step, then five minutes again',
  async (world) => {
    await arm(world)
    await raise(world)
    await world.clock.jump('2026-03-03T10:20:00Z')
    await world.clock.settle()
    expect(await kinds(world)).toEqual(['triggered', 'step 1.1', 'step 1.2'])
    expect((await world.incident()).nextAt?.toISOString()).toBe('2026-03-03T10:25:00.000Z')
    await world.clock.set('2026-03-03T10:25:00Z')
    // What was overdue for level 1 is not sent late: it is made afresh, for the incident is still open (E18).
    expect(left(world)).toEqual([
      '10:00:00 bob ntfy',
      '10:20:00 bob email',
      '10:20:00 bob webhook',
      ...threeWays('carol', 20),
      '10:25:00 mona ntfy',
    ])
  },
)

story(
  'E18: twenty pages older than their time: each is made afresh at once; those of a closed incident are stopped',
  async (world) => {
    await arm(world, { levels: [{ targets: [person(world.bob)], delayMinutes: 60 }] })
    await only(world, 'ntfy')
    for (let number = 1; number <= 20; number += 1) {
      // Twenty within a minute would be a burst, and leave together.
      await world.clock.jump(
        new Date(Date.parse('2026-03-03T09:30:00Z') + number * 20_001).toISOString(),
      )
      await trigger(world, `Disk ${number}`)
      await tick(world.system)
    }
    expect(await claimPages(world.system, 0, 50)).toHaveLength(20)
    await world.work(
      async (work) => void (await resolveIncident(work, (await world.incident(7)).id)),
    )
    await world.clock.jump('2026-03-03T09:46:00Z')
    while ((await sendDuePages(world.system)) > 0);
    const pages = await world.system.db
      .selectFrom('pages')
      .select(['state', 'outcome', 'notBefore'])
      .execute()
    const count = (outcome: string) => pages.filter((page) => page.outcome === outcome).length
    expect([count('stale: a fresh one was made'), count('accepted'), count('resolved')]).toEqual([
      19, 19, 1,
    ])
    expect(world.bob.phone.shown()).toHaveLength(19)
    expect(new Set(world.bob.phone.shown().map(({ title }) => title)).size).toBe(19)
  },
)

story(
  'E24: the host clock is a day wrong, either way: only the database clock counts',
  async (world) => {
    await arm(world)
    for (const [index, key] of (['bob', 'carol', 'mona'] as const).entries()) {
      if (index === 0) await trigger(world)
      else await world.clock.jump(`2026-03-03T10:${['05', '10'][index - 1]}:00Z`)
      vi.setSystemTime(world.clock.now().getTime() + (index - 1) * 86_400_000)
      expect(await tick(world.system)).toBe(1)
      expect(await tick(world.system)).toBe(0)
      while ((await sendDuePages(world.system)) > 0);
      expect(world[key].phone.shown().map(({ at }) => at)).toEqual([world.clock.now()])
    }
    vi.setSystemTime(world.clock.now())
  },
)

story('the last look before a call knows help asked for by the one who has it', async (world) => {
  await arm(world)
  await raise(world)
  await world.bob.acknowledge()
  await world.clock.set('2026-03-03T10:00:30Z')
  const { version } = await world.incident()
  await world.bob.call('POST', '/incidents/1/escalations', { version })
  expect(left(world)).toEqual(['10:00:00 bob ntfy', '10:00:30 carol ntfy'])
  expect((await world.incident()).status).toBe('acknowledged')
  const [old] = await world.system.db
    .selectFrom('pages')
    .selectAll()
    .where('level', '=', 1)
    .execute()
  expect(await recheck(world.system.db, old!)).toEqual({ send: false, why: 'acknowledged' })
})
