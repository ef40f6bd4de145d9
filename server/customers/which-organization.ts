/** Decides for which of their organizations somebody writes: as asked, else by their address, else as usual. */
import { strongerFirst, strongest, type SubscriptionFacts } from './standing.ts'

export interface Candidate {
  id: string
  /** In no doubt: a contact of ours, by whatever way they became one. */
  isMember: boolean
  isDefault: boolean
  /** The organization lists the domain of the sender's address. */
  listsDomain: boolean
  subscriptions: readonly SubscriptionFacts[]
}

/** For the choice alone: whoever disputes is still the one who has the plan. */
const BELIEVED = { disputedDays: 365 }

/**
 * Whom somebody named goes before whose domain they write from; among those, the domain, the usual one, the better plan.
 * @param asked chosen in the portal or by somebody of ours; it must be one of the candidates to count
 */
export function chooseOrganization<C extends Candidate>(
  candidates: readonly C[],
  { asked, at }: { asked: string | null; at: Date },
): C | null {
  const wanted = candidates.find(({ id }) => id === asked)
  if (wanted) return wanted
  const members = candidates.filter(({ isMember }) => isMember)
  const among = members.length > 0 ? members : candidates
  return [...among].sort((a, b) => rank(b) - rank(a) || byPlan(a, b) || byId(a, b))[0] ?? null

  function byPlan(a: C, b: C): number {
    const [one, other] = [a, b].map(({ subscriptions }) => strongest(subscriptions, at, BELIEVED))
    if (!one || !other) return Number(Boolean(other)) - Number(Boolean(one))
    return strongerFirst(one, other)
  }
}

const rank = ({ listsDomain, isDefault }: Candidate) => Number(listsDomain) * 2 + Number(isDefault)
const byId = (a: Candidate, b: Candidate) => (a.id < b.id ? -1 : 1)
