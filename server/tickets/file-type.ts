/** Decides what a file is served as: by its bytes, never by what a sender calls it. */

/** Pictures every browser shows and none runs. SVG is not among them: it may hold scripts. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/**
 * `sniffed` is what the first bytes say, null when they say nothing; `isText`: the bytes are UTF-8 without NUL. A browser
 * that is handed HTML, SVG or XML of strangers may run it; as text it only shows it.
 */
export function servedType(sniffed: string | null, isText: boolean): string {
  if (isText || (sniffed && /html|svg|xml$/.test(sniffed))) return 'text/plain'
  return sniffed ?? 'application/octet-stream'
}

export const isPicture = (contentType: string): boolean => SHOWN.has(contentType)

/** RFC 6266 4.3: a plain name for old programs, the real one in UTF-8 (RFC 8187) for all others. */
export function disposition(contentType: string, name: string): string {
  const kind = isPicture(contentType) || contentType === 'text/plain' ? 'inline' : 'attachment'
  const plain = name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_')
  const real = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${real}`
}

/** The last part of whatever it was called, without what no file name holds. */
export function bareName(given: string): string {
  const bare = given
    // oxlint-disable-next-line no-control-regex -- control characters are what this removes
    .replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, '')
    .split(/[\\/]/)
    .at(-1)
    ?.trim()
  return bare?.replace(/^\.+/, '') || 'file'
}
