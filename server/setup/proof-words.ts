/** Decides the sentence that shows a step working: what it means at this very moment, for the company itself. */
import { isOpen, nextOpening, type BusinessHours } from '../calendar/business-hours.ts'
import type { Playbook } from '../playbook/playbook.ts'
import { businessHoursOf } from '../playbook/versions.ts'
import { dueAfter } from '../sla/clock.ts'
import { paidPolicy } from './promises.ts'

const instant = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime())

/** Such as "Mon 23 Nov, 09:00". */
export function momentWords(at: Date, zone: string): string {
  const local = instant(at).toZonedDateTimeISO(zone)
  const day = local.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
  return `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

export function hoursProof(hours: BusinessHours, now: Date): string {
  const time = instant(now).toZonedDateTimeISO(hours.timeZone).toPlainTime()
  const clock = `It is ${time.toString({ smallestUnit: 'minute' })} in ${hours.timeZone}`
  if (isOpen(hours, instant(now))) return `${clock}, and you are open.`
  const next = nextOpening(hours, instant(now))
  if (!next) return `${clock}, and you never open.`
  return `${clock}, and you are closed. You open ${momentWords(new Date(next.epochMilliseconds), hours.timeZone)}.`
}

/** When an ordinary and an urgent request of this moment would be answered. */
export function promiseProof(playbook: Playbook, now: Date): string {
  const zone = playbook.company.time_zone
  const targets = playbook.sla_policies[paidPolicy(playbook)]?.targets ?? []
  const due = (priority: string) => {
    const target = targets.find((one) => one.metric === 'first_reply' && one.priority === priority)
    const calendar = playbook.calendars.find(({ key }) => key === target?.hours)
    if (!target || !calendar) return null
    return momentWords(dueAfter(businessHoursOf(calendar), now, target.minutes), zone)
  }
  const [urgent, normal] = [due('urgent'), due('normal')]
  if (!urgent || !normal) return 'The promises are in force.'
  return `Whoever writes now has an answer by ${normal}; if it is urgent, by ${urgent}.`
}

export function turnsProof(turns: {
  now: readonly string[]
  until: Date | null
  next: string | null
  zone: string
}): string {
  const { now, until, next, zone } = turns
  if (now.length === 0) return 'Nobody is on call at this moment.'
  const who = `${now.join(' and ')} ${now.length > 1 ? 'are' : 'is'} on call now`
  if (!until || !next) return `${who}, and stays so.`
  return `${who}, until ${momentWords(until, zone)}; then ${next}.`
}
