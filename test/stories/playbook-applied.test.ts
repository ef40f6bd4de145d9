import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { story } from '../world/story.ts'

const source = readFileSync('playbooks/gitlab.yaml', 'utf8')

story('applying the same playbook twice changes nothing', async (world) => {
  const count = async () =>
    (await world.system.db.selectFrom('playbookVersions').select('version').execute()).length
  const before = await count()
  expect((await world.dora.call('POST', '/playbook/applications', { source })).body).toMatchObject({
    changes: [],
  })
  expect(await count()).toBe(before)
})

story('what is exported and applied again is the same organisation', async (world) => {
  const exported = (await world.dora.call('GET', '/playbook')).body as { source: string }
  expect((await world.dora.call('POST', '/playbook/diffs', exported)).body).toMatchObject({
    changes: [],
  })
})

story(
  'a mistake is named with file, line, path and remedy, and nothing is applied',
  async (world) => {
    const broken = source.replace(
      'escalation_policy: customer_emergency',
      'escalation_policy: costumer_emergency',
    )
    const answer = await world.dora.call('POST', '/playbook/applications', {
      source: broken,
      file: 'gitlab.yaml',
    })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toMatch(
      /gitlab\.yaml:\d+ channels\[0\]\.escalation_policy .*customer_emergency/,
    )
  },
)

story('an edited policy leaves running incidents and clocks as they began', async (world) => {
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'emergency@support.test',
    subject: 'All pushes fail',
  })
  const edited = source
    .replaceAll('delay_minutes: 5', 'delay_minutes: 9')
    .replace(/acknowledge_within_minutes: 5/, 'acknowledge_within_minutes: 9')
  const answer = await world.dora.call('POST', '/playbook/applications', { source: edited })
  expect(answer.status).toBe(200)
  await world.clock.advance('5 minutes')
  expect(world.carol.phone.shown()).toHaveLength(1)
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'emergency@support.test',
    subject: 'Now everything fails',
  })
  expect((await world.incident(2)).nextAt?.toISOString()).toBe('2026-03-03T10:14:00.000Z')
})

story('an agent may read the playbook, and may not change it', async (world) => {
  expect((await world.alice.call('GET', '/playbook')).status).toBe(200)
  const refused = await world.alice.call('POST', '/playbook/applications', { source })
  expect([refused.status, refused.body.detail]).toEqual([
    403,
    expect.stringContaining('playbook.write'),
  ])
})

story('categories of the community are those of the playbook, and twice is once', async (world) => {
  const ours = [
    '  - { key: runner_help, name: Runner, description: Jobs and where they run. }',
    '  - { key: questions, name: Everything else }',
    '  - { key: news, name: News, who: staff }',
  ].join('\n')
  const edited = source.replace(
    /^forum_categories:\n(?: {2}.*\n)+/m,
    `forum_categories:\n${ours}\n`,
  )
  const names = async () => {
    const { body } = await world.dora.call('GET', '/forum/categories')
    return (body['categories'] as { name: string }[]).map(({ name }) => name)
  }
  const topic = { title: 'An idea of somebody', body: 'Better.', category: 'ideas' }
  expect((await world.dora.call('POST', '/forum/topics', topic)).status).toBe(201)
  expect(await names()).toEqual(['Questions', 'Ideas', 'News'])
  const applied = await world.dora.call('POST', '/playbook/applications', { source: edited })
  expect(applied.body).toMatchObject({
    changes: expect.arrayContaining([
      expect.objectContaining({ section: 'forum_categories', key: 'runner_help', kind: 'add' }),
      expect.objectContaining({ section: 'forum_categories', key: 'ideas', kind: 'remove' }),
    ]),
  })
  expect(await names()).toEqual(['Runner', 'Everything else', 'News'])
  const again = await world.dora.call('POST', '/playbook/applications', { source: edited })
  expect(again.body).toMatchObject({ changes: [] })
  // Nothing new is begun where the playbook names nothing any more; what was there stays.
  expect((await world.dora.call('POST', '/forum/topics', topic)).status).toBe(404)
  expect((await world.dora.call('GET', '/forum/topics/1')).body).toMatchObject({
    category: { name: 'Ideas' },
  })
  const { source: exported } = (await world.dora.call('GET', '/playbook')).body as {
    source: string
  }
  expect(exported).toContain('runner_help')
  const restored = await world.dora.call('POST', '/playbook/applications', { source })
  expect(restored.status).toBe(200)
  expect(await names()).toEqual(['Questions', 'Ideas', 'News'])
})
