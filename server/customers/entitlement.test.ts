import { describe, expect, test } from 'vitest'
import {
  entitlementOf,
  type Belongs,
  type Door,
  type OrganizationFacts,
  type Rules,
  type SenderFacts,
  type SubscriptionFacts,
} from './entitlement.ts'
import { sentence, SENTENCES } from './words.ts'

const NOW = new Date('2026-03-03T10:00:00Z')
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000)
const rules: Rules = { disputedDays: 14, unentitled: 'page_and_flag' }

const premium = (more: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  planKey: 'premium',
  planName: 'Premium',
  emergencySupport: true,
  paid: true,
  startsAt: days(-300),
  endsAt: days(65),
  graceDays: 14,
  state: 'active',
  stateSince: days(-300),
  citizenship: null,
  minutesLeft: null,
  contactLimit: 30,
  ...more,
})
const starter = (more: Partial<SubscriptionFacts> = {}) =>
  premium({ planKey: 'starter', planName: 'Starter', emergencySupport: false, ...more })
const free = (more: Partial<SubscriptionFacts> = {}) =>
  premium({
    planKey: 'free',
    planName: 'Free',
    emergencySupport: false,
    paid: false,
    endsAt: null,
    contactLimit: null,
    ...more,
  })

const acme = (more: Partial<OrganizationFacts> = {}): OrganizationFacts => ({
  id: 'acme',
  name: 'Acme',
  belongs: 'named',
  isMember: true,
  held: null,
  citizenship: null,
  contactLimit: null,
  contacts: 3,
  subscriptions: [premium()],
  ...more,
})
const kim = (more: Partial<OrganizationFacts> = {}): SenderFacts => ({
  isStaff: false,
  organization: acme(more),
  others: [],
})
const stranger: SenderFacts = { isStaff: false, organization: null, others: [] }

const ask = (sender: SenderFacts, door: Door, at = NOW, given: Partial<Rules> = {}) =>
  entitlementOf(sender, { door, at, rules: { ...rules, ...given } })

interface Expected {
  allowed: boolean
  as?: string
  planKey?: string | null
  promised?: boolean
  temporary?: boolean
  until?: string | null
  doubtful?: boolean
  words?: string
  citizenship?: string
}

