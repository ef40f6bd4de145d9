import { describe, expect, test } from 'vitest'
import type { Door, SenderFacts } from './entitlement.ts'
import { ask, days, free, kim, NOW, premium, starter, stranger } from './example-senders.ts'
import { SENTENCES } from './words.ts'

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

describe('a plan whose emergencies have hours of their own', () => {
  const day = [{ from: '05:00', to: '17:00' }]
  const emergencyHours = {
    timeZone: 'America/Los_Angeles',
    weekly: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  }
  const sender = kim({ subscriptions: [premium({ emergencyHours })] })
  test.each([
    ['a minute before they begin', '2026-03-03T12:59:00Z', false, 'emergency_later'],
    ['as they begin', '2026-03-03T13:00:00Z', true, 'served'],
    ['a minute before they end', '2026-03-04T00:59:00Z', true, 'served'],
    ['as they end', '2026-03-04T01:00:00Z', false, 'emergency_later'],
    ['on a Saturday', '2026-03-07T20:00:00Z', false, 'emergency_later'],
  ])('%s', (_when, at, allowed, words) => {
    for (const unentitled of ['redirect', 'page_and_flag'] as const) {
      const decided = ask(sender, 'emergency', new Date(at), { unentitled })
      expect([decided.allowed, decided.emergency, decided.words.key]).toEqual([
        allowed,
        allowed,
        words,
      ])
    }
  })

  test('beside a plan that wakes people by day and night they say nothing', () => {
    const night = new Date('2026-03-04T03:00:00Z')
    const hours = premium({ planKey: 'day', emergencyHours, endsAt: null })
    for (const subscriptions of [
      [hours, premium()],
      [premium(), hours],
    ])
      expect(ask(kim({ subscriptions }), 'emergency', night)).toMatchObject({
        allowed: true,
        emergency: true,
        planKey: 'premium',
      })
  })

  test('says when the next ones begin; a person of ours pages all the same; tickets know no such hours', () => {
    const saturday = new Date('2026-03-07T20:00:00Z')
    expect(ask(sender, 'emergency', saturday).words.facts).toEqual({
      plan: 'Premium',
      // The clocks there change in that night.
      next: '2026-03-09 12:00 UTC',
    })
    expect(ask(sender, 'emergency', saturday, { always: true }).allowed).toBe(true)
    expect(ask(sender, 'paid', saturday)).toMatchObject({ allowed: true, words: { key: 'served' } })
  })
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
