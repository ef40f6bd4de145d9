import { once } from 'node:events'
import { createConnection } from 'node:net'
import { expect } from 'vitest'
import { createToken } from '../../server/people/actions.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** What the server says to the head of a request, before any of its body has left. */
async function saidToHead(world: World, key: string, headers: Record<string, string>) {
  const { port } = new URL(await world.app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = createConnection(Number(port), '127.0.0.1')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.write([`POST /intake/mail/${key} HTTP/1.1`, 'Host: desk', ...lines, '', ''].join('\r\n'))
  const [said] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return Number(/^HTTP\/1\.1 (\d+)/.exec(said.toString())?.[1])
}

const head = (world: World, more: Record<string, string> = {}) => ({
  'Content-Type': 'message/rfc822',
  'Content-Length': '100000',
  'X-Watchdesk-Timestamp': String(Math.floor(world.clock.now().getTime() / 1000)),
  'X-Watchdesk-Signature': 'sha256=guessed',
  ...more,
})

for (const [what, key, status, more] of [
  ['to a mailbox that is none', 'nobody', 404, {}],
  ['too large', 'hook', 413, { 'Content-Length': String(25 * 1024 * 1024 + 1) }],
  ['said long ago', 'hook', 403, { 'X-Watchdesk-Timestamp': '1600000000' }],
  ['without a signature', 'hook', 403, { 'X-Watchdesk-Signature': '' }],
] as const)
  story(`posted mail that is ${what} is refused before any of it is read`, async (world) => {
    await world.dora.call('POST', '/mailboxes', {
      key: 'hook',
      kind: 'http',
      name: 'Provider',
      addresses: ['support@support.test'],
      channel: 'paid',
    })
    expect(await saidToHead(world, key, head(world, more))).toBe(status)
  })

/** Asks for a picture many times, as programs do: nothing else happens in between. Returns what was said each time. */
async function askForPictures(world: World, person: World['alice'], times: number) {
  const { token } = await world.work((work) => createToken(work, person.id, 'many', ['*'], null))
  const asked = Array.from({ length: times }, () =>
    world.app.inject({
      url: '/api/v1/comments/01890000-0000-7000-8000-000000000000/images?src=https://acme.test/a.png',
      headers: { authorization: `Bearer ${token}` },
    }),
  )
  return (await Promise.all(asked)).map(({ statusCode }) => statusCode)
}

story('nobody makes us fetch pictures of mails without end', async (world) => {
  const said = await askForPictures(world, world.alice, 303)
  expect(said.filter((status) => status === 404)).toHaveLength(300)
  expect(said.filter((status) => status === 429)).toHaveLength(3)
  expect(await askForPictures(world, world.bob, 1)).toEqual([404])
})
