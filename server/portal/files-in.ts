import type { FastifyRequest } from 'fastify'
import { invalid } from '../platform/errors.ts'
import type { GivenFile } from '../tickets/files.ts'
import { bareName } from '../tickets/file-type.ts'
import { frameOf } from './pages/facts.ts'
import { MOST_FILES, MOST_MEGABYTES } from './pages/file-field.ts'
import type { Values } from './pages/fields.ts'
import { valuesOf } from './pages/form.ts'

/** Of one form with files; the rest of a larger one is not read. */
export const FORM_LIMITS = {
  fileSize: MOST_MEGABYTES * 1024 * 1024,
  files: MOST_FILES,
  fields: 100,
  fieldSize: 250_000,
}

/**
 * What a form with files says. The values are kept as the request's body, so that whatever is refused later shows them
 * again. Values of one name are joined by line breaks. Throws `invalid` for files that are too large or too many.
 */
export async function readForm(
  request: FastifyRequest,
): Promise<{ values: Values; files: GivenFile[] }> {
  if (!request.isMultipart()) return { values: valuesOf(request.body), files: [] }
  const values: Record<string, string> = Object.create(null) as Record<string, string>
  const files: GivenFile[] = []
  let tooLarge = false
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        const text = String(part.value).replaceAll('\r\n', '\n')
        const before = values[part.fieldname]
        values[part.fieldname] = before === undefined ? text : `${before}\n${text}`
        continue
      }
      const content = await part.toBuffer()
      if (content.length > 0) files.push({ name: bareName(part.filename), content })
    }
  } catch (error) {
    if (!isTooLarge(error)) throw error
    tooLarge = true
  }
  request.body = { ...values }
  if (tooLarge) {
    const { words } = await frameOf(request.system, request)
    const key = files.length >= MOST_FILES ? 'form.tooManyFiles' : 'form.fileTooLarge'
    const message = words.say(key, { megabytes: MOST_MEGABYTES })
    throw invalid(message, [{ path: 'files', message }])
  }
  return { values: valuesOf(request.body), files }
}

const isTooLarge = (error: unknown) =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 413
