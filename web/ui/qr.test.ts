import { describe, expect, test } from 'vitest'
import { codeWords, errorWords, times, versionFor } from './qr-bytes.ts'
import { formatBits, qrSquares } from './qr.ts'

describe('a QR code', () => {
  test('has the error words of the example in ISO/IEC 18004, annex I', () => {
    const data = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17]
    expect(errorWords(data, 10)).toEqual([165, 36, 212, 193, 237, 54, 199, 135, 44, 85])
  })

  test('has the format of the example in annex C: level M, mask 5', () => {
    expect(formatBits(5).toString(2).padStart(15, '0')).toBe('100000011001110')
  })

  test.each([
    ['hi', 1],
    ['https://support.example.com/me/reach', 3],
    [`https://${'support.'.repeat(10)}example.com/me/reach`, 7],
    [`https://${'support.'.repeat(20)}example.com/me/reach`, 10],
  ])('of %s can be read back', (text, version) => {
    const squares = qrSquares(text)
    expect(squares.length).toBe(version * 4 + 17)
    expect(wordsIn(squares)).toEqual(codeWords(new TextEncoder().encode(text), version))
  })

  test('of more than a screen can show is refused', () => {
    expect(versionFor(213)).toBe(10)
    expect(() => versionFor(214)).toThrow(RangeError)
  })

  test('multiplies as the field does', () => {
    expect([times(2, 128), times(3, 7), times(0, 9)]).toEqual([29, 9, 0])
  })
})

/** Reads the words as a camera does: format first, then everything that is no pattern. */
function wordsIn(squares: boolean[][]): number[] {
  const size = squares.length
  const at = (x: number, y: number) => squares[y]?.[x] ?? false
  const read = [
    ...[0, 1, 2, 3, 4, 5].map((y) => at(8, y)),
    at(8, 7),
    at(8, 8),
    at(7, 8),
    ...[5, 4, 3, 2, 1, 0].map((x) => at(x, 8)),
  ].reduce((value, dark, index) => value | (Number(dark) << index), 0)
  const mask = [0, 1, 2, 3, 4, 5, 6, 7].find((one) => formatBits(one) === read)
  expect(mask).toBeDefined()
  const version = (size - 17) / 4
  const middles: Record<number, number[]> = { 1: [], 3: [6, 22], 7: [6, 22, 38], 10: [6, 28, 50] }
  const small = middles[version] ?? []
  const isPattern = (x: number, y: number) =>
    x === 6 ||
    y === 6 ||
    (x < 9 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    (y < 9 && x >= size - 8) ||
    (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11))) ||
    small.some((cx) =>
      small.some(
        (cy) =>
          Math.abs(x - cx) <= 2 &&
          Math.abs(y - cy) <= 2 &&
          !(cx < 9 && cy < 9) &&
          !(cx < 9 && cy >= size - 8) &&
          !(cy < 9 && cx >= size - 8),
      ),
    )
  const isMasked = (x: number, y: number) =>
    [
      (x + y) % 2,
      y % 2,
      x % 3,
      (x + y) % 3,
      (((x / 3) | 0) + ((y / 2) | 0)) & 1,
      ((x * y) % 2) + ((x * y) % 3),
      (((x * y) % 2) + ((x * y) % 3)) % 2,
      (((x + y) % 2) + ((x * y) % 3)) % 2,
    ][mask ?? 0] === 0
  const bits: number[] = []
  let up = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1])
        if (!isPattern(x, y)) bits.push(Number(at(x, y) !== isMasked(x, y)))
    }
    up = !up
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  )
}
