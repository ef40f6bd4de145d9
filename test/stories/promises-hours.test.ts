import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const source = readFileSync('playbooks/gitlab.yaml', 'utf8')
const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

interface ClockBody {
  metric: string
  status: string
  dueAt: string
  targetMinutes: number
  policyVersion: number
  entries: { kind: string; at: string; why: string }[]
}

const clocks = async (world: World, number = 1) =>
  (await world.alice.call('GET', `/tickets/${number}/clocks`)).body['clocks'] as ClockBody[]
const newest = async (world: World) => (await clocks(world)).at(-1)
const setStatus = (world: World, status: string) =>
  world.alice.call('PATCH', '/tickets/1', { status })

/** Replaces each of these words once in the playbook that is in force, and applies it. */
async function edit(world: World, changes: [before: string, after: string][], from = source) {
  const edited = changes.reduce((text, [before, after]) => {
    expect(text.includes(before), before).toBe(true)
    return text.replace(before, after)
  }, from)
  const answer = await world.dora.call('POST', '/playbook/applications', { source: edited })
  return { ...answer, source: edited }
}

const SPANS = /    time_zone: America\/Los_Angeles\n    spans:\n[\s\S]*?    holidays: .*\n/.exec(
  source,
)![0]
const TAIL = `      - { metric: next_reply, priority: normal, minutes: 1440, hours: business_24x5 }
      - { metric: next_reply, priority: low, minutes: 1440, hours: business_24x5 }
    pause:
      statuses: []
`
const WAITING = `      - { metric: next_reply, priority: normal, minutes: 480, hours: business_24x5 }
    pause:
      statuses: [pending, on_hold]
`
/** Paid support counts in these hours, and waits while the ticket is pending or on hold. */
const countIn = (world: World, hours: string, resolution = '') =>
  edit(world, [
    [SPANS, `${hours}\n`],
    [TAIL, `${resolution}${WAITING}`],
  ])

/** A second question of Kim's: its promise, unlike the first one's, can be paused. */
async function askAgain(world: World) {
  await world.mail.send(question)
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  const to = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
  await world.mail.send({ ...question, to, text: '17.4' })
}

const WITH_LUNCH = `    time_zone: Europe/Berlin
    weekly:
${['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
  .map((day) => `      ${day}: [{ from: "09:00", to: "12:00" }, { from: "13:00", to: "17:00" }]`)
  .join('\n')}
    holidays:
      - { date: 2026-03-04, name: Carnival }
      - { date: 2026-03-06, name: Works outing }`

const NIGHTS = `    time_zone: Europe/Berlin
    weekly:
${['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  .map((day) => `      ${day}: [{ from: "22:00", to: "06:00" }]`)
  .join('\n')}`

story(
  'a lunch break, and holidays while it is paused and after, are counted around',
  async (world) => {
    expect((await countIn(world, WITH_LUNCH)).status).toBe(200)
    // Tuesday 11:00 in Berlin. 8 hours: 1 before lunch, 4 after; Wednesday and Friday are off.
    await askAgain(world)
    expect(await newest(world)).toMatchObject({
      metric: 'next_reply',
      dueAt: '2026-03-05T11:00:00.000Z',
    })
    // Paused in the lunch break on Tuesday, when 7 hours are left, until the one on Thursday.
    await world.clock.set('2026-03-03T11:30:00Z')
    await setStatus(world, 'pending')
    expect(await newest(world)).toMatchObject({ status: 'paused' })
    await world.clock.set('2026-03-05T11:15:00Z')
    await setStatus(world, 'open')
    // 4 hours on Thursday, none on Friday, 3 on Monday morning.
    expect(await newest(world)).toMatchObject({
      status: 'running',
      dueAt: '2026-03-09T11:00:00.000Z',
    })
  },
)

story(
  'the night in which clocks go forward has seven hours, also for what was paused over it',
  async (world) => {
    expect((await countIn(world, NIGHTS)).status).toBe(200)
    await askAgain(world)
    // 22:00 to 06:00 is seven hours; the eighth is the first of the next night, by then on summer time.
    expect((await newest(world))?.dueAt).toBe('2026-03-29T21:00:00.000Z')
    await world.clock.set('2026-03-29T00:00:00Z')
    await setStatus(world, 'pending')
    await world.clock.set('2026-03-29T03:00:00Z')
    await setStatus(world, 'open')
    // Three hours were used, one is left of this night, four of the next.
    expect((await newest(world))?.dueAt).toBe('2026-03-30T00:00:00.000Z')
  },
  { start: new Date('2026-03-28T21:00:00Z') },
)

story(
  'the night in which clocks go back has nine hours, also for what was paused over it',
  async (world) => {
    expect((await countIn(world, NIGHTS)).status).toBe(200)
    await askAgain(world)
    expect((await newest(world))?.dueAt).toBe('2026-10-25T04:00:00.000Z')
    await world.clock.set('2026-10-24T23:00:00Z')
    await setStatus(world, 'pending')
    await world.clock.set('2026-10-25T02:00:00Z')
    await setStatus(world, 'open')
    // Three of nine hours were used, three are left of this night, two of the next.
    expect((await newest(world))?.dueAt).toBe('2026-10-25T23:00:00.000Z')
  },
  { start: new Date('2026-10-24T20:00:00Z') },
)

