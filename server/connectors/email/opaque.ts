/**
 * Decides what an S/MIME message holds that is signed but not encrypted: the message inside its
 * envelope (RFC 5652 5.1). The signature is not checked.
 */

interface Node {
  tag: number
  content: Buffer
  next: number
}

const DEEPEST = 20

/** The signed bytes, a MIME part of its own; null when there are none, or it is encrypted. */
export function signedContent(der: Buffer): Buffer | null {
  const info = children(element(der, 0)?.content)
  const signed = children(children(info[1]?.content)[0]?.content)
  // SignedData: version, digest algorithms, and what was signed.
  const [type, wrapped] = children(signed[2]?.content)
  if (type?.tag !== 0x06 || wrapped?.tag !== 0xa0) return null
  const octets = octetsOf(children(wrapped.content), 0)
  return octets.length > 0 ? octets : null
}

function octetsOf(nodes: Node[], depth: number): Buffer {
  if (depth > DEEPEST) return Buffer.alloc(0)
  return Buffer.concat(
    nodes.map(({ tag, content }) =>
      tag === 0x24
        ? octetsOf(children(content), depth + 1)
        : tag === 0x04
          ? content
          : Buffer.alloc(0),
    ),
  )
}

function children(content: Buffer = Buffer.alloc(0)): Node[] {
  const found: Node[] = []
  let at = 0
  while (at < content.length && found.length < 10_000) {
    const node = element(content, at)
    if (!node || (node.tag === 0 && node.content.length === 0)) break
    found.push(node)
    at = node.next
  }
  return found
}

/** One value of BER; a length that was left open ends at two zero bytes. */
function element(data: Buffer, at: number, depth = 0): Node | null {
  const tag = data[at]
  const first = data[at + 1]
  if (tag === undefined || first === undefined || depth > DEEPEST) return null
  if (first === 0x80) {
    let next = at + 2
    while (next + 1 < data.length && (data[next] !== 0 || data[next + 1] !== 0)) {
      const inner = element(data, next, depth + 1)
      if (!inner) return null
      next = inner.next
    }
    return { tag, content: data.subarray(at + 2, next), next: next + 2 }
  }
  const bytes = first < 0x80 ? 0 : first & 0x7f
  if (bytes > 4 || at + 2 + bytes > data.length) return null
  const length = bytes === 0 ? first : data.readUIntBE(at + 2, bytes)
  const start = at + 2 + bytes
  return { tag, content: data.subarray(start, start + length), next: start + length }
}
