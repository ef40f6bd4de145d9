// Decides the code words of a QR code: what is said, and what mends it when part of it cannot be read (ISO/IEC 18004).

/** Level M, by version: error words of one block, and how many blocks there are (table 9). */
const BLOCKS: [errorWords: number, blocks: number][] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
]

/** Data and error words together that a version holds (table 1). */
const WORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]

const dataWords = (version: number): number => {
  const [errors, blocks] = BLOCKS[version - 1] ?? [0, 0]
  return (WORDS[version - 1] ?? 0) - errors * blocks
}

/** Bits of the length field in byte mode. */
const lengthBits = (version: number): number => (version < 10 ? 8 : 16)

/** The smallest version that holds so many bytes. Throws RangeError above 213. */
export function versionFor(bytes: number): number {
  const version = WORDS.findIndex(
    (_, index) => 4 + lengthBits(index + 1) + bytes * 8 <= dataWords(index + 1) * 8,
  )
  if (version < 0) throw new RangeError(`${bytes} bytes are too many for a code on a screen`)
  return version + 1
}

/** Multiplication in the field of 256 with the polynomial x⁸+x⁴+x³+x²+1. */
export function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

function divisor(degree: number): number[] {
  const result: number[] = Array.from({ length: degree }, () => 0)
  result[degree - 1] = 1
  let root = 1
  for (let step = 0; step < degree; step += 1) {
    for (let index = 0; index < degree; index += 1)
      result[index] = times(result[index] ?? 0, root) ^ (result[index + 1] ?? 0)
    root = times(root, 2)
  }
  return result
}

/** The Reed-Solomon words of one block. */
export function errorWords(data: readonly number[], degree: number): number[] {
  const by = divisor(degree)
  let rest: number[] = Array.from({ length: degree }, () => 0)
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0)
    rest = [...rest.slice(1), 0].map((value, index) => value ^ times(by[index] ?? 0, factor))
  }
  return rest
}

function paddedData(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1)
  }
  put(0b0100, 4)
  put(bytes.length, lengthBits(version))
  for (const byte of bytes) put(byte, 8)
  const room = dataWords(version) * 8
  put(0, Math.min(4, room - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  )
}

/** All words in the order they stand in the code: blocks take turns, data before errors. */
export function codeWords(bytes: Uint8Array, version: number): number[] {
  const [errors, count] = BLOCKS[version - 1] ?? [0, 1]
  const data = paddedData(bytes, version)
  const short = Math.floor(data.length / count)
  const longs = data.length % count
  let at = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = short + (index >= count - longs ? 1 : 0)
    const block = data.slice(at, at + length)
    at += length
    return block
  })
  const mends = blocks.map((block) => errorWords(block, errors))
  const woven = (rows: number[][]): number[] =>
    Array.from({ length: Math.max(...rows.map(({ length }) => length)) }, (_, index) =>
      rows.flatMap((row) => row[index] ?? []),
    ).flat()
  return [...woven(blocks), ...woven(mends)]
}
