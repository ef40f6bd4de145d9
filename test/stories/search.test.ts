import { sql } from 'kysely'
import { expect } from 'vitest'
import { findChannel } from '../../server/channels/queries.ts'
import { addCustomerComment } from '../../server/tickets/actions.ts'
import { findTicket } from '../../server/tickets/queries.ts'
import { splitTicket, unsplitTicket } from '../../server/tickets/split.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Answer {
  rows: {
    number: number
    exact: string | null
    subject: { text: string; marks: [number, number][] }
    excerpt: { text: string; marks: [number, number][]; kind: string } | null
  }[]
  total: number | null
  next: string | null
  findings: { at: string; message: string; kind: string }[]
  query: { text: string; parts: { text: string; without: string }[] }
  indexed: { behindSeconds: number; rebuilding: boolean; upTo: string }
}

const search = async (person: World['alice'], q: string, more = '') =>
  (await person.call('GET', `/search?q=${encodeURIComponent(q)}${more}`)).body as unknown as Answer
const numbers = async (person: World['alice'], q: string) =>
  (await search(person, q)).rows.map(({ number }) => number)

async function open(world: World, subject: string, body: string, more: object = {}) {
  const { body: opened } = await world.alice.call('POST', '/tickets', {
    subject,
    body,
    requester: { email: 'kim@acme.test', name: 'Kim' },
    ...more,
  })
  return opened['number'] as number
}

const words = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([from, to]) => text.slice(from, to))

story('a ticket is found by words of its subject and of different messages', async (world) => {
  const ldap = await open(world, 'LDAP sync removes admins', 'After the nightly run they are gone.')
  await open(world, 'Pages are slow', 'The nightly export takes hours.')
  await world.alice.call('POST', `/tickets/${ldap}/notes`, {
    body: 'Same as last year: paged_results was off.',
  })
  expect(await numbers(world.alice, 'ldap nightly')).toEqual([ldap])
  expect(await numbers(world.alice, 'LDAP paged_results')).toEqual([ldap])
  expect(await numbers(world.alice, 'paged.results')).toEqual([])
  expect(await numbers(world.alice, 'removing admin')).toEqual([ldap])
  expect(await numbers(world.alice, 'nightly -ldap')).toHaveLength(1)
  const { rows, total } = await search(world.alice, 'ldap nightly')
  expect(total).toBe(1)
  expect(words(rows[0]!.subject)).toEqual(['LDAP'])
  expect(words(rows[0]!.excerpt!)).toEqual(['nightly'])
  const note = await search(world.alice, '"year: paged_results"')
  expect([note.rows[0]?.excerpt?.kind, words(note.rows[0]!.excerpt!)]).toEqual([
    'note',
    ['year: paged_results'],
  ])
})

story('languages are found by their forms, and scripts without spaces by parts', async (world) => {
  const german = await open(
    world,
    'Verbindung',
    'Seit gestern sind alle Verbindungen unterbrochen.',
  )
  const french = await open(world, 'Refus', 'Les connexions sont refusées et nous ne savons pas')
  const japanese = await open(world, '接続', '東京都のサーバーに接続できません')
  expect(await numbers(world.alice, 'verbindung')).toEqual([german])
  expect(await numbers(world.alice, 'refusee')).toEqual([french])
  expect(await numbers(world.alice, 'サーバー')).toEqual([japanese])
  expect(await numbers(world.alice, '京都')).toEqual([japanese])
})

story('what the query names outright stands first', async (world) => {
  const first = await open(world, 'One', 'Nothing here')
  const second = await open(world, 'Two', `It is like ${first} was, see #${first}`)
  const byNumber = await search(world.alice, String(first))
  expect(byNumber.rows.map(({ number, exact }) => [number, exact])).toEqual([
    [first, 'number'],
    [second, null],
  ])
  expect(byNumber.total).toBe(2)
  const byAddress = await search(world.alice, 'kim@acme.test')
  expect(byAddress.rows.map(({ exact }) => exact)).toEqual(['address', 'address'])
  await world.mail.send({
    from: 'Kim <kim@acme.test>',
    to: 'support@support.test',
    subject: 'By mail',
    messageId: '<abc.1@acme.test>',
  })
  const byMessage = await search(world.alice, '<abc.1@acme.test>')
  expect(byMessage.rows.map(({ number, exact }) => [number, exact])).toEqual([[3, 'message']])
})

