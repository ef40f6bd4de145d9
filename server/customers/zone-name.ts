/** Decides under which name a time zone is kept: Asia/Kolkata, Europe/Kyiv and US/Eastern are other names of listed ones. */

const known = new Map<string, string>()

/** null: it is none. A mere offset is none either: it knows no summer. */
export function zoneNamed(given: string): string | null {
  const found = known.get(given)
  if (found !== undefined) return found
  if (!/^[a-z]/i.test(given)) return null
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone
    known.set(given, name)
    return name
  } catch {
    return null
  }
}
