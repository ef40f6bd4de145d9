/** What can go wrong, and the exit code that says so to programs. */

export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const

/** The command was written wrongly, or names a file that cannot be read. */
export class UsageError extends Error {
  readonly remedy: string | null

  constructor(message: string, remedy: string | null = null) {
    super(message)
    this.name = 'UsageError'
    this.remedy = remedy
  }
}

/** A problem as the server words it (RFC 9457). */
export interface Problem {
  title: string
  status: number
  detail: string
  requestId?: string | undefined
  errors: { path: string; message: string }[]
}

/** The server answered no. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** No server answered. */
export class Unreachable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'Unreachable'
  }
}
