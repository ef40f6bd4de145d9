import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { event } from '@pagerduty/pdjs'
import { expect } from 'vitest'
import { selfSigned } from '../../server/connectors/email/self-signed.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** PagerDuty's own client, pointed at us: what monitoring sends to them it can send here. It always speaks https. */
async function inFrontOf(world: World, tell: (server: string, agent: Agent) => Promise<void>) {
  const { key, cert } = selfSigned('localhost')
  const server = createServer(
    { key, cert },
    (request, response) => void world.app.server.emit('request', request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await tell(
      `localhost:${(server.address() as AddressInfo).port}`,
      new Agent({
        ca: cert,
        lookup: (_host, options, done) =>
          done(null, options.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4),
      }),
    )
  } finally {
    server.close()
  }
}

const routingKeyOf = async (world: World) =>
  (await world.system.db.selectFrom('services').select('routingKey').executeTakeFirstOrThrow())
    .routingKey

type Event = Parameters<typeof event>[0]

story(
  'a trigger, a repeat and a resolve by the real client are one incident from beginning to end',
  (world) =>
    inFrontOf(world, async (server, agent) => {
      const routing_key = await routingKeyOf(world)
      const payload = {
        summary: 'Disk 97 % on db-primary',
        source: 'db-primary',
        severity: 'critical',
      }
      const send = async (event_action: 'trigger' | 'resolve') => {
        const request = {
          server,
          agent,
          data: { routing_key, event_action, dedup_key: 'disk/db-primary', payload },
        }
        const answer = await event(request as Event)
        await world.clock.settle()
        return answer
      }
      const first = await send('trigger')
      expect([first.response.status, first.data]).toEqual([
        202,
        { status: 'success', message: 'Event processed', dedup_key: 'disk/db-primary' },
      ])
      await send('trigger')
      expect(await world.incidents()).toMatchObject([
        { title: 'Disk 97 % on db-primary', status: 'triggered', alertCount: 2 },
      ])
      expect(world.bob.phone.shown()).toHaveLength(1)
      await send('resolve')
      expect(await world.incidents()).toMatchObject([{ status: 'resolved' }])
      await send('trigger')
      expect((await world.incidents()).map(({ status }) => status).toSorted()).toEqual([
        'resolved',
        'triggered',
      ])
    }),
)

story('an event that cannot be taken is refused in PagerDuty’s words', (world) =>
  inFrontOf(world, async (server, agent) => {
    const payload = { summary: 's', source: 's', severity: 'critical' }
    const refused = await event({
      server,
      agent,
      data: { routing_key: 'short', event_action: 'trigger', payload },
    } as Event)
    expect([refused.response.status, refused.data]).toEqual([
      400,
      {
        status: 'invalid event',
        message: 'Event object is invalid',
        errors: ["Length of 'routing_key' is incorrect (should be 32 characters)"],
      },
    ])
  }),
)
