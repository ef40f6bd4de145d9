import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Playbook } from './playbook.ts'
import { printPlan } from './plan-text.ts'
import { type Change, planChanges } from './plan.ts'
import { readPlaybook } from './source.ts'
import { small } from './samples/small.ts'

const reading = readPlaybook(small, 'small.yaml')
if (!reading.ok) throw new Error('The sample is no playbook')
const current = reading.playbook

function after(edit: (playbook: Playbook) => void): Change[] {
  const wanted = structuredClone(current)
  edit(wanted)
  return planChanges(current, wanted)
}

describe('each change is named with what was and what will be', () => {
  test.each<[what: string, edit: (playbook: Playbook) => void, changes: unknown[]]>([
    [
      'a number deep inside',
      (playbook) => {
        playbook.escalation_policies[0]!.levels[1]!.delay_minutes = 7
      },
      [
        {
          section: 'escalation_policies',
          key: 'emergency',
          kind: 'change',
          fields: [{ path: 'levels[1].delay_minutes', before: 5, after: 7 }],
        },
      ],
    ],
    [
      'a list of plain values, as a whole',
      (playbook) => {
        playbook.teams[0]!.members = ['bob']
      },
      [
        {
          section: 'teams',
          key: 'everyone',
          kind: 'change',
          fields: [{ path: 'members', before: ['bob', 'carol'], after: ['bob'] }],
        },
      ],
    ],
    [
      'a level more',
      (playbook) => {
        playbook.escalation_policies[0]!.levels.push({
          targets: [{ team: 'everyone' }],
          delay_minutes: 9,
        })
      },
      [
        {
          section: 'escalation_policies',
          key: 'emergency',
          kind: 'change',
          fields: [
            {
              path: 'levels[2]',
              before: undefined,
              after: { targets: [{ team: 'everyone' }], delay_minutes: 9 },
            },
          ],
        },
      ],
    ],
    [
      'a section that is one thing',
      (playbook) => {
        playbook.company.name = 'Large'
      },
      [
        {
          section: 'company',
          key: '',
          kind: 'change',
          fields: [{ path: 'name', before: 'Small', after: 'Large' }],
        },
      ],
    ],
    [
      'one entry put in another place, named by its key',
      (playbook) => {
        playbook.people = [{ ...playbook.people[0]!, key: 'eve' }, playbook.people[1]!]
      },
      [
        expect.objectContaining({ section: 'people', key: 'eve', kind: 'add' }),
        expect.objectContaining({ section: 'people', key: 'bob', kind: 'remove' }),
      ],
    ],
    [
      'the order of strictness',
      (playbook) => {
        playbook.channels.reverse()
      },
      [
        {
          section: 'channels',
          key: 'support',
          kind: 'change',
          fields: [{ path: 'position', before: 2, after: 1 }],
        },
        {
          section: 'channels',
          key: 'emergency',
          kind: 'change',
          fields: [{ path: 'position', before: 1, after: 2 }],
        },
      ],
    ],
    [
      'a channel put in above, which moves nobody',
      (playbook) => {
        playbook.channels.unshift({ ...playbook.channels[1]!, key: 'vip', addresses: ['vip'] })
      },
      [expect.objectContaining({ section: 'channels', key: 'vip', kind: 'add' })],
    ],
    [
      'the order of people, which means nothing',
      (playbook) => {
        playbook.people.reverse()
      },
      [],
    ],
    [
      'a template',
      (playbook) => {
        playbook.templates.ticket_solved!.body = 'Done'
      },
      [
        {
          section: 'templates',
          key: 'ticket_solved',
          kind: 'change',
          fields: [{ path: 'body', before: 'Solved', after: 'Done' }],
        },
      ],
    ],
    [
      'a call link, known by its name',
      (playbook) => {
        playbook.call_links.push({ kind: 'zoom', name: 'Zoom', dial_in: [] })
      },
      [expect.objectContaining({ section: 'call_links', key: 'Zoom', kind: 'add' })],
    ],
  ])('%s', (_, edit, changes) => {
    expect(after(edit)).toEqual(changes)
  })
})

