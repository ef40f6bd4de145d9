/** Decides where the mail of an address is fetched and sent: by provider, by what its domain says, or by a guess. */

export type Provider = 'google' | 'microsoft' | 'other'
export type Tls = 'tls' | 'starttls' | 'none'

export interface Host {
  host: string
  port: number
  tls: Tls
}

export interface Hosts {
  provider: Provider
  incoming: Host
  outgoing: Host
  /** `guess`: nothing says so, these are only the usual names. */
  foundBy: 'provider' | 'domain' | 'guess'
}

/** What the name service says of a domain. */
export interface DomainFacts {
  /** Hosts of its MX records. */
  mx: readonly string[]
  /** RFC 6186 and 8314: `_imaps._tcp`, `_submissions._tcp`, `_submission._tcp`. */
  imaps: readonly { name: string; port: number }[]
  submissions: readonly { name: string; port: number }[]
  submission: readonly { name: string; port: number }[]
}

const hostsAt = (incoming: string, outgoing: string, port: 465 | 587) => ({
  incoming: { host: incoming, port: 993, tls: 'tls' as const },
  outgoing: { host: outgoing, port, tls: port === 465 ? ('tls' as const) : ('starttls' as const) },
})

/** https://support.google.com/mail/answer/7126229 and https://support.microsoft.com/office/8361e398-8af4-4e97-b147-6c6c4ac95353 */
export const PRESETS: Record<'google' | 'microsoft', Pick<Hosts, 'incoming' | 'outgoing'>> = {
  google: hostsAt('imap.gmail.com', 'smtp.gmail.com', 587),
  microsoft: hostsAt('outlook.office365.com', 'smtp.office365.com', 587),
}

/** Who takes a domain's mail, by the end of its MX hosts; each provider's own help pages name the servers. */
const BY_MX: [end: RegExp, hosts: Pick<Hosts, 'incoming' | 'outgoing'>][] = [
  [/\.messagingengine\.com$/, hostsAt('imap.fastmail.com', 'smtp.fastmail.com', 465)],
  [/\.zoho\.com$/, hostsAt('imap.zoho.com', 'smtp.zoho.com', 465)],
  [/\.zoho\.eu$/, hostsAt('imap.zoho.eu', 'smtp.zoho.eu', 465)],
  [/\.mailbox\.org$/, hostsAt('imap.mailbox.org', 'smtp.mailbox.org', 465)],
  [/\.(kundenserver\.de|ionos\.[a-z]+)$/, hostsAt('imap.ionos.com', 'smtp.ionos.com', 465)],
  [/\.gandi\.net$/, hostsAt('mail.gandi.net', 'mail.gandi.net', 465)],
  [/\.mail\.icloud\.com$/, hostsAt('imap.mail.me.com', 'smtp.mail.me.com', 587)],
  [/\.yahoodns\.net$/, hostsAt('imap.mail.yahoo.com', 'smtp.mail.yahoo.com', 465)],
]

/** Never fails: where nothing is known the usual names are answered, and called a guess. */
export function hostsOf(address: string, facts: DomainFacts): Hosts {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const mx = facts.mx.map((host) => host.toLowerCase().replace(/\.$/, ''))
  const provider = providerOf(domain, mx)
  if (provider !== 'other') return { provider, ...PRESETS[provider], foundBy: 'provider' }
  const told = toldBy(facts)
  if (told) return { provider, ...told, foundBy: 'domain' }
  const known = BY_MX.find(([end]) => mx.some((host) => end.test(`.${host}`)))
  if (known) return { provider, ...known[1], foundBy: 'provider' }
  return { provider, ...hostsAt(`imap.${domain}`, `smtp.${domain}`, 587), foundBy: 'guess' }
}

function providerOf(domain: string, mx: readonly string[]): Provider {
  if (/^(gmail|googlemail)\.com$/.test(domain)) return 'google'
  if (mx.some((host) => /(^|\.)(google|googlemail)\.com$/.test(host))) return 'google'
  if (/^(outlook|hotmail|live|msn)\.[a-z.]+$/.test(domain)) return 'microsoft'
  if (mx.some((host) => /(^|\.)(outlook|office365)\.com$/.test(host))) return 'microsoft'
  return 'other'
}

/** A domain that says where its mail is, in both directions; "." means: not offered (RFC 6186 3.4). */
function toldBy({ imaps, submissions, submission }: DomainFacts) {
  const [fetched] = imaps.filter(isOffered)
  const [safe] = submissions.filter(isOffered)
  const [plain] = submission.filter(isOffered)
  const sent = safe ?? plain
  if (!fetched || !sent) return null
  return {
    incoming: { host: fetched.name, port: fetched.port, tls: 'tls' as const },
    outgoing: {
      host: sent.name,
      port: sent.port,
      tls: safe ? ('tls' as const) : ('starttls' as const),
    },
  }
}

const isOffered = ({ name }: { name: string }) => name !== '' && name !== '.'
