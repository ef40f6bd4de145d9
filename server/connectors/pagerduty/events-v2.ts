/**
 * Decides what an event in PagerDuty's format means and how it is answered, in PagerDuty's own
 * words, so that whatever already speaks to PagerDuty needs only another address.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */
import { z } from 'zod'
import type { Alert } from '../connector.ts'

/** Of the whole body; a larger one is refused unread. */
export const MOST_EVENT_BYTES = 512 * 1024

const ROUTING_KEY_LENGTH = 32
const LONGEST_DEDUP_KEY = 255
const LONGEST_SUMMARY = 1024

const Action = z.enum(['trigger', 'acknowledge', 'resolve'])
const Severity = z.enum(['critical', 'error', 'warning', 'info'])

/** What is wrong is read as missing: an odd link or time must not cost the alert. */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || null)
  .nullable()
  .catch(null)

const instant = z
  .string()
  .transform((value) => new Date(value))
  .refine((date) => !Number.isNaN(date.getTime()))
  .nullable()
  .catch(null)

const Link = z.object({ href: z.string().min(1), text })
/** "This image must be served via HTTPS." */
const Image = z.object({ src: z.string().startsWith('https://'), href: text, alt: text })
const Details = z.record(z.string(), z.unknown())

const Payload = z.object({
  summary: text,
  source: text,
  severity: text,
  timestamp: instant,
  component: text,
  group: text,
  class: text,
  custom_details: z.unknown().optional(),
})

const Event = z.object({
  routing_key: text,
  event_action: text,
  dedup_key: text,
  client: text,
  client_url: text,
  links: z.array(z.unknown()).catch([]),
  images: z.array(z.unknown()).catch([]),
  payload: Payload.catch(Payload.parse({})),
})

export type ReadEvent = { alert: Alert } | { errors: string[] }

/**
 * `body` is the parsed JSON. An acknowledge or resolve needs no payload; its alert may be nothing
 * but a key.
 */
export function readEvent(body: unknown): ReadEvent {
  const event = Event.safeParse(body)
  if (!event.success) return { errors: ['JSON parse error'] }
  const errors = mistakesIn(event.data)
  return errors.length > 0 ? { errors } : { alert: alertOf(event.data) }
}

function mistakesIn({
  routing_key,
  event_action,
  dedup_key,
  payload,
}: z.output<typeof Event>): string[] {
  const errors: string[] = []
  if (!routing_key) errors.push("'routing_key' cannot be blank")
  else if (routing_key.length !== ROUTING_KEY_LENGTH) {
    errors.push(`Length of 'routing_key' is incorrect (should be ${ROUTING_KEY_LENGTH} characters)`)
  }
  if (!event_action) errors.push("'event_action' is missing or blank")
  else if (!Action.safeParse(event_action).success)
    errors.push(`'event_action' is invalid (must be ${oneOf(Action.options)})`)
  if (dedup_key && dedup_key.length > LONGEST_DEDUP_KEY) {
    errors.push(
      `Length of 'dedup_key' is incorrect (should be at most ${LONGEST_DEDUP_KEY} characters)`,
    )
  }
  if (!dedup_key && (event_action === 'acknowledge' || event_action === 'resolve')) {
    errors.push("'dedup_key' is missing or blank")
  }
  return event_action === 'trigger' ? [...errors, ...mistakesInPayload(payload)] : errors
}

function mistakesInPayload(payload: z.output<typeof Payload>): string[] {
  const errors = (['summary', 'source', 'severity'] as const)
    .filter((name) => !payload[name])
    .map((name) => `'payload.${name}' is missing or blank`)
  if (payload.severity && !Severity.safeParse(payload.severity).success) {
    errors.push(`'payload.severity' is invalid (must be ${oneOf(Severity.options)})`)
  }
  return errors
}

function alertOf({ payload, ...event }: z.output<typeof Event>): Alert {
  return {
    type: 'alert',
    action: Action.parse(event.event_action),
    routingKey: event.routing_key ?? '',
    dedupKey: event.dedup_key,
    // Alertmanager shortens to this length itself; others are cut rather than refused.
    summary: payload.summary?.slice(0, LONGEST_SUMMARY) ?? null,
    source: payload.source,
    severity: Severity.safeParse(payload.severity).data ?? null,
    at: payload.timestamp,
    component: payload.component,
    group: payload.group,
    class: payload.class,
    details: detailsOf(payload.custom_details),
    links: readable(Link, event.links),
    images: readable(Image, event.images),
    client: event.client,
    clientUrl: event.client_url,
  }
}

/**
 * The description wants an object; many senders give a text or a list, and PagerDuty takes those.
 */
function detailsOf(given: unknown): Record<string, unknown> {
  if (given === undefined || given === null || given === '') return {}
  return Array.isArray(given)
    ? { details: given }
    : (Details.safeParse(given).data ?? { details: given })
}

function readable<Schema extends z.ZodType>(schema: Schema, items: unknown[]): z.output<Schema>[] {
  return items
    .map((item) => schema.safeParse(item))
    .flatMap((read) => (read.success ? [read.data] : []))
}

const oneOf = (options: readonly string[]) => options.map((option) => `'${option}'`).join(', ')

/**
 * 202 also for an acknowledge or resolve that found no open alert; `dedupKey` is ours when the
 * sender gave none.
 */
export const acceptedEvent = (dedupKey: string) => ({
  status: 202,
  body: { status: 'success', message: 'Event processed', dedup_key: dedupKey },
})

export const refusedEvent = (errors: string[]) => ({
  status: 400,
  body: errors.includes('JSON parse error')
    ? { status: 'Unrecognized object', message: 'Event object format is unrecognized', errors }
    : { status: 'invalid event', message: 'Event object is invalid', errors },
})

/** Clients wait and try again; their own back-off decides how long. */
export const throttledEvent = () => ({
  status: 429,
  body: {
    status: 'throttle exceeded',
    message: 'Requests for this service are arriving too quickly.  Please retry later.',
    errors: ['Enhance your calm.'],
  },
})
