/** Decides who may know which of the words that were hidden in a world. */
import { FAR, WORDS } from './words.ts'

export interface Canary {
  name: string
  text: string
  /** Any of these permissions is enough for one of ours; empty: nobody may know. */
  staff: readonly string[]
  /** Customers who wrote it, or to whom it was said. */
  customers: readonly string[]
}

/** What is said in a ticket is read wherever tickets, their mail or their incidents are. */
const READING = [
  'tickets.read',
  'mail.read',
  'mail.write',
  'incidents.read',
  'paging.own',
  'customers.erase',
]

export const CANARIES: readonly Canary[] = [
  { name: 'Kim’s ticket', text: WORDS.kim, staff: READING, customers: ['kim@acme.test'] },
  { name: 'Ivy’s ticket', text: WORDS.ivy, staff: READING, customers: ['ivy@initech.test'] },
  { name: 'an internal note', text: WORDS.note, staff: ['tickets.read'], customers: [] },
  {
    name: 'a restricted ticket',
    text: WORDS.restricted,
    staff: ['tickets.restricted'],
    customers: [],
  },
  {
    name: 'the number of what is restricted',
    text: String(FAR),
    staff: ['tickets.restricted'],
    customers: [],
  },
  { name: 'Alice’s draft', text: WORDS.draft, staff: [], customers: [] },
  {
    name: 'a note on a customer',
    text: WORDS.organizationNote,
    staff: ['customers.read', 'tickets.read'],
    customers: [],
  },
  { name: 'a topic in review', text: WORDS.review, staff: ['forum.moderate'], customers: [] },
  {
    name: 'an unpublished article',
    text: WORDS.unpublished,
    staff: ['tickets.read', 'knowledge.write'],
    customers: [],
  },
  { name: 'mail in quarantine', text: WORDS.quarantined, staff: ['mail.read'], customers: [] },
  { name: 'the password of a mailbox', text: WORDS.secret, staff: [], customers: [] },
  { name: 'where Bob is paged', text: WORDS.hook, staff: [], customers: [] },
]

interface Looking {
  name: string
  may(permission: string): boolean
}

/** What a text holds that whoever reads it may not know; what they asked with is no news to them. */
export const shownTo = (caller: Looking, text: string, asked: string): string[] =>
  CANARIES.filter(
    (canary) =>
      text.includes(canary.text) &&
      !asked.includes(canary.text) &&
      !canary.staff.some((permission) => caller.may(permission)) &&
      !canary.customers.includes(caller.name),
  ).map(({ name }) => name)
