import { expect, it, test } from 'vitest'
import { addressOf, isPaidPlan, membersOf, playbookSchema } from './playbook.ts'
import { readPlaybook } from './source.ts'
import { small } from './samples/small.ts'

const reading = readPlaybook(small, 'small.yaml')
if (!reading.ok) throw new Error('The sample is no playbook')
const { playbook } = reading

test.each([
  ['emergency', 'emergency@small.test'],
  ['Emergency', 'emergency@small.test'],
  ['security@other.test', 'security@other.test'],
])('the address %s is %s', (written, whole) => {
  expect(addressOf(written, playbook.company.support_address)).toBe(whole)
})

it('counts people to a team once, whoever names whom', () => {
  const teams = [{ key: 'support', name: 'Support', members: ['bob'] }]
  const people = playbook.people.map((person) => ({ ...person, teams: ['support'] }))
  expect(membersOf({ teams, people }, 'support')).toEqual(['bob', 'carol'])
  expect(membersOf({ teams, people }, 'unknown')).toEqual([])
})

it('calls a plan paid when it opens a paid channel', () => {
  const [plan] = playbook.plans
  expect(isPaidPlan(playbook, plan!)).toBe(true)
  expect(isPaidPlan(playbook, { ...plan!, channels: ['emergency'] })).toBe(false)
})

it('gives an emergency the timers the product promises when a file says nothing', () => {
  expect(playbook.emergency).toEqual({
    acknowledge_within_minutes: 5,
    first_public_reply_minutes: 30,
    customer_silent_reminder_minutes: 15,
    customer_silent_close_minutes: 15,
    customer_silent_priority: 'high',
    room_offered_after_minutes: 60,
    room_insisted_after_minutes: 60,
    customers_write_in_room: true,
    break_prompt_minutes: 90,
    account_escalation_minutes: 180,
    relief_offered_minutes: 240,
    handoff_before_minutes: 15,
    undo_seconds: 10,
    hand_back_minimum_seconds: 60,
    unentitled: 'page_and_flag',
    closed_after_days: 7,
    rest_after_night_hours: 11,
    rest_is_required: false,
  })
})

it('refuses unknown keys wherever they stand', () => {
  const places = [
    { ...playbook, extra: 1 },
    { ...playbook, company: { ...playbook.company, extra: 1 } },
    { ...playbook, schedules: [{ ...playbook.schedules[0], extra: 1 }] },
    { ...playbook, templates: { x: { subject: 'a', body: 'b', extra: 1 } } },
    { ...playbook, call_links: [{ ...playbook.call_links[0], url: 'https://x.test' }] },
  ]
  for (const place of places) expect(playbookSchema.safeParse(place).success).toBe(false)
})
