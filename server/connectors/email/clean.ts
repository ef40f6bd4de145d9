/**
 * Makes the text of strangers safe to store and to show: what PostgreSQL refuses or a reader is
 * deceived by goes.
 */

/** Text of any length: PostgreSQL stores no NUL, and a lone surrogate is not UTF-8. */
export const clean = (text: string) => text.replaceAll('\0', '').toWellFormed()

// oxlint-disable-next-line no-control-regex -- control characters are what this removes
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g
/** Overrides of the writing direction: they make "gpj.exe" read as "exe.jpg". */
const BIDI = /[\u202A-\u202E\u2066-\u2069]/g

/**
 * A header's worth of text: one line, at most `longest` characters. An encoded line break is no
 * line break.
 */
export function oneLine(text: string, longest = 998): string {
  const line = text.replaceAll(CONTROL, ' ').replaceAll(BIDI, '').trim()
  return line.length > longest
    ? `${line.slice(0, longest - 1)}…`.toWellFormed()
    : line.toWellFormed()
}

/**
 * A bare file name out of whatever a sender called it; `fallback` when nothing is left. Keeps the
 * ending.
 */
export function fileName(given: string, fallback: string): string {
  const bare = oneLine(given, 4000).split(/[\\/]/).at(-1)?.replace(/^\.+/, '').trim() ?? ''
  if (!bare) return fallback
  if (bare.length <= 200) return bare
  const ending = /\.[^.]{1,10}$/.exec(bare)?.[0] ?? ''
  return `${bare.slice(0, 200 - ending.length)}${ending}`.toWellFormed()
}
