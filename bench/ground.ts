import { Client } from 'pg'
import { closeSystem, openSystem } from '../server/app.ts'
import type { EscalationPolicy } from '../server/incidents/escalation.ts'
import type { ScheduleVersion } from '../server/oncall/final-schedule.ts'
import { saveContactMethod } from '../server/paging/reach.ts'
import { createToken } from '../server/people/actions.ts'
import { findUserByName, listUsers } from '../server/people/queries.ts'
import { openPool } from '../server/platform/database.ts'
import { migrate } from '../server/platform/migrate.ts'
import { machine } from '../server/platform/system.ts'
import { inWork, type Work } from '../server/platform/work.ts'
import { applyPlaybook } from '../server/playbook/apply.ts'
import { gitlabPlaybook, testConfig } from '../test/world/cast.ts'
import { startTestCluster } from '../test/world/cluster.ts'
import { databaseUrl, run } from '../test/world/global-setup.ts'
import { seed } from './seed.ts'
import { COMMENTS_PER_TICKET, seedWords } from './search-seed.ts'
import { makeYardstick } from './yardstick.ts'

export interface Product {
  url: string
  tickets: number
  /** Of an agent who may do everything. */
  token: string
}

export interface Yard {
  url: string
  tickets: number
}

/** The databases every goal is measured on: one durable cluster, with the settings the product ships. */
export interface Ground {
  sizes: { small: number; large: number }
  seconds: number
  rounds: number
  /** The same database again for every goal that asks for this size. */
  product(tickets: number): Promise<Product>
  yardstick(tickets: number): Promise<Yard>
  /** So many comments of words that people might look for, indexed. */
  searchable(comments: number): Promise<Product>
  routingKeys: readonly string[]
  stop(): Promise<void>
}

/** As many people, each with a service and a rotation: nobody is paged alone more than three times a minute (paging/bundle.ts). */
const SERVICES = 1000
const routingKeys = Array.from({ length: SERVICES }, (_, n) => `bench-${n}-`.padEnd(32, '0'))

export async function prepareGround(quick: boolean): Promise<Ground> {
  const cluster = await startTestCluster({ durable: true })
  const made = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
    const known = made.get(name) ?? make()
    made.set(name, known)
    return known as Promise<T>
  }
  return {
    sizes: quick ? { small: 10_000, large: 100_000 } : { small: 100_000, large: 1_000_000 },
    seconds: quick ? 1.5 : 4,
    rounds: 3,
    routingKeys,
    product: (tickets) => once(`product_${tickets}`, () => makeProduct(cluster.adminUrl, tickets)),
    yardstick: (tickets) => once(`yardstick_${tickets}`, () => makeYard(cluster.adminUrl, tickets)),
    searchable: (comments) =>
      once(`search_${comments}`, () => makeSearchable(cluster.adminUrl, comments)),
    stop: () => cluster.stop(),
  }
}

/** Bodies of the large database are short, or filling it would take longer than measuring. */
const bodyBytes = (tickets: number) => (tickets > 200_000 ? 320 : 1500)

async function makeYard(adminUrl: string, tickets: number): Promise<Yard> {
  const name = `yardstick_${tickets}`
  await run(adminUrl, `create database ${name}`)
  const url = databaseUrl(adminUrl, name)
  await makeYardstick(url, tickets, bodyBytes(tickets))
  await run(adminUrl, 'checkpoint')
  return { url, tickets }
}

const makeProduct = (adminUrl: string, tickets: number) =>
  makeFilled(adminUrl, `product_${tickets}`, tickets, (client) =>
    seed(client, tickets, bodyBytes(tickets)),
  )

const makeSearchable = (adminUrl: string, comments: number) =>
  makeFilled(
    adminUrl,
    `search_${comments}`,
    comments / COMMENTS_PER_TICKET,
    (client) => seedWords(client, comments),
    // She may not see everything, which a search has to ask.
    'alice',
  )

async function makeFilled(
  adminUrl: string,
  name: string,
  tickets: number,
  fill: (client: Client) => Promise<void>,
  // She sees restricted tickets too: the widest view of a list costs most.
  person = 'sofia',
): Promise<Product> {
  await run(adminUrl, `create database ${name}`)
  const url = databaseUrl(adminUrl, name)
  await migrateAll(url)
  const token = await furnish(url, person, hire)
  const client = new Client({ connectionString: url })
  await client.connect()
  await fill(client)
  await client.end()
  await run(adminUrl, 'checkpoint')
  return { url, tickets, token }
}

