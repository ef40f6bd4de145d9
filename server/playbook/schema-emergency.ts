/** The emergency and its timers, the calls it is talked over on, and where it is announced. */
import { z } from 'zod'
import { key, minutes, priority, says, seconds, title, webAddress } from './schema-basics.ts'

export const emergency = z
  .strictObject({
    acknowledge_within_minutes: minutes
      .default(5)
      .describe('Then the second level is paged; must equal the delay of level 1.'),
    first_public_reply_minutes: minutes.default(30),
    customer_silent_reminder_minutes: minutes.default(15),
    customer_silent_close_minutes: minutes
      .default(15)
      .describe('After the reminder: the call ends and the ticket takes the priority below.'),
    customer_silent_priority: priority.default('high'),
    room_offered_after_minutes: minutes
      .default(60)
      .describe('A crisis room is offered then, or as soon as a second responder joins.'),
    room_insisted_after_minutes: minutes.default(60),
    customers_write_in_room: z.boolean().default(true),
    break_prompt_minutes: minutes.default(90),
    account_escalation_minutes: minutes.default(180),
    relief_offered_minutes: minutes.default(240),
    handoff_before_minutes: minutes
      .default(15)
      .describe('Before the end of a shift: the hand-off is drafted.'),
    undo_seconds: seconds.default(10),
    hand_back_minimum_seconds: seconds
      .default(60)
      .describe(
        'Handing an acknowledged emergency back leaves the next person at least this long.',
      ),
    unentitled: z
      .enum(['page_and_flag', 'redirect'])
      .default('page_and_flag')
      .describe(
        'When the plan has no emergency support: page all the same and flag it, or redirect.',
      ),
    closed_after_days: z
      .int()
      .min(0)
      .max(365)
      .default(7)
      .describe('A solved emergency ticket is closed after so many days.'),
    rest_after_night_hours: z.int().min(0).max(72).default(11),
    rest_is_required: z
      .boolean()
      .default(false)
      .describe('true: rest after a night cannot be booked shorter.'),
  })
  .prefault({})
  .describe('The emergency, with its timers.')

const dialIn = z
  .array(
    z.strictObject({
      label: title,
      number: z
        .string()
        .regex(
          /^\+?[0-9][0-9 ()#,*-]{4,40}$/,
          says('is not a telephone number', 'Write it as "+1 202 555 0100".'),
        ),
    }),
  )
  .default([])
  .describe('Telephone numbers for those who cannot open the link.')

/** The first is made on acknowledgement; the rest are fallbacks, one press away, in this order. */
export const callLink = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jitsi'),
    name: title,
    base_url: webAddress.default('https://meet.jit.si'),
    dial_in: dialIn,
  }),
  z.strictObject({ kind: z.literal('zoom'), name: title, dial_in: dialIn }),
  z.strictObject({ kind: z.literal('meet'), name: title, dial_in: dialIn }),
  z.strictObject({ kind: z.literal('fixed'), name: title, url: webAddress, dial_in: dialIn }),
])

export const announcementChannel = z.strictObject({
  key,
  name: title,
  via: z
    .enum(['feed', 'email', 'slack', 'mattermost', 'matrix', 'webhook'])
    .default('feed')
    .describe('feed is the team feed inside Watchdesk and needs no connection.'),
  to: z.string().trim().min(1).max(200).optional().describe('A chat channel or an address.'),
  ticked: z.boolean().default(true).describe('Chosen already when the draft opens.'),
})
