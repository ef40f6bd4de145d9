import type { AuthenticateResult } from 'mailauth'

/** Looks a name up in DNS, as node:dns `resolve` does; throws with a code such as ENOTFOUND. */
export type Resolve = (name: string, type: string) => Promise<unknown>

/** What the sender's domain says of a mail. `none`: it says nothing; `temperror`: it could not be asked. */
export interface SenderChecks {
  spf: string
  dkim: string
  /** The domains whose signatures hold. */
  dkimDomains: string[]
  dmarc: string
  /** What the domain asks to be done with mail that fails. */
  policy: 'none' | 'quarantine' | 'reject'
  arc: string
}

export interface Delivery {
  /** Null when another server took the mail in first: then only signatures speak. */
  ip: string | null
  helo: string
  /** SMTP's MAIL FROM; the empty string is the null sender of reports. */
  from: string
  /** Our own name, for the record. */
  mta: string
}

const LONGEST_MS = 15_000

/**
 * SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and ARC (RFC 8617) of a raw mail. Null when they could not be had within
 * 15 s: then nothing is held against the sender.
 */
export async function checkSender(
  raw: Buffer,
  { ip, helo, from, mta }: Delivery,
  resolve: Resolve,
): Promise<SenderChecks | null> {
  // Loaded when first needed: it brings more code than the rest of the mail reader together.
  const { authenticate } = await import('mailauth')
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), LONGEST_MS)
  try {
    const asked = authenticate(raw, {
      ...(ip && { ip }),
      helo,
      sender: from,
      mta,
      trustReceived: false,
      disableBimi: true,
      resolver: resolve as never,
    }).then(checksOf)
    return await Promise.race([asked, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function checksOf({ spf, dkim, dmarc, arc }: AuthenticateResult): SenderChecks {
  const signatures = dkim?.results ?? []
  const held = signatures.filter(({ status }) => status?.result === 'pass')
  const policy = dmarc ? dmarc.policy : 'none'
  return {
    spf: resultOf(spf),
    dkim: held.length > 0 ? 'pass' : (signatures[0]?.status?.result ?? 'none'),
    dkimDomains: [...new Set(held.flatMap(({ signingDomain }) => signingDomain ?? []))],
    dmarc: resultOf(dmarc),
    policy: policy === 'reject' || policy === 'quarantine' ? policy : 'none',
    arc: resultOf(arc),
  }
}

const resultOf = (check: false | undefined | { status?: { result?: string } }): string =>
  (check && check.status?.result) || 'none'

/** Why a mail is not taken from this sender; null when nothing speaks against it. */
export function whyRefused({ dmarc, policy }: SenderChecks, domain: string): string | null {
  if (dmarc !== 'fail' || policy !== 'reject') return null
  return `${domain} asks to refuse mail that it did not sign or send itself (DMARC), and this one fails.`
}