story('filters narrow, several of one are any of them, and none is ignored', async (world) => {
  const urgent = await open(world, 'Urgent thing', 'x', { priority: 'urgent', tags: ['ldap'] })
  const low = await open(world, 'Low thing', 'x', { priority: 'low' })
  const other = await open(world, 'Other thing', 'x', {
    requester: { email: 'lee@umbra.test', name: 'Lee' },
  })
  await world.alice.call('PUT', `/tickets/${low}/assignee`, { assignee: 'alice' })
  const find = (q: string) => numbers(world.alice, q)
  expect(await find('thing priority:urgent')).toEqual([urgent])
  expect(await find('priority:urgent priority:low')).toEqual([low, urgent])
  expect(await find('org:acme')).toEqual([low, urgent])
  expect(await find('-org:acme thing')).toEqual([other])
  expect(await find('assignee:me')).toEqual([low])
  expect(await find('is:unassigned')).toEqual([other, urgent])
  expect(await find('assignee:none -requester:lee')).toEqual([urgent])
  expect(await find('requester:lee@umbra.test')).toEqual([other])
  expect(await find('tag:LDAP')).toEqual([urgent])
  expect(await find('subject:other')).toEqual([other])
  expect(await find('-subject:thing')).toEqual([])
  expect(await find('created:2026-03 after:2026-03-03')).toEqual([other, low, urgent])
  expect(await find('before:2026-03-03')).toEqual([])
  expect(await find('has:attachment')).toEqual([])
  expect(await find('-has:attachment thing')).toHaveLength(3)
  expect(await find('status:new,')).toEqual([])
  expect(await find('-thing')).toEqual([])
  expect(await find('')).toEqual([other, low, urgent])
  const misspelt = await search(world.alice, 'thing statsu:new')
  expect(misspelt.findings).toEqual([expect.objectContaining({ at: 'statsu:new', kind: 'read' })])
  const nobody = await search(world.alice, 'thing org:nowhere')
  expect([nobody.rows, nobody.total, nobody.findings[0]?.message]).toEqual([
    [],
    0,
    'No organization is called "nowhere".',
  ])
  expect((await search(world.alice, 'thing priority:low org:acme')).query.parts).toEqual([
    { text: 'thing', isFilter: false, without: 'priority:low org:acme' },
    { text: 'priority:low', isFilter: true, without: 'thing org:acme' },
    { text: 'org:acme', isFilter: true, without: 'thing priority:low' },
  ])
})

story('a restricted ticket is neither found nor counted by others', async (world) => {
  await world.mail.send({
    from: 'Rae <rae@research.test>',
    to: 'security@support.test',
    subject: 'Secret zebra hole',
    text: 'The zebra endpoint leaks, see attached.',
    messageId: '<zebra@research.test>',
  })
  await open(world, 'A zebra crossing', 'Nothing secret about this zebra.')
  for (const q of [
    'zebra',
    'zebra endpoint',
    '"zebra endpoint"',
    '1',
    '#1',
    'rae@research.test',
    '<zebra@research.test>',
    'is:restricted',
    'requester:rae@research.test',
    '-crossing',
    '',
  ]) {
    const seen = await search(world.alice, q)
    expect([q, seen.rows.filter(({ number }) => number === 1)]).toEqual([q, []])
    expect([q, seen.total]).toEqual([q, seen.rows.length])
  }
  expect(await numbers(world.sofia, 'zebra endpoint')).toEqual([1])
  expect((await search(world.sofia, 'zebra')).total).toBe(2)
})

story('a renamed organization and person are found by the new name at once', async (world) => {
  const number = await open(world, 'One', 'Nothing')
  expect(await numbers(world.alice, 'acme one')).toEqual([number])
  await world.work(async ({ db }) => {
    await db
      .updateTable('organizations')
      .set({ name: 'Globex' })
      .where('name', '=', 'Acme')
      .execute()
    await db.updateTable('contacts').set({ name: 'Kimberly' }).where('name', '=', 'Kim').execute()
  })
  await world.clock.settle()
  expect(await numbers(world.alice, 'globex kimberly')).toEqual([number])
  expect(await numbers(world.alice, 'org:globex')).toEqual([number])
  const left = await search(world.alice, 'name:acme')
  expect(left.rows).toEqual([])
})

