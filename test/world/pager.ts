import { openSystem } from '../../server/app.ts'
import { triggerIncident } from '../../server/incidents/actions.ts'
import type { EscalationPolicy, Target } from '../../server/incidents/escalation.ts'
import { saveEscalationPolicy } from '../../server/incidents/policies.ts'
import { saveContactMethod, saveRules } from '../../server/paging/reach.ts'
import { START } from './cast.ts'
import type { Alert } from '../../server/connectors/connector.ts'
import type { System } from '../../server/platform/system.ts'
import type { World } from './world.ts'

/** The ways of the fixture: a push at once, and stand-ins for the text message and the call. */
const RULES = [
  { urgency: 'high' as const, kind: 'ntfy' as const, afterSeconds: 0, repeatEverySeconds: null },
  { urgency: 'high' as const, kind: 'email' as const, afterSeconds: 60, repeatEverySeconds: null },
  {
    urgency: 'high' as const,
    kind: 'webhook' as const,
    afterSeconds: 120,
    repeatEverySeconds: null,
  },
]

export const person = ({ id }: { id: string }): Target => ({ kind: 'user', id })

/** Bob five minutes, Carol five minutes, Mona five minutes; twice; then Alice every ten minutes. */
export const ladder = (
  world: World,
  changes: Partial<EscalationPolicy> = {},
): EscalationPolicy => ({
  levels: [world.bob, world.carol, world.mona].map((user) => ({
    targets: [person(user)],
    delayMinutes: 5,
  })),
  repeats: 1,
  fallback: [person(world.alice)],
  fallbackEveryMinutes: 10,
  keepPagingEarlierLevels: true,
  ...changes,
})

/** Gives Bob, Carol and Mona their three ways, Alice her phone alone, and saves the fixture's policy. */
export async function arm(world: World, changes: Partial<EscalationPolicy> = {}) {
  await world.work(async (work) => {
    for (const { id, key } of [world.bob, world.carol, world.mona]) {
      await saveContactMethod(work, id, {
        kind: 'webhook',
        label: 'Hook',
        address: `${world.phones.url}/hooks/${key}`,
      })
      await saveRules(work, id, RULES)
    }
    await saveRules(work, world.alice.id, RULES.slice(0, 1))
  })
  await savePolicy(world, changes)
}

/** Saves the fixture's policy anew; a body that differs is a new version. */
export const savePolicy = (world: World, changes: Partial<EscalationPolicy>) =>
  world.work((work) =>
    saveEscalationPolicy(work, { key: 'fixture', name: 'Fixture', body: ladder(world, changes) }),
  )

/** Raises an incident on the fixture's policy without running what is due. */
export const trigger = (world: World, title = 'Disk full') =>
  world.work(
    async (work) =>
      (await triggerIncident(work, { title, urgency: 'high', policyKey: 'fixture' })).incident,
  )

export async function raise(world: World, title?: string) {
  const incident = await trigger(world, title)
  await world.clock.settle()
  return incident
}

const time = (at: Date) => at.toISOString().slice(11, 23).replace('.000', '')

/** Every page that left the house to one of ours, in order: `10:05:00 carol ntfy`. An unexpected one fails a test. */
export function left(world: World): string[] {
  const { alice, bob, carol, dora, sofia, sam, mona, diego, hana, phones, mailboxes } = world
  return [alice, bob, carol, dora, sofia, sam, mona, diego, hana]
    .flatMap(({ key, phone }) => [
      ...phone.shown().map(({ at }) => `${time(at)} ${key} ntfy`),
      ...mailboxes
        .inboxOf(`${key}@watchdesk.test`)
        // Other mail to staff is news by day, not a page.
        .filter(({ messageId }) => messageId?.startsWith('<page.'))
        .map(({ date }) => `${time(date!)} ${key} email`),
      ...phones
        .told()
        .filter(({ path }) => path === `/hooks/${key}`)
        .map(({ at }) => `${time(at)} ${key} webhook`),
    ])
    .sort()
}

/** The three messages of a step as `left` writes them, the minutes counted from 10:00. */
export const threeWays = (name: string, minute: number) =>
  ['ntfy', 'email', 'webhook'].map(
    (way, index) => `${time(new Date(START.getTime() + (minute + index) * 60_000))} ${name} ${way}`,
  )

/** The timeline in short: `step 1.2` is level 2 of round 1. */
export const kinds = async (world: World, number = 1) =>
  (await world.timeline(number)).map(({ kind, round, level }) =>
    kind === 'step' ? `step ${round}.${level}` : kind,
  )

/** Another node of the same installation, with parts of it replaced to make it break. */
export async function withNode<R>(
  world: World,
  change: (node: System) => Partial<System>,
  act: (node: System) => Promise<R>,
): Promise<R> {
  const node = await openSystem(world.system.config, world.url)
  try {
    return await act({ ...node, ...change(node) })
  } finally {
    await node.live.close()
    if (!node.pool.ended) await node.pool.end()
  }
}

/** What a monitor says. */
export const alertOf = (routingKey: string, dedupKey: string, summary = 'Down'): Alert => ({
  type: 'alert',
  action: 'trigger',
  routingKey,
  dedupKey,
  summary,
  source: 'monitor',
  severity: 'critical',
  at: null,
  component: null,
  group: null,
  class: null,
  details: {},
  links: [],
  images: [],
  client: null,
  clientUrl: null,
})
