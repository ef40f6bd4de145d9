/** Watchdesk cannot start until a person puts something right; the message says what and how. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** Says what to do about a full disk or a missing permission; passes any other error on. */
export function explainFileError(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (error instanceof CannotStart || code === undefined) return error
  const path = error instanceof Error && 'path' in error ? String(error.path) : folder
  const said = {
    ENOSPC: `The disk that holds ${path} is full: make room and start again; nothing is lost.`,
    EACCES: `We may not read or write ${path}. Give it to the user who starts Watchdesk (chown), or set WATCHDESK_DATA.`,
    EROFS: `${path} can only be read. Set WATCHDESK_DATA to a folder that can be written.`,
  }[code]
  return said === undefined ? error : new CannotStart(said, { cause: error })
}

/** The code of a system error (ENOENT) or of PostgreSQL (28P01); undefined when there is none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** What a program wrote about its failure; what Node says about it when it wrote nothing. */
export function saidBy(error: unknown): string {
  const written = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return written || String(error)
}
