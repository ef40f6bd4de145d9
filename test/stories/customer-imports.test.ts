import { Readable } from 'node:stream'
import { expect } from 'vitest'
import { keepParts, startImport, type CustomerImport } from '../../server/customers/imports.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Report {
  state: string
  created: number
  changed: number
  same: number
  refused: number
  failedBecause: string | null
  refusals: { line: number; key: string; why: string }[]
}

async function bringIn(
  world: World,
  kind: CustomerImport['kind'],
  text: string,
  { dryRun = false, format = 'csv' }: { dryRun?: boolean; format?: CustomerImport['format'] } = {},
): Promise<Report> {
  const parts = await keepParts(world.system, Readable.from([Buffer.from(text)]))
  const { number } = await world.work(async (work) => {
    const { id } = await findUserByName(work.db, 'alice')
    return startImport(work, id, { kind, format, name: `${kind}.${format}`, dryRun, parts })
  })
  await world.clock.settle()
  return (await world.alice.call<Report>('GET', `/customer-imports/${number}`)).body
}

const counts = ({ state, created, changed, same, refused }: Report) => [
  state,
  created,
  changed,
  same,
  refused,
]

const ORGANIZATIONS = `external_id,name,domains,contact_limit
hooli,"Hooli, Inc.",hooli.test hooli.example,50
acme,Acme,acme.test,
bad,,nowhere.test,
odd,Odd,not a domain,0
`
const CONTACTS = `email;name;external_id;organization
gavin@hooli.test;"Gavin ""G"" Belson";p-1;hooli
denpok@hooli.test;Denpok;p-2;hooli
kim@acme.test;;;acme
lost@nowhere.test;Lost;p-3;gone
not an address;X;p-4;hooli
`

story(
  'a dry run says what would happen and keeps nothing; then it happens, and twice changes nothing',
  async (world) => {
    const tried = await bringIn(world, 'organizations', ORGANIZATIONS, { dryRun: true })
    expect(counts(tried)).toEqual(['done', 1, 0, 1, 2])
    expect(tried.refusals).toEqual([
      { line: 3, key: 'bad', why: 'name is empty.' },
      { line: 4, key: 'odd', why: 'domains holds "not", which is no domain.' },
    ])
    expect((await findSender(world.system.db, 'x@hooli.test')).organization).toBeNull()
    expect(counts(await bringIn(world, 'organizations', ORGANIZATIONS))).toEqual([
      'done',
      1,
      0,
      1,
      2,
    ])
    expect(counts(await bringIn(world, 'organizations', ORGANIZATIONS))).toEqual([
      'done',
      0,
      0,
      2,
      2,
    ])

    const people = await bringIn(world, 'contacts', CONTACTS)
    expect(counts(people)).toEqual(['done', 2, 1, 0, 2])
    expect(people.refusals.map(({ line, why }) => [line, why])).toEqual([
      [4, 'There is no organization with the key gone.'],
      [5, 'email is no mail address.'],
    ])
    expect(counts(await bringIn(world, 'contacts', CONTACTS))).toEqual(['done', 0, 0, 3, 2])
    const gavin = await findSender(world.system.db, 'gavin@hooli.test')
    expect([gavin.contact?.name, gavin.organization?.name, gavin.organization?.source]).toEqual([
      'Gavin "G" Belson',
      'Hooli, Inc.',
      'import',
    ])
    // The file is gone once it is read: it held names and addresses.
    await world.clock.advance('10 seconds')
    expect(await world.system.db.selectFrom('customerImportParts').selectAll().execute()).toEqual(
      [],
    )
  },
)

story('a key under another address is the same person who has moved', async (world) => {
  await bringIn(world, 'organizations', ORGANIZATIONS)
  await bringIn(world, 'contacts', CONTACTS)
  const moved = JSON.stringify([{ email: 'gavin@belson.test', external_id: 'p-1' }])
  expect(counts(await bringIn(world, 'contacts', moved, { format: 'json' }))).toEqual([
    'done',
    0,
    1,
    0,
    0,
  ])
  const { contact, organization } = await findSender(world.system.db, 'gavin@belson.test')
  expect([contact?.name, organization?.name]).toEqual(['Gavin "G" Belson', 'Hooli, Inc.'])
})

