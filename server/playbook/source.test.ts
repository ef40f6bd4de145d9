import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { small } from './samples/small.ts'
import { readPlaybook } from './source.ts'

interface Mistake {
  what: string
  write: string
  insteadOf: string
  at: `${number}:${number}`
  path: string
  message: string
  remedy: string
}

/** Each mistake alone, in samples/small.yaml; at is line:column. */
const mistakes: Mistake[] = [
  {
    what: 'a misspelt setting',
    insteadOf: 'repeats: 2',
    write: 'repeat: 2',
    at: '69:5',
    path: 'escalation_policies[0].repeat',
    message: '"repeat" is not known here',
    remedy: 'Did you mean "repeats"?',
  },
  {
    what: 'a misspelt section',
    insteadOf: '\ntrackers:',
    write: '\ntrakcers:',
    at: '76:1',
    path: 'trakcers',
    message: '"trakcers" is not known here',
    remedy: 'Did you mean "trackers"?',
  },
  {
    what: 'a setting nobody could have meant',
    insteadOf: '{ key: product,',
    write: '{ colour: red, key: product,',
    at: '77:7',
    path: 'trackers[0].colour',
    message: '"colour" is not known here',
    remedy: 'Choose one of: key, name, kind, url, handles, default.',
  },
  {
    what: 'a missing setting',
    insteadOf: '    promise: Soon.\n',
    write: '',
    at: '15:5',
    path: 'channels[1].promise',
    message: '"promise" is missing',
    remedy: 'Add it. The promise, in words customers and staff may read.',
  },
  {
    what: 'a setting left empty',
    insteadOf: 'repeats: 2',
    write: 'repeats:',
    at: '69:5',
    path: 'escalation_policies[0].repeats',
    message: '"repeats" is empty',
    remedy: 'Fill it in, or remove it.',
  },
  {
    what: 'a word that is no choice',
    insteadOf: 'kind: paid',
    write: 'kind: payed',
    at: '17:11',
    path: 'channels[1].kind',
    message: '"kind" cannot be "payed"',
    remedy: 'Did you mean "paid"?',
  },
  {
    what: 'a call link of an unknown kind',
    insteadOf: 'kind: jitsi',
    write: 'kind: jitsy',
    at: '74:11',
    path: 'call_links[0].kind',
    message: '"kind" cannot be "jitsy"',
    remedy: 'Did you mean "jitsi"?',
  },
  {
    what: 'a delay of zero, which would wake everybody at once',
    insteadOf: '          - person: carol\n        delay_minutes: 5',
    write: '          - person: carol\n        delay_minutes: 0',
    at: '68:24',
    path: 'escalation_policies[0].levels[1].delay_minutes',
    message: '"delay_minutes" is 0, which is too small',
    remedy: 'Give at least 1.',
  },
  {
    what: 'a fraction of a minute',
    insteadOf: 'minutes: 240',
    write: 'minutes: 240.5',
    at: '40:57',
    path: 'sla_policies[0].targets[1].minutes',
    message: '"minutes" must be a whole number, not 240.5',
    remedy: 'Write digits only, without quotes and without a fraction.',
  },
  {
    what: 'a number that should be text',
    insteadOf: 'name: Jitsi',
    write: 'name: 8',
    at: '75:11',
    path: 'call_links[0].name',
    message: '"name" must be text, not 8',
    remedy: 'Put it in quotes.',
  },
  {
    what: 'one value where a list belongs',
    insteadOf: 'addresses: [emergency]',
    write: 'addresses: emergency',
    at: '11:16',
    path: 'channels[0].addresses',
    message: '"addresses" must be a list, not "emergency"',
    remedy: 'Write each entry on its own line, beginning with "- ".',
  },
  {
    what: 'an escalation policy without levels',
    insteadOf: /levels:\n[^]*?(?= {4}repeats)/.exec(small)![0],
    write: 'levels: []\n',
    at: '62:5',
    path: 'escalation_policies[0].levels',
    message: '"levels" is an empty list',
    remedy: 'Give at least one entry.',
  },
  {
    what: 'a target that names two',
    insteadOf: '- person: carol',
    write: '- { person: carol, team: everyone }',
    at: '67:13',
    path: 'escalation_policies[0].levels[1].targets[0]',
    message: 'entry 1 of "targets" must name exactly one schedule, person or team',
    remedy: 'Write one for each entry of the list: "- schedule: second_level".',
  },
  {
    what: 'an hour that no clock shows',
    insteadOf: "to: '17:00'",
    write: 'to: "25:00"',
    at: '33:37',
    path: 'calendars[0].weekly.monday[0].to',
    message: '"25:00" is not a time of day',
    remedy: 'Write hours and minutes as "17:00", from "00:00" to "24:00".',
  },
  {
    what: 'a zone that does not exist',
    insteadOf: '    time_zone: Europe/Berlin\n    weekly',
    write: '    time_zone: Europe/Bärlin\n    weekly',
    at: '31:16',
    path: 'calendars[0].time_zone',
    message: '"Europe/Bärlin" is not a time zone',
    remedy: 'Write a zone of the IANA list, such as Europe/Amsterdam or Etc/UTC.',
  },
  {
    what: 'an offset instead of a zone',
    insteadOf: '    time_zone: Europe/Berlin\n    weekly',
    write: '    time_zone: "+01:00"\n    weekly',
    at: '31:16',
    path: 'calendars[0].time_zone',
    message: '"+01:00" is not a time zone',
    remedy: 'Write a zone of the IANA list, such as Europe/Amsterdam or Etc/UTC.',
  },
  {
    what: 'a day that no calendar has',
    insteadOf: "'2026-01-05'",
    write: '"2026-02-30"',
    at: '56:24',
    path: 'schedules[0].layers[0].rotation.anchor_date',
    message: '"2026-02-30" is not a day in the calendar',
    remedy: 'Check the month and the day.',
  },
  {
    what: 'a first day that is not the day of the hand-off',
    insteadOf: "'2026-01-05'",
    write: '"2026-01-06"',
    at: '56:24',
    path: 'schedules[0].layers[0].rotation.anchor_date',
    message: '"2026-01-06" is a tuesday, but the hand-off day is monday',
    remedy: 'Choose a monday, or write handoff_day: tuesday.',
  },
  {
    what: 'a key with spaces',
    insteadOf: '- { key: product,',
    write: '- { key: Our product,',
    at: '77:12',
    path: 'trackers[0].key',
    message: '"Our product" is not a key',
    remedy:
      'Use lower-case letters, digits, _ and -, at most 60, beginning with a letter or digit.',
  },
  {
    what: 'a key given twice in one mapping',
    insteadOf: 'repeats: 2',
    write: 'repeats: 2\n    repeats: 3',
    at: '70:5',
    path: 'escalation_policies[0].repeats',
    message: '"repeats" stands twice here',
    remedy: 'Keep one of the two; only the last would have counted.',
  },
  {
    what: 'a tab',
    insteadOf: '    repeats: 2',
    write: '\trepeats: 2',
    at: '69:1',
    path: '',
    message: 'not YAML: Tabs are not allowed as indentation',
    remedy: 'Indent with spaces.',
  },
  {
    what: 'an alias without an anchor',
    insteadOf: 'members: [bob, carol] }',
    write: 'members: *all }',
    at: '42:47',
    path: '',
    message: 'there is no anchor for the alias *all',
    remedy: 'Write the values out.',
  },
]

