import { sql } from 'kysely'
import { expect } from 'vitest'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  step: 'send',
  category: 'questions',
  title: 'Where did my backup go',
  body: 'It was there yesterday.',
  displayName: 'Kim out',
}
const topic = '/help/forum/t/1/where-did-my-backup-go'

async function letThrough(world: World) {
  const { waiting } = (await world.dora.call('GET', '/forum/review')).body as unknown as {
    waiting: { postId: string }[]
  }
  for (const { postId } of waiting)
    await world.dora.call('PUT', `/forum/posts/${postId}/state`, { state: 'shown' })
}

story(
  'a paying customer who is signed in asks at once, sees it before others do, and makes a ticket of it in one press',
  async (world) => {
    const kim = visit(world)
    await kim.signIn('kim@acme.test')
    const asked = await kim.press('/help/forum/new', question)
    expect([asked.status, asked.location]).toEqual([303, topic])
    const own = (await kim.open(topic)).body
    expect(own).toContain('Only you see this so far')
    expect(own).toContain('Open a ticket about this')
    expect((await visit(world).open(topic)).status).toBe(404)
    await letThrough(world)
    expect((await visit(world).open(topic)).body).not.toContain('Open a ticket about this')
    expect((await world.dora.call('GET', '/forum/topics/1')).body).toMatchObject({
      couldBeTicket: true,
      ticketNumber: null,
    })
    expect((await kim.press(`${topic}/ticket`)).status).toBe(303)
    expect((await world.dora.call('GET', '/forum/topics/1')).body).toMatchObject({
      couldBeTicket: false,
      ticketNumber: 1,
    })
    const others = (await visit(world).open(topic)).body
    expect(others).not.toMatch(/ticket #?1|kim@acme/i)
  },
)

story(
  'a customer of the free plan answers, votes, follows and complains on the page',
  async (world) => {
    const [kim, lee] = [visit(world), visit(world)]
    await kim.signIn('kim@acme.test')
    await kim.press('/help/forum/new', question)
    await letThrough(world)
    await lee.signIn('lee@umbra.test')
    const page = (await lee.open(topic)).body
    expect(page).not.toContain('Open a ticket about this')
    const post = /name="post"\s+value="([^"]+)"/.exec(page)?.[1] ?? ''
    await lee.press(`${topic}/votes`, { post, on: '1' })
    expect((await lee.open(topic)).body).toContain('Take my vote back · 1 vote')
    await lee.press(`${topic}/follow`, { on: '1' })
    expect((await lee.open(topic)).body).toContain('Stop following by mail')
    const unnamed = await lee.press(`${topic}/replies`, { body: 'Look under the bed.' })
    expect([unnamed.status, unnamed.body]).toEqual([
      400,
      expect.stringContaining('Look under the bed.'),
    ])
    const named = { body: 'Look under the bed.', displayName: 'Lee out', formKey: 'a' }
    for (const _ of [1, 2]) expect((await lee.press(`${topic}/replies`, named)).status).toBe(303)
    expect((await lee.open(topic)).body.match(/Look under the bed/g)).toHaveLength(1)
    await letThrough(world)
    await lee.press(`${topic}/flags`, { post, reason: 'off_topic' })
    const again = await lee.press(`${topic}/flags`, { post, reason: 'off_topic' })
    expect([again.status, again.body]).toEqual([
      409,
      expect.stringContaining('You said so already'),
    ])
    const answer = /id="post-([^"]+)"\s+aria-label="Answer/.exec((await kim.open(topic)).body)?.[1]
    await kim.press(`${topic}/solution`, { post: answer ?? '', on: '1' })
    expect((await visit(world).open(topic)).body).toContain('✓ This solved it')
  },
)

story('a topic with more answers than one page shows them all', async (world) => {
  const kim = visit(world)
  await kim.signIn('kim@acme.test')
  await kim.press('/help/forum/new', question)
  await letThrough(world)
  await sql`insert into forum_posts (id, topic_id, author_id, is_question, body, html, state, via, created_at, shown_at)
    select gen_random_uuid(), topic_id, author_id, false, 'n', '<p>Answer ' || n || '.</p>', 'shown', 'web',
      created_at + n * interval '1 second', created_at
    from forum_posts, generate_series(1, 500) n where is_question`.execute(world.system.db)
  const first = (await kim.open(topic)).body
  expect(first).toContain('Answer 499.')
  expect(first).not.toContain('Answer 500.')
  const [, later = ''] = /href="([^"]+\?from=500)"/.exec(first) ?? []
  expect((await kim.open(later)).body).toContain('Answer 500.')
  await world.clock.advance('2 hours')
  const answered = await kim.press(`${topic}/replies`, { body: 'Found it: in the cellar.' })
  expect(answered.location).toMatch(/\?from=500#post-/)
  expect((await kim.open(answered.location)).body).toContain('in the cellar')
})
