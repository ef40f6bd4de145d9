/** What a caller can act on. Everything else that is thrown is a bug. */
export type RefusalKind =
  | 'not_found'
  | 'conflict'
  | 'not_allowed'
  | 'invalid'
  | 'too_large'
  | 'too_many'
  | 'unavailable'

export interface FieldError {
  path: string
  message: string
}

export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly fields: FieldError[]
  /** What the caller needs to go on, told beside the words (RFC 9457, 3.2). */
  readonly more: Readonly<Record<string, unknown>>

  constructor(
    kind: RefusalKind,
    message: string,
    fields: FieldError[] = [],
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.fields = fields
    this.more = more
  }
}

export const notFound = (message: string) => new Refusal('not_found', message)
export const conflict = (message: string, more: Readonly<Record<string, unknown>> = {}) =>
  new Refusal('conflict', message, [], more)
export const notAllowed = (message: string) => new Refusal('not_allowed', message)
export const invalid = (message: string, fields: FieldError[] = []) =>
  new Refusal('invalid', message, fields)
export const tooMany = (message: string) => new Refusal('too_many', message)

export const STATUS_OF: Record<RefusalKind, number> = {
  invalid: 400,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
}
