import { describe, expect, it, test } from 'vitest'
import { hasNoHole } from './reachability.ts'
import { layer } from './schema-oncall.ts'
import { changed, problemsOf } from './samples/small.ts'

const officeHours = 'restrictions: [{ from: "09:00", to: "17:00" }]'

it('refuses a level that pages only learners', () => {
  const text = changed(['key: on_call\n', 'key: on_call\n    shadow: true\n'])
  expect(problemsOf(text)).toEqual([
    {
      problem:
        '64 escalation_policies[0].levels[0].targets: level 1 of "emergency" pages only learners, who cannot acknowledge',
      remedy: 'Add somebody who can.',
    },
  ])
})

it('refuses to page a team that has no members', () => {
  const text = changed(
    ['members: [bob, carol] }', 'members: [] }'],
    ['person: carol', 'team: everyone'],
  )
  expect(problemsOf(text)).toEqual([
    {
      problem:
        '67 escalation_policies[0].levels[1].targets[0].team: team "everyone" has no members, so nobody would be paged',
      remedy: 'Give it members, or name somebody else here.',
    },
  ])
})

it('pages a team whose people name it themselves', () => {
  const text = changed(
    ['members: [bob, carol] }', 'members: [] }'],
    ['email: bob@small.test', 'email: bob@small.test, teams: [everyone]'],
    ['person: carol', 'team: everyone'],
  )
  expect(problemsOf(text)).toEqual([])
})

it('refuses a first level that waits longer than customers are told', () => {
  expect(problemsOf(changed(['delay_minutes: 5', 'delay_minutes: 10']))).toEqual([
    {
      problem:
        '65 escalation_policies[0].levels[0].delay_minutes: level 1 waits 10 minutes, but emergency.acknowledge_within_minutes is 5',
      remedy: 'Make the two numbers the same.',
    },
  ])
})

it('lets other policies wait as long as they like', () => {
  const text = changed(
    ['delay_minutes: 5', 'delay_minutes: 10'],
    ['kind: emergency\n', 'kind: other\n'],
  )
  expect(problemsOf(text)).toEqual([])
})

describe('an emergency must reach somebody at every hour', () => {
  const holes: [string, string][] = [
    ['        members: [bob, carol]\n', `        members: [bob, carol]\n        ${officeHours}\n`],
    ['- person: carol', '- schedule: on_call'],
  ]

  it('refuses a policy with nobody at night', () => {
    expect(problemsOf(changed(...holes))).toEqual([
      {
        problem:
          '60 escalation_policies[0]: at some hours of the week "emergency" reaches nobody at all',
        remedy:
          'Add a person, a team or a schedule without holes, at least under fallback_targets.',
      },
    ])
  })

  it('is content with a fallback', () => {
    const text = changed(...holes, ['repeats: 2', 'fallback_targets: [{ team: everyone }]'])
    expect(problemsOf(text)).toEqual([])
  })
})

describe('a schedule has no hole', () => {
  const rotation = { kind: 'daily', handoff_time: '09:00', anchor_date: '2026-01-05' }
  const layers = (...restrictions: unknown[][]) => ({
    time_zone: 'Europe/Berlin',
    layers: restrictions.map((some, index) =>
      layer.parse({ name: `Layer ${index}`, rotation, members: ['bob'], restrictions: some }),
    ),
  })

  it('unless regions change their clocks on different days', () => {
    const [amer, emea] = ['America/New_York', 'Europe/Berlin'].map((time_zone) =>
      layer.parse({
        name: time_zone,
        time_zone,
        rotation,
        members: ['bob'],
        // 09:00 to 21:00 in New York is 15:00 to 03:00 in Berlin, but for two weeks in March.
        restrictions: [
          time_zone === 'Europe/Berlin'
            ? { from: '03:00', to: '15:00' }
            : { from: '09:00', to: '21:00' },
        ],
      }),
    )
    expect(hasNoHole({ time_zone: 'UTC', layers: [amer!, emea!] })).toBe(false)
  })

  test.each<[what: string, restrictions: unknown[][], covered: boolean]>([
    ['when a layer is unrestricted', [[], [{ from: '09:00', to: '17:00' }]], true],
    [
      'when regions follow the sun',
      [
        [{ from: '00:00', to: '08:00' }],
        [{ from: '08:00', to: '16:00' }],
        [{ from: '16:00', to: '24:00' }],
      ],
      true,
    ],
    [
      'when a window runs over midnight',
      [[{ from: '17:00', to: '09:00' }], [{ from: '09:00', to: '17:00' }]],
      true,
    ],
    [
      'unless one minute is missing',
      [[{ from: '00:00', to: '12:00' }], [{ from: '12:01', to: '24:00' }]],
      false,
    ],
    [
      'unless the weekend is missing',
      [[{ from: { day: 'monday', time: '00:00' }, to: { day: 'friday', time: '24:00' } }]],
      false,
    ],
    [
      'when weekdays and weekend join',
      [
        [{ from: { day: 'monday', time: '08:00' }, to: { day: 'friday', time: '18:00' } }],
        [{ from: { day: 'friday', time: '18:00' }, to: { day: 'monday', time: '08:00' } }],
      ],
      true,
    ],
  ])('%s', (_, restrictions, covered) => {
    expect(hasNoHole(layers(...restrictions))).toBe(covered)
  })
})
