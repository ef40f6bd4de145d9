import { sql } from 'kysely'
import { listChannels, type Channel } from '../channels/queries.ts'
import { saveContact, saveOrganization, subscribe } from '../customers/actions.ts'
import type { Actor } from '../events.ts'
import { triggerIncident } from '../incidents/actions.ts'
import { saveEscalationPolicy } from '../incidents/policies.ts'
import { acknowledgeIncident } from '../incidents/responder.ts'
import { savePerson } from '../people/actions.ts'
import type { Database } from '../platform/database.ts'
import { conflict } from '../platform/errors.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { playbookInForce } from '../playbook/apply.ts'
import { isPaidPlan } from '../playbook/playbook.ts'
import { assignTicket, reply, setPriority, setStatus } from '../tickets/actions.ts'
import { openTicket } from '../tickets/open.ts'
import { NO_ADDRESS } from '../tickets/outgoing.ts'
import { SAMPLE_POLICY } from './removal.ts'
import { applyChecked, playbookFor, type Admin } from './steps.ts'
import {
  SAMPLE_COMPANIES,
  SAMPLE_CRISIS,
  SAMPLE_PEOPLE,
  sampleTickets,
  type SampleTicket,
} from './sample-words.ts'

type Kind = 'ticket' | 'incident' | 'contact' | 'organization' | 'user'
type Person = { id: string; name: string }
type Contact = { id: string; name: string; email: string }

/** Nobody is behind these addresses: no mail is ever written to them. */
const addressOf = (word: string) =>
  `${word.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.sample${NO_ADDRESS}`
const actorOf = (person: Person): Actor => ({ kind: 'user', ...person })

/** How many samples there are; null when none are. */
export async function countSamples(db: Database) {
  const rows = await db
    .selectFrom('samples')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
    .groupBy('kind')
    .execute()
  if (rows.length === 0) return null
  const of = (kind: Kind) => rows.find((row) => row.kind === kind)?.count ?? 0
  return { tickets: of('ticket'), crises: of('incident'), people: of('user') }
}

/**
 * One crisis, 60 tickets, 4 people, made by the same actions as real ones and marked in the same commit. Nobody is paged
 * and no mail leaves for them. Each ticket is a commit of its own, at its own moment: what a crash leaves can be removed.
 */
export async function makeSamples(system: System, admin: Admin): Promise<void> {
  const { people, companies, now } = await inWork(system, machine('samples'), async (work) => {
    await work.db.selectFrom('clock').select('onlyRow').forUpdate().execute()
    if (await countSamples(work.db)) throw conflict('The sample data is here already.')
    if (!(await playbookInForce(work.db))) await applyChecked(work, await playbookFor(work, admin))
    return { ...(await makePeople(work)), now: work.now }
  })
  const channels = await listChannels(system)
  const make = { system, people, companies, now, channels }
  for (const ticket of sampleTickets()) await makeTicket(make, ticket)
  await makeCrisis(make)
}

interface Making {
  system: System
  people: Person[]
  companies: Contact[][]
  now: Date
  channels: Channel[]
}

async function makePeople(work: Work) {
  const playbook = await playbookInForce(work.db)
  const plan = playbook?.plans.findLast((one) => isPaidPlan(playbook, one))
  const people: Person[] = []
  for (const { name, email } of SAMPLE_PEOPLE) {
    const zone = playbook?.company.time_zone ?? 'UTC'
    const person = { key: null, name, email: addressOf(email), role: 'agent' as const }
    const user = await savePerson(work, { ...person, timeZone: zone })
    await mark(work, 'user', user.id)
    people.push({ id: user.id, name })
  }
  const companies: Contact[][] = []
  for (const { name, paid, people: contacts } of SAMPLE_COMPANIES) {
    const organization = await saveOrganization(work, {
      externalId: `sample:${name}`,
      name,
      domains: [],
    })
    await mark(work, 'organization', organization.id)
    const year = 365 * 86_400_000
    if (paid && plan)
      await subscribe(work, {
        organizationId: organization.id,
        planKey: plan.key,
        startsAt: new Date(work.now.getTime() - year),
        endsAt: new Date(work.now.getTime() + year),
      })
    const staff: Contact[] = []
    for (const person of contacts) {
      const contact = await saveContact(work, {
        email: addressOf(person),
        name: person,
        organizationId: organization.id,
      })
      await mark(work, 'contact', contact.id)
      staff.push(contact)
    }
    companies.push(staff)
  }
  return { people, companies }
}

