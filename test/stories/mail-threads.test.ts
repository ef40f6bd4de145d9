import { expect } from 'vitest'
import { baseSubject } from '../../server/connectors/email/thread-index.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const emergency = {
  from: 'Kim <kim@acme.test>',
  to: 'emergency@support.test',
  subject: 'All pushes fail',
  text: 'Since 09:58 every push ends with 503.',
  messageId: '<first@acme.test>',
}

/** As Gmail decides it: one conversation has one subject, replies apart, and names an id of it in References. */
function conversations(mails: ReturnType<World['kim']['inbox']>) {
  const subjects = new Set(mails.map(({ subject }) => baseSubject(subject ?? '')))
  const roots = new Set(mails.map(({ references }) => [references ?? []].flat()[0]))
  return { subjects: [...subjects], roots: [...roots] }
}

story(
  'everything a customer is told about an emergency stands in one conversation with their own mail',
  async (world) => {
    await world.mail.send(emergency)
    await world.bob.acknowledge()
    await world.clock.advance('1 minute')
    await world.bob.call('POST', '/tickets/1/replies', { body: 'We are on it.' })
    const mails = world.kim.inbox()
    expect(mails.length).toBeGreaterThanOrEqual(3)
    expect(conversations(mails)).toEqual({
      subjects: ['All pushes fail'],
      roots: ['<first@acme.test>'],
    })
    expect(mails.map(({ text }) => text?.split('\n')[0])).toEqual([
      'We are waking somebody for you',
      'Bob has this',
      'We are on it.',
    ])
  },
)

story(
  'pages by mail and the news that nobody answers stand in one conversation for each incident',
  async (world) => {
    await world.mail.send(emergency)
    await world.clock.set('2026-03-03T12:31:00Z')
    await world.mail.send({
      ...emergency,
      subject: 'Backups fail',
      messageId: '<second@acme.test>',
    })
    await world.clock.advance('2 minutes')
    const of = (number: number) =>
      ['bob', 'dora']
        .flatMap((name) => world.mailboxes.inboxOf(`${name}@watchdesk.test`))
        .filter(({ subject }) => subject?.startsWith(`[#${number}]`))
    expect(of(1).some(({ text }) => text?.startsWith('Nobody has answered'))).toBe(true)
    for (const [number, title] of ['All pushes fail', 'Backups fail'].entries())
      expect(conversations(of(number + 1))).toEqual({
        subjects: [`[#${number + 1}] EMERGENCY: ${title}`],
        roots: [`<incident.${number + 1}@support.test>`],
      })
  },
  { timeout: 120_000 },
)

story('what a follower of a ticket hears of it stands in one conversation', async (world) => {
  await world.mail.send({ ...emergency, to: 'support@support.test' })
  await world.bob.call('PUT', '/tickets/1/followers/me')
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
  await world.alice.call('POST', '/tickets/1/notes', { body: 'I ask the team.' })
  const mails = world.mailboxes.inboxOf(world.bob.email)
  expect(mails).toHaveLength(2)
  expect(conversations(mails)).toEqual({
    subjects: ['#1 All pushes fail'],
    roots: ['<ticket.1@support.test>'],
  })
})
