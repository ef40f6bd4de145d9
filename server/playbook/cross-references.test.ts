import { describe, expect, test } from 'vitest'
import { changed, problemsOf } from './samples/small.ts'

describe('a name that nothing has is refused where it stands', () => {
  test.each<[insteadOf: string, write: string, problem: string, remedy: unknown]>([
    [
      'escalation_policy: emergency',
      'escalation_policy: emergancy',
      '14 channels[0].escalation_policy: there is no escalation policy "emergancy"',
      'Did you mean "emergency"?',
    ],
    [
      'auto_reply: ticket_received',
      'auto_reply: welcome',
      '21 channels[1].auto_reply: there is no template "welcome"',
      expect.stringContaining('Choose one of: emergency_received, '),
    ],
    [
      'channels: [emergency, support]',
      'channels: [emergency, suport]',
      '26 plans[0].channels[1]: there is no channel "suport"',
      'Did you mean "support"?',
    ],
    [
      'sla_policy: standard',
      'sla_policy: gold',
      '27 plans[0].sla_policy: there is no SLA policy "gold"',
      'Choose one of: standard.',
    ],
    [
      'hours: office\ncalendars',
      'hours: ofice\ncalendars',
      '28 plans[0].hours: there is no calendar "ofice"',
      'Did you mean "office"?',
    ],
    [
      'plans: [business]',
      'plans: [bussiness]',
      '37 sla_policies[0].conditions.plans[0]: there is no plan "bussiness"',
      'Did you mean "business"?',
    ],
    [
      'minutes: 240, hours: office',
      'minutes: 240, hours: night',
      '40 sla_policies[0].targets[1].hours: there is no calendar "night"',
      'Choose one of: office.',
    ],
    [
      'members: [bob, carol] }',
      'members: [bob, karol] }',
      '42 teams[0].members[1]: there is no person "karol"',
      'Did you mean "carol"?',
    ],
    [
      'email: bob@small.test',
      'email: bob@small.test, teams: [all]',
      '44 people[0].teams[0]: there is no team "all"',
      'Choose one of: everyone.',
    ],
    [
      'members: [bob, carol]\nescalation',
      'members: [bob, dave]\nescalation',
      '57 schedules[0].layers[0].members[1]: there is no person "dave"',
      'Choose one of: bob, carol.',
    ],
    [
      '- schedule: on_call',
      '- schedule: oncall',
      '64 escalation_policies[0].levels[0].targets[0].schedule: there is no schedule "oncall"',
      'Did you mean "on_call"?',
    ],
    [
      '- person: carol',
      '- team: bosses',
      '67 escalation_policies[0].levels[1].targets[0].team: there is no team "bosses"',
      'Choose one of: everyone.',
    ],
    [
      'repeats: 2',
      'fallback_targets: [{ person: eve }]',
      '69 escalation_policies[0].fallback_targets[0].person: there is no person "eve"',
      'Choose one of: bob, carol.',
    ],
  ])('%s → %s', (insteadOf, write, problem, remedy) => {
    expect(problemsOf(changed([insteadOf, write]))).toEqual([{ problem, remedy }])
  })
})

describe('what may stand only once is refused the second time', () => {
  test.each([
    ['key: carol, name: Carol', 'key: bob, name: Bob', '45 people[1].key: "bob" is already taken'],
    ['carol@small.test', 'BOB@small.test', '45 people[1].email: "BOB@small.test" is already taken'],
    [
      'addresses: [help@small.test]',
      'addresses: [help, emergency@small.test]',
      '19 channels[1].addresses[1]: "emergency@small.test" is already taken',
    ],
    [
      'escalation_policies:',
      '      - { name: weekly, rotation: { kind: hours, handoff_time: "00:00", anchor_date: "2026-01-05" }, members: [bob] }\nescalation_policies:',
      '58 schedules[0].layers[1].name: "weekly" is already taken',
    ],
    [
      'trackers:',
      '  - { kind: zoom, name: Jitsi }\ntrackers:',
      '76 call_links[1].name: "Jitsi" is already taken',
    ],
  ])('%s → %s', (insteadOf, write, problem) => {
    const carolIsNamed: [string, string][] = insteadOf.startsWith('key: carol')
      ? [
          ['[bob, carol] }', '[bob] }'],
          ['[bob, carol]\n', '[bob]\n'],
          ['person: carol', 'person: bob'],
        ]
      : []
    expect(problemsOf(changed(...carolIsNamed, [insteadOf, write]))).toEqual([
      { problem, remedy: 'Choose another, or remove one of the two entries.' },
    ])
  })
})
