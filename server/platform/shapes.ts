/** Shapes that many routes speak. */
import { z } from 'zod'

export const instant = z.date().meta({ description: 'An instant, ISO 8601 in UTC.' })
export const instantIn = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
export const ByNumber = z.object({ number: z.coerce.number<string>().int().positive() })
export const priority = z.enum(['low', 'normal', 'high', 'urgent'])
export const status = z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed'])
export const Done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' })
export const done = { ok: true as const }
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' })
