// Decides which squares of a QR code are dark, for a text such as an address (ISO/IEC 18004, byte mode, level M).

import { codeWords, versionFor } from './qr-bytes.ts'

type Square = { dark: boolean; isFixed: boolean }

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Rows of dark squares, without the quiet edge. Throws RangeError for a text above 213 bytes. */
export function qrSquares(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  const words = codeWords(bytes, version)
  const drawn = masks.map((_, mask) => drawnWith(version, words, mask))
  const best = drawn.toSorted((a, b) => unrest(a) - unrest(b))[0]
  return best ?? []
}

function drawnWith(version: number, words: readonly number[], mask: number): boolean[][] {
  const grid = frame(version)
  writeFormat(grid, mask)
  if (version >= 7) writeVersion(grid, version)
  writeWords(grid, words, mask)
  return grid.map((row) => row.map(({ dark }) => dark))
}

function frame(version: number): Square[][] {
  const size = version * 4 + 17
  const grid = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => ({ dark: false, isFixed: false })),
  )
  for (let at = 0; at < size; at += 1) {
    fix(grid, 6, at, at % 2 === 0)
    fix(grid, at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    ring(grid, x, y, 4, (far) => far !== 2 && far !== 4)
  const places = alignments(version, size)
  const last = places.length - 1
  places.forEach((x, column) =>
    places.forEach((y, row) => {
      const corner = (column === 0 && row % last === 0) || (column === last && row === 0)
      if (!corner) ring(grid, x, y, 2, (far) => far !== 1)
    }),
  )
  return grid
}

function fix(grid: Square[][], x: number, y: number, dark: boolean): void {
  const square = grid[y]?.[x]
  if (square) Object.assign(square, { dark, isFixed: true })
}

/** `far`: how many squares from the middle. */
function ring(
  grid: Square[][],
  x: number,
  y: number,
  radius: number,
  isDark: (far: number) => boolean,
): void {
  for (let dy = -radius; dy <= radius; dy += 1)
    for (let dx = -radius; dx <= radius; dx += 1)
      fix(grid, x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))))
}

/** Middles of the small patterns, in both directions (annex E). */
function alignments(version: number, size: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const rest = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step)
  return [6, ...rest.toReversed()]
}

/** Level M and the mask, with ten bits that mend them (annex C). */
export function formatBits(mask: number): number {
  let rest = mask
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  return ((mask << 10) | rest) ^ 0x5412
}

function writeFormat(grid: Square[][], mask: number): void {
  const bits = formatBits(mask)
  const size = grid.length
  const bit = (index: number): boolean => ((bits >>> index) & 1) === 1
  for (let index = 0; index <= 5; index += 1) fix(grid, 8, index, bit(index))
  fix(grid, 8, 7, bit(6))
  fix(grid, 8, 8, bit(7))
  fix(grid, 7, 8, bit(8))
  for (let index = 9; index < 15; index += 1) fix(grid, 14 - index, 8, bit(index))
  for (let index = 0; index < 8; index += 1) fix(grid, size - 1 - index, 8, bit(index))
  for (let index = 8; index < 15; index += 1) fix(grid, 8, size - 15 + index, bit(index))
  fix(grid, 8, size - 8, true)
}

function writeVersion(grid: Square[][], version: number): void {
  let rest = version
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let index = 0; index < 18; index += 1) {
    const across = grid.length - 11 + (index % 3)
    const down = Math.floor(index / 3)
    const dark = ((bits >>> index) & 1) === 1
    fix(grid, across, down, dark)
    fix(grid, down, across, dark)
  }
}

/** From the right lower corner, two columns at a time, upwards and downwards in turn. */
function writeWords(grid: Square[][], words: readonly number[], mask: number): void {
  const size = grid.length
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    const pair = right <= 6 ? right - 1 : right
    for (let step = 0; step < size; step += 1) {
      for (const x of [pair, pair - 1]) {
        const y = ((pair + 1) & 2) === 0 ? size - 1 - step : step
        const square = grid[y]?.[x]
        if (!square || square.isFixed) continue
        const bit = ((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1
        square.dark = (bit === 1) !== (masks[mask]?.(x, y) ?? false)
        at += 1
      }
    }
  }
}

/** How hard it is for a camera: long runs, large blots, too much of one colour (7.8.3). */
function unrest(rows: boolean[][]): number {
  const columns = rows.map((_, x) => rows.map((row) => row[x] ?? false))
  const runs = [...rows, ...columns].map(longRuns).reduce((sum, points) => sum + points, 0)
  const blots = rows.flatMap((row, y) =>
    row.map((dark, x) => {
      const others = [row[x + 1], rows[y + 1]?.[x], rows[y + 1]?.[x + 1]]
      return others.every((other) => other === dark) ? 3 : 0
    }),
  )
  const dark = rows.flat().filter(Boolean).length
  const share = Math.abs((dark * 100) / rows.length ** 2 - 50)
  return runs + blots.reduce((sum: number, points) => sum + points, 0) + Math.floor(share / 5) * 10
}

function longRuns(line: readonly boolean[]): number {
  let points = 0
  let length = 0
  line.forEach((dark, index) => {
    length = index > 0 && line[index - 1] === dark ? length + 1 : 1
    if (length === 5) points += 3
    if (length > 5) points += 1
  })
  return points
}