/** The rows of the requirements digest, part 5, each with what it means at a door. */
const ROWS: [row: string, sender: SenderFacts, door: Door, expected: Expected][] = [
  [
    'Plans: Premium opens paid support',
    kim(),
    'paid',
    { allowed: true, as: 'paid', planKey: 'premium', doubtful: false, words: 'served' },
  ],
  ['Plans: Premium opens the emergency', kim(), 'emergency', { allowed: true, doubtful: false }],
  [
    'Plans: Starter opens paid support',
    kim({ subscriptions: [starter()] }),
    'paid',
    { allowed: true, planKey: 'starter' },
  ],
  [
    'Plans: Starter has no emergency: paged and flagged',
    kim({ subscriptions: [starter()] }),
    'emergency',
    { allowed: true, doubtful: true },
  ],
  [
    'Plans: free has none',
    kim({ subscriptions: [free()] }),
    'paid',
    { allowed: false, as: 'free', planKey: 'free', doubtful: false, words: 'community' },
  ],
  [
    'Plans: a trial that ended is as none',
    kim({ subscriptions: [free({ endsAt: days(-30) })] }),
    'paid',
    { allowed: false, planKey: null, words: 'community' },
  ],
  [
    'No SLA: community',
    kim({ subscriptions: [] }),
    'paid',
    { allowed: false, as: 'free', promised: false, words: 'community' },
  ],
  [
    'No SLA: expired',
    kim({ subscriptions: [premium({ endsAt: days(-15) })] }),
    'paid',
    { allowed: false, planKey: null, promised: false, words: 'ended', doubtful: true },
  ],
  [
    'No SLA: hold',
    kim({ subscriptions: [premium({ state: 'on_hold' })] }),
    'paid',
    { allowed: true, planKey: 'premium', promised: false, doubtful: true, words: 'looked_at' },
  ],
  [
    'No SLA: the whole organization on hold',
    kim({ held: { because: 'unpaid since May' } }),
    'paid',
    { allowed: true, promised: false, doubtful: true, words: 'looked_at' },
  ],
  [
    'Grace: 14 days after expiry',
    kim({ subscriptions: [premium({ endsAt: days(-13) })] }),
    'paid',
    {
      allowed: true,
      promised: true,
      temporary: true,
      until: days(1).toISOString(),
      doubtful: true,
      words: 'served_grace',
    },
  ],
  [
    'Grace: in it an emergency pages',
    kim({ subscriptions: [premium({ endsAt: days(-13) })] }),
    'emergency',
    { allowed: true, promised: true, doubtful: true },
  ],
  [
    'Grace: over at its very end',
    kim({ subscriptions: [premium({ endsAt: days(-14) })] }),
    'paid',
    { allowed: false, words: 'ended' },
  ],
  [
    'Source: a subscription that has not begun',
    kim({ subscriptions: [premium({ startsAt: days(2) })] }),
    'paid',
    { allowed: false, words: 'begins', until: days(2).toISOString() },
  ],
  [
    'Named list: unlisted at no listed domain',
    stranger,
    'paid',
    { allowed: false, as: 'unknown', words: 'unknown', doubtful: true },
  ],
  [
    'Named list: unlisted at a listed domain',
    kim({ belongs: 'domain', isMember: false }),
    'paid',
    { allowed: true, doubtful: false, words: 'served' },
  ],
  [
    'Named list: licences and renewals are exempt',
    stranger,
    'open',
    { allowed: true, doubtful: false, words: 'open' },
  ],
  [
    'Limits: the 31st of 30 is served, and looked at',
    kim({ belongs: 'domain', isMember: false, contacts: 30 }),
    'paid',
    { allowed: true, temporary: true, doubtful: true, words: 'served_once' },
  ],
  [
    'Limits: 50 by a contact project',
    kim({ belongs: 'domain', isMember: false, contacts: 30, contactLimit: 50 }),
    'paid',
    { allowed: true, doubtful: false },
  ],
  [
    'Limits: who is on the list has a place',
    kim({ contacts: 31 }),
    'paid',
    { allowed: true, doubtful: false },
  ],
  [
    'Proof: the organization’s own link',
    kim({ belongs: 'link', isMember: false, contacts: 99 }),
    'emergency',
    { allowed: true, doubtful: false },
  ],
  [
    'Several subscriptions: the best counts',
    kim({ subscriptions: [free(), starter(), premium()] }),
    'emergency',
    { allowed: true, planKey: 'premium', doubtful: false },
  ],
  [
    'Several subscriptions: on hold goes before free',
    kim({ subscriptions: [free(), premium({ state: 'on_hold' })] }),
    'paid',
    { allowed: true, planKey: 'premium' },
  ],
  [
    'Several subscriptions: free goes before ended',
    kim({ subscriptions: [premium({ endsAt: days(-400) }), free()] }),
    'paid',
    { allowed: false, planKey: 'free', words: 'community' },
  ],
  [
    'Staff address: at the paid door',
    { ...stranger, isStaff: true },
    'paid',
    { allowed: false, as: 'staff', words: 'colleague' },
  ],
  [
    'Staff address: an emergency pages',
    { ...stranger, isStaff: true },
    'emergency',
    { allowed: true, doubtful: true },
  ],
  [
    'Staff address: named by a customer on purpose',
    { ...kim(), isStaff: true },
    'paid',
    { allowed: true, as: 'paid' },
  ],
  [
    'Gratis: no emergency, whatever the plan says',
    kim({ subscriptions: [premium({ emergencySupport: false, endsAt: days(30) })] }),
    'emergency',
    { allowed: true, doubtful: true },
  ],
  [
    'Free at the technical door: another way',
    kim({ subscriptions: [free()] }),
    'paid',
    { allowed: false, words: 'community' },
  ],
  [
    'Citizenship: only who is cleared, neither confirmed nor denied',
    kim({ citizenship: 'us' }),
    'paid',
    { allowed: true, citizenship: 'us', doubtful: true, words: 'served' },
  ],
  [
    'Disputed: a promise for now, with an end',
    kim({ subscriptions: [premium({ state: 'disputed', stateSince: days(-4) })] }),
    'paid',
    {
      allowed: true,
      promised: true,
      temporary: true,
      until: days(10).toISOString(),
      words: 'served_until_settled',
    },
  ],
  [
    'Disputed: believed past the end of the plan',
    kim({
      subscriptions: [premium({ endsAt: days(-60), state: 'disputed', stateSince: days(-4) })],
    }),
    'paid',
    { allowed: true, promised: true },
  ],
  [
    'Disputed: for too long it is on hold',
    kim({ subscriptions: [premium({ state: 'disputed', stateSince: days(-14) })] }),
    'paid',
    { allowed: true, promised: false, words: 'looked_at' },
  ],
  [
    'Hours package: used up is looked at',
    kim({ subscriptions: [premium({ minutesLeft: 0 })] }),
    'paid',
    { allowed: true, promised: true, doubtful: true },
  ],
]

