import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { defineConnector, Forged, Unreadable } from '../connector.ts'
import { MOST_EVENT_BYTES, readEvent } from './events-v2.ts'

export const pagerdutySettings = z.object({
  /**
   * Ours to hand out: senders put it where PagerDuty's integration key goes, and it is all that
   * proves who they are.
   */
  routingKey: z.string().length(32).meta({ secret: true }),
})

export const pagerduty = defineConnector({
  kind: 'pagerduty',
  name: 'Alerts in PagerDuty’s format',
  settings: pagerdutySettings,

  async receive({ body }, { routingKey }) {
    if (body.length > MOST_EVENT_BYTES) throw new Unreadable('The event is larger than 512 KB')
    const event = parsed(body)
    const given = KeyOnly.safeParse(event)
    if (!given.success || !isSame(given.data.routing_key, routingKey)) throw new Forged()
    const read = readEvent(event)
    if ('errors' in read) throw new Unreadable(...read.errors)
    return [read.alert]
  },
})

const KeyOnly = z.object({ routing_key: z.string() })

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new Unreadable('JSON parse error')
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given.trim()), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
