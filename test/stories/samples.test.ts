import { sql } from 'kysely'
import { expect } from 'vitest'
import { saveEscalationPolicy } from '../../server/incidents/policies.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

/** How many rows each table of ours holds. */
async function counts({ system }: World): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(system.db)
  const counted: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)}`.execute(system.db)
    counted[name] = rows[0]?.count ?? 0
  }
  return counted
}

/** What is written beside the rows and tells nothing of a sample: what happened, and what search has still to do. */
const BESIDE = ['events', 'reactions_done', 'search_dirty', 'search_state', 'outgoing_attempts']

story(
  'sample data fills the queue, pages nobody, mails nobody, and one press removes all of it',
  async (world) => {
    const { dora, kim, alice } = world
    await world.mail.send({ from: kim.email, to: 'support@support.test', subject: 'A real one' })
    // A policy of the playbook may be called anything.
    await world.work((work) =>
      saveEscalationPolicy(work, {
        key: 'sample',
        name: 'Ours',
        body: {
          levels: [],
          repeats: 0,
          fallback: [],
          fallbackEveryMinutes: 10,
          keepPagingEarlierLevels: false,
        },
      }),
    )
    const before = await counts(world)
    expect(await dora.call('PUT', '/setup/samples')).toMatchObject({ status: 200 })
    const { body } = await dora.call('GET', '/setup')
    expect(body['samples']).toEqual({ tickets: 61, crises: 1, people: 4 })
    expect(await dora.call('PUT', '/setup/samples')).toMatchObject({ status: 409 })
    const shell = await alice.call<{ hasSamples: boolean; unanswered: unknown[] }>('GET', '/shell')
    expect(shell.body).toMatchObject({ hasSamples: true, unanswered: [] })
    expect(await world.incidents()).toMatchObject([
      { status: 'acknowledged', title: 'All git pushes fail since 09:40' },
    ])
    const { pages = 0, outgoing_messages: mails = 0 } = await counts(world)
    expect([pages, mails]).toEqual([before['pages'], before['outgoing_messages']])
    // Somebody tries things out on them, and gives a real ticket to a sample person.
    const people = (await dora.call<{ people: { id: string; name: string }[] }>('GET', '/people'))
      .body.people
    const amira = people.find(({ name }) => name === 'Amira Wolf')!
    await alice.call('POST', '/tickets/2/notes', { body: 'What is this?' })
    await alice.call('PUT', '/tickets/1/assignee', { assignee: amira.id })
    await world.clock.advance('2 minutes')
    await world.work((w) =>
      import('../../server/setup/remove-samples.ts').then((m) => m.removeSamples(w)),
    )
    expect(await dora.call('DELETE', '/setup/samples')).toMatchObject({ status: 200 })
    await world.clock.settle()
    const after = await counts(world)
    for (const name of BESIDE) {
      delete before[name]
      delete after[name]
    }
    expect(after).toEqual(before)
    expect((await dora.call('GET', '/setup')).body['samples']).toBeNull()
    expect((await alice.call('GET', '/tickets/1')).status).toBe(200)
  },
  { timeout: 60_000 },
)
