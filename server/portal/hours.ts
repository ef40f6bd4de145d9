/** When we answer, for whoever looks at the help pages. */
import { findChannel } from '../channels/queries.ts'
import type { System } from '../platform/system.ts'
import { hoursOf, listPolicies } from '../sla/queries.ts'
import { policyFor, targetFor } from '../sla/target.ts'
import type { Frame } from './pages/layout.ts'
import { weekWords } from './week-words.ts'

/**
 * "We're here Mon–Fri 08:00–20:00", by the hours in which the first reply to an ordinary question counts; null where nothing is
 * promised. Without a plan: as the first policy of the door for paid plans says.
 */
export async function hereWords(
  system: System,
  { words, zone }: Pick<Frame, 'words' | 'zone'>,
  { planKey, emergency, now }: { planKey: string | null; emergency: boolean; now: Date },
): Promise<string | null> {
  const channel = await findChannel(system, 'paid').catch(() => null)
  if (!channel) return null
  const policies = await listPolicies(system)
  const facts = { channelKey: channel.key, planKey, priority: 'normal' as const, tags: [] }
  const policy =
    policyFor(policies, facts) ??
    (planKey === null &&
      policies.find(({ conditions }) => conditions.channels?.includes(channel.key)))
  const target = policy && targetFor(policy, 'first_reply', 'normal')
  if (!target) return null
  const hours = weekWords(await hoursOf(system, target.hours), { tag: words.tag, zone }, now)
  if (hours === null) return null
  if (hours === 'always') return words.say('hours.always')
  return words.say(emergency ? 'hours.here' : 'hours.only', { hours })
}
