/** Decides which text can be kept: PostgreSQL has no character zero, and no half of a surrogate pair. */

/** Whether all words in it, at whatever depth, can be kept. Bytes and streams are kept as they come. */
export function isStorable(given: unknown): boolean {
  if (typeof given === 'string') return !given.includes('\0') && given.isWellFormed()
  if (Array.isArray(given)) return given.every(isStorable)
  if (!isPlain(given)) return true
  return Object.entries(given).every(([name, value]) => isStorable(name) && isStorable(value))
}

/** The same without what cannot be kept: for doors at which nothing may be lost for one odd character. */
export function storable(given: unknown): unknown {
  if (isStorable(given)) return given
  if (typeof given === 'string') return given.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(given)) return given.map(storable)
  return Object.fromEntries(
    Object.entries(given as object).map(([name, value]) => [
      name.replaceAll('\0', '').toWellFormed(),
      storable(value),
    ]),
  )
}

const isPlain = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !ArrayBuffer.isView(given) && !('pipe' in given)
