import {
  acceptedEvent,
  MOST_EVENT_BYTES,
  readEvent,
  refusedEvent,
  throttledEvent,
} from '../../connectors/pagerduty/events-v2.ts'
import type { Alert } from '../../connectors/connector.ts'
import { isDatabaseAway } from '../../platform/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { storable } from '../../platform/storable.ts'
import type { Routes } from '../../platform/http.ts'
import type { System } from '../../platform/system.ts'

type TakeAlert = (
  system: System,
  alert: Alert,
  how: { stepsNow: boolean },
) => Promise<string | null>

/** PagerDuty: "about 120 events per minute per key in a sliding 60 s". The first trigger of a key we have not seen always passes. */
const MOST_PER_MINUTE = 120
const MOST_REMEMBERED = 20_000

/**
 * PagerDuty's Events API v2 (https://developer.pagerduty.com/docs/send-alert-event): monitoring systems change one
 * URL and page here. 202 is a promise: the incident is committed.
 */
export const pagerdutyRoutes = (takeAlert: TakeAlert): Routes => {
  const seen = new Map<string, number[]>()
  return async (app) => {
    app.post('/v2/enqueue', {
      schema: { hide: true },
      bodyLimit: 2 * MOST_EVENT_BYTES,
      config: { rateLimit: false },
      async handler(request, answer) {
        const read = readEvent(storable(request.body))
        if ('errors' in read) return send(answer, refusedEvent(read.errors))
        const { alert } = read
        if (isTooMuch(seen, alert))
          return send(answer.header('retry-after', '30'), throttledEvent())
        const take = (stepsNow: boolean) => takeAlert(request.system, alert, { stepsNow })
        const dedupKey = await take(true).catch((error: unknown) => {
          if (error instanceof Refusal || isDatabaseAway(error)) throw error
          // 202 is a promise: what cannot be paged now is stored all the same, stays due, and silences the watchdog.
          request.log.error({ err: error }, 'An alert could not be paged at once; it is stored')
          return take(false)
        })
        if (dedupKey === null)
          return send(answer, refusedEvent(["'routing_key' is not known here"]))
        return send(answer, acceptedEvent(dedupKey))
      },
    })
  }
}

interface Answer {
  status(code: number): { send(body: unknown): unknown }
}

const send = (answer: Answer, { status, body }: { status: number; body: unknown }) =>
  answer.status(status).send(body)

/** Counts per routing key over a sliding minute. Only repeats of a known key are held back, so no first alert is ever lost. */
function isTooMuch(seen: Map<string, number[]>, { routingKey, dedupKey, action }: Alert): boolean {
  // Keys come from outside: what is remembered of them must have an end. Forgetting only lets more through.
  if (seen.size > MOST_REMEMBERED) seen.clear()
  const now = performance.now()
  const recent = (seen.get(routingKey) ?? []).filter((at) => now - at < 60_000)
  seen.set(routingKey, [...recent, now].slice(-MOST_PER_MINUTE - 1))
  const keyed = dedupKey ? `${routingKey} ${dedupKey}` : null
  const isRepeat = keyed !== null && seen.has(keyed)
  if (keyed && action === 'trigger') seen.set(keyed, [])
  return recent.length >= MOST_PER_MINUTE && isRepeat
}
