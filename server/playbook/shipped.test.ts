/** The figures of the handbook page, looked up in the file that ships it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { addCounted, isOpen } from '../calendar/business-hours.ts'
import { whoIsOnCall } from '../oncall/final-schedule.ts'
import { scheduleProblems } from '../oncall/schedule-check.ts'
import { isPaidPlan, type Playbook } from './playbook.ts'
import { hasNoHole } from './reachability.ts'
import { knownTemplates } from './schema-words.ts'
import { readPlaybook } from './source.ts'
import { businessHoursOf, scheduleVersionOf } from './versions.ts'

function shipped(name: string): Playbook {
  const file = new URL(`../../playbooks/${name}.yaml`, import.meta.url)
  const reading = readPlaybook(readFileSync(file, 'utf8'), name)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 2))
  return reading.playbook
}

const gitlab = shipped('gitlab')
const starter = shipped('starter')

it('ranks the channels of the page, strictest first', () => {
  expect(gitlab.channels.map(({ kind }) => kind)).toEqual([
    'emergency',
    'security',
    'bug_bounty',
    'paid',
    'community',
    'tracker',
    'other',
  ])
})

test.each([
  ['priority_support', 'urgent', 30],
  ['priority_support', 'high', 240],
  ['priority_support', 'normal', 480],
  ['priority_support', 'low', 1440],
  ['starter', 'normal', 1440],
])('%s promises the first reply to %s tickets in %i minutes, 24×5', (key, priority, minutes) => {
  const policy = gitlab.sla_policies.find((policy) => policy.key === key)
  const target = policy?.targets.find(
    (target) => target.metric === 'first_reply' && target.priority === priority,
  )
  expect(target).toMatchObject({ minutes, hours: 'business_24x5' })
  expect(policy?.pause.statuses).toEqual([])
})

it('promises the first reply in an emergency in 30 minutes, day and night', () => {
  const [policy] = gitlab.sla_policies
  expect(policy?.conditions.channels).toEqual(['emergency'])
  expect(policy?.targets[0]).toMatchObject({ priority: 'urgent', minutes: 30, hours: 'always' })
})

describe('24×5 is Sunday 15:00 to Friday 17:00 Pacific, summer and winter', () => {
  const hours = businessHoursOf(gitlab.calendars.find(({ key }) => key === 'business_24x5')!)
  test.each([
    ['2026-01-04T14:59', false],
    ['2026-01-04T15:00', true],
    ['2026-07-08T03:00', true],
    ['2026-07-10T16:59', true],
    ['2026-07-10T17:00', false],
    ['2026-07-11T12:00', false],
  ])('%s', (local, open) => {
    const at = Temporal.PlainDateTime.from(local).toZonedDateTime('America/Los_Angeles')
    expect(isOpen(hours, at.toInstant())).toBe(open)
  })

  it('makes a high ticket of Friday 16:59 due on Sunday evening', () => {
    const from = Temporal.Instant.from('2026-07-10T16:59-07:00')
    expect(addCounted(hours, from, 240)).toEqual(Temporal.Instant.from('2026-07-12T18:59-07:00'))
  })
})

it('pages level after level every five minutes, five times over', () => {
  const policy = gitlab.escalation_policies.find(({ key }) => key === 'customer_emergency')!
  expect(policy.levels.map(({ targets, delay_minutes }) => [targets, delay_minutes])).toEqual([
    [[{ schedule: 'on_call' }, { schedule: 'on_call_shadow' }], 5],
    [[{ schedule: 'second_level' }], 5],
    [[{ schedule: 'managers_on_call' }], 5],
    [[{ person: 'diego' }], 5],
    [[{ person: 'hana' }], 5],
  ])
  expect(policy).toMatchObject({ repeats: 5, keep_paging_lower_levels: true })
})

it('has no hole in any rota but that of the learners', () => {
  for (const playbook of [gitlab, starter]) {
    for (const schedule of playbook.schedules) expect(hasNoHole(schedule)).toBe(!schedule.shadow)
  }
})

test.each([
  ['2026-01-05T07:59Z', 'carol', 'bob'],
  ['2026-01-05T08:00Z', 'bob', 'carol'],
  ['2026-01-12T08:00Z', 'carol', 'bob'],
  ['2026-07-06T08:00Z', 'bob', 'carol'],
])('at %s %s is on call and %s is second', (at, ...onDuty) => {
  const schedules = ['on_call', 'second_level'].map((key) =>
    gitlab.schedules.find((schedule) => schedule.key === key),
  )
  const people = schedules.map((schedule) => {
    const version = scheduleVersionOf(schedule!, String)
    expect(scheduleProblems(version)).toEqual([])
    return whoIsOnCall(version, [], Temporal.Instant.from(at)).userIds.join()
  })
  expect(people).toEqual(onDuty)
})

it('never has the same person on both levels: the two rotas take opposite turns', () => {
  const [first, second] = ['on_call', 'second_level'].map(
    (key) => gitlab.schedules.find((schedule) => schedule.key === key)?.layers,
  )
  expect(first?.[0]?.members).toEqual(['bob', 'carol'])
  expect(second).toEqual([{ ...first?.[0], members: ['carol', 'bob'] }])
})

it('knows the cast, and wakes with push now, text at 30 s and a call every 60 s', () => {
  const cast = Object.fromEntries(gitlab.people.map(({ key, role }) => [key, role]))
  expect(cast).toMatchObject({
    alice: 'agent',
    bob: 'agent',
    carol: 'agent',
    dora: 'admin',
    sofia: 'security',
  })
  expect(gitlab.paging.high_urgency).toEqual(
    expect.arrayContaining([
      { method: 'web_push', after_seconds: 0 },
      { method: 'sms', after_seconds: 30 },
      { method: 'voice', after_seconds: 60, repeat_every_seconds: 60 },
    ]),
  )
})

it('opens emergencies to Premium and Ultimate only', () => {
  const open = gitlab.plans.filter((plan) => plan.emergency_support)
  expect(open.map(({ key }) => key)).toEqual(['premium', 'ultimate'])
  const paid = gitlab.plans.filter((plan) => isPaidPlan(gitlab, plan))
  expect(paid.map(({ key }) => key)).toEqual(['starter', 'premium', 'ultimate'])
})

it('calls over Jitsi first, then Zoom, WebEx, Skype and Google Meet', () => {
  const names = gitlab.call_links.map(({ name }) => name)
  expect(names).toEqual(['Jitsi', 'Zoom', 'WebEx', 'Skype', 'Google Meet'])
})

it('keeps the trackers of the page', () => {
  expect(gitlab.trackers.map(({ key }) => key).sort()).toEqual([
    'charts',
    'docs',
    'omnibus',
    'product',
    'runner',
  ])
})

test.each([
  ['gitlab', gitlab],
  ['starter', starter],
])('%s has words for everything the server sends', (_, { templates }) => {
  expect(Object.keys(templates).sort()).toEqual(Object.keys(knownTemplates).sort())
})
