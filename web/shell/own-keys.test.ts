import { expect, test } from 'vitest'
import { mayMove, ownKey, readOwnKeys, writtenKey } from './own-keys.ts'

const press = (key: string, held: object = {}) => ({
  key,
  shift: false,
  ctrl: false,
  meta: false,
  alt: false,
  ...held,
})

test('a moved key stands for its action, all others stay', () => {
  expect(ownKey('E', { E: 'D' })).toBe('D')
  expect(ownKey('A', { E: 'D' })).toBe('A')
})

test('letters, signs and sequences can be moved; what opens, closes, moves or is held cannot', () => {
  expect(['E', 'Shift+J', '?', 'G Q', '.'].filter((key) => !mayMove(key))).toEqual([])
  expect(['Enter', 'Space', 'Escape', 'ArrowDown', 'Mod+K', 'Mod+Enter'].filter(mayMove)).toEqual(
    [],
  )
})

test('a press is written as the map writes it', () => {
  expect(writtenKey(press('d'))).toBe('D')
  expect(writtenKey(press('D', { shift: true }))).toBe('Shift+D')
  expect(writtenKey(press('?', { shift: true }))).toBe('?')
  expect(writtenKey(press(' '))).toBe(undefined)
  expect(writtenKey(press('F5'))).toBe(undefined)
  expect(writtenKey(press('d', { ctrl: true }))).toBe(undefined)
})

test('what is kept is read with care', () => {
  expect(readOwnKeys('{"E":"D"}')).toEqual({ E: 'D' })
  expect(readOwnKeys('{"Enter":"D","E":7,"A":"Mod+A"}')).toEqual({})
  expect(readOwnKeys('nonsense')).toEqual({})
  expect(readOwnKeys(undefined)).toEqual({})
})
