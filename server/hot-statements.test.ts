import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementsOf } from '../bench/watch-statements.ts'
import { alertOf } from '../test/world/pager.ts'
import { createWorld, type World } from '../test/world/world.ts'
import { forgottenArrivals } from './connectors/arrivals.ts'
import { readDoor } from './incidents/door.ts'
import { openIncidentOf } from './incidents/queries.ts'
import { isAnythingDue, tick } from './incidents/tick.ts'
import { claimPages, reapLeases, whatIsDue } from './paging/claim.ts'
import { respondersFor } from './paging/queries.ts'
import { listVisible } from './portal/ticket-queries.ts'
import { nextUnassigned, queueFrame, queuePage } from './queue/queries.ts'
import { breachDueClocks } from './sla/sweep.ts'
import { closeSolvedTickets, sendForgottenMail } from './tickets/jobs.ts'
import { listComments, listHistory, ticketIdsOfMessages } from './tickets/queries.ts'

let world: World
let planner: Client

beforeAll(async () => {
  // Dead rows and old statistics of others would change what the planner chooses.
  world = await createWorld({ untouched: true })
  planner = new Client({ connectionString: world.url })
  await planner.connect()
  // In a small database reading everything is cheapest: without these the planner shows which index a statement can use.
  await planner.query('set enable_seqscan = off; set enable_bitmapscan = off')
})
afterAll(async () => {
  await planner.end()
  await world.close()
})

/** What a plan kept for every value of the parameters reads: the names of its indexes, and the tables it reads row by row. */
async function readsOf(statement: string) {
  const { rows } = await planner.query<{ 'QUERY PLAN': [{ Plan: object }] }>(
    `explain (generic_plan, format json) ${statement}`,
  )
  const plan = JSON.stringify(rows[0]?.['QUERY PLAN'])
  return {
    indexes: [...plan.matchAll(/"Index Name":"(\w+)"/g)].map(([, name]) => name!),
    wholeTables: [...plan.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)].map(
      ([, name]) => name!,
    ),
  }
}

const page = (seesRestricted: boolean) => () =>
  queuePage(world.system.db, {
    filter: 'open',
    seesRestricted,
    userId: world.alice.id,
    limit: 50,
  })

const COLLEAGUE = {
  contactId: '018f0000-0000-7000-8000-000000000001',
  homes: [{ id: '018f0000-0000-7000-8000-000000000002', sharing: 'read' as const }],
}

const GROWS = [
  'tickets',
  'comments',
  'events',
  'incidents',
  'pages',
  'sla_clocks',
  'arrivals',
  'outgoing_messages',
  'forum_topics',
  'forum_posts',
]
const HOT: [what: string, index: string, act: () => Promise<unknown>][] = [
  ['the queue', 'tickets_queue', page(true)],
  ['the queue without what is restricted', 'tickets_queue', page(false)],
  ['what stands beside the queue', 'tickets_queue', () => queueFrame(world.system.db, false)],
  [
    'what the community waits for',
    'forum_topics_waiting',
    () => queueFrame(world.system.db, false, true),
  ],
  ['take next', 'tickets_of_assignee', () => nextUnassigned(world.system.db, false, [])],
  ['the look for due incidents', 'incidents_due', () => isAnythingDue(world.system)],
  ['the claim of due incidents', 'incidents_due', () => tick(world.system)],
  [
    'the service an alert speaks for, and whether its incident is open',
    'incidents_one_per_key',
    () => readDoor(world.system.db, alertOf('r'.repeat(32), 'disk')),
  ],
  [
    'how people are reached, and what rings already',
    'pages_of_user',
    () =>
      world.work((work) =>
        respondersFor(work, [{ userId: world.bob.id, learner: false }], {
          urgency: 'high',
          incidentId: null,
        }),
      ),
  ],
  [
    'the open incident of a ticket',
    'incidents_one_per_ticket',
    () => openIncidentOf(world.system.db, world.alice.id),
  ],
  ['the look for due pages', 'pages_due', () => whatIsDue(world.system)],
  ['the claim of due pages', 'pages_due', () => claimPages(world.system, 1, 5)],
  ['leases that ran out', 'pages_leased', () => reapLeases(world.system)],
  ['promises that are due', 'sla_clocks_due', () => breachDueClocks(world.system)],
  ['arrivals nobody took', 'arrivals_waiting', () => forgottenArrivals(world.system.db)],
  ['mail nobody sent', 'outgoing_waiting', () => sendForgottenMail(world.system)],
  ['solved tickets to close', 'tickets_to_close', () => closeSolvedTickets(world.system)],
  [
    'open tickets that colleagues share',
    'tickets_shared_open',
    () => listVisible(world.system.db, COLLEAGUE, { done: false, limit: 20, ownFirst: true }),
  ],
  [
    'what colleagues share and is over, a page further',
    'tickets_shared_over',
    () => listVisible(world.system.db, COLLEAGUE, { done: true, before: new Date(), limit: 20 }),
  ],
  [
    'the conversation of a ticket',
    'comments_of_ticket',
    () => listComments(world.system.db, world.alice.id),
  ],
  [
    'the history of a ticket',
    'events_of_ticket',
    () => listHistory(world.system.db, world.alice.id),
  ],
  [
    'tickets by their mail',
    'comments_by_message_id',
    () => ticketIdsOfMessages(world.system.db, ['<a@b>']),
  ],
]

test.each(HOT)('a kept plan finds %s by %s', async (_what, index, act) => {
  // What is remembered was read before.
  await act()
  const said = (await statementsOf(act)).filter((text) => /^\s*(select|with|update)/i.test(text))
  const reads = await Promise.all(said.map(readsOf))
  expect(reads.flatMap(({ indexes }) => indexes)).toContain(index)
  const wholeTables = reads.flatMap((read) => read.wholeTables)
  expect(wholeTables.filter((table) => GROWS.includes(table))).toEqual([])
})

test('a status that comes as a parameter would not be found: it must stand in the statement', async () => {
  const { indexes } = await readsOf(
    `select * from tickets where status in ($1, $2, $3, $4) order by rank, queue_at, number limit 50`,
  )
  expect(indexes).not.toContain('tickets_queue')
})