story(
  'paused, solved and opened again: the resolution was kept without the pause, and a new question is a new promise',
  async (world) => {
    await countIn(
      world,
      WITH_LUNCH,
      '      - { metric: resolution, priority: normal, minutes: 120, hours: always }\n',
    )
    await askAgain(world)
    await world.clock.advance('1 hour')
    await setStatus(world, 'pending')
    await world.clock.advance('5 hours')
    await setStatus(world, 'solved')
    const solved = await clocks(world)
    expect(new Map(solved.map(({ metric, status }) => [metric, status]))).toEqual(
      new Map([
        ['first_reply', 'met'],
        ['next_reply', 'cancelled'],
        ['resolution', 'met'],
      ]),
    )
    const resolution = solved.find(({ metric }) => metric === 'resolution')
    expect(resolution?.entries.map(({ kind }) => kind)).toEqual(['start', 'pause', 'meet'])
    // By us: nothing is owed, for nothing was asked.
    await setStatus(world, 'open')
    expect(await clocks(world)).toMatchObject(solved.map(({ status }) => ({ status })))
    await setStatus(world, 'solved')
    await world.clock.set('2026-03-05T08:00:00Z')
    const to = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
    await world.mail.send({ ...question, to, text: 'It is back.' })
    const reopened = await clocks(world)
    expect(reopened).toHaveLength(4)
    expect(reopened.at(-1)).toMatchObject({
      metric: 'next_reply',
      status: 'running',
      entries: [{ kind: 'start', at: '2026-03-05T08:00:00.000Z' }],
    })
    expect(reopened.find(({ metric }) => metric === 'resolution')?.status).toBe('met')
  },
)

story(
  'an edited policy leaves results as they are and what runs as promised, until somebody chooses otherwise',
  async (world) => {
    await world.mail.send(question)
    await world.clock.advance('1 hour')
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', status: 'solved' })
    await world.mail.send({ ...question, subject: 'Second' })
    const before = [await clocks(world, 1), await clocks(world, 2)]
    await edit(world, [
      [
        'metric: first_reply, priority: normal, minutes: 480, hours: business_24x5 }\n      - { metric: first_reply, priority: low, minutes: 1440, hours: business_24x5 }\n      - { metric: next_reply, priority: urgent',
        'metric: first_reply, priority: normal, minutes: 30, hours: business_24x5 }\n      - { metric: first_reply, priority: low, minutes: 60, hours: business_24x5 }\n      - { metric: next_reply, priority: urgent',
      ],
    ])
    await world.clock.advance('1 hour')
    expect(await clocks(world, 1)).toEqual(before[0])
    expect((await clocks(world, 2))[0]).toMatchObject({
      status: 'running',
      targetMinutes: 480,
      policyVersion: 1,
      dueAt: before[1]![0]!.dueAt,
    })
    await world.mail.send({ ...question, subject: 'Third' })
    expect((await clocks(world, 3))[0]).toMatchObject({ targetMinutes: 30, policyVersion: 2 })
    // Chosen: another priority is promised by what is in force now.
    await world.alice.call('PATCH', '/tickets/2', { priority: 'low', why: 'A workaround' })
    expect((await clocks(world, 2)).at(-1)).toMatchObject({ targetMinutes: 60, policyVersion: 2 })
  },
)

story('a status gets another name, or none any more: no clock moves', async (world) => {
  const applied = await countIn(world, WITH_LUNCH)
  await askAgain(world)
  await world.alice.call('PATCH', '/tickets/1', { statusName: 'waiting_for_release' })
  await world.clock.advance('1 hour')
  const before = await clocks(world)
  expect(before.at(-1)).toMatchObject({ status: 'paused' })
  const line = 'name: Waiting for a release, customer_name: A fix is on its way, status: on_hold'
  const renamed = await edit(
    world,
    [[line, 'name: Blocked, customer_name: We are blocked, status: on_hold']],
    applied.source,
  )
  expect(renamed.status).toBe(200)
  expect(await clocks(world)).toMatchObject(
    before.map(({ status, dueAt, entries }) => ({
      status,
      dueAt,
      entries,
    })),
  )
  const removed = await edit(
    world,
    [
      [
        '  - { key: waiting_for_release, name: Blocked, customer_name: We are blocked, status: on_hold }\n',
        '',
      ],
    ],
    renamed.source,
  )
  expect(removed.status).toBe(200)
  expect(JSON.stringify(await clocks(world))).toBe(JSON.stringify(before))
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({ status: 'on_hold' })
})

story(
  'hours in which nobody ever works are refused in words, and nothing changes',
  async (world) => {
    await world.mail.send(question)
    const before = await clocks(world)
    const never = await edit(world, [
      [SPANS, '    time_zone: Europe/Berlin\n    weekly: {}\n    holidays: []\n'],
    ])
    expect(never.status).toBe(400)
    expect(JSON.stringify(never.body)).toContain('has no open time')
    expect(await clocks(world)).toEqual(before)
    await world.mail.send({ ...question, subject: 'Second' })
    expect((await clocks(world, 2))[0]?.dueAt).toBe(before[0]?.dueAt)
  },
)
