/** Decides which properties stand in a block of MAPI properties (MS-OXTNEF 2.1.3.4, MS-OXCDATA 2.11.1). */

/** By id; a text in UTF-16 stands under its id and is marked by a second entry at id + 0x1f0000. */
export type Mapi = Map<number, Buffer>

const MOST_PROPERTIES = 5000
const MOST_VALUES = 10_000
const FIXED: Record<number, number> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
}
const UNICODE = 0x1f

/** Stops where a length points behind the end: what stands before that is kept. Never throws. */
export function mapiProperties(block: Buffer): Mapi {
  const found: Mapi = new Map()
  const end = block.length
  if (end < 4) return found
  const count = Math.min(block.readUInt32LE(0), MOST_PROPERTIES)
  let at = 4
  for (let index = 0; index < count && at + 4 <= end; index++) {
    const type = block.readUInt16LE(at)
    const id = block.readUInt16LE(at + 2)
    at = id >= 0x8000 ? afterName(block, at + 4) : at + 4
    const values = valuesAt(block, at, type)
    if (!values) return found
    at = values.next
    if (values.first) found.set(id, values.first)
    if (values.first && (type & 0xfff) === UNICODE) found.set(id + 0x1f0000, values.first)
  }
  return found
}

/** A named property carries 16 bytes of namespace and a number or a name. */
function afterName(block: Buffer, at: number): number {
  if (at + 24 > block.length) return block.length
  if (block.readUInt32LE(at + 16) === 0) return at + 24
  return at + 24 + padded(block.readUInt32LE(at + 20))
}

function valuesAt(block: Buffer, from: number, type: number) {
  const fixed = FIXED[type & 0xfff]
  const isMany = (type & 0x1000) !== 0
  let at = from
  let many = 1
  if (isMany || fixed === undefined) {
    if (at + 4 > block.length) return null
    many = block.readUInt32LE(at)
    at += 4
  }
  if (many > MOST_VALUES) return null
  let first: Buffer | null = null
  for (let value = 0; value < many; value++) {
    if (fixed === undefined && at + 4 > block.length) return null
    const length = fixed ?? block.readUInt32LE(at)
    if (fixed === undefined) at += 4
    if (at + length > block.length) return null
    first ??= block.subarray(at, at + length)
    at += padded(length)
  }
  return { first, next: at }
}

const padded = (length: number) => length + ((4 - (length % 4)) % 4)
