import { expect } from 'vitest'
import { story } from '../world/story.ts'

const emergency = {
  from: 'Kim <kim@acme.test>',
  to: 'emergency@support.test',
  subject: 'All pushes fail',
  text: 'Every push returns 500 since the upgrade.',
}

story(
  'an emergency by mail becomes an urgent ticket, an incident and a page, in one go',
  async (world) => {
    const answer = await world.mail.send(emergency)
    expect(answer).toMatch(/^250 /)
    const ticket = await world.bob.call('GET', '/tickets/1')
    expect(ticket.body).toMatchObject({
      subject: 'All pushes fail',
      priority: 'urgent',
      channel: { key: 'emergency' },
      organizationName: 'Acme',
      planName: 'Premium',
    })
    expect(world.bob.phone.shown()).toMatchObject([
      { title: '#1 EMERGENCY: All pushes fail', at: new Date('2026-03-03T10:00:00Z') },
    ])
    expect(world.kim.inbox()[0]).toMatchObject({
      subject: 'Re: All pushes fail',
      text: expect.stringMatching(/^We are waking somebody for you\n/),
    })
  },
)

story(
  'nobody answers: level 2 at exactly 5:00, the next levels every five minutes, then again, then unanswered, loudly',
  async (world) => {
    await world.mail.send(emergency)
    await world.clock.advance('299.999 seconds')
    expect(world.carol.phone.shown()).toHaveLength(0)
    await world.clock.advance('1 millisecond')
    expect(world.carol.phone.shown().map(({ at }) => at.toISOString())).toEqual([
      '2026-03-03T10:05:00.000Z',
    ])
    await world.clock.advance('15 minutes')
    expect(world.mona.phone.shown()[0]?.at.toISOString()).toBe('2026-03-03T10:10:00.000Z')
    expect(world.diego.phone.shown()[0]?.at.toISOString()).toBe('2026-03-03T10:15:00.000Z')
    expect(world.hana.phone.shown()[0]?.at.toISOString()).toBe('2026-03-03T10:20:00.000Z')
    await world.clock.advance('5 minutes')
    expect(world.bob.phone.shown().map(({ at }) => at.toISOString())).toEqual([
      '2026-03-03T10:00:00.000Z',
      '2026-03-03T10:25:00.000Z',
    ])
    await world.clock.set('2026-03-03T12:30:00Z')
    const incident = await world.incident()
    expect(incident.unansweredAt?.toISOString()).toBe('2026-03-03T12:30:00.000Z')
    expect(incident.status).toBe('triggered')
    expect(world.kim.inbox().at(-1)?.text).toMatch(/^Nobody has answered yet\n/)
    expect(world.alice.phone.shown()[0]?.at.toISOString()).toBe('2026-03-03T12:30:00.000Z')
    await world.clock.advance('10 minutes')
    expect(world.alice.phone.shown()).toHaveLength(2)
  },
)

story(
  'acknowledged at 4:59.999: nobody of level 2 hears of it, and the customer is told who has it, by name',
  async (world) => {
    await world.mail.send(emergency)
    await world.clock.advance('299.999 seconds')
    const answer = await world.bob.phone.acknowledge()
    expect(answer.status).toBe(200)
    await world.clock.advance('1 hour')
    expect(world.carol.phone.shown()).toHaveLength(0)
    const told = world.kim.inbox().at(-1)
    expect(told?.text).toMatch(/^Bob has this\n/)
    expect(told?.text).toMatch(/https:\/\/meet\.jit\.si\//)
    const ticket = await world.bob.call('GET', '/tickets/1')
    expect(ticket.body).toMatchObject({ assignee: { name: 'Bob' } })
  },
)

story(
  'when nobody can be reached at all, everyone is tried once and then it is unanswered, not five rounds of nothing',
  async (world) => {
    world.phones.answerWith(404)
    await world.system.db.deleteFrom('contactMethods').where('kind', '=', 'email').execute()
    await world.mail.send(emergency)
    const kinds = (await world.timeline()).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'step')).toHaveLength(5)
    expect(kinds.at(-1)).toBe('unanswered')
    expect((await world.incident()).status).toBe('triggered')
    expect((await world.dora.call('GET', '/mail/outgoing')).body).toMatchObject({
      messages: expect.arrayContaining([
        expect.objectContaining({ subject: 'Bob cannot be reached by "Phone"' }),
      ]),
    })
  },
)