function read(text: string) {
  const reading = readPlaybook(text, 'small.yaml')
  return reading.ok ? [] : reading.problems
}

describe('one mistake in a playbook is told alone, with its line and what to do', () => {
  test.each(mistakes)('$what', ({ insteadOf, write, at, path, message, remedy }) => {
    expect(small).toContain(insteadOf)
    const [line, column] = at.split(':').map(Number)
    expect(read(small.replace(insteadOf, write))).toEqual([
      { file: 'small.yaml', line, column, path, message, remedy },
    ])
  })
})

it('reads a playbook without mistakes, defaults filled in', () => {
  const reading = readPlaybook(small, 'small.yaml')
  expect(reading).toMatchObject({
    ok: true,
    playbook: {
      company: { languages: ['en'] },
      emergency: { first_public_reply_minutes: 30, unentitled: 'page_and_flag' },
      plans: [{ grace_days: 14, hosting: ['hosted', 'self_managed', 'dedicated'] }],
    },
  })
})

it('tells every problem at once, sorted by line', () => {
  const text = small
    .replace('kind: jitsi', 'kind: jitsy')
    .replace('[bob, carol] }', '[bob, karol] }')
    .replace('sla_policy: standard', 'sla_policy: standart')
    .replace('Hello {{customer_name}}', 'Hello {{name}}')
    .replace('delay_minutes: 5', 'delay_minutes: 7')
  expect(read(text).map(({ line, path }) => `${line} ${path}`)).toEqual([
    '27 plans[0].sla_policy',
    '42 teams[0].members[1]',
    '65 escalation_policies[0].levels[0].delay_minutes',
    '74 call_links[0].kind',
    '83 templates.emergency_acknowledged.body',
  ])
})

