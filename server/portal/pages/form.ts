/** Decides what a sent form says, in words for its sender when it says too little. */
import { z } from 'zod'
import { Refusal, invalid } from '../../platform/errors.ts'
import { LONGEST_TEXT } from './emergency-page.ts'
import type { Problem, Values } from './fields.ts'

const TOO_LONG =
  'That is too long for this form. Send the most important part; files can follow by mail.'
const text = (empty: string) =>
  z.string({ error: empty }).trim().min(1, empty).max(LONGEST_TEXT, TOO_LONG)
const short = z.string().trim().max(200, TOO_LONG).default('')
const words = {
  what: text('Say in one line what is broken.'),
  phone: z.string().trim().max(60, 'That is too long for a phone number.').default(''),
  formKey: z.string().max(100).default(''),
}
const email = z
  .string({ error: 'Your e-mail address is missing.' })
  .trim()
  .pipe(z.email('That does not look like an e-mail address.'))

export const ByLink = z.object({ ...words, name: short })
export const AsMember = z.object({ ...words, organization: short })
export const ByMail = z.object({ ...words, email })
export const ByCode = z.object({
  ...words,
  email,
  code: z
    .string()
    .transform((code) => code.replaceAll(/\D/g, ''))
    .pipe(z.string().min(1, 'Type the six digits from the mail.')),
})
export const Email = z.object({ email })
export const Comment = z.object({ body: text('Write something first.'), formKey: words.formKey })
export const OtherCall = z.object({ call: z.string().max(100).default('') })

/** What the form says; throws a Refusal that names the first field that says too little. */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  const { path, message } = result.error.issues[0] ?? { path: [], message: 'Something is missing.' }
  throw invalid(message, [{ path: String(path[0] ?? ''), message }])
}

/** What was typed, whatever else went wrong. Line breaks as browsers send them become ours. */
export function parseForm(text: string): Values {
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]),
  )
}

export function valuesOf(body: unknown): Values {
  return typeof body === 'object' && body !== null ? (body as Values) : {}
}

/** What to say about an error, and next to which of these fields. */
export function problemOf(error: unknown, fields: readonly string[]): Problem {
  if (error instanceof Refusal) {
    const path = error.fields[0]?.path ?? ''
    return { at: fields.includes(path) ? path : '', words: error.message }
  }
  if (statusOfError(error) === 413)
    return { at: '', words: `${TOO_LONG} Go back: your text is still there.` }
  return {
    at: '',
    words:
      'That did not reach us: something went wrong here, not with you. Your words are still below. Send again, or call.',
  }
}

/** The HTTP status of an error; 500 for what we did not expect. */
export function statusOfError(error: unknown): number {
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode
  return 500
}
