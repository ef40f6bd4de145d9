// Decides which settings of a connector are secret, and which say whom it connects to.

import { z } from 'zod'

/** Names of the settings to encrypt and never to show. */
export const secretFields = (schema: z.ZodObject): string[] => markedFields(schema, 'secret')

/** Names of the settings that say whom it connects to: keys were given for that one, and what came is numbered by it. */
export const placeFields = (schema: z.ZodObject): string[] => markedFields(schema, 'place')

const markedFields = (schema: z.ZodObject, mark: 'secret' | 'place'): string[] =>
  Object.entries(schema.shape)
    .filter(([, field]) => field instanceof z.ZodType && field.meta()?.[mark] === true)
    .map(([name]) => name)