it('finds a problem behind an alias where the value was written', () => {
  const text = small
    .replace(
      "monday: [{ from: '09:00', to: '17:00' }]",
      'monday: &day [{ from: "9", to: "17:00" }]',
    )
    .replace(
      'sla_policies:',
      '  - { key: b, time_zone: Etc/UTC, weekly: { sunday: *day } }\nsla_policies:',
    )
  expect(read(text).map(({ line, path }) => `${line} ${path}`)).toEqual([
    '33 calendars[0].weekly.monday[0].from',
    '33 calendars[1].weekly.sunday[0].from',
  ])
})

describe('a file that is no playbook at all', () => {
  const bomb = ['a: &a [x, x]', 'b: &b [*a,*a,*a,*a,*a,*a,*a]', 'c: [*b,*b,*b,*b,*b,*b,*b]']
  test.each([
    ['nothing', '', 'the playbook is empty'],
    ['only a comment', '# later', 'the playbook is empty'],
    ['a list', '- a', 'the playbook must be a group of settings, not a list'],
    [
      'two documents',
      `${small}\n---\na: 1`,
      'not YAML: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    ['a tag', 'a: !!js/function x', 'not YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
    ['more than 1 MB', `# ${'x'.repeat(1_000_000)}`, 'the file is larger than 1 MB'],
    ['nested without end', '['.repeat(20_000), 'the file is nested too deeply'],
    [
      'aliases that multiply',
      [...bomb, 'd: [*b,*b,*b,*b,*b,*b,*b]'].join('\n'),
      'too many aliases',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(read(text)[0]).toMatchObject({ message })
  })

  it('shows at most 200 problems', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}: 1`)
    expect(read(keys.join('\n'))).toHaveLength(200)
  })
})

it('never throws, whatever was torn out of the file, and points inside it', () => {
  fc.assert(
    fc.property(fc.nat(small.length), fc.nat(60), fc.string({ maxLength: 8 }), (at, gone, put) => {
      const text = small.slice(0, at) + put + small.slice(at + gone)
      const lines = text.split(/\r\n|\n|\r/).length
      for (const problem of read(text)) {
        expect(problem.line).toBeGreaterThan(0)
        expect(problem.line).toBeLessThanOrEqual(lines)
        expect(problem.message).not.toMatch(/undefined|Invalid input|\n/)
        expect(problem.remedy).not.toBe('')
      }
    }),
    { numRuns: 300 },
  )
})
