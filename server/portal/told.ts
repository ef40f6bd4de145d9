/** What went wrong, in the language of whoever reads it: modules refuse in English, and the pages say it. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../platform/errors.ts'
import { readersWords } from './pages/facts.ts'
import type { Problem } from './pages/fields.ts'
import { problemOf } from './pages/form.ts'
import { chooseLanguage, wordsIn } from './words.ts'

/** What to say about an error, and next to which of these fields. */
export async function problemFor(
  request: FastifyRequest,
  error: unknown,
  fields: readonly string[],
): Promise<Problem> {
  const { at, words } = problemOf(error, fields)
  // Where even that cannot be read, English is better than nothing.
  const { tell } = await readersWords(request).catch(() => wordsIn('en'))
  return { at, words: tell(words) }
}

/** For programs: the same refusal in the language they ask for; English when they ask for none. */
export function inTheirLanguage(error: unknown, { headers }: FastifyRequest): unknown {
  if (!(error instanceof Refusal)) return error
  const { tell } = wordsIn(chooseLanguage(null, headers['accept-language'], []))
  return new Refusal(error.kind, tell(error.message), error.fields, error.more)
}
