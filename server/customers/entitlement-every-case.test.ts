import { expect, test } from 'vitest'
import { entitlementOf, type Belongs, type Door, type SenderFacts } from './entitlement.ts'
import { acme, days, free, premium, starter } from './example-senders.ts'
import { sentence } from './words.ts'

const TIMES = {
  'before start': -301,
  'in force': 0,
  'last instant': 65 - 1e-8,
  'in grace': 66,
  'after grace': 79,
} as const
const PLANS = { premium, starter, free: (more: object) => free({ endsAt: days(65), ...more }) }
const STATES = ['active', 'on_hold', 'disputed', 'disputed for long'] as const
const BELONGS: (Belongs | 'staff')[] = ['named', 'domain', 'link', 'chosen', 'none', 'staff']
const DOORS: Door[] = ['emergency', 'paid', 'open']

/** The rules once more, in the plainest words, to be compared with. */
function plainly(
  plan: keyof typeof PLANS,
  state: (typeof STATES)[number],
  time: keyof typeof TIMES,
  belongs: Belongs | 'staff',
) {
  if (belongs === 'none' || belongs === 'staff') return { isThere: false, served: false }
  if (time === 'before start') return { isThere: false, served: false }
  if (state === 'disputed') return { isThere: true, served: true }
  if (time === 'after grace') return { isThere: false, served: false }
  return { isThere: true, served: state === 'active' }
}

function* everyCase() {
  for (const plan of Object.keys(PLANS) as (keyof typeof PLANS)[])
    for (const state of STATES)
      for (const time of Object.keys(TIMES) as (keyof typeof TIMES)[])
        for (const belongs of BELONGS)
          for (const door of DOORS)
            for (const others of [[], ['Umbra']])
              for (const contacts of [3, 30])
                for (const citizenship of [null, 'us'])
                  for (const unentitled of ['page_and_flag', 'redirect'] as const)
                    yield {
                      plan,
                      state,
                      time,
                      belongs,
                      door,
                      others,
                      contacts,
                      citizenship,
                      unentitled,
                    }
}

test('every combination of plan, state, time, belonging, door, limit and handling is as the rules say', () => {
  let count = 0
  const wrong: string[] = []
  for (const one of everyCase()) {
    const at = days(TIMES[one.time])
    const subscription = PLANS[one.plan]({
      state: one.state === 'disputed for long' ? 'disputed' : one.state,
      stateSince: one.state === 'disputed' ? at : days(-320),
      contactLimit: 30,
    })
    const isIn = one.belongs !== 'none' && one.belongs !== 'staff'
    const sender: SenderFacts = {
      isStaff: one.belongs === 'staff',
      others: one.others,
      organization: isIn
        ? acme({
            belongs: one.belongs as Belongs,
            isMember: one.belongs === 'named',
            contacts: one.contacts,
            citizenship: one.citizenship,
            subscriptions: [subscription],
          })
        : null,
    }
    const decided = entitlementOf(sender, {
      door: one.door,
      at,
      rules: { disputedDays: 14, unentitled: one.unentitled },
    })
    const { isThere, served } = plainly(one.plan, one.state, one.time, one.belongs)
    const paid = isThere && one.plan !== 'free'
    const emergency = served && one.plan === 'premium'
    const allowed = { open: true, paid, emergency: emergency || one.unentitled === 'page_and_flag' }
    const words = sentence(decided.words)
    const isPromised = decided.standing === 'disputed' || decided.standing === 'grace'
    const holds: Record<string, boolean> = {
      allowed: decided.allowed === allowed[one.door],
      paid: decided.paid === paid,
      emergency: decided.emergency === emergency,
      promised: decided.promised === served,
      plan: decided.planKey === (isThere ? one.plan : null),
      'an end': !isPromised || new Date(decided.until ?? 0) > at,
      // Whoever is served less than their plan promises is seen by a person.
      'seen when less is promised': one.door !== 'paid' || !paid || served || decided.doubtful,
      'seen when it pages without':
        one.door !== 'emergency' || !decided.allowed || emergency || decided.doubtful,
      'nothing to see where all are welcome': one.door !== 'open' || !decided.doubtful,
      'kind words': !/\{|undefined|entitle|not allowed|refuse|den(y|ied)|reject/i.test(words),
      'whole reasons': !/undefined|null/.test(decided.why),
      // What was bought by those only cleared people handle is neither confirmed nor denied more than to anybody else.
      'silent about handling': !/citizen|cleared|"us"/.test(words),
    }
    for (const [what, isSo] of Object.entries(holds))
      if (!isSo) wrong.push(`${what}: ${JSON.stringify(one)}`)
    count += 1
  }
  expect(wrong).toEqual([])
  expect(count).toBe(3 * 4 * 5 * 6 * 3 * 2 * 2 * 2 * 2)
})
