import { expect } from 'vitest'
import { story } from '../world/story.ts'

const emergency = {
  from: 'Kim <kim@acme.test>',
  to: 'emergency@support.test',
  subject: 'All pushes fail',
  text: 'Every push returns 500.',
}

story(
  'the road, end to end: raised, woken, taken, answered, put right, written down',
  async (world) => {
    await world.mail.send(emergency)
    await world.clock.advance('2 minutes')
    await world.bob.phone.acknowledge()
    const refused = await world.bob.call('PUT', '/incidents/1/resolution')
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'The customer has not had a reply from a person yet. Answer on ticket #1, then resolve.',
    ])
    await world.bob.call('POST', '/tickets/1/replies', { body: 'Kim, I am on it. Join the call.' })
    expect(world.kim.inbox().at(-1)?.text).toContain('I am on it')
    await world.clock.advance('20 minutes')
    expect((await world.bob.call('PUT', '/incidents/1/resolution')).status).toBe(200)
    const draft = await world.bob.call('GET', '/tickets/1/documentation-draft')
    const { text } = draft.body as unknown as { text: string }
    expect(text).toContain('10:02 UTC Bob acknowledged.')
    expect(text).toContain('10:22 UTC Bob resolved it.')
    const written = await world.bob.call('PUT', '/tickets/1/documentation', {
      text: `${text}\nThe disk of the primary was full.`,
    })
    expect(written.body).toMatchObject({
      status: 'solved',
      documentation: expect.stringContaining('The disk of the primary was full.'),
    })
    await world.clock.advance('7 days')
    expect((await world.bob.call('GET', '/tickets/1')).body).toMatchObject({ status: 'closed' })
  },
)

story('every change has an actor and a cause', async (world) => {
  await world.mail.send(emergency)
  await world.bob.phone.acknowledge()
  const { history } = (await world.bob.call('GET', '/tickets/1')).body as unknown as {
    history: { type: string; actor: { name: string }; cause: string | null }[]
  }
  const facts = history.map(({ type, actor, cause }) => [type, actor.name, cause])
  expect(facts).toEqual(
    expect.arrayContaining([
      ['ticket.opened', 'mail', null],
      ['incident.triggered', 'mail', 'ticket.opened'],
      ['incident.acknowledged', 'Bob', null],
      ['ticket.assigned', 'Bob', 'incident.acknowledged'],
    ]),
  )
})
