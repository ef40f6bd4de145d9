// Decides how a customer's standing is said: a sentence, and whether it wants to be looked at. It never blocks.

import type { Moment, OrganizationRow } from './queries.ts'

type Standing = NonNullable<OrganizationRow['standing']>

const day = (at: string | null): string => at?.slice(0, 10) ?? ''

/** 'Premium, with emergency support': in which hours, its plan says. */
export function planWords({ plan }: Pick<Standing, 'plan'>): string {
  return plan.emergency ? `${plan.name}, with emergency support` : plan.name
}

/** What has to be said beside the plan; null where everything is as usual. */
export function standingSentence(
  standing: Standing | null,
  heldBecause: string | null,
): string | null {
  if (heldBecause) return `On hold: ${heldBecause} What they write is still read.`
  if (!standing) return 'No plan on record. What they write is still read.'
  const { name, plan, until } = standing
  switch (name) {
    case 'in_force':
      return null
    case 'grace':
      return `${plan.name} has ended and is in its grace until ${day(until)}. They are served as before.`
    case 'disputed':
      return `${plan.name} is disputed. They are served as before, at the latest until ${day(until)}.`
    case 'on_hold':
      return `${plan.name} is on hold. Nothing is promised; a person looks at what they write.`
    case 'not_started':
      return `${plan.name} begins on ${day(until)}.`
    case 'ended':
      return `${plan.name} has ended. An answer of theirs still reaches a person.`
  }
}

export const moments: { value: Moment; label: string }[] = [
  { value: 'always', label: 'Always' },
  { value: 'emergency', label: 'In an emergency' },
  { value: 'call', label: 'Before a call' },
  { value: 'release', label: 'At a release' },
  { value: 'sharing', label: 'Against sharing tickets' },
]

export const momentLabel = (moment: Moment): string =>
  moments.find(({ value }) => value === moment)?.label ?? moment

/** '14:05' where they are, or nothing where that is not known. */
export function timeThere(zone: string | null, now: Date): string | null {
  if (!zone) return null
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(now)
}

export const hostingWords = {
  hosted: 'hosted',
  self_managed: 'self-managed',
  dedicated: 'dedicated',
}
export const sharingWords = {
  own: 'Each sees their own tickets',
  read: 'Colleagues read each other’s tickets',
  write: 'Colleagues read and answer each other’s tickets',
}

/** How somebody came to be a contact: 'by their domain since', 'named by Alice on'; the day follows. */
export function belongsWords({
  source,
  addedBy,
}: {
  source: 'domain' | 'agent' | 'api' | 'import' | 'colleague'
  addedBy: string
}): string {
  if (source === 'domain') return 'by their domain since'
  return source === 'colleague' ? `asked by ${addedBy} on` : `named by ${addedBy} on`
}
