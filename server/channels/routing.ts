/** Decides which channel a thing belongs to, from the address it came to and what its sender may use. */

export type ChannelKind =
  | 'emergency'
  | 'security'
  | 'bug_bounty'
  | 'paid'
  | 'community'
  | 'tracker'
  | 'other'

export interface ChannelFacts {
  key: string
  kind: ChannelKind
  /** 1 is the strictest. */
  rank: number
  addresses: readonly string[]
}

/**
 * Where mail belongs that came to several doors at once: to a restricted one if any is, for what is need to know at one
 * door cannot be open at another; otherwise to the strictest.
 */
export function homeOf<C extends ChannelFacts & { restricted: boolean }>(
  doors: readonly C[],
): C | null {
  const byRank = [...doors].sort((a, b) => a.rank - b.rank)
  return byRank.find(({ restricted }) => restricted) ?? byRank[0] ?? null
}

/** Every channel that one of these addresses of ours belongs to. `+` details of an address do not matter. */
export function doorsFor<C extends ChannelFacts>(
  channels: readonly C[],
  addresses: readonly string[],
): C[] {
  const wanted = new Set(addresses.map(withoutDetail))
  return channels.filter(({ addresses: own }) =>
    own.some((address) => wanted.has(withoutDetail(address))),
  )
}

export function channelOfKind<C extends ChannelFacts>(
  channels: readonly C[],
  kind: ChannelKind,
): C | null {
  return channels.find((channel) => channel.kind === kind) ?? null
}

/** `Support+t.abc@Example.com` and `support@example.com` are the same mailbox (RFC 5233). */
export function withoutDetail(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  return `${local.split('+')[0]}@${domain}`
}

/** The detail after `+`, where our reply token stands. */
export function detailOf(address: string): string | null {
  const local = address.split('@')[0] ?? ''
  const plus = local.indexOf('+')
  return plus < 0 ? null : local.slice(plus + 1)
}
