import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startTopic } from '../../server/forum/actions.ts'
import { syncFolder } from '../../server/knowledge/folder.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { applyPlaybook } from '../../server/playbook/apply.ts'
import { indexPublic } from '../../server/search/public-documents.ts'
import { findPublic, suggest } from '../../server/search/suggest.ts'
import { gitlabPlaybook } from '../world/cast.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const topics = [
  ['The runner cannot pull images from the registry', 'It says unauthorized since the upgrade.'],
  ['Backups fail with a full disk', 'How do I keep fewer of them?'],
  ['How do I rotate the registry certificate', 'The certificate ends next week.'],
  ['Runner jobs wait for ever', 'Nothing happens, the runner is idle.'],
] as const

async function fill(world: World) {
  const who = { kind: 'user' as const, id: world.dora.id, name: 'Dora' }
  for (const [title, body] of topics)
    await world.work((work) =>
      startTopic(work, who, { category: 'questions', title, body, via: 'web' }),
    )
  await indexPublic(world.system)
}

const titles = (hits: readonly { title: string }[]) => hits.map(({ title }) => title)
const press = (world: World, url: string, fields: Record<string, string>, accept = 'text/html') =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
    payload: new URLSearchParams(fields).toString(),
  })

story(
  'what fits a question best comes first, misspelt or not; what is hidden never',
  async (world) => {
    await fill(world)
    const { db } = world.system
    expect(titles(await suggest(db, 'runner does not pull image', 'en'))[0]).toBe(topics[0][0])
    expect(titles(await suggest(db, 'My runnner canot pul imagse', 'en'))).toContain(topics[0][0])
    expect(titles(await suggest(db, 'certificates', 'en'))).toEqual([topics[2][0]])
    expect(await suggest(db, 'zeppelin', 'en')).toEqual([])
    expect(await suggest(db, '', 'en')).toEqual([])
    expect(titles((await findPublic(db, 'registry', 0)).hits)).toEqual([topics[2][0], topics[0][0]])
    const [post] = await db
      .selectFrom('forumPosts')
      .select('id')
      .orderBy('createdAt')
      .orderBy('id')
      .execute()
    await world.dora.call('PUT', `/forum/posts/${post!.id}/state`, { state: 'hidden' })
    await indexPublic(world.system)
    expect(titles((await findPublic(db, 'registry', 0)).hits)).toEqual([topics[2][0]])
  },
)

story('a ticket is never found by the search that everybody may use', async (world) => {
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test',
    subject: 'Our secret rocket engine fails',
  })
  await indexPublic(world.system)
  for (const url of ['/help/search?q=rocket', '/help/suggest?q=secret+rocket+engine'])
    expect((await world.app.inject({ url })).body).not.toMatch(/rocket engine fails/i)
})

story('solved comes before what fits as well, and an article counts as solved', async (world) => {
  await fill(world)
  await world.dora.call('POST', '/articles', {
    title: 'Registry certificates',
    body: 'Rotate the registry certificate by **this** command.',
    publish: true,
  })
  const who = { kind: 'user' as const, id: world.dora.id, name: 'Dora' }
  await world.work((work) =>
    startTopic(work, who, {
      category: 'questions',
      title: 'Rotate a registry certificate?',
      body: 'How?',
      via: 'web',
    }),
  )
  await indexPublic(world.system)
  const hits = await suggest(world.system.db, 'rotate registry certificate', 'en')
  expect(hits[0]).toMatchObject({ kind: 'article', path: '/help/articles/registry-certificates' })
  expect(hits).toHaveLength(3)
  const page = await world.app.inject({ url: '/help/articles/registry-certificates' })
  expect(page.body).toContain('<strong>this</strong>')
})

story(
  'the page of the free plans is kind, finds answers, and carries over what was typed',
  async (world) => {
    await fill(world)
    const page = await world.app.inject({ url: '/help/community' })
    expect(page.body).toContain('Free plans are helped by the community')
    expect(page.body).not.toMatch(/entitled|not allowed|upgrade your plan/i)
    expect(page.body).toContain('Report it here, any plan')
    expect(page.body).toContain('Sign in with the work address')
    const typed = await world.app.inject({ url: '/help/community?title=Runner+cannot+pull&text=x' })
    expect(typed.body).toContain(topics[0][0])
    const looked = await press(world, '/help/community', { q: 'runner cannot pull' })
    expect(looked.body).toContain(topics[0][0])
    expect(looked.body).toContain('runner cannot pull')
    const carried = await press(world, '/help/forum/new', {
      q: 'My runner cannot pull\nIt is 17.4.',
    })
    expect(carried.body).toContain('value="My runner cannot pull"')
    const part = await press(world, '/help/suggest', { q: 'runner cannot pull' })
    expect(part.body).toContain('<h2>This may be it already</h2>')
    expect(part.body).not.toContain('<html')
    const json = await press(
      world,
      '/help/suggest',
      { q: 'runner cannot pull' },
      'application/json',
    )
    expect(json.json<{ hits: object[] }>().hits.length).toBeGreaterThan(0)
  },
)

