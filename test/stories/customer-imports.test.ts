import { mkdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect } from 'vitest'
import { letImportedGo } from '../../server/customers/imported-bytes.ts'
import { keepParts, startImport, type CustomerImport } from '../../server/customers/imports.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findUserByName } from '../../server/people/queries.ts'
import type { FieldType } from '../../server/platform/field-value.ts'
import { forgetRemembered } from '../../server/platform/remembered.ts'
import { saveSetting, settingsOf } from '../../server/platform/settings.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

interface Report {
  number: number
  state: string
  created: number
  changed: number
  same: number
  refused: number
  failedBecause: string | null
  refusals: { line: number; key: string; why: string; field: string | null; remedy: string }[]
  examples: { created: string[]; changed: string[] }
  canApply: boolean
  triedAs: number | null
  appliedAs: number | null
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

const report = async (world: World, number: number) =>
  (await world.alice.call<Report>('GET', `/customer-imports/${number}`)).body

const pieces = async (world: World) =>
  (await world.system.db.selectFrom('customerImportParts').select('sha256').execute()).map(
    ({ sha256 }) => sha256,
  )
const pathOf = (world: World, sha256: string) =>
  join(world.system.config.dataFolder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
/** Real bytes are kept on the real day: in the world's time nobody has kept them for two days. */
async function agePieces(world: World) {
  const then = new Date(Date.now() - 2 * 86_400_000)
  for (const sha256 of await pieces(world)) await utimes(pathOf(world, sha256), then, then)
}

const withOwnFields = (world: World) =>
  world.work(async (work) => {
    const { customers } = await settingsOf(work.system)
    const field = (key: string, type: FieldType, options: string[] = []) => ({
      key,
      name: key,
      type,
      options: options.map((one) => ({ key: one, name: one })),
    })
    const organizationFields = [
      field('deal-size', 'number'),
      field('vip', 'checkbox'),
      field('products', 'choices', ['git', 'ci']),
    ]
    await saveSetting(work, 'customers', { ...customers, organizationFields })
    work.afterCommit(() => forgetRemembered(work.system))
  })

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
    expect(tried.refusals).toMatchObject([
      { line: 3, key: 'bad', field: 'name', why: 'name is empty.' },
      {
        line: 4,
        key: 'odd',
        field: 'domains',
        why: 'domains holds "not", which is no domain.',
        remedy: expect.stringContaining('such as acme.com'),
      },
    ])
    expect(tried.examples).toEqual({ created: ['hooli'], changed: [] })
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
    // The file is gone once it is read: it held names and addresses. That of the dry run waits a day to be brought in.
    await agePieces(world)
    await world.clock.advance('10 seconds')
    const kept = await pieces(world)
    expect(kept).toHaveLength(1)
    await world.clock.jump('2026-03-04T12:00:00Z')
    await letImportedGo(world.system)
    expect(await pieces(world)).toEqual([])
    await expect(world.system.files.read(kept[0]!)).rejects.toThrow('ENOENT')
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

story('what a dry run has tried is brought in from the same file, once', async (world) => {
  const tried = await bringIn(world, 'organizations', ORGANIZATIONS, { dryRun: true })
  expect(tried).toMatchObject({ canApply: true, appliedAs: null })
  const path = `/customer-imports/${tried.number}/application`
  const begun = await world.alice.call<Report>('POST', path)
  expect([begun.status, begun.body]).toEqual([
    202,
    expect.objectContaining({ triedAs: tried.number, canApply: false }),
  ])
  await world.clock.settle()
  expect(counts(await report(world, begun.body.number))).toEqual(['done', 1, 0, 1, 2])
  expect((await world.alice.call<Report>('POST', path)).body.number).toBe(begun.body.number)
  expect(await report(world, tried.number)).toMatchObject({
    canApply: false,
    appliedAs: begun.body.number,
  })
  // What was no dry run is not brought in again, and after a day nothing is there to bring in.
  const again = `/customer-imports/${begun.body.number}/application`
  expect((await world.alice.call('POST', again)).status).toBe(409)
  const late = await bringIn(world, 'contacts', CONTACTS, { dryRun: true })
  await world.clock.jump('2026-03-04T12:00:00Z')
  await letImportedGo(world.system)
  const gone = await world.alice.call('POST', `/customer-imports/${late.number}/application`)
  expect([gone.status, gone.body]).toEqual([
    409,
    expect.objectContaining({ detail: expect.stringContaining('Choose the file once more') }),
  ])
})

story(
  'own fields come in under the names of the playbook, and only those given change',
  async (world) => {
    await withOwnFields(world)
    const header = 'external_id,name,field.deal-size,field.vip,field.products\n'
    const rows = 'hooli,Hooli,"1,5",yes,git ci\nodd,Odd,much,,\nodder,Odder,,,svn\n'
    const first = await bringIn(world, 'organizations', header + rows)
    expect(counts(first)).toEqual(['done', 1, 0, 0, 2])
    expect(first.refusals).toMatchObject([
      { key: 'odd', field: 'field.deal-size', why: 'deal-size must be a number.' },
      { key: 'odder', field: 'field.products', why: 'products must be some of git, ci.' },
    ])
    const fields = async () =>
      (
        await world.system.db
          .selectFrom('organizations')
          .select('fieldValues')
          .where('externalId', '=', 'hooli')
          .executeTakeFirstOrThrow()
      ).fieldValues
    expect(await fields()).toEqual({ 'deal-size': 1.5, vip: true, products: ['git', 'ci'] })
    const json = JSON.stringify([{ external_id: 'hooli', name: 'Hooli', 'field.vip': false }])
    expect(counts(await bringIn(world, 'organizations', json, { format: 'json' }))).toEqual([
      'done',
      0,
      1,
      0,
      0,
    ])
    expect(await fields()).toEqual({ 'deal-size': 1.5, vip: false, products: ['git', 'ci'] })
    const unknown = await bringIn(world, 'organizations', 'external_id,name,field.size\na,A,1\n')
    expect(unknown.failedBecause).toContain('There is no column "field.size"')
  },
)

/** Bytes that no other story has kept or aged. */
const oneOfItsOwn = () => `external_id,name\nown,${crypto.randomUUID()}\n`

story('a file whose bytes cannot be deleted is forgotten by nobody', async (world) => {
  const done = await bringIn(world, 'organizations', oneOfItsOwn())
  const [sha256 = ''] = await pieces(world)
  const path = pathOf(world, sha256)
  // A folder in its place: deleting it as a file fails, as on a disk that is broken.
  await rm(path)
  await mkdir(path)
  await agePieces(world)
  await expect(letImportedGo(world.system)).rejects.toThrow('still there')
  expect(await pieces(world)).toEqual([sha256])
  await rm(path, { recursive: true })
  expect(await letImportedGo(world.system)).toBe(1)
  expect(await pieces(world)).toEqual([])
  expect((await report(world, done.number)).state).toBe('done')
})

story('bytes that somebody keeps at this moment are not taken from them', async (world) => {
  const text = oneOfItsOwn()
  await bringIn(world, 'organizations', text)
  const [sha256 = ''] = await pieces(world)
  // The same file is on its way a second time, and has no row yet.
  await keepParts(world.system, Readable.from([Buffer.from(text)]))
  const now = new Date(Date.now() + 60_000)
  await utimes(pathOf(world, sha256), now, now)
  expect(await letImportedGo(world.system)).toBe(0)
  expect(await pieces(world)).toEqual([sha256])
  expect((await world.system.files.read(sha256)).toString()).toBe(text)
})

story('of a file that breaks off on its way nothing stays', async (world) => {
  // Kept before, long ago: what this upload kept last is older than the moment it breaks off.
  const first = Buffer.alloc(9 * 1024 * 1024, crypto.randomUUID())
  const sha256 = await world.system.files.keep(first)
  const then = new Date(Date.now() - 2 * 86_400_000)
  async function* broken() {
    yield first
    await utimes(pathOf(world, sha256), then, then)
    throw new Error('The line broke')
  }
  await expect(keepParts(world.system, broken())).rejects.toThrow('The line broke')
  await expect(world.system.files.read(sha256)).rejects.toThrow('ENOENT')
})
