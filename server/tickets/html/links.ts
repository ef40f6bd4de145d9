/** Decides where a link in a mail may lead, and whether its text pretends that it leads elsewhere. */

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const LONGEST = 8192
/** Endings of file names that look like hosts: "error.log" is no promise about an address. */
const FILES =
  /\.(?:js|ts|md|py|sh|pl|rs|go|java|zip|html?|php|txt|log|ya?ml|json|xml|csv|pdf|png|jpe?g|gif|docx?|xlsx?|exe|sql|toml|conf|cs|rb|c|h|cpp|css|vue|lock|so|dll|bat|ini|env|tar|gz)$/i
/** Signs that change what is seen without being seen: bidi controls, zero widths, soft hyphens. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

export interface Target {
  /** Absolute, normalised, without a user name in front of the host. */
  href: string
  /** '' where the scheme knows none. */
  host: string
  /** A name stood in front of the host, as in https://bank.example@evil.example/. */
  hadUser: boolean
}

/** The target of a link, or null when it may not be followed: another scheme, relative, too long. */
export function safeTarget(href: string): Target | null {
  if (href.length > LONGEST) return null
  const text = href.trim().replace(/^[\\/]{2}/, 'https://')
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!SCHEMES.has(url.protocol)) return null
  const hadUser = Boolean(url.username || url.password)
  if (hadUser) {
    url.username = ''
    url.password = ''
  }
  return { href: url.href, host: url.hostname, hadUser }
}

/** True when the text of a link names a host and the link leads to another one. */
export function showsAnotherHost(text: string, host: string): boolean {
  const shown = shownHost(text)
  if (!shown || !host) return false
  return !isSameSite(withoutWww(shown), withoutWww(host))
}

function shownHost(text: string): string | null {
  const seen = text.replace(INVISIBLE, '').normalize('NFKC').trim().slice(0, 2000)
  const explicit = /(?:https?:\/\/|\bwww\.)[^\s<>"']+/i.exec(seen)?.[0]
  if (explicit) return hostOf(/^https?:/i.test(explicit) ? explicit : `http://${explicit}`)
  const alone = /^(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?::\d{1,5})?(?:[/?#]\S*)?$/u.exec(
    seen,
  )?.[0]
  if (!alone || FILES.test(alone.split(/[/?#:]/)[0] ?? '')) return null
  return hostOf(`http://${alone}`)
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).hostname : null)
const withoutWww = (host: string) => host.replace(/^www\./, '').replace(/\.$/, '')
const isSameSite = (one: string, other: string) =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
