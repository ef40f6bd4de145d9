import { expect, test } from 'vitest'
import { initialsOf, tintOf } from './tint.ts'

test('initials are two letters in any script', () => {
  const names = ['Amira Wolf', 'mina', 'Anne-Marie van der Berg', '佐藤 美奈', 'lee@umbra.test', '']
  expect(names.map(initialsOf)).toEqual(['AW', 'MI', 'AB', '佐美', 'LT', '?'])
})

test('a person keeps one of the eight tints', () => {
  const tints = Array.from({ length: 200 }, (_, person) => tintOf(`user-${person}`))
  expect(tints.every((tint) => tint >= 1 && tint <= 8)).toBe(true)
  expect(new Set(tints).size).toBe(8)
  expect(tintOf('019a-7')).toBe(tintOf('019a-7'))
})
