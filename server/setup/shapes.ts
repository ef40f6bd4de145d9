import { z } from 'zod'
import { WEEKDAYS } from '../calendar/week.ts'
import { instant } from '../platform/shapes.ts'

/** Shapes the setup speaks. */
export const stepName = z.enum(['company', 'mail', 'promises', 'on_call', 'phone'])
export const provider = z.enum(['google', 'microsoft', 'other'])
const host = z.object({
  host: z.string(),
  port: z.int(),
  tls: z.enum(['tls', 'starttls', 'none']),
})
const hostOfUser = host.extend({ user: z.string() })

export const Hosts = z
  .object({
    provider,
    incoming: host,
    outgoing: host,
    foundBy: z.enum(['provider', 'domain', 'guess']),
  })
  .meta({ id: 'MailHosts' })

const Advice = z.object({
  said: z.string().meta({ description: "The server's own line." }),
  reading: z.string(),
  fix: z.string(),
  link: z.object({ url: z.string(), words: z.string() }).nullable(),
})

export const MailTestBody = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'passed', 'failed']),
    settings: z.object({
      address: z.string(),
      provider,
      incoming: hostOfUser,
      outgoing: hostOfUser.nullable(),
    }),
    hasPassword: z.boolean(),
    steps: z.array(
      z.object({
        side: z.enum(['incoming', 'outgoing', 'return']),
        state: z.enum(['waiting', 'done', 'failed']),
        words: z.string(),
        milliseconds: z.int().nullable(),
        advice: Advice.nullable(),
      }),
    ),
    startedAt: instant,
  })
  .meta({ id: 'MailTest' })

export const SetupState = z
  .object({
    now: instant,
    finishedAt: instant.nullable(),
    hasPlaybook: z.boolean(),
    steps: z.array(
      z.object({
        step: stepName,
        state: z.enum(['done', 'skipped']),
        proof: z.string().nullable(),
        at: instant,
      }),
    ),
    company: z.object({
      name: z.string(),
      timeZone: z.string(),
      days: z.array(z.enum(WEEKDAYS)),
      from: z.string(),
      to: z.string(),
    }),
    presets: z.array(
      z.object({
        key: z.enum(['calm', 'quick', 'day_and_night']),
        name: z.string(),
        words: z.string(),
      }),
    ),
    preset: z.enum(['calm', 'quick', 'day_and_night']).nullable(),
    onCall: z.object({
      people: z.array(z.object({ name: z.string(), email: z.string() })),
      turn: z.enum(['day', 'week', 'two_weeks']),
      day: z.enum(WEEKDAYS),
      time: z.string(),
    }),
    mail: z.object({
      address: z.string().nullable(),
      outgoingIsGiven: z.string().nullable().meta({ description: 'Where SMTP_URL leads.' }),
      canSend: z.boolean(),
      test: MailTestBody.nullable(),
    }),
    phone: z.object({ ways: z.int(), lastProofAt: instant.nullable() }),
    reachUrl: z.string(),
    testEmergency: z
      .object({
        state: z.enum(['ringing', 'answered', 'unanswered']),
        startedAt: instant,
        answeredMs: z.int().nullable(),
        pages: z.array(
          z.object({ kind: z.string(), state: z.string(), outcome: z.string().nullable() }),
        ),
      })
      .nullable(),
    samples: z.object({ tickets: z.int(), crises: z.int(), people: z.int() }).nullable(),
  })
  .meta({ id: 'Setup' })
