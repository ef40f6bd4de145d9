// Decides which network addresses we may call: a webhook's owner must not reach into our own network.
import { BlockList, isIP } from 'node:net'

export type Allowed = { addresses: BlockList; hosts: ReadonlySet<string>; everyPrivate: boolean }

/**
 * Reads what an administrator allows beside public addresses: `true` for every private one, or a
 * list of addresses, CIDR blocks and host names.
 */
export function readAllowed(allowPrivate: boolean | readonly string[]): Allowed {
  const list = typeof allowPrivate === 'boolean' ? [] : allowPrivate
  const isAddress = (entry: string) => isIP(entry.split('/')[0] ?? '') !== 0
  return {
    addresses: blocks(list.filter((entry) => isAddress(entry))),
    hosts: new Set(list.filter((entry) => !isAddress(entry)).map((host) => host.toLowerCase())),
    everyPrivate: allowPrivate === true,
  }
}

/** May we connect to this address, to which this host name led? */
export function isReachable(given: string, host: string, allowed: Allowed): boolean {
  const address = addressInNat64(given) ?? given
  if (isPublic(address)) return true
  if (allowed.hosts.has(host.toLowerCase()) || isIn(allowed.addresses, address)) return true
  return allowed.everyPrivate && !isIn(NEVER_BY_DEFAULT, address)
}

/** Whether a mail server is one of our own, which has its users say who they are: this machine, or one of those named. */
export function isOwnRelay(address: string, named: string): boolean {
  const list = named.split(',').map((entry) => entry.trim())
  const { addresses } = readAllowed(list.filter((entry) => entry !== ''))
  const plain = address.replace(/^::ffff:/i, '')
  return isIn(LOOPBACK, plain) || isIn(addresses, plain)
}

/** Belongs to the public internet, by the special-purpose registries of IANA (RFC 6890 and later). */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !isIn(SPECIAL_4, address) && !isIn(NEVER_BY_DEFAULT, address)
  if (isIP(address) !== 6) return false
  const inside = addressInNat64(address)
  if (inside !== null) return isPublic(inside)
  return isIn(GLOBAL_6, address) && !isIn(SPECIAL_6, address)
}

const LOOPBACK = blocks(['127.0.0.0/8', '::1/128'])

const SPECIAL_4 = blocks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // shared by carriers (RFC 6598)
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])

// Whatever is not global unicast is refused; so are loopback, private, mapped and translated ones.
const GLOBAL_6 = blocks(['2000::/3'])
const SPECIAL_6 = blocks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

// Clouds hand out the keys of the machine at these; "private addresses are fine" never means them.
// Azure's lies among public addresses.
const NEVER_BY_DEFAULT = blocks([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  'fe80::/10',
  'fd00:ec2::/32',
  'ff00::/8',
])

function blocks(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(
      address,
      bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits),
      family,
    )
  }
  return list
}

// A zone (fe80::1%eth0) names a link of this machine, which is never public.
function isIn(list: BlockList, address: string): boolean {
  const plain = address.split('%')[0] ?? ''
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

// Networks without IPv4 reach it through 64:ff9b::/96 (RFC 6052): the last 32 bits are the address.
function addressInNat64(address: string): string | null {
  if (isIP(address) !== 6) return null
  const normal = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const match = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(normal)
  if (match === null) return null
  const [high, low] = [match[1] ?? '0', match[2] ?? '0'].map((part) => Number.parseInt(part, 16))
  return [high! >> 8, high! & 255, low! >> 8, low! & 255].join('.')
}