story(
  'pages follow each other without a gap, and the answer says how far the index is',
  async (world) => {
    const made: number[] = []
    for (let n = 0; n < 7; n += 1) made.push(await open(world, `Same thing ${n}`, 'again'))
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: Answer = await search(
        world.alice,
        'again',
        `&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      )
      expect(page.total).toBe(cursor ? null : 7)
      seen.push(...page.rows.map(({ number }) => number))
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual(made.toReversed())
    expect((await search(world.alice, 'again')).indexed).toMatchObject({
      behindSeconds: 0,
      rebuilding: false,
    })
    expect((await world.alice.call('GET', '/search?q=x&cursor=nonsense')).status).toBe(404)
  },
)

story('all is found again after the index was made anew', async (world) => {
  const number = await open(world, 'LDAP sync', 'After the nightly run')
  await world.alice.call('POST', `/tickets/${number}/notes`, { body: 'A note on giraffes' })
  expect((await world.alice.call('POST', '/search/rebuild')).status).toBe(403)
  await world.work(({ db }) => db.deleteFrom('searchDocuments').execute())
  expect(await numbers(world.alice, 'giraffes')).toEqual([])
  expect((await world.dora.call('POST', '/search/rebuild')).status).toBe(202)
  await world.clock.settle()
  expect(await numbers(world.alice, 'giraffe nightly ldap kim acme')).toEqual([number])
})

story('a comment that was split off is found where it is read', async (world) => {
  const number = await open(world, 'Two things', 'The first is about giraffes')
  await world.mail.send({
    from: 'Kim <kim@acme.test>',
    to: 'support@support.test',
    subject: 'The other',
    text: 'unused',
  })
  await world.alice.call('POST', `/tickets/${number}/replies`, { body: 'What else?' })
  await world.work(async (work) => {
    const ticket = await findTicket(work.db, number, true)
    const contact = { kind: 'contact' as const, id: ticket.requesterId, name: 'Kim' }
    const comment = await addCustomerComment({ ...work, actor: contact }, ticket.id, {
      body: 'And the zebra is loose',
      via: 'portal',
    })
    const channel = await findChannel(work.system, 'paid')
    await splitTicket(work, ticket.id, { commentIds: [comment.id], subject: 'Stripes', channel })
  })
  await world.clock.settle()
  expect(await numbers(world.alice, 'zebra')).toEqual([3])
  expect(await numbers(world.alice, '"zebra is loose"')).toEqual([3])
  expect((await search(world.alice, 'zebra')).rows[0]?.excerpt?.text).toContain('zebra')
  await world.work(async (work) => {
    await unsplitTicket(work, (await findTicket(work.db, 3, true)).id)
  })
  await world.clock.settle()
  expect(await numbers(world.alice, 'zebra')).toEqual([number])
})

story(
  'a team, a channel and one of us are renamed: search is right at once, and nothing is indexed anew',
  async (world) => {
    const number = await open(world, 'LDAP sync', 'After the nightly run')
    await world.alice.call('PUT', `/tickets/${number}/assignee`, { assignee: 'bob' })
    const indexed = async () =>
      (
        await sql<{ rows: string }>`
          select string_agg(concat(xmin, ctid), ' ' order by ctid) as rows from search_documents`.execute(
          world.system.db,
        )
      ).rows[0]?.rows
    const before = await indexed()
    expect(before).not.toBeNull()
    const { source } = (await world.dora.call('GET', '/playbook')).body as { source: string }
    const renamed = source
      .replace(/(teams:\n\s+- key: support\n\s+name: )Support/, '$1Customer happiness')
      .replace('name: Paid support', 'name: Subscribers')
      .replace(/(key: bob,? *\n? *name: )Bob/, '$1Robert')
    expect(renamed.match(/Customer happiness|Subscribers|Robert/g)).toHaveLength(3)
    const applied = await world.dora.call('POST', '/playbook/applications', { source: renamed })
    expect(applied.status).toBe(200)
    expect(await numbers(world.alice, 'ldap nightly')).toEqual([number])
    expect(await numbers(world.alice, 'channel:Subscribers assignee:Robert')).toEqual([number])
    expect(await numbers(world.alice, 'channel:paid assignee:bob')).toEqual([number])
    expect(await indexed()).toBe(before)
  },
)
