import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  text: 'Admins are gone.',
}
const source = readFileSync('playbooks/gitlab.yaml', 'utf8')
const TAIL = `      - { metric: next_reply, priority: normal, minutes: 1440, hours: business_24x5 }
      - { metric: next_reply, priority: low, minutes: 1440, hours: business_24x5 }
    pause:
      statuses: []
`
/** Eight hours for the next reply, which stand still while we wait on the customer. */
const PAUSING = `      - { metric: next_reply, priority: normal, minutes: 480, hours: business_24x5 }
    pause:
      statuses: [pending]
`

async function pausing(world: World) {
  expect(source).toContain(TAIL)
  const edited = source.replace(TAIL, PAUSING)
  expect((await world.dora.call('POST', '/playbook/applications', { source: edited })).status).toBe(
    200,
  )
}

/** Kim's ticket of a number: asked and answered, so that nothing is owed. */
async function answered(world: World, number: number) {
  await world.mail.send({ ...question, subject: `Question ${number}` })
  await world.alice.call('POST', `/tickets/${number}/replies`, { body: 'Which version?' })
}

/** Kim asks once more in each: the next reply is owed from now. */
async function askAgain(world: World, number: number) {
  const answer = world.kim
    .inbox()
    .findLast(({ subject }) => subject?.includes(`Question ${number}`))
  const to = answer?.replyTo?.value[0]?.address ?? ''
  await world.mail.send({ ...question, subject: `Re: Question ${number}`, to, text: '17.4' })
}

const at = (world: World, time: string) => world.clock.set(`2026-03-03T${time}:00Z`)
const become = (world: World, number: number, status: string) =>
  world.alice.call('PATCH', `/tickets/${number}`, { status })
const merge = (world: World, from: number, into: number) =>
  world.alice.call('PUT', `/tickets/${from}/merge`, { into })
const unmerge = (world: World, from: number) => world.alice.call('DELETE', `/tickets/${from}/merge`)

/** What is owed on a ticket, as the queue shows it. */
async function owed(world: World, number: number) {
  const { promise } = (await world.alice.call('GET', `/tickets/${number}`)).body as unknown as {
    promise: { state: string; dueAt: string | null }
  }
  return [promise.state, promise.dueAt?.slice(0, 16) ?? null]
}
const NOTHING = ['none', null]

const ledger = async (world: World, number: number) =>
  (
    (await world.alice.call('GET', `/tickets/${number}/clocks`)).body['clocks'] as {
      status: string
      entries: { kind: string; at: string }[]
    }[]
  )
    .at(-1)
    ?.entries.map(({ kind, at }) => [kind, at.slice(11, 16)])

story(
  'a promise that stands still goes on where it is merged into, and comes back as it stood',
  async (world) => {
    await pausing(world)
    await answered(world, 1)
    await answered(world, 2)
    await askAgain(world, 2)
    await at(world, '11:30')
    await become(world, 2, 'pending')
    // Of eight hours six and a half are left.
    await at(world, '14:00')
    await merge(world, 2, 1)
    expect(await owed(world, 1)).toEqual(['running', '2026-03-03T20:30'])
    await at(world, '15:00')
    await unmerge(world, 2)
    expect(await owed(world, 1)).toEqual(NOTHING)
    expect((await owed(world, 2))[0]).toBe('paused')
    await at(world, '16:00')
    await become(world, 2, 'open')
    expect(await owed(world, 2)).toEqual(['running', '2026-03-03T22:30'])
    expect(await ledger(world, 2)).toEqual([
      ['start', '10:00'],
      ['pause', '11:30'],
      ['transfer', '14:00'],
      ['return', '15:00'],
      ['resume', '16:00'],
    ])
  },
)

story(
  'a promise that runs stands still where it is merged into, and comes back as if it had run on',
  async (world) => {
    await pausing(world)
    await answered(world, 1)
    await become(world, 1, 'pending')
    await answered(world, 2)
    await askAgain(world, 2)
    await at(world, '14:00')
    await merge(world, 2, 1)
    expect((await owed(world, 1))[0]).toBe('paused')
    await at(world, '15:00')
    await become(world, 1, 'open')
    expect(await owed(world, 1)).toEqual(['running', '2026-03-03T19:00'])
    await at(world, '15:30')
    await unmerge(world, 2)
    expect(await owed(world, 2)).toEqual(['running', '2026-03-03T18:00'])
    expect(await owed(world, 1)).toEqual(NOTHING)
  },
)

