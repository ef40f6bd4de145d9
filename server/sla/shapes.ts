import { z } from 'zod'
import { instant } from '../platform/shapes.ts'

/** Time left of a promise in business hours, as every answer tells it. */
export const CountedBody = z
  .object({
    at: instant,
    left: z.int().meta({
      description: 'Counted milliseconds left at `at`; negative: late by so much counted time.',
    }),
    counts: z.boolean().meta({ description: 'Whether time counts at `at`.' }),
    until: instant
      .nullable()
      .meta({ description: 'When counting stops or begins; null: not soon.' }),
  })
  .nullable()
  .meta({ description: 'null: every hour counts, or nothing is promised.' })
