/** What we say: the templates of the messages sent by themselves, and the placeholders they may use. */
import { z } from 'zod'
import { says } from './schema-basics.ts'

/** Every placeholder and what stands in its place; people read this list, so it is worded for them. */
export const placeholders = {
  company_name: 'Our company, as customers know it',
  support_address: 'The main support mailbox',
  customer_name: 'The person who wrote to us',
  ticket_number: 'The number of the ticket, without #',
  ticket_subject: 'The subject of the ticket',
  ticket_url: 'The live page of the ticket, which needs no password',
  responder_name: 'The person who has the emergency in hand',
  call_link: 'The web address of the call',
  call_name: 'What the call runs on, such as Jitsi',
  previous_call_name: 'What the call ran on before it was switched',
  dial_in: 'Telephone numbers of the call, one a line',
  acknowledge_minutes: 'Minutes until the second level is paged',
  first_reply_minutes: 'Minutes in which the first reply is promised',
  silent_minutes: 'Minutes since the customer was last heard of',
  close_minutes: 'Minutes until the call is closed',
  resume_url: 'One press resumes the emergency',
  people_tried: 'How many people were paged without an answer',
  retry_minutes: 'Minutes until everyone is paged again',
  forum_url: 'The community forum (company.links.forum, else the built-in one)',
  forum_topics: 'The forum topics that match best, one a line',
  disclosure_url: 'Our page on reporting a vulnerability (company.links.disclosure)',
  pgp_key_url: 'The public key of the security team (company.links.pgp_key)',
  priority: 'low, normal, high or urgent',
  reason: 'Why, in the words of the person who did it',
  waiting_days: 'Days since we last wrote and waited',
  solves_days: 'Days until the ticket is solved by itself',
  reopen_days: 'Days in which a reply opens the ticket again',
  sign_in_code: 'The six digits of a sign-in',
  sign_in_url: 'The link that signs in',
  expires_minutes: 'Minutes until the sign-in code expires',
  agent_name: 'The person of ours who wrote the answer',
  channel_name: 'The channel the ticket came in by',
} as const

export type Placeholder = keyof typeof placeholders

const always: Placeholder[] = ['company_name', 'support_address', 'customer_name']
const aboutTicket: Placeholder[] = [...always, 'ticket_number', 'ticket_subject', 'ticket_url']
const aboutCall: Placeholder[] = ['responder_name', 'call_link', 'call_name', 'dial_in']

interface TemplateRule {
  when: string
  may: Placeholder[]
  must: Placeholder[]
}

/** The templates the server itself sends: when, what it knows then, and what must not be left out. */
export const knownTemplates: Record<string, TemplateRule> = {
  emergency_received: {
    when: 'an emergency has come in and people are being paged',
    may: [...aboutTicket, 'acknowledge_minutes', 'first_reply_minutes'],
    must: ['ticket_number', 'ticket_url'],
  },
  emergency_acknowledged: {
    when: 'somebody has the emergency in hand',
    may: [...aboutTicket, ...aboutCall],
    must: ['responder_name', 'call_link', 'dial_in'],
  },
  call_link_switched: {
    when: 'the call has moved to another link',
    may: [...aboutTicket, ...aboutCall, 'previous_call_name'],
    must: ['call_link', 'dial_in'],
  },
  emergency_unanswered: {
    when: 'every level and repeat went unanswered: the truth is told',
    may: [...aboutTicket, 'people_tried', 'retry_minutes'],
    must: ['ticket_number'],
  },
  customer_silent_reminder: {
    when: 'the customer has been silent during an emergency',
    may: [...aboutTicket, ...aboutCall, 'silent_minutes', 'close_minutes', 'resume_url'],
    must: ['call_link', 'close_minutes'],
  },
  customer_silent_closed: {
    when: 'the call was closed because the customer stayed silent',
    may: [...aboutTicket, ...aboutCall, 'silent_minutes', 'resume_url'],
    must: ['resume_url'],
  },
  security_auto_reply: {
    when: 'a message reached the security mailbox',
    may: [...aboutTicket, 'disclosure_url', 'pgp_key_url', 'forum_url'],
    must: [],
  },
  free_plan_redirect: {
    when: 'the plan of the sender is looked after elsewhere',
    may: [...aboutTicket, 'forum_url', 'forum_topics'],
    must: ['forum_url'],
  },
  ticket_received: {
    when: 'a new ticket has come in',
    may: [...aboutTicket, 'first_reply_minutes'],
    must: ['ticket_number'],
  },
  priority_changed: {
    when: 'we changed the priority of a ticket and want the customer to know why',
    may: [...aboutTicket, 'priority', 'reason'],
    must: ['priority', 'reason'],
  },
  pending_reminder: {
    when: 'we have waited for the customer for some days',
    may: [...aboutTicket, 'waiting_days', 'solves_days'],
    must: ['ticket_number'],
  },
  ticket_solved: {
    when: 'a ticket was solved',
    may: [...aboutTicket, 'reopen_days'],
    must: ['ticket_number'],
  },
  sign_in_code: {
    when: 'somebody asked for a sign-in link',
    may: [...always, 'sign_in_code', 'sign_in_url', 'expires_minutes'],
    must: ['sign_in_code'],
  },
}

/** What a signature may say: it stands under every answer a person writes. */
export const signaturePlaceholders: Placeholder[] = [
  'agent_name',
  'company_name',
  'channel_name',
  'support_address',
  'ticket_number',
]

/** Plain text; it may be empty. */
export const signature = z.string().max(2000)

export const mail = z
  .strictObject({
    agent_name_in_from: z
      .boolean()
      .default(true)
      .describe('Answers come from "Alice at Acme Support" rather than from "Acme Support".'),
    quote_last_message: z
      .boolean()
      .default(true)
      .describe("The customer's last message stands, folded, below an answer."),
    signature: signature
      .default('{{agent_name}}\n{{company_name}}')
      .describe('Below every answer, with {{placeholders}}. Empty: none.'),
  })
  .prefault({})
  .describe('How answers to customers look in their mailbox.')

export const template = z.strictObject({
  subject: z.string().trim().min(1).max(200),
  body: z.string().min(1).max(20_000),
})

export const templates = z
  .record(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,59}$/,
        says('is not a template name', 'Use lower-case letters, digits and _.'),
      ),
    template,
  )
  .describe('The words of every message sent by itself, with {{placeholders}}.')
