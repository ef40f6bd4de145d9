import type { z } from 'zod'
import { notFound } from './errors.ts'

/** Where a page of a list ended, as its reader carries it to the next one. What comes back is checked: 404 if not ours. */
export const marksOf = <Place extends readonly unknown[]>(place: z.ZodType<Place>, of: string) => ({
  write: (at: Place): string => Buffer.from(JSON.stringify(at)).toString('base64url'),
  read(mark: string): Place {
    const read = place.safeParse(jsonIn(Buffer.from(mark, 'base64url').toString()))
    if (!read.success) throw notFound(`That page of ${of} does not exist.`)
    return read.data
  },
})

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No mark of ours: nothing fits what is not there.
    return undefined
  }
}
