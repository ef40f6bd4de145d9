import { expect } from 'vitest'
import { eraseContact } from '../../server/customers/erase.ts'
import { addReply, markSolution, startTopic } from '../../server/forum/actions.ts'
import { vote } from '../../server/forum/reading.ts'
import { blockMember, findMember, type Who } from '../../server/forum/members.ts'
import { approvePost, changeTopic, flagPost, hidePost } from '../../server/forum/moderation.ts'
import { listTopics, reviewQueue } from '../../server/forum/queries.ts'
import { makeTicket, offerTicket } from '../../server/forum/tickets.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  category: 'questions',
  title: 'The runner cannot pull images',
  body: 'It says `unauthorized`.',
  tags: 'runner, registry',
  via: 'web' as const,
}

async function contact(world: World, key: string): Promise<Who> {
  const email =
    key === 'kim' ? 'kim@acme.test' : key === 'lee' ? 'lee@umbra.test' : `${key}@out.test`
  const row = await world.system.db
    .insertInto('contacts')
    .values({
      id: crypto.randomUUID(),
      email,
      name: key,
      createdAt: new Date(),
      updatedAt: new Date(),
    })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ email }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { kind: 'contact', id: row.id, name: key }
}

const staff = ({ id, name }: { id: string; name: string }): Who => ({ kind: 'user', id, name })

const ask = (world: World, who: Who, more: Partial<typeof question> = {}) =>
  world.work((work) =>
    startTopic(work, who, { ...question, displayName: `${who.name} out`, ...more }),
  )
const answer = (world: World, who: Who, number: number, body: string, follows = false) =>
  world.work((work) =>
    addReply(work, who, number, { body, displayName: `${who.name} out`, via: 'web', follows }),
  )
const shown = async (world: World) =>
  (await listTopics(world.system.db, { limit: 50 })).map(({ title }) => title)
const unanswered = async (world: World) =>
  (await listTopics(world.system.db, { filter: 'unanswered', limit: 50 })).map(
    ({ number }) => number,
  )

async function letThrough(world: World) {
  const { waiting } = await reviewQueue(world.system.db)
  for (const { id } of waiting) await world.work((work) => approvePost(work, id))
  await world.clock.settle()
}

story(
  'first words of somebody new are read by a person; after that they stand at once',
  async (world) => {
    const lee = await contact(world, 'lee')
    const topic = await ask(world, lee)
    expect(topic.state).toBe('review')
    expect(await shown(world)).toEqual([])
    expect(await unanswered(world)).toEqual([])
    const { waiting } = await reviewQueue(world.system.db)
    expect(waiting).toMatchObject([{ title: question.title, why: 'First words of somebody new.' }])
    await letThrough(world)
    expect(await shown(world)).toEqual([question.title])
    expect(world.lee.inbox().at(-1)?.subject).toBe(`Everybody can read it now: ${question.title}`)
    const second = await ask(world, lee, { title: 'And another question' })
    expect(second.state).toBe('shown')
  },
)

story('what reads like an advertisement waits for a person, whoever wrote it', async (world) => {
  const lee = await contact(world, 'lee')
  await ask(world, lee)
  await letThrough(world)
  const spam = await ask(world, lee, { title: 'The best online casino of all' })
  expect(spam.state).toBe('review')
  const { waiting } = await reviewQueue(world.system.db)
  await world.work((work) => hidePost(work, waiting[0]!.id, { state: 'spam', why: 'spam' }))
  expect(await shown(world)).toEqual([question.title])
  expect(await findMember(world.system.db, lee)).toMatchObject({ approved: 1, upheldFlags: 1 })
})

story(
  'a topic waits for an answer until somebody else writes one, and again when that is hidden',
  async (world) => {
    const lee = await contact(world, 'lee')
    const { number } = await ask(world, lee)
    await letThrough(world)
    expect(await unanswered(world)).toEqual([number])
    await answer(world, lee, number, 'It is version 17.4.')
    expect(await unanswered(world)).toEqual([number])
    const post = await answer(world, staff(world.alice), number, 'Set the image pull policy.')
    expect(await unanswered(world)).toEqual([])
    await world.work((work) => hidePost(work, post.id, { state: 'hidden', why: 'wrong' }))
    expect(await unanswered(world)).toEqual([number])
    await world.work((work) => changeTopic(work, number, { locked: true }))
    expect(await unanswered(world)).toEqual([])
    expect(
      (await ask(world, staff(world.alice), { title: 'What we do next', category: 'news' })).state,
    ).toBe('shown')
    expect(await unanswered(world)).toEqual([])
  },
)

