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
  { words, zone, ownZone }: Pick<Frame, 'words' | 'zone' | 'ownZone'>,
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
  // No hours: they count by day and night.
  const open = await hoursOf(system, target.hours)
  const week = open ? weekWords(open, { tag: words.tag, zone }, now) : 'always'
  if (week === null) return null
  if (week === 'always') return words.say('hours.always')
  // Whoever chose no zone has to be told which one it is.
  const hours = ownZone ? week : `${week} ${zoneName(words.tag, zone, now)}`
  return words.say(emergency ? 'hours.here' : 'hours.only', { hours })
}

const zoneName = (tag: string, timeZone: string, at: Date) =>
  new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
