import { expect } from 'vitest'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'LDAP sync removes admins',
  text: 'Admins are gone.',
  messageId: '<first@acme.test>',
}

interface Page {
  status: string
  tags: string[]
  snoozed: object | null
  promise: { state: string; metric: string | null; dueAt: string | null }
  comments: { body: string; author: { kind: string; name: string } }[]
}

const page = async (world: World, number = 1) =>
  (await world.alice.call('GET', `/tickets/${number}`)).body as unknown as Page
const clocks = async (world: World) =>
  (await world.alice.call('GET', '/tickets/1/clocks')).body['clocks']
const replyAddress = (world: World) => world.kim.inbox().at(-1)?.replyTo?.value[0]?.address ?? ''

/** Words that come back by themselves while somebody is away, as different servers mark them. */
const AWAY: { headers?: Record<string, string>; subject?: string }[] = [
  { headers: { 'Auto-Submitted': 'auto-replied' } },
  { headers: { 'X-Auto-Response-Suppress': 'All' } },
  { headers: { 'X-Autoreply': 'yes' } },
  { headers: { Precedence: 'bulk' } },
  { subject: 'Automatic reply: LDAP sync removes admins' },
]

async function away(world: World) {
  const to = replyAddress(world)
  for (const [n, mark] of AWAY.entries())
    await world.mail.send({ from: 'kim@acme.test', to, subject: 'Re', text: `Away ${n}`, ...mark })
}

story(
  'an out-of-office note does not reopen what is solved, nor start a promise, and is kept',
  async (world) => {
    await world.mail.send(question)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.', status: 'solved' })
    const before = await clocks(world)
    const heard = world.kim.inbox().length
    await world.clock.advance('1 hour')
    await away(world)
    const { status, comments } = await page(world)
    expect(status).toBe('solved')
    expect(comments.filter(({ body }) => body.startsWith('Away'))).toHaveLength(AWAY.length)
    expect(JSON.stringify(await clocks(world))).toBe(JSON.stringify(before))
    expect(world.kim.inbox()).toHaveLength(heard)
    // Nor does it keep the ticket from being closed in its time.
    await world.clock.advance('7 days')
    expect((await page(world)).status).toBe('closed')
  },
)

story(
  'an out-of-office note neither ends our waiting for the customer nor their waiting for us',
  async (world) => {
    await world.mail.send(question)
    const owed = (await page(world)).promise
    await away(world)
    expect((await page(world)).promise).toEqual(owed)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Which?', status: 'pending' })
    await world.alice.call('PUT', '/tickets/1/snooze', { untilAnswer: true })
    await away(world)
    const { status, snoozed, promise } = await page(world)
    expect([status, promise.state]).toEqual(['pending', 'none'])
    expect(snoozed).not.toBeNull()
    // The person is reminded when they would have been.
    await world.clock.advance('7 days 1 minute')
    expect(world.kim.inbox().at(-1)?.text).toContain('7 days ago')
    await world.mail.send({ ...question, messageId: '<back@acme.test>', to: replyAddress(world) })
    expect((await page(world)).status).toBe('open')
  },
)

story(
  'two robots that answer each other stop after ten mails, though theirs never says that it is one',
  async (world) => {
    const robot = 'desk@elsewhere.test'
    const inbox = () => world.mailboxes.inboxOf(robot)
    let mails = 0
    for (let turn = 0; turn < 20 && inbox().length === turn; turn += 1) {
      // A new number in a new subject, and nothing of ours in it: what the worst ticket desks do.
      await world.mail.send({
        from: robot,
        to: 'support@support.test',
        subject: `[Case ${turn}] We have received your mail`,
      })
      await world.clock.advance('20 seconds')
      mails += 1
    }
    expect(inbox().length).toBeGreaterThan(0)
    expect(inbox().length).toBeLessThanOrEqual(10)
    expect(mails).toBe(inbox().length + 1)
    expect(inbox().every(({ headers }) => headers.get('auto-submitted') === 'auto-replied')).toBe(
      true,
    )
    // The one that was not answered is kept all the same.
    expect((await world.alice.call('GET', `/tickets/${mails}`)).status).toBe(200)
  },
)

story('a robot that answers into our ticket is not answered a second time', async (world) => {
  await world.mail.send(question)
  const heard = world.kim.inbox().length
  for (let turn = 0; turn < 5; turn += 1)
    await world.mail.send({
      from: 'kim@acme.test',
      to: replyAddress(world),
      subject: `Re: we got your mail ${turn}`,
      text: `Ticket opened ${turn}`,
    })
  expect(world.kim.inbox()).toHaveLength(heard)
  expect((await page(world)).comments.map(({ body }) => body)).toContain('Ticket opened 4')
})

story('a mail that has been through two hundred hands finds its ticket', async (world) => {
  await world.mail.send(question)
  const hops = Array.from({ length: 200 }, (_, hop) => `<hop-${hop}.${'y'.repeat(40)}@acme.test>`)
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'support@support.test',
    subject: 'Fwd: Re: Fwd:',
    text: 'Any news?',
    headers: {
      // As mail servers fold it: no line longer than RFC 5322 allows.
      References: ['<first@acme.test>', ...hops].join('\r\n '),
    },
  })
  expect((await page(world)).comments.map(({ body }) => body)).toContain('Any news?')
  await world.alice.call('POST', '/tickets/1/replies', { body: 'Upgrade.' })
  const line =
    world.kim
      .inbox()
      .at(-1)
      ?.headerLines.find(({ key }) => key === 'references')?.line ?? ''
  expect(line).toContain('<first@acme.test>')
  expect(line.length).toBeLessThan(2000)
})