story(
  'a free sender by mail gets the best topics, and one press makes a topic of what they wrote',
  async (world) => {
    const playbook = gitlabPlaybook()
    await inWork(world.system, machine('test'), (work) =>
      applyPlaybook(
        work,
        { ...playbook, company: { ...playbook.company, links: {} } },
        'gitlab.yaml',
      ),
    )
    await fill(world)
    await world.mail.send({
      from: 'Lee <lee@umbra.test>',
      to: 'support@support.test',
      subject: 'Runner cannot pull',
      text: 'Our runner cannot pull images.',
    })
    const mail = world.lee.inbox().at(-1)?.text ?? ''
    expect(mail).toContain(topics[0][0])
    expect(mail).not.toMatch(/entitled/i)
    const ticket = (await world.alice.call('GET', '/tickets/1')).body
    expect(ticket['status']).toBe('closed')
    expect(JSON.stringify(ticket)).toContain('Closed: Umbra is on Free.')
    const path = new URL(/http\S+\/publish\/\S+/.exec(mail)?.[0] ?? '').pathname
    const page = await world.app.inject({ url: path })
    expect(page.body).toContain('value="Runner cannot pull"')
    expect(page.body).toContain('Our runner cannot pull images.')
    await press(world, path, {
      title: 'Runner cannot pull',
      body: 'Our runner cannot pull images.',
      category: 'questions',
      displayName: 'Lee out',
    })
    expect((await world.dora.call('GET', '/forum/review')).body['waiting']).toMatchObject([
      { topic: { title: 'Runner cannot pull' } },
    ])
  },
)

story('an article keeps every version; a draft is read by nobody outside', async (world) => {
  const draft = { title: 'How to upgrade', body: 'First version.', category: 'Running it' }
  expect((await world.alice.call('POST', '/articles', draft)).body).toEqual({ number: 1 })
  const read = async () => (await world.app.inject({ url: '/help/articles/how-to-upgrade' })).body
  expect(await read()).toContain('no longer published')
  await world.alice.call('PUT', '/articles/1/publication', { version: 1 })
  expect(await read()).toContain('First version.')
  const second = { ...draft, body: 'Second version.', expectedVersion: 1 }
  await world.alice.call('POST', '/articles/1/versions', second)
  expect(await read()).toContain('First version.')
  const late = await world.dora.call('POST', '/articles/1/versions', { ...second, body: 'Late.' })
  expect([late.status, late.body.detail]).toEqual([
    409,
    expect.stringContaining('version 2 meanwhile'),
  ])
  await world.alice.call('PUT', '/articles/1/publication', { version: 2 })
  expect(await read()).toContain('Second version.')
  await world.alice.call('POST', '/articles/1/restorations', { version: 1, publish: true })
  expect(await read()).toContain('First version.')
  const { versions } = (await world.alice.call('GET', '/articles/1')).body as {
    versions?: { version: number; author: string }[]
  }
  expect(versions?.map(({ version, author }) => [version, author])).toEqual([
    [3, 'Alice'],
    [2, 'Alice'],
    [1, 'Alice'],
  ])
  await expect(
    world.system.db.updateTable('knowledgeVersions').set({ body: 'Other' }).execute(),
  ).rejects.toThrow('never changes')
  expect((await world.app.inject({ url: '/help/articles' })).body).toContain('How to upgrade')
})

story(
  'a folder is the help centre: read again nothing changes, and what is gone is unpublished',
  async (world) => {
    const folder = await mkdtemp(join(tmpdir(), 'articles-'))
    try {
      await writeFile(
        join(folder, 'upgrade.md'),
        '---\ncategory: Running it\n---\n# How to upgrade\n\nStop it.',
      )
      await writeFile(join(folder, 'broken.md'), 'No title.')
      const first = await syncFolder(world.system, folder)
      expect(first).toMatchObject({ changed: 1, unpublished: 0, problems: [{ path: 'broken.md' }] })
      expect(await syncFolder(world.system, folder)).toMatchObject({ changed: 0, unpublished: 0 })
      const read = async () =>
        (await world.app.inject({ url: '/help/articles/upgrade' })).statusCode
      expect(await read()).toBe(200)
      const refused = await world.alice.call('PUT', '/articles/1/publication', { version: null })
      expect(refused.body.detail).toContain('upgrade.md')
      await rm(join(folder, 'upgrade.md'))
      expect(await syncFolder(world.system, folder)).toMatchObject({ changed: 0, unpublished: 1 })
      expect(await read()).toBe(404)
      await writeFile(join(folder, 'upgrade.md'), '# How to upgrade\n\nStop it twice.')
      expect(await syncFolder(world.system, folder)).toMatchObject({ changed: 1 })
      expect(await read()).toBe(200)
      await rm(folder, { recursive: true })
      await expect(syncFolder(world.system, folder)).rejects.toThrow()
      expect(await read()).toBe(200)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
