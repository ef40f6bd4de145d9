/** The doors: channels in order of strictness, the plans that open them, and the issue trackers. */
import { z } from 'zod'
import { signature } from './schema-words.ts'
import { days, key, priority, reference, says, title, webAddress } from './schema-basics.ts'

export const channelKinds = [
  'emergency',
  'security',
  'bug_bounty',
  'paid',
  'community',
  'tracker',
  'other',
] as const

const hostings = ['hosted', 'self_managed', 'dedicated'] as const

const address = z
  .string()
  .max(254)
  .regex(
    /^[a-z0-9][a-z0-9._+-]*(@[^\s@]+)?$/i,
    says('is not a mailbox', 'Write the mailbox alone, "emergency", or a whole mail address.'),
  )

/** The position in the list is the rank: the first channel is the strictest. */
export const channel = z.strictObject({
  key,
  name: title,
  kind: z.enum(channelKinds),
  who: z
    .enum(['anyone', 'plans', 'researchers', 'staff'])
    .describe('Who may use it. plans: senders whose plan lists this channel.'),
  addresses: z
    .array(address)
    .default([])
    .describe(
      'Mailboxes: "emergency", or a whole address. The support domain is added if missing.',
    ),
  priority: priority.default('normal').describe('Priority of a new ticket from this channel.'),
  promise: z.string().max(500).describe('The promise, in words customers and staff may read.'),
  escalation_policy: reference.optional().describe('A new ticket pages by this policy.'),
  auto_reply: reference.optional().describe('Template sent at once to every new sender.'),
  closes_after_auto_reply: z.boolean().default(false),
  redirect: reference
    .optional()
    .describe('Template for senders whose plan does not list this channel; the ticket is closed.'),
  restricted: z
    .boolean()
    .default(false)
    .describe('Visible only to those who need to know, from the first second.'),
  from_name: title
    .optional()
    .describe("The name answers from here come under. Left out: the company's."),
  signature: signature
    .optional()
    .describe('Below every answer from here. Left out: the one under mail.'),
})

export const plan = z.strictObject({
  key,
  name: title,
  emergency_support: z.boolean(),
  channels: z
    .array(reference)
    .default([])
    .describe('Channels with who: plans that this plan opens.'),
  sla_policy: reference.optional().describe('The policy shown to customers as their promise.'),
  hours: reference.optional().describe('Calendar of the hours bought.'),
  emergency_hours: reference
    .optional()
    .describe('Calendar in which its emergencies wake people. Left out: by day and night.'),
  hosting: z
    .array(z.enum(hostings))
    .min(1)
    .default([...hostings]),
  grace_days: z.int().min(0).max(365).default(14).describe('Days of support after the plan ended.'),
  contact_limit: z.int().min(1).max(100_000).optional().describe('Most contacts. Left out: any.'),
})

export const tracker = z.strictObject({
  key,
  name: title,
  kind: z.enum(['builtin', 'gitlab', 'github']),
  url: webAddress.optional().describe('The page of the tracker. Only builtin has none.'),
  handles: z
    .array(z.string().trim().min(1).max(80))
    .default([])
    .describe('Words that place an issue here; the first tracker with a match wins.'),
  default: z.boolean().default(false).describe('Where an issue goes when no word matches.'),
})

export const ticketRules = z
  .strictObject({
    solved_closes_after_days: days.default(7),
    pending_reminder_after_days: days.nullable().default(7).describe('null: never.'),
    pending_solves_after_days: days.nullable().default(14).describe('null: never.'),
    on_hold_reopens_after_days: days.nullable().default(4).describe('null: never.'),
    survey_after_hours: z.int().min(1).max(720).nullable().default(24).describe('null: never.'),
    warn_before_breach_minutes: z.int().min(1).max(10_080).default(120),
    undo_send_seconds: z
      .int()
      .min(0)
      .max(120)
      .default(10)
      .describe('Staff replies may be taken back this long; never in an emergency.'),
  })
  .prefault({})
  .describe('What happens to tickets by themselves.')
