import { z } from 'zod'
import { defineConnector } from '../connector.ts'

export const jitsiSettings = z.object({
  /** meet.jit.si asks the first person in a room to sign in; a server of one's own does not. */
  baseUrl: z.url({ protocol: /^https$/ }).default('https://meet.jit.si'),
  roomPrefix: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('watchdesk'),
})

const UNGUESSABLE = /^[a-z0-9-]{16,100}$/

export const jitsi = defineConnector({
  kind: 'jitsi',
  name: 'Jitsi Meet',
  settings: jitsiSettings,

  /**
   * A room exists when somebody enters it, so nothing is created and nothing can fail; its name is
   * its only lock.
   */
  async callLink({ incidentNumber, secretSlug }, { baseUrl, roomPrefix }) {
    if (!UNGUESSABLE.test(secretSlug))
      throw new Error('A call needs a slug of at least 16 characters out of a-z, 0-9 and -')
    const room = `${roomPrefix}-${incidentNumber}-${secretSlug}`
    return { url: `${baseUrl.replace(/\/+$/, '')}/${room}`, dialIn: null }
  },
})
