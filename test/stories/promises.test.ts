import { expect } from 'vitest'
import { createToken } from '../../server/people/actions.ts'
import { story } from '../world/story.ts'

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
  breachedAt: string | null
  entries: { kind: string; at: string; why: string }[]
}

story(
  'a first reply is promised by plan and priority, and a due time can be explained',
  async (world) => {
    await world.mail.send(question)
    const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
      clocks: ClockBody[]
    }
    expect(clocks).toMatchObject([
      {
        metric: 'first_reply',
        status: 'running',
        targetMinutes: 480,
        policyKey: 'priority_support',
        calendarKey: 'business_24x5',
        dueAt: '2026-03-03T18:00:00.000Z',
        entries: [{ kind: 'start' }],
      },
    ])
  },
)

story(
  'over a weekend only support hours count: Friday 16:00 Pacific plus eight hours is Sunday 22:00',
  async (world) => {
    await world.mail.send(question)
    const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
      clocks: ClockBody[]
    }
    // Friday 2026-03-06 16:00 PST is 00:00Z on Saturday; one hour counts, the rest from Sunday 15:00, by then on summer time.
    expect(clocks[0]?.dueAt).toBe('2026-03-09T05:00:00.000Z')
  },
  { start: new Date('2026-03-07T00:00:00Z') },
)

story(
  'a reply in time keeps the promise; the next customer message starts the next one',
  async (world) => {
    await world.mail.send(question)
    await world.clock.advance('1 hour')
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which version?' })
    const address = world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''
    await world.clock.advance('1 hour')
    await world.mail.send({ ...question, to: address, text: '17.4' })
    const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
      clocks: ClockBody[]
    }
    expect(clocks.map(({ metric, status }) => [metric, status])).toEqual([
      ['first_reply', 'met'],
      ['next_reply', 'running'],
    ])
    expect(clocks[0]?.entries.map(({ kind }) => kind)).toEqual(['start', 'meet'])
  },
)

story(
  'a breach happened at the deadline, to the millisecond, however late anybody looks',
  async (world) => {
    await world.mail.send({ ...question, to: 'emergency@support.test' })
    await world.clock.advance('45 minutes')
    await world.bob.call('POST', '/tickets/1/replies', { body: 'We are on it.' })
    const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
      clocks: ClockBody[]
    }
    expect(clocks[0]).toMatchObject({ status: 'breached', breachedAt: '2026-03-03T10:30:00.000Z' })
    expect(clocks[0]?.entries.map(({ kind, at }) => [kind, at])).toEqual([
      ['start', '2026-03-03T10:00:00.000Z'],
      ['breach', '2026-03-03T10:30:00.000Z'],
      ['fulfil', '2026-03-03T10:45:00.000Z'],
    ])
  },
)

story(
  'an answer after a deadline that nobody has noted yet is late all the same',
  async (world) => {
    await world.mail.send(question)
    await world.clock.jump('2026-03-03T18:30:00Z')
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.' })
    const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
      clocks: ClockBody[]
    }
    expect(clocks[0]).toMatchObject({ status: 'breached', breachedAt: '2026-03-03T18:00:00.000Z' })
    expect(clocks[0]?.entries.map(({ kind, at }) => [kind, at])).toEqual([
      ['start', '2026-03-03T10:00:00.000Z'],
      ['breach', '2026-03-03T18:00:00.000Z'],
      ['fulfil', '2026-03-03T18:30:00.000Z'],
    ])
  },
)

story('the queue is strictest promise first, then least time left, and says why', async (world) => {
  await world.mail.send(question)
  await world.clock.advance('1 minute')
  await world.alice.call('POST', '/tickets', {
    subject: 'Slow',
    body: 'Slow',
    requester: { email: 'kim@acme.test' },
    priority: 'high',
  })
  await world.mail.send({ ...question, to: 'emergency@support.test', subject: 'All pushes fail' })
  const { rows } = (await world.alice.call('GET', '/queue')).body as unknown as {
    rows: { subject: string; whyHere: string }[]
  }
  expect(rows.map(({ subject }) => subject)).toEqual(['All pushes fail', 'Slow', 'LDAP sync'])
  expect(rows[1]?.whyHere).toBe(
    'Paid support · high · first reply due 2026-03-03T14:01:00.000Z. 1 of stricter channels comes first.',
  )
})

story('another priority is another promise, counted from the same start', async (world) => {
  await world.mail.send(question)
  await world.clock.advance('30 minutes')
  await world.alice.call('PATCH', '/tickets/1', { priority: 'urgent', why: 'Nobody can sign in' })
  const { clocks } = (await world.alice.call('GET', '/tickets/1/clocks')).body as unknown as {
    clocks: ClockBody[]
  }
  expect(clocks.map(({ status, dueAt }) => [status, dueAt])).toEqual(
    expect.arrayContaining([
      ['cancelled', '2026-03-03T18:00:00.000Z'],
      ['breached', '2026-03-03T10:30:00.000Z'],
    ]),
  )
})

story('two people answering at once: the second is asked, not overrun', async (world) => {
  await world.mail.send(question)
  const { version } = (await world.alice.call('GET', '/tickets/1')).body as unknown as {
    version: number
  }
  expect(
    (await world.alice.call('POST', '/tickets/1/replies', { body: 'One', version })).status,
  ).toBe(201)
  const second = await world.carol.call('POST', '/tickets/1/replies', { body: 'Two', version })
  expect(second.status).toBe(409)
  expect(second.body.detail).toContain('changed while you wrote')
})

story('the same API request twice, with its key, opens one ticket', async (world) => {
  const order = { subject: 'Slow', body: 'Slow', requester: { email: 'kim@acme.test' } }
  const token = await world.work(async (work) =>
    createToken(work, world.alice.id, 'script', ['tickets.write'], null),
  )
  const headers = { authorization: `Bearer ${token.token}`, 'idempotency-key': 'order-1' }
  const send = (payload: object) =>
    world.app.inject({ method: 'POST', url: '/api/v1/tickets', headers, payload })
  const [first, second] = [await send(order), await send(order)]
  expect(second.json()).toEqual(first.json())
  expect((await send({ ...order, body: 'Other' })).statusCode).toBe(409)
  expect((await world.app.inject({ url: '/api/v1/queue', headers })).statusCode).toBe(403)
})
