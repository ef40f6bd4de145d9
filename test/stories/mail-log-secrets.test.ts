import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = { from: 'Kim <kim@acme.test>', to: 'support@support.test', subject: 'LDAP sync' }
const HIDDEN = [404, 404, 404, 404]

/** What Alice, who sees no restricted tickets, is told about an arrival: its page, its source, its file, another reading. */
async function seen(world: World, number: number) {
  const paths = [`/mail/arrivals/${number}`, `/mail/arrivals/${number}/raw`]
  const read = await Promise.all(paths.map((path) => world.alice.call('GET', path)))
  const again = await world.alice.call('POST', `/mail/arrivals/${number}/readings`)
  const release = await world.alice.call('PUT', `/mail/arrivals/${number}/release`, {})
  return [...read, again, release].map(({ status }) => status)
}
const listed = async (world: World, person = world.alice) => {
  const { body } = await person.call('GET', '/mail/arrivals')
  return (body as unknown as { arrivals: { number: number }[] }).arrivals.map(
    ({ number }) => number,
  )
}
const counted = async (world: World) =>
  (await world.alice.call('GET', '/mail/arrivals/counts')).body['taken']
const restrict = (world: World, number: number) =>
  world.work((work) =>
    work.db.updateTable('tickets').set({ restricted: true }).where('number', '=', number).execute(),
  )
/** Kim asks, and writes a second mail into the same ticket. */
async function twoMails(world: World) {
  await world.mail.send({ ...question, text: 'Admins are gone.', messageId: '<first@acme.test>' })
  await world.mail.send({
    ...question,
    text: 'And I found how to read all tokens.',
    inReplyTo: '<first@acme.test>',
    messageId: '<second@acme.test>',
  })
  const { body } = await world.alice.call('GET', '/tickets/1')
  const { comments } = body as unknown as { comments: { id: string; body: string }[] }
  return comments.find((comment) => comment.body.includes('tokens'))!.id
}

story(
  'mail of a ticket that became part of one, which then became restricted, is read by nobody else, nor after unmerging',
  async (world) => {
    await world.mail.send({ ...question, text: 'One' })
    await world.mail.send({ ...question, text: 'Two', subject: 'Tokens' })
    await world.mail.send({ ...question, text: 'Three', subject: 'Backups' })
    await world.alice.call('PUT', '/tickets/3/merge', { into: 2 })
    await world.alice.call('PUT', '/tickets/2/merge', { into: 1 })
    await restrict(world, 1)
    expect(await listed(world)).toEqual([])
    expect(await counted(world)).toBe(0)
    expect(await listed(world, world.dora)).toEqual([3, 2, 1])
    for (const number of [1, 2, 3]) expect(await seen(world, number)).toEqual(HIDDEN)
    await world.dora.call('DELETE', '/tickets/2/merge')
    expect(await listed(world)).toEqual([])
  },
)

story(
  'the raw mail of a message that was split off into a restricted ticket goes with it, and stays hidden when it comes back',
  async (world) => {
    const comment = await twoMails(world)
    const split = await world.dora.call('POST', '/tickets/1/splits', {
      comments: [comment],
      channel: 'security',
    })
    expect(split).toMatchObject({ status: 201, body: { restricted: true } })
    expect(await listed(world)).toEqual([1])
    expect(await seen(world, 2)).toEqual(HIDDEN)
    expect((await seen(world, 1)).slice(0, 2)).toEqual([200, 200])
    await world.dora.call('DELETE', `/tickets/${String(split.body['number'])}/split`)
    expect(await listed(world)).toEqual([1])
    expect(await seen(world, 2)).toEqual(HIDDEN)
  },
)

story('a second delivery of what was split off is hidden as well', async (world) => {
  const comment = await twoMails(world)
  await world.mail.send({
    ...question,
    to: 'sales@support.test, support@support.test',
    text: 'And I found how to read all tokens.',
    inReplyTo: '<first@acme.test>',
    messageId: '<second@acme.test>',
  })
  expect(await listed(world)).toEqual([3, 2, 1])
  await world.dora.call('POST', '/tickets/1/splits', { comments: [comment], channel: 'security' })
  expect(await listed(world)).toEqual([1])
})