const mark = (work: Work, kind: Kind, id: string) =>
  work.db.insertInto('samples').values({ kind, id }).execute()

async function makeTicket(making: Making, sample: SampleTicket) {
  const { system, people, companies, now, channels } = making
  const at = (minutes: number) => new Date(now.getTime() - Math.max(minutes, 1) * 60_000)
  const contact = companies[sample.company]![sample.person]!
  const by = people[sample.by]!
  const isPaid = SAMPLE_COMPANIES[sample.company]!.paid
  const channel =
    channels.find(({ kind }) => kind === (isPaid ? 'paid' : 'community')) ?? channels.at(-1)!
  const asContact: Actor = { kind: 'contact', id: contact.id, name: contact.name }
  const ticketId = await inWork(
    system,
    asContact,
    async (work) => {
      const { id } = await openTicket(work, {
        channel,
        subject: sample.subject,
        body: sample.body,
        requester: contact,
        via: 'email',
        priority: sample.priority,
      })
      await mark(work, 'ticket', id)
      return id
    },
    { now: at(sample.minutesAgo) },
  )
  if (sample.fate === 'new') return
  await inWork(
    system,
    actorOf(by),
    async (work) => {
      await assignTicket(work, ticketId, by)
      if (sample.fate === 'assigned') return
      const body = `Hello ${contact.name.split(' ')[0]},\n\nthank you. I can see it happen here as well, and tell you by this evening what it is.\n\n${by.name}`
      await reply(work, ticketId, { body, via: 'web' })
      if (sample.fate === 'solved') await setStatus(work, ticketId, 'solved')
      else await setStatus(work, ticketId, 'pending')
    },
    { now: at(sample.minutesAgo * 0.6) },
  )
}

/** Under way, and in hand: it pages nobody, for the only one on its policy is a sample without a phone. */
async function makeCrisis({ system, people, companies, now, channels }: Making) {
  const [holder] = people
  const contact = companies[0]![0]!
  const channel = channels.find(({ kind }) => kind === 'emergency')
  if (!holder || !channel) return
  await inWork(
    system,
    actorOf(holder),
    async (work) => {
      const policyKey = SAMPLE_POLICY
      await saveEscalationPolicy(work, {
        key: policyKey,
        name: 'Sample data',
        body: {
          levels: [{ targets: [{ kind: 'user', id: holder.id }], delayMinutes: 5 }],
          repeats: 0,
          fallback: [],
          fallbackEveryMinutes: 10,
          keepPagingEarlierLevels: false,
        },
      })
      const { subject, body } = SAMPLE_CRISIS
      const request = { channel, subject, body, requester: contact, via: 'portal' as const }
      const ticket = await openTicket(work, request)
      await mark(work, 'ticket', ticket.id)
      const { incident } = await triggerIncident(work, {
        title: subject,
        urgency: 'high',
        policyKey,
        ticketId: ticket.id,
      })
      await mark(work, 'incident', incident.id)
      // In the same commit: there is no moment in which it would ring.
      await acknowledgeIncident(work, incident.id, holder)
      await setPriority(work, ticket.id, 'urgent', 'A sample')
    },
    { now: new Date(now.getTime() - 18 * 60_000) },
  )
  await inWork(
    system,
    actorOf(holder),
    async (work) => {
      const { rows } = await sql<{ ticketId: string }>`
        select i.ticket_id as "ticketId" from incidents i join samples s on s.id = i.id`.execute(
        work.db,
      )
      const [crisis] = rows
      if (crisis) await reply(work, crisis.ticketId, { body: SAMPLE_CRISIS.answer, via: 'web' })
    },
    { now: new Date(now.getTime() - 12 * 60_000) },
  )
}