story(
  'what a stricter promise put to rest has paused meanwhile as its own ticket did',
  async (world) => {
    await pausing(world)
    await answered(world, 1)
    await answered(world, 2)
    await askAgain(world, 2)
    await at(world, '11:00')
    await askAgain(world, 1)
    await at(world, '12:00')
    await merge(world, 2, 1)
    expect(await owed(world, 1)).toEqual(['running', '2026-03-03T18:00'])
    await at(world, '13:00')
    await become(world, 1, 'pending')
    await at(world, '14:00')
    await become(world, 1, 'open')
    expect(await owed(world, 1)).toEqual(['running', '2026-03-03T19:00'])
    await at(world, '15:00')
    await unmerge(world, 2)
    expect(await owed(world, 1)).toEqual(['running', '2026-03-03T20:00'])
    expect(await owed(world, 2)).toEqual(['running', '2026-03-03T18:00'])
  },
)

story('of two promises the one with less time left is the stricter one', async (world) => {
  await pausing(world)
  await answered(world, 1)
  await answered(world, 2)
  await askAgain(world, 2)
  await at(world, '10:30')
  await become(world, 2, 'pending')
  await at(world, '11:00')
  await askAgain(world, 1)
  await at(world, '17:00')
  // Seven and a half hours are left there, two here.
  await merge(world, 2, 1)
  expect(await owed(world, 1)).toEqual(['running', '2026-03-03T19:00'])
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.' })
  await unmerge(world, 2)
  expect(await ledger(world, 2)).toEqual([
    ['start', '10:00'],
    ['pause', '10:30'],
    ['transfer', '17:00'],
    ['meet', '17:00'],
  ])
})

story('merges are taken back in the order they were made', async (world) => {
  await pausing(world)
  for (const number of [1, 2, 3]) await answered(world, number)
  await askAgain(world, 3)
  await at(world, '10:10')
  await askAgain(world, 2)
  await at(world, '10:20')
  await askAgain(world, 1)
  await merge(world, 2, 1)
  await merge(world, 3, 1)
  expect(await owed(world, 1)).toEqual(['running', '2026-03-03T18:00'])
  await unmerge(world, 2)
  expect(await owed(world, 1)).toEqual(['running', '2026-03-03T18:00'])
  expect(await owed(world, 2)).toEqual(['running', '2026-03-03T18:10'])
  await unmerge(world, 3)
  expect(await owed(world, 1)).toEqual(['running', '2026-03-03T18:20'])
  expect(await owed(world, 3)).toEqual(['running', '2026-03-03T18:00'])
})

story('a part of a part takes its promise back from the whole', async (world) => {
  await pausing(world)
  for (const number of [1, 2, 3]) await answered(world, number)
  await askAgain(world, 2)
  await at(world, '10:20')
  await askAgain(world, 1)
  await merge(world, 2, 1)
  await merge(world, 1, 3)
  expect(await owed(world, 3)).toEqual(['running', '2026-03-03T18:00'])
  await unmerge(world, 2)
  expect(await owed(world, 2)).toEqual(['running', '2026-03-03T18:00'])
  expect(await owed(world, 3)).toEqual(['running', '2026-03-03T18:20'])
  await unmerge(world, 1)
  expect(await owed(world, 1)).toEqual(['running', '2026-03-03T18:20'])
  expect(await owed(world, 3)).toEqual(NOTHING)
})

story('a promise that stood still is as it was when it was no spam', async (world) => {
  await pausing(world)
  await answered(world, 1)
  await askAgain(world, 1)
  await at(world, '10:30')
  await become(world, 1, 'pending')
  await at(world, '12:00')
  await world.alice.call('PUT', '/tickets/1/spam', { ban: null })
  await at(world, '20:00')
  await world.alice.call('DELETE', '/tickets/1/spam')
  expect((await owed(world, 1))[0]).toBe('paused')
  await become(world, 1, 'open')
  expect(await owed(world, 1)).toEqual(['running', '2026-03-04T03:30'])
})

story('waiting on the customer hides no deadline that has passed already', async (world) => {
  await pausing(world)
  await answered(world, 1)
  await askAgain(world, 1)
  // Nobody has looked since: no timer knocked.
  await world.clock.jump('2026-03-03T18:20:00Z')
  await become(world, 1, 'pending')
  expect(await owed(world, 1)).toEqual(['breached', '2026-03-03T18:00'])
  expect(await ledger(world, 1)).toEqual([
    ['start', '10:00'],
    ['breach', '18:00'],
  ])
})