story('who asked says what solved it; nobody else outside may', async (world) => {
  const [lee, kim] = [await contact(world, 'lee'), await contact(world, 'kim')]
  const { number } = await ask(world, lee)
  const post = await answer(world, staff(world.alice), number, 'Set the policy.')
  await letThrough(world)
  await expect(world.work((work) => markSolution(work, kim, number, post.id))).rejects.toThrow(
    'Whoever asked says which answer helped.',
  )
  await world.work((work) => markSolution(work, lee, number, post.id))
  const [topic] = await listTopics(world.system.db, { filter: 'solved', limit: 5 })
  expect(topic).toMatchObject({ number, solutionPostId: post.id })
  expect(await findMember(world.system.db, staff(world.alice))).toMatchObject({ solutions: 1 })
  await world.work((work) => markSolution(work, lee, number, null))
  expect(await listTopics(world.system.db, { filter: 'solved', limit: 5 })).toEqual([])
})

story(
  'a vote counts once, is taken back by pressing again, and nobody votes for themselves',
  async (world) => {
    const [lee, kim] = [await contact(world, 'lee'), await contact(world, 'kim')]
    await ask(world, lee)
    await letThrough(world)
    const { id } = await world.system.db
      .selectFrom('forumPosts')
      .select('id')
      .executeTakeFirstOrThrow()
    await expect(world.work((work) => vote(work, lee, id, true))).rejects.toThrow(
      'That one is yours.',
    )
    for (let press = 0; press < 3; press += 1) await world.work((work) => vote(work, kim, id, true))
    expect((await listTopics(world.system.db, { limit: 1 }))[0]?.votes).toBe(1)
    await world.work((work) => vote(work, kim, id, false))
    expect((await listTopics(world.system.db, { limit: 1 }))[0]?.votes).toBe(0)
  },
)

story(
  'complaints of members hide a post until a person has looked; those of new ones do not',
  async (world) => {
    const lee = await contact(world, 'lee')
    await ask(world, lee)
    await letThrough(world)
    const { id } = await world.system.db
      .selectFrom('forumPosts')
      .select('id')
      .executeTakeFirstOrThrow()
    for (const key of ['a1', 'a2', 'a3', 'a4'])
      await world.work(async (work) =>
        flagPost(work, await contact(world, key), id, { reason: 'rude' }),
      )
    expect(await shown(world)).toEqual([question.title])
    for (const key of ['b1', 'b2', 'b3']) {
      const who = await contact(world, key)
      await ask(world, who, { title: `A good question of ${key}` })
      await letThrough(world)
      await world.work((work) => flagPost(work, who, id, { reason: 'rude' }))
    }
    expect(await shown(world)).not.toContain(question.title)
    expect((await reviewQueue(world.system.db)).flags).toHaveLength(7)
    await letThrough(world)
    expect(await shown(world)).toContain(question.title)
    expect((await reviewQueue(world.system.db)).flags).toEqual([])
    expect(await findMember(world.system.db, lee)).toMatchObject({ upheldFlags: 0 })
  },
)

story(
  'what was hidden and is shown again tells nobody twice, and counts as before',
  async (world) => {
    const [lee, kim] = [await contact(world, 'lee'), await contact(world, 'kim')]
    const { number } = await ask(world, lee)
    await letThrough(world)
    await ask(world, kim, { title: 'Something else entirely' })
    await letThrough(world)
    const { id } = await answer(world, kim, number, 'Set the policy.')
    await world.clock.settle()
    await world.work((work) => vote(work, lee, id, true))
    await world.work((work) => markSolution(work, lee, number, id))
    const mails = () => world.lee.inbox().filter(({ subject }) => subject?.startsWith('Re:')).length
    const before = mails()
    const earned = () => findMember(world.system.db, kim)
    expect([before, await earned()]).toMatchObject([1, { approved: 2, votes: 1, solutions: 1 }])
    const complain = (who: Who) => world.work((work) => flagPost(work, who, id, { reason: 'rude' }))
    const people = [staff(world.alice), staff(world.bob)]
    await complain(people[0]!)
    await expect(complain(people[1]!)).rejects.toThrow('There is no such post.')
    expect(await earned()).toMatchObject({ approved: 1, votes: 0 })
    await letThrough(world)
    expect([mails(), await earned()]).toMatchObject([
      before,
      { approved: 2, votes: 1, solutions: 1 },
    ])
    await world.work((work) => hidePost(work, id, { state: 'hidden', why: 'wrong' }))
    expect(await earned()).toMatchObject({ approved: 1, votes: 0, solutions: 0 })
    await world.work((work) => approvePost(work, id))
    await world.clock.settle()
    expect([mails(), await earned()]).toMatchObject([before, { approved: 2, votes: 1 }])
  },
)

story(
  'somebody new who writes too much is asked to wait, and loses nothing by it',
  async (world) => {
    const lee = await contact(world, 'lee')
    await ask(world, lee)
    await ask(world, lee, { title: 'A second question' })
    await expect(ask(world, lee, { title: 'A third question' })).rejects.toThrow(
      'enough topics for a day',
    )
    await world.clock.advance('24 hours')
    expect((await ask(world, lee, { title: 'A third question' })).number).toBeGreaterThan(0)
  },
)

