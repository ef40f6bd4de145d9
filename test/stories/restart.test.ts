import { expect } from 'vitest'
import { buildApp, closeSystem, jobs, openSystem, sweepOnce } from '../../server/app.ts'
import { runDueJobs } from '../../server/platform/jobs.ts'
import { testConfig } from '../world/cast.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync',
  text: 'Admins are gone.',
}

interface Node {
  call(
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }>
  /** What a node does by itself: its jobs and its sweeps, once. */
  work(): Promise<void>
  stop(): Promise<void>
}

/** One more program on the same database, as Alice uses it. Its own memory holds nothing of the others. */
async function startNode(world: World): Promise<Node> {
  const system = await openSystem(
    testConfig({ SMTP_URL: `smtp://127.0.0.1:${world.mailboxes.port}` }),
    world.url,
  )
  const app = await buildApp(system)
  await app.ready()
  const made = await world.alice.call('POST', '/tokens', { name: 'node', scopes: ['*'] })
  return {
    async call(method, path, body) {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${String(made.body['token'])}` },
        ...(body && { payload: body }),
      })
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
    },
    async work() {
      await runDueJobs(system, jobs)
      await sweepOnce(system)
    },
    async stop() {
      await app.close()
      await closeSystem(system)
    },
  }
}

const answersOf = (world: World) =>
  world.kim.inbox().filter(({ text }) => /^(One|Two)\./.test(text ?? ''))

story(
  'a node goes down: drafts, who is writing, the place in the queue and a held reply are on the other one',
  async (world) => {
    await world.mail.send(question)
    const node = await startNode(world)
    await node.call('PUT', '/tickets/1/drafts/note', { body: 'Half a thought', version: 0 })
    await node.call('PUT', '/tickets/1/presence', { doing: 'noting' })
    const held = await node.call('POST', '/tickets/1/replies', { body: 'One.', undoSeconds: 20 })
    expect(held.status).toBe(201)
    const before = (await node.call('GET', '/queue')).body
    await node.stop()

    const after = await startNode(world)
    expect((await after.call('GET', '/tickets/1/drafts')).body['drafts']).toMatchObject([
      { kind: 'note', body: 'Half a thought', version: 1 },
    ])
    const { people } = (await world.bob.call('GET', '/tickets/1/presence')).body
    expect(people).toMatchObject([{ name: 'Alice', doing: 'noting' }])
    expect((await after.call('GET', '/queue')).body).toEqual(before)
    expect((await after.call('GET', '/tickets/1')).body).toMatchObject({
      pendingReplies: [{ id: held.body['id'], body: 'One.' }],
    })
    await world.clock.jump('2026-03-03T10:00:25Z')
    await after.work()
    expect(answersOf(world)).toHaveLength(1)
    await after.stop()
  },
)

story('a held reply is taken back on another node than the one that held it', async (world) => {
  await world.mail.send(question)
  const node = await startNode(world)
  const held = await node.call('POST', '/tickets/1/replies', { body: 'One.', undoSeconds: 20 })
  await node.stop()
  const path = `/tickets/1/replies/${String(held.body['id'])}`
  expect((await world.alice.call('DELETE', path)).body).toMatchObject({ body: 'One.' })
  await world.clock.advance('1 minute')
  expect(answersOf(world)).toEqual([])
})

story('two nodes that wake at the same moment send what waited once', async (world) => {
  await world.mail.send(question)
  const nodes = [await startNode(world), await startNode(world)]
  await nodes[0]!.call('POST', '/tickets/1/replies', { body: 'One.', undoSeconds: 20 })
  await nodes[0]!.call('POST', '/tickets/1/replies', { body: 'Two.' })
  await world.clock.jump('2026-03-03T10:05:00Z')
  await Promise.all(nodes.map((node) => node.work()))
  await world.clock.settle()
  const said = answersOf(world).map(({ text }) => /One\.|Two\./.exec(text ?? '')?.[0])
  expect(said).toHaveLength(2)
  expect(new Set(said)).toEqual(new Set(['One.', 'Two.']))
  for (const node of nodes) await node.stop()
})
