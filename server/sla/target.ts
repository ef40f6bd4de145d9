/** Decides which promise a ticket gets: the first policy whose every condition holds, and its number for one metric and priority. */
import type { Priority } from '../events.ts'

export type Metric = 'first_reply' | 'next_reply' | 'update' | 'resolution'

export interface SlaPolicy {
  versionId: string
  key: string
  name: string
  conditions: { channels?: string[]; plans?: string[]; priorities?: Priority[]; tags?: string[] }
  /** `hours`: the version of the calendar these minutes are counted in. */
  targets: { metric: Metric; priority: Priority; minutes: number; hours: string }[]
  /** Statuses in which clocks stand still. */
  pauseStatuses: string[]
}

export interface TicketFacts {
  channelKey: string
  planKey: string | null
  priority: Priority
  tags: readonly string[]
}

/** Policies are tried in order of position. */
export function policyFor(policies: readonly SlaPolicy[], ticket: TicketFacts): SlaPolicy | null {
  return policies.find((policy) => holds(policy.conditions, ticket)) ?? null
}

export function targetFor(policy: SlaPolicy, metric: Metric, priority: Priority) {
  return (
    policy.targets.find((target) => target.metric === metric && target.priority === priority) ??
    null
  )
}

function holds(
  { channels, plans, priorities, tags }: SlaPolicy['conditions'],
  ticket: TicketFacts,
): boolean {
  return (
    (!channels || channels.includes(ticket.channelKey)) &&
    (!plans || (ticket.planKey !== null && plans.includes(ticket.planKey))) &&
    (!priorities || priorities.includes(ticket.priority)) &&
    (!tags || tags.some((tag) => ticket.tags.includes(tag)))
  )
}