it('adds everything where no playbook is in force', () => {
  const changes = planChanges(null, current)
  expect(changes.every(({ kind }) => kind === 'add')).toBe(true)
  expect(new Set(changes.map(({ section }) => section))).toContain('templates')
})

const wanted = fc.record({
  delay: fc.integer({ min: 1, max: 3 }),
  keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
  words: fc.constantFrom('x', 'y'),
})

function playbookOf({ delay, keys, words }: { delay: number; keys: string[]; words: string }) {
  const playbook = structuredClone(current)
  playbook.escalation_policies[0]!.levels[0]!.delay_minutes = delay
  playbook.channels = keys.map((key) => ({ ...current.channels[1]!, key }))
  playbook.templates.ticket_solved!.body = words
  return playbook
}

it('is empty exactly when two playbooks are equal, so applying twice changes nothing', () => {
  fc.assert(
    fc.property(wanted, wanted, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other)
      expect(planChanges(playbookOf(one), playbookOf(one))).toEqual([])
      expect(planChanges(playbookOf(one), playbookOf(other)).length === 0).toBe(same)
    }),
  )
})

it('undoes every addition by a removal when the two change places', () => {
  fc.assert(
    fc.property(wanted, wanted, (one, other) => {
      const kinds = (changes: Change[], kind: string) =>
        changes.filter((change) => change.kind === kind).map(({ key }) => key)
      const there = planChanges(playbookOf(one), playbookOf(other))
      const back = planChanges(playbookOf(other), playbookOf(one))
      expect(kinds(there, 'add').sort()).toEqual(kinds(back, 'remove').sort())
      expect(kinds(there, 'change').sort()).toEqual(kinds(back, 'change').sort())
    }),
  )
})

describe('a plan is printed for people', () => {
  it('says so when there is nothing to change', () => {
    expect(printPlan([])).toBe('Nothing to change: this playbook is in force already.')
  })

  it('groups changes by section, each with what was and what will be', () => {
    const changes = after((playbook) => {
      playbook.company.languages = ['en', 'de']
      playbook.people.pop()
      playbook.escalation_policies[0]!.repeats = 5
      playbook.trackers.push({ ...playbook.trackers[0]!, key: 'docs' })
      playbook.call_links[0]!.dial_in = [{ label: 'Germany', number: '+49 30 000000' }]
    })
    expect(printPlan(changes)).toBe(
      [
        '1 to add, 3 to change, 1 to remove.',
        '',
        'company',
        '  ~ company',
        '      languages: ["en"] → ["en","de"]',
        '',
        'people',
        '  - carol',
        '',
        'escalation_policies',
        '  ~ emergency',
        '      repeats: 2 → 5',
        '',
        'call_links',
        '  ~ Jitsi',
        '      dial_in[0]: (none) → {"label":"Germany","number":"+49 30 000000"}',
        '',
        'trackers',
        '  + docs',
      ].join('\n'),
    )
  })

  it('shows of two long texts where they part', () => {
    const changes = after((playbook) => {
      playbook.templates.ticket_solved!.body = 'Solved'.padStart(200, 'so ')
    })
    const [change] = planChanges(
      {
        ...current,
        templates: {
          ...current.templates,
          ticket_solved: { subject: '#', body: `${'so '.repeat(60)}it is` },
        },
      },
      {
        ...current,
        templates: {
          ...current.templates,
          ticket_solved: { subject: '#', body: `${'so '.repeat(60)}be it` },
        },
      },
    )
    expect(printPlan([change!])).toContain(
      'body: …o so so so so so so it is → …o so so so so so so be it',
    )
    expect(printPlan(changes)).toMatch(/body: Solved → so so .*…$/)
  })
})
