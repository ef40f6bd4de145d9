/** What a playbook is: the whole support organisation as one value, section by section. */
import { z } from 'zod'
import { channel, plan, ticketRules, tracker } from './schema-channels.ts'
import { about, company, person, team } from './schema-company.ts'
import { announcementChannel, callLink, emergency } from './schema-emergency.ts'
import { calendar, slaPolicy } from './schema-hours.ts'
import { forumCategory } from './schema-forum.ts'
import { escalationPolicy, paging, schedule } from './schema-oncall.ts'
import { customers, ticketField, ticketForm, ticketStatus } from './schema-tickets.ts'
import { mail, templates } from './schema-words.ts'

/** Unknown keys are refused everywhere: a misspelt setting must not be silently ignored. */
export const playbookSchema = z.strictObject({
  playbook: about,
  company,
  channels: z
    .array(channel)
    .min(1)
    .describe('Every way to reach us, strictest promise first: the position is the rank.'),
  plans: z.array(plan).default([]).describe('What customers buy, and which channels it opens.'),
  calendars: z.array(calendar).default([]).describe('The hours in which clocks count.'),
  sla_policies: z
    .array(slaPolicy)
    .default([])
    .describe('Promises about time. The first policy that fits a ticket is the one that counts.'),
  teams: z.array(team).default([]).describe('Groups of people.'),
  people: z.array(person).default([]).describe('The people whom schedules and levels name.'),
  schedules: z.array(schedule).default([]).describe('Who is on duty, turn by turn.'),
  escalation_policies: z
    .array(escalationPolicy)
    .default([])
    .describe('Who is paged in which order until somebody acknowledges.'),
  paging,
  emergency,
  call_links: z
    .array(callLink)
    .min(1)
    .describe('Calls: the first is made on acknowledgement, the rest are fallbacks in order.'),
  announcements: z
    .array(announcementChannel)
    .default([])
    .describe('Where staff hear of an emergency.'),
  trackers: z
    .array(tracker)
    .default([])
    .describe('Where issues live; the first tracker whose words match takes the issue.'),
  forum_categories: z
    .array(forumCategory)
    .default([])
    .describe(
      'Where topics of the community belong, in the order of its pages. Left out: as they are.',
    ),
  ticket_rules: ticketRules,
  ticket_fields: z
    .array(ticketField)
    .default([])
    .describe('What a ticket may say beyond its conversation.'),
  ticket_forms: z
    .array(ticketForm)
    .default([])
    .describe('Which fields are asked for, and when. A field may depend on one before it.'),
  ticket_statuses: z
    .array(ticketStatus)
    .default([])
    .describe('Names of your own inside the statuses, such as "Waiting for a release".'),
  customers,
  mail,
  templates,
})

export type Playbook = z.output<typeof playbookSchema>
export type Channel = Playbook['channels'][number]
export type Plan = Playbook['plans'][number]
export type Calendar = Playbook['calendars'][number]
export type SlaPolicy = Playbook['sla_policies'][number]
export type Team = Playbook['teams'][number]
export type Person = Playbook['people'][number]
export type Schedule = Playbook['schedules'][number]
export type Layer = Schedule['layers'][number]
export type EscalationPolicy = Playbook['escalation_policies'][number]
export type Target = EscalationPolicy['levels'][number]['targets'][number]
export type NotificationRule = Playbook['paging']['high_urgency'][number]
export type CallLink = Playbook['call_links'][number]
export type AnnouncementChannel = Playbook['announcements'][number]
export type Tracker = Playbook['trackers'][number]
export type ForumCategory = Playbook['forum_categories'][number]
export type Template = Playbook['templates'][string]

/** The whole mail address of a channel: a bare mailbox is completed with the support domain. */
export function addressOf(address: string, supportAddress: string): string {
  const whole = address.includes('@') ? address : `${address}@${supportAddress.split('@')[1]}`
  return whole.toLowerCase()
}

/** A plan is paid when it opens a channel of kind paid. */
export function isPaidPlan(playbook: Pick<Playbook, 'channels'>, plan: Plan): boolean {
  return playbook.channels.some(
    (channel) => channel.kind === 'paid' && plan.channels.includes(channel.key),
  )
}

/** Keys of a team's people, whether the team names them or they name the team; each once. */
export function membersOf(playbook: Pick<Playbook, 'teams' | 'people'>, teamKey: string): string[] {
  const named = playbook.teams.find((team) => team.key === teamKey)?.members ?? []
  const joined = playbook.people.filter((person) => person.teams.includes(teamKey))
  return [...new Set([...named, ...joined.map((person) => person.key)])]
}
