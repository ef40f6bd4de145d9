// Decides which words a failed request gets.

export type FieldError = { path: string; message: string }

/** What went wrong; `status` 0 means the server was not reached, -1 a fault of the page itself. */
export type Problem = {
  status: number
  /** The server's word for its kind: 'not_found', 'conflict', 'not_allowed', 'invalid'. */
  kind?: string
  /** One sentence a person can act on. */
  sentence: string
  errors: FieldError[]
  requestId?: string
}

const words: Record<number, string> = {
  0: 'No connection. Nothing was changed.',
  400: 'The server did not understand this.',
  401: 'Sign in to go on.',
  403: 'You may not do this.',
  404: 'This does not exist, or not any more.',
  409: 'Somebody changed this a moment ago.',
  413: 'This is too large.',
  422: 'Some of this needs another look.',
  429: 'Too many tries at once. Wait a moment.',
  503: 'The server is busy or starting. Try again in a moment.',
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    const { path, message } = record(entry)
    const place = Array.isArray(path) ? path.join('.') : (string(path) ?? '')
    return typeof message === 'string' ? [{ path: place, message }] : []
  })
}

/** Reads an RFC 9457 problem document; a body of any other shape gets words by its status. */
export function problemFrom(status: number, body: unknown, requestId?: string): Problem {
  const read = record(body)
  const fallback = status >= 500 ? 'Something broke on our side.' : 'This failed.'
  return {
    status,
    kind: string(read['title']),
    sentence: string(read['detail']) ?? words[status] ?? fallback,
    errors: fieldErrors(read['errors']),
    requestId: string(read['requestId']) ?? requestId,
  }
}

const marked = new WeakMap<Error, Problem>()

/** An error to throw that `problemOf` can read. */
export function failure(problem: Problem): Error {
  const error = new Error(problem.sentence)
  marked.set(error, problem)
  return error
}

/** Turns whatever was thrown into words. Never throws; a network failure becomes status 0. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof Error ? marked.get(error) : undefined
  if (known) return known
  // fetch reports every unreached server as a TypeError, in words that differ by browser.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return problemFrom(0, undefined)
  }
  const why = error instanceof Error ? ` (${error.message})` : ''
  return { status: -1, sentence: `This page has a fault${why}.`, errors: [] }
}

/** Field errors by path, for `form.setErrors`. */
export function formErrors(problem: Problem): Record<string, string> {
  return Object.fromEntries(problem.errors.map(({ path, message }) => [path, message]))
}
