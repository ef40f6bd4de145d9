import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isTold } from '../../server/platform/topics.ts'
import { shownTo } from '../world/walk/canaries.ts'
import { nobody, type Caller } from '../world/walk/callers.ts'
import { openGround, operations, STREAMS, type Ground } from '../world/walk/ground.ts'
import { FAR } from '../world/walk/words.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.world.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => ground.close())

/** Opens a stream; what comes by it until somebody sees to be told of `mark`, or it is refused. */
async function hearing(caller: Caller, path: string) {
  const { port } = ground.world.app.server.address() as { port: number }
  const stop = new AbortController()
  const { headers } = caller
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: stop.signal })
  let heard = ''
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    caller,
    status: answer.status,
    async until(mark: string) {
      while (!heard.includes(mark)) {
        const part = await reader?.read()
        if (!part || part.done) break
        heard += part.value
      }
      return heard
    },
    stop: () => stop.abort(),
  }
}

/** Everything that can be done to what is restricted, and at the end something that everybody may hear of. */
async function changeWhatIsHidden() {
  const { ask } = ground.stage
  await ask('POST', `/tickets/${FAR}/notes`, { body: 'One more' })
  await ask('PATCH', `/tickets/${FAR}`, { addTags: ['more'] })
  await ask('PUT', `/tickets/${FAR}/drafts/reply`, { body: 'Draft', version: 0 })
  await ask('PUT', `/tickets/${FAR}/presence`, { doing: 'reading' })
  await ask('PUT', `/tickets/${FAR}/followers/alice`)
  await ask('POST', `/tickets/${FAR}/replies`, { body: 'Held', undoSeconds: 60 })
  await ask('PUT', `/incidents/${FAR}/acknowledgement`)
  await ask('POST', `/incidents/${FAR}/calls`, {})
}

const FOR_ALL = 'customer-imports'

test('no stream tells of what is need to know, nor of what its reader may not read', async () => {
  const { roles, scopes, scopeless, admin } = ground.staff
  const { live } = ground.world.system
  const paths = operations.filter(({ id }) => STREAMS.includes(id)).map(({ path }) => path)
  for (const path of paths) {
    for (const caller of [nobody, ...Object.values(ground.customers)]) {
      const refused = await hearing(caller, path)
      expect([caller.name, refused.status]).toEqual([caller.name, 401])
      refused.stop()
    }
    const streams = await Promise.all(
      [...roles, ...scopes, scopeless].map((caller) => hearing(caller, path)),
    )
    await changeWhatIsHidden()
    live.tell(['a topic that nobody named', 'queue', 'incidents', 'oncall', 'reach:x', 'mail'])
    live.tell(['mailboxes', 'organizations', FOR_ALL, 'playbook', 'incident:1', 'ticket:1'])
    const wrong: string[] = []
    for (const { caller, ...stream } of streams) {
      const last = [
        'customers.read',
        'tickets.read',
        'incidents.read',
        'oncall.read',
        'people.read',
        'mail.read',
        'people.write',
        'playbook.read',
      ].findIndex((permission) => caller.may(permission))
      const mark = [
        FOR_ALL,
        'ticket:1"',
        'incident:1"',
        'oncall',
        'reach:x',
        'mail"',
        'mailboxes',
        'playbook',
      ][last]
      // Who is told of nothing hears that the stream lives.
      const heard = await stream.until(mark ?? 'event: ping')
      wrong.push(...shownTo(caller, heard, '').map((what) => `${caller.name} hears ${what}`))
      if (heard.includes('nobody named')) wrong.push(`${caller.name} hears what nobody named`)
    }
    expect(wrong).toEqual([])
    const sighted = streams.find(({ caller }) => caller === admin)
    expect(await sighted?.until(FOR_ALL)).toContain(`ticket:${FAR}`)
    streams.forEach(({ stop }) => stop())
  }
})

test('every topic that is touched says who may hear of it', () => {
  const root = new URL('../../server/', import.meta.url)
  const touched = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, root), 'utf8').matchAll(/\.touch\(([^;\n]*)/g),
    ])
    .flatMap(([, given = '']) => [...given.matchAll(/['`]([a-z-]+)(?::|['`])/g)])
    .map(([, topic = '']) => topic)
  expect(new Set(touched).size).toBeGreaterThan(10)
  expect(touched.filter((topic) => !isTold(topic))).toEqual([])
})
