/** What an emergency of a plan with hours of its own is told before it is sent. */
import { isOpen } from '../calendar/business-hours.ts'
import { findSender, rulesAtDoor } from '../customers/queries.ts'
import { decide } from '../customers/sender.ts'
import type { Work } from '../platform/work.ts'
import { NO_ADDRESS } from '../tickets/outgoing.ts'
import type { EmergencyView } from './pages/emergency-page.ts'
import type { Frame } from './pages/layout.ts'
import { weekWords } from './week-words.ts'

/** Null where the plan knows no such hours, or nobody is known. */
export async function emergencyHours(
  work: Work,
  { words, zone }: Pick<Frame, 'words' | 'zone'>,
  { email, organizationId }: { email?: string; organizationId: string | null },
): Promise<EmergencyView['hours']> {
  const address = email ?? `emergency.${organizationId}${NO_ADDRESS}`
  const sender = await findSender(work.db, address, organizationId)
  const rules = await rulesAtDoor(work)
  const question = { asked: organizationId, askedBy: 'link' as const, at: work.now, rules }
  const { entitlement, organization } = decide(sender, { ...question, door: 'emergency' })
  const bought = organization?.subscriptions.find(
    ({ planKey, emergencySupport, emergencyHours }) =>
      planKey === entitlement.planKey && emergencySupport && emergencyHours,
  )
  if (!bought?.emergencyHours || !entitlement.promised) return null
  const week = weekWords(bought.emergencyHours, { tag: words.tag, zone }, work.now)
  if (week === null || week === 'always') return null
  const now = Temporal.Instant.fromEpochMilliseconds(work.now.getTime())
  return {
    isNow: isOpen(bought.emergencyHours, now),
    words: words.say('emergency.hours', { plan: bought.planName, hours: `${week} (${zone})` }),
  }
}