async function migrateAll(url: string) {
  const pool = openPool(url, () => undefined, 2)
  await migrate(pool)
  await pool.end()
}

/** The GitLab playbook with a phone for everybody and services for monitoring, on the real clock. Returns a token. */
export async function furnish(
  url: string,
  person = 'sofia',
  more: (work: Work) => Promise<void> = async () => {},
): Promise<string> {
  const system = await openSystem(testConfig(), url)
  try {
    return await inWork(system, machine('bench'), async (work) => {
      await applyPlaybook(work, gitlabPlaybook(), 'gitlab.yaml')
      for (const { id, key } of await listUsers(work.db))
        await saveContactMethod(work, id, {
          kind: 'ntfy',
          label: 'Phone',
          address: `phone-of-${key}`,
        })
      await more(work)
      const { id } = await findUserByName(work.db, person)
      return (await createToken(work, id, 'bench', ['*'], null)).token
    })
  } finally {
    await closeSystem(system)
  }
}

/** By SQL, or it would take a minute: a person alone on a rotation of their own, behind each service. */
async function hire(work: Work) {
  const { body } = await work.db
    .selectFrom('scheduleVersions')
    .innerJoin('schedules', 'schedules.id', 'scheduleVersions.scheduleId')
    .select('body')
    .where('schedules.key', '=', 'on_call')
    .executeTakeFirstOrThrow()
  const [layer] = (body as ScheduleVersion).layers
  const people = routingKeys.map((routingKey, n) => ({
    n,
    routingKey,
    userId: crypto.randomUUID(),
    scheduleId: crypto.randomUUID(),
    policyId: crypto.randomUUID(),
  }))
  const rowsOf = <R>(row: (person: (typeof people)[number]) => R) => people.map(row)
  await work.db
    .insertInto('users')
    .values(
      rowsOf(({ n, userId }) => ({
        id: userId,
        key: `bench-${n}`,
        name: `Person ${n}`,
        email: `bench-${n}@watchdesk.test`,
        role: 'agent' as const,
        createdAt: work.now,
        updatedAt: work.now,
      })),
    )
    .execute()
  await work.db
    .insertInto('contactMethods')
    .values(
      rowsOf(({ n, userId }) => ({
        id: crypto.randomUUID(),
        userId,
        kind: 'ntfy' as const,
        label: 'Phone',
        address: `phone-of-bench-${n}`,
        createdAt: work.now,
      })),
    )
    .execute()
  await work.db
    .insertInto('schedules')
    .values(
      rowsOf(({ n, scheduleId }) => ({ id: scheduleId, key: `bench-${n}`, name: `Rota ${n}` })),
    )
    .execute()
  await work.db
    .insertInto('scheduleVersions')
    .values(
      rowsOf(({ userId, scheduleId }) => ({
        id: crypto.randomUUID(),
        scheduleId,
        version: 1,
        body: JSON.stringify({
          ...(body as ScheduleVersion),
          layers: [
            { ...layer, rotation: { ...layer!.rotation, members: [userId] }, restrictions: [] },
          ],
        }),
        createdAt: work.now,
      })),
    )
    .execute()
  await work.db
    .insertInto('escalationPolicies')
    .values(rowsOf(({ n, policyId }) => ({ id: policyId, key: `bench-${n}`, name: `Policy ${n}` })))
    .execute()
  await work.db
    .insertInto('escalationPolicyVersions')
    .values(
      rowsOf(({ scheduleId, policyId }) => ({
        id: crypto.randomUUID(),
        policyId,
        version: 1,
        body: JSON.stringify(policyOn(scheduleId)),
        createdAt: work.now,
      })),
    )
    .execute()
  await work.db
    .insertInto('services')
    .values(
      rowsOf(({ n, routingKey, policyId }) => ({
        id: crypto.randomUUID(),
        key: `bench-${n}`,
        name: `Service ${n}`,
        routingKey,
        policyId,
      })),
    )
    .execute()
}

const policyOn = (scheduleId: string): EscalationPolicy => ({
  levels: [{ targets: [{ kind: 'schedule', id: scheduleId }], delayMinutes: 5 }],
  repeats: 5,
  fallback: [{ kind: 'schedule', id: scheduleId }],
  fallbackEveryMinutes: 10,
  keepPagingEarlierLevels: true,
})