describe('the rows of the support organisation', () => {
  test.each(ROWS)('%s', (_row, sender, door, expected) => {
    const { words, ...decided } = ask(sender, door)
    expect({ ...decided, words: words.key }).toMatchObject(expected)
  })
})

describe('at the emergency door of a playbook that redirects', () => {
  const redirect = { unentitled: 'redirect' as const }
  test.each<[string, SenderFacts, boolean, string]>([
    ['Premium pages', kim(), true, 'served'],
    ['grace pages', kim({ subscriptions: [premium({ endsAt: days(-1) })] }), true, 'served_grace'],
    ['Starter is told its hours', kim({ subscriptions: [starter()] }), false, 'emergency_hours'],
    [
      'on hold is told its hours',
      kim({ subscriptions: [premium({ state: 'on_hold' })] }),
      false,
      'emergency_hours',
    ],
    ['free goes to the community', kim({ subscriptions: [free()] }), false, 'community'],
    ['a stranger goes on another way', stranger, false, 'unknown'],
  ])('%s', (_what, sender, allowed, words) => {
    const decided = ask(sender, 'emergency', NOW, redirect)
    expect([decided.allowed, decided.words.key]).toEqual([allowed, words])
  })
})

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
    const said = JSON.stringify(one)
    const { isThere, served } = plainly(one.plan, one.state, one.time, one.belongs)
    const paid = isThere && one.plan !== 'free'
    const emergency = served && one.plan === 'premium'
    const allowed = { open: true, paid, emergency: emergency || one.unentitled === 'page_and_flag' }
    expect(decided.allowed, said).toBe(allowed[one.door])
    expect([decided.paid, decided.emergency, decided.promised], said).toEqual([
      paid,
      emergency,
      served,
    ])
    expect(decided.planKey, said).toBe(isThere ? one.plan : null)
    if (decided.standing === 'disputed' || decided.standing === 'grace')
      expect(new Date(decided.until ?? 0) > at, said).toBe(true)
    // Whoever is served less than their plan promises is seen by a person.
    if (one.door === 'paid' && paid && !served) expect(decided.doubtful, said).toBe(true)
    if (one.door === 'emergency' && decided.allowed && !emergency)
      expect(decided.doubtful, said).toBe(true)
    if (one.door === 'open') expect(decided.doubtful, said).toBe(false)
    const words = sentence(decided.words)
    expect(words, said).not.toMatch(/\{|undefined|entitle|not allowed|refuse|den(y|ied)|reject/i)
    expect(decided.why, said).not.toMatch(/undefined|null/)
    // What was bought by those only cleared people handle is neither confirmed nor denied more than to anybody else.
    if (one.citizenship) expect(words, said).not.toMatch(/citizen|cleared|"us"/)
    count += 1
  }
  expect(count).toBe(3 * 4 * 5 * 6 * 3 * 2 * 2 * 2 * 2)
})

test('the order in which subscriptions come never matters', () => {
  const some = [
    free(),
    starter({ endsAt: days(-3) }),
    premium({ state: 'on_hold' }),
    premium({ endsAt: days(-2) }),
  ]
  const first = ask(kim({ subscriptions: some }), 'emergency')
  expect(ask(kim({ subscriptions: some.toReversed() }), 'emergency')).toEqual(first)
  expect(
    ask(kim({ subscriptions: [some[2]!, some[0]!, some[3]!, some[1]!] }), 'emergency'),
  ).toEqual(first)
})

test('no sentence a customer can meet says that they are not entitled', () => {
  for (const words of Object.values(SENTENCES))
    expect(words).not.toMatch(/entitle|not allowed|refuse|denied|reject|sorry/i)
})