story(
  'whoever is blocked reads on and writes nothing; names of the team are nobody’s',
  async (world) => {
    const lee = await contact(world, 'lee')
    const { number } = await ask(world, lee)
    const member = await findMember(world.system.db, lee)
    await world.work((work) => blockMember(work, member!.number, true))
    await expect(answer(world, lee, number, 'More')).rejects.toThrow('no longer write')
    await expect(
      world.work(async (work) =>
        startTopic(work, await contact(world, 'x'), { ...question, displayName: 'Alice' }),
      ),
    ).rejects.toThrow('belongs to the team')
    await expect(
      world.work(async (work) =>
        startTopic(work, await contact(world, 'x'), { ...question, displayName: 'LEE out' }),
      ),
    ).rejects.toThrow('goes by that name already')
  },
)

story(
  'who follows hears by mail, answers by mail, and is never named by their address',
  async (world) => {
    const lee = await contact(world, 'lee')
    const { number } = await ask(world, lee)
    await letThrough(world)
    await answer(world, staff(world.alice), number, 'Set the image pull policy.')
    await world.clock.settle()
    const mail = world.lee.inbox().at(-1)!
    expect(mail.subject).toBe(`Re: ${question.title}`)
    expect(mail.text).toContain('Alice wrote:')
    expect(mail.text).toContain('Set the image pull policy.')
    const replyTo = [mail.replyTo].flat()[0]?.text ?? ''
    const address = /[^\s<>]+@[^\s<>]+/.exec(replyTo)?.[0] ?? ''
    expect(address).toMatch(/\+f\d+\.\d+\.[0-9a-f]{32}@/)
    await world.mail.send({
      from: 'lee@umbra.test',
      to: address,
      subject: mail.subject ?? '',
      text: 'That was it, thank you.\n\n> Alice wrote:\n> Set the image pull policy.',
    })
    const posts = await world.system.db
      .selectFrom('forumPosts')
      .select(['body', 'via'])
      .orderBy('createdAt')
      .orderBy('id')
      .execute()
    expect(posts.at(-1)).toEqual({ body: 'That was it, thank you.', via: 'mail' })
    expect(JSON.stringify(posts)).not.toContain('lee@umbra.test')
    expect(await world.system.db.selectFrom('tickets').selectAll().execute()).toEqual([])
    // Somebody else who learned of the address does not write in Lee's name.
    await world.mail.send({
      from: 'eve@out.test',
      to: address,
      subject: 'Re',
      text: 'It is me, Lee',
    })
    const states = await world.system.db
      .selectFrom('arrivals')
      .select('state')
      .orderBy('number')
      .execute()
    expect(states.map(({ state }) => state)).toEqual(['taken', 'quarantined'])
    await world.mail.send({ from: 'lee@umbra.test', to: address, subject: 'unfollow', text: '' })
    await answer(world, staff(world.alice), number, 'You are welcome.')
    await world.clock.settle()
    expect(world.lee.inbox().at(-1)?.text).not.toContain('You are welcome.')
  },
)

story('a paying customer makes a ticket of their topic; everybody else cannot', async (world) => {
  const [lee, kim] = [await contact(world, 'lee'), await contact(world, 'kim')]
  const [ofLee, ofKim] = [
    await ask(world, lee),
    await ask(world, kim, { title: 'Where is my backup' }),
  ]
  await letThrough(world)
  await expect(world.work((work) => makeTicket(work, lee, ofLee.number))).rejects.toThrow(
    'paid plan',
  )
  await expect(world.work((work) => makeTicket(work, lee, ofKim.number))).rejects.toThrow(
    'whoever asked',
  )
  await expect(
    world.work((work) => offerTicket(work, staff(world.alice), ofLee.number)),
  ).rejects.toThrow('no paid plan')
  const ticket = await world.work((work) => makeTicket(work, kim, ofKim.number))
  expect(await world.work((work) => makeTicket(work, kim, ofKim.number))).toBe(ticket)
  expect((await world.alice.call('GET', `/tickets/${ticket}`)).body).toMatchObject({
    subject: 'Where is my backup',
    organizationName: 'Acme',
  })
  expect(await unanswered(world)).toEqual([ofLee.number])
})

story(
  'whoever is erased leaves their words in the community and takes their name',
  async (world) => {
    const lee = await contact(world, 'lee')
    await ask(world, lee)
    await letThrough(world)
    await world.work((work) => eraseContact(work, lee.id))
    const [topic] = await listTopics(world.system.db, { limit: 1 })
    expect(topic?.authorName).toMatch(/^Former member \d+$/)
    expect(await findMember(world.system.db, lee)).toBeNull()
  },
)