story('the same key twice in one file counts in the order of the lines', async (world) => {
  const lines = ['one', 'two', 'two'].map((name) => JSON.stringify({ external_id: 'twin', name }))
  const report = await bringIn(world, 'organizations', lines.join('\n'), { format: 'ndjson' })
  expect(counts(report)).toEqual(['done', 1, 1, 1, 0])
})

story('subscriptions and memberships come in as well, and decide at once', async (world) => {
  await bringIn(world, 'organizations', ORGANIZATIONS)
  await bringIn(world, 'contacts', CONTACTS)
  const subscriptions = `external_id,organization,plan,starts_at,ends_at\ns-1,hooli,premium,2026-01-01,2027-01-01\ns-2,hooli,gold,2026-01-01,\n`
  const report = await bringIn(world, 'subscriptions', subscriptions)
  expect([counts(report), report.refusals[0]?.why]).toEqual([
    ['done', 1, 0, 0, 1],
    'There is no plan gold.',
  ])
  const member = `email,organization,is_default\nkim@acme.test,hooli,true\n`
  expect(counts(await bringIn(world, 'memberships', member))).toEqual(['done', 1, 0, 0, 0])
  expect((await findSender(world.system.db, 'kim@acme.test')).organizations).toHaveLength(2)
  await world.mail.send({
    from: 'denpok@hooli.test',
    to: 'support@support.test',
    subject: 'Hi',
    text: 'Hi',
  })
  expect((await world.alice.call('GET', '/tickets/1')).body).toMatchObject({
    planName: 'Premium',
    organizationName: 'Hooli, Inc.',
  })
})

story('a file that is not what it says is refused as a whole, in words', async (world) => {
  const report = await bringIn(world, 'contacts', 'mail,name\na@b.test,A\n')
  expect([report.state, report.failedBecause]).toEqual([
    'failed',
    expect.stringContaining('There is no column "mail"'),
  ])
})

story(
  'an import reads domains as everybody does, and says where places are passed',
  async (world) => {
    const header = 'external_id,name,domains,contact_limit\n'
    const shared = await bringIn(world, 'organizations', `${header}shared,Shared,gmail.com,\n`)
    expect([counts(shared), shared.refusals[0]?.why]).toEqual([
      ['done', 0, 0, 0, 1],
      'domains holds gmail.com, where anybody can have an address.',
    ])
    await bringIn(world, 'organizations', `${header}hooli,Hooli,hooli.test,1\n`)
    await world.mail.send({
      from: 'gavin@hooli.test',
      to: 'support@support.test',
      subject: 'Hi',
      text: 'Hi',
    })
    const gavin = () => findSender(world.system.db, 'gavin@hooli.test')
    expect((await gavin()).organization?.source).toBe('domain')
    const people = 'email,organization\ndenpok@hooli.test,hooli\nhoover@hooli.test,hooli\n'
    const crowd = await bringIn(world, 'contacts', people)
    expect([counts(crowd), crowd.refusals.map(({ line, why }) => [line, why])]).toEqual([
      ['done', 2, 0, 0, 0],
      [[1, 'Brought in, and from here on Hooli has more than its 1 contacts.']],
    ])
    await bringIn(world, 'organizations', `${header}hooli,Hooli,hooli.example,\n`)
    expect((await gavin()).organization).toBeNull()
  },
)

story('an import moves nobody of a restricted ticket to another address', async (world) => {
  await bringIn(world, 'contacts', 'email,external_id\nkim@acme.test,k-1\njo@acme.test,j-1\n')
  await world.mail.send({
    from: 'kim@acme.test',
    to: 'security@support.test',
    subject: 'A hole',
    text: 'In the wall',
  })
  const moved = 'email,external_id\nkim@evil.test,k-1\njo@elsewhere.test,j-1\n'
  expect(counts(await bringIn(world, 'contacts', moved, { dryRun: true }))).toEqual([
    'done',
    0,
    1,
    0,
    1,
  ])
  expect(world.mailboxes.inboxOf('jo@acme.test')).toEqual([])
  expect(counts(await bringIn(world, 'contacts', moved))).toEqual(['done', 0, 1, 0, 1])
  expect(world.mailboxes.inboxOf('jo@acme.test').at(-1)?.subject).toContain('was changed')
})
