/** What the plan of the history is made of: tickets with their steps, and the words and people they share. */
import type { Priority, TicketStatus } from '../../server/events.ts'
import type { Via } from '../../server/tickets/actions.ts'
import type { Hours } from '../../server/sla/clock.ts'
import type { Metric } from '../../server/sla/target.ts'
import type { Chance } from './random.ts'
import type { Customer, Person } from './customers.ts'
import { continuous } from './words/continuous.ts'
import { people } from './words/people.ts'
import { server } from './words/server.ts'
import type { Details } from './words/words.ts'

export interface Step {
  at: Date
  /** A customer's words, or what one of ours does in one go. */
  kind: 'customer' | 'staff' | 'close'
  by?: string
  take?: boolean
  note?: string
  words?: string
  status?: TicketStatus
}

export interface PlannedTicket {
  at: Date
  channel: string
  subject: string
  body: string
  from: Person
  via: Via
  priority?: Priority
  steps: Step[]
}

export interface Setting {
  /** The history begins and ends here. */
  from: Date
  end: Date
  chance: Chance
  /** Minutes promised and the hours they are counted in; null where nothing is promised. */
  promise(
    customer: Customer,
    metric: Metric,
    priority: Priority,
  ): { minutes: number; hours: Hours } | null
}

export const DAY_MINUTES = 1440
const AGENTS = ['alice', 'alice', 'alice', 'bob', 'bob', 'carol', 'carol', 'mona'] as const
const PROJECTS = [
  'firmware',
  'billing',
  'web-shop',
  'ledger',
  'mobile-app',
  'infra/terraform',
  'data-lake',
  'crm',
  'design-system',
  'gateway',
] as const
const VERSIONS = ['17.2.4', '17.3.1', '17.4.0', '17.4.2', '17.5.1', '17.6.0'] as const
export const PAID_WORDS = [...continuous, ...server, ...people]

export const detailsFor = ({ chance }: Setting, key: string): Details => ({
  host: `git.${key}.test`,
  version: chance.pick(VERSIONS),
  count: String(chance.pick([12, 14, 18, 25, 30, 45, 60, 90])),
  project: chance.pick(PROJECTS),
})

export const letter = (text: string, name: string) => `${text}\n\n${name}`
export const answerTo = ({ name }: Person, text: string, by: string) =>
  `Hello ${name.split(' ')[0]},\n\n${text}\n\nBest regards\n${by[0]!.toUpperCase()}${by.slice(1)}`
export const agent = ({ chance }: Setting) => chance.pick(AGENTS)
