import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDesk } from '../fake-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const topic = {
  number: 12,
  title: 'The runner cannot pull images',
  url: 'https://desk.example/help/forum/t/12/the-runner-cannot-pull-images',
  category: { key: 'questions', name: 'Questions' },
  tags: [],
  state: 'shown' as const,
  author: { name: 'Lee', isStaff: false },
  replies: 0,
  votes: 0,
  isSolved: false,
  isLocked: false,
  isPinned: false,
  waitingSince: '2026-11-22T11:00:00Z',
  createdAt: '2026-11-22T11:00:00Z',
  lastAt: '2026-11-22T11:00:00Z',
}

test('what nobody has answered is listed, and an empty list says so', async () => {
  desk.server.answer('GET /api/v1/forum/topics', { topics: [topic], next: null })
  const { out } = await desk.watchdesk(['topic', 'list'])
  expect(out).toContain('The runner cannot pull images')
  expect(out).toContain('Lee')
  desk.server.answer('GET /api/v1/forum/topics', { topics: [], next: null })
  expect((await desk.watchdesk(['topic', 'list'])).out).toBe('Nothing waits in the community.')
  expect((await desk.watchdesk(['topic', 'list', '--filter', 'odd'])).code).toBe(2)
})

test('what strangers wrote in a topic moves nothing in a terminal', async () => {
  const post = {
    id: 'p1',
    author: { name: 'Lee\u001b[2J\nMona', isStaff: false },
    body: 'Look:\u001b]0;mine\u0007\nSecond line',
    isSolution: true,
    state: 'hidden',
    createdAt: '2026-11-22T11:00:00Z',
  }
  desk.server.answer('GET /api/v1/forum/topics/12', {
    ...topic,
    title: 'Pull\u001b[31m images',
    posts: [post],
  })
  expect((await desk.watchdesk(['topic', 'show', '#12'])).out.split('\n')).toEqual([
    'Pull[31m images',
    topic.url,
    '',
    'Lee[2J Mona, 2026-11-22T11:00:00Z, solved it, hidden',
    'p1',
    '',
    'Look:]0;mine',
    'Second line',
  ])
})

test('a topic is answered, and the answer marked as its solution', async () => {
  desk.server.answer('POST /api/v1/forum/topics/12/replies', { id: 'p1' }, 201)
  const said = await desk.watchdesk(['topic', 'reply', '12', 'Set the policy.', '--solves'])
  expect(said).toMatchObject({ code: 0, out: 'Everybody can read your answer.' })
  expect(desk.sent()[0]?.[1]).toEqual({ body: 'Set the policy.', solves: true })
  expect(await desk.watchdesk(['topic', 'reply', 'twelve', 'x'])).toMatchObject({
    code: 2,
    said: expect.stringContaining('"twelve" is not the number of a topic.'),
  })
})
