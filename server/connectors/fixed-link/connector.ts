import { z } from 'zod'
import { defineConnector } from '../connector.ts'

export const fixedLinkSettings = z.object({
  /** A standing room, such as one of WebEx, Teams or Skype. */
  url: z.url({ protocol: /^https$/ }),
  /** As people are to read it: number and code. */
  dialIn: z.string().max(200).nullable().default(null),
})

export const fixedLink = defineConnector({
  kind: 'fixed-link',
  name: 'A standing call',
  settings: fixedLinkSettings,

  async callLink(_call, { url, dialIn }) {
    return { url, dialIn }
  },
})
