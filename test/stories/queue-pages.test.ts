import { expect } from 'vitest'
import { story } from '../world/story.ts'

story('every solved ticket stands on one page, the newest first', async (world) => {
  // Doors of different strictness: what is sorted by them is not sorted by age.
  for (const channel of ['paid', 'forum', 'hackerone', 'paid', 'forum', 'hackerone', 'paid']) {
    const { body } = await world.sofia.call('POST', '/tickets', {
      subject: `By ${channel}`,
      body: 'Admins are gone.',
      requester: { email: world.kim.email },
      channel,
    })
    await world.sofia.call('PATCH', `/tickets/${String(body['number'])}`, { status: 'solved' })
  }
  const seen: number[] = []
  let after = ''
  do {
    const { body } = await world.sofia.call('GET', `/queue?filter=solved&limit=2${after}`)
    const { rows, next } = body as unknown as { rows: { number: number }[]; next: string | null }
    seen.push(...rows.map(({ number }) => number))
    after = next === null ? '' : `&after=${next}`
  } while (after !== '' && seen.length < 20)
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
})

story('a page of nobody’s making is refused', async (world) => {
  for (const [list, mark] of [
    ['queue?after=', 'rubbish'],
    ['queue?after=', Buffer.from('[1,2]').toString('base64url')],
    ['search?q=x&cursor=', Buffer.from('["a"]').toString('base64url')],
  ] as const)
    expect((await world.alice.call('GET', `/${list}${mark}`)).status).toBe(404)
})
