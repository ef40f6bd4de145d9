import { expect, test } from 'vitest'
import { isSingleKey, keyCaps, matchKeys, parseKey, pressName, type Press } from './keys.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  shift: false,
  ctrl: false,
  meta: false,
  alt: false,
  ...held,
})

test('a press has the name that its written form has', () => {
  const pairs: [string, Press][] = [
    ['J', press('j')],
    ['J', press('J', { shift: false })],
    ['Shift+J', press('J', { shift: true })],
    ['⇧E', press('E', { shift: true })],
    ['?', press('?', { shift: true })],
    ['[', press('[')],
    ['Space', press(' ')],
    ['Esc', press('Escape')],
    ['Mod+Shift+Enter', press('Enter', { meta: true, shift: true })],
    ['Mod+.', press('.', { meta: true })],
  ]
  for (const [written, pressed] of pairs) {
    expect(parseKey(written), written).toEqual([pressName(pressed, true)])
  }
})

test('the command key of another system is not ours', () => {
  expect(pressName(press('k', { ctrl: true }), false)).toBe('mod+k')
  expect(pressName(press('k', { ctrl: true }), true)).toBe('other+k')
})

test('a sequence waits for its second key and then runs', () => {
  const bindings = [{ key: 'G Q' }, { key: 'G O' }, { key: 'J' }]
  expect(matchKeys(bindings, ['g'])).toEqual({ kind: 'wait' })
  expect(matchKeys(bindings, ['g', 'o'])).toEqual({ kind: 'run', binding: bindings[1] })
  expect(matchKeys(bindings, ['g', 'x'])).toEqual({ kind: 'none' })
  expect(matchKeys(bindings, ['j'])).toEqual({ kind: 'run', binding: bindings[2] })
})

test('the last one registered wins', () => {
  const bindings = [
    { key: 'T', who: 'shell' },
    { key: 'T', who: 'screen' },
  ]
  expect(matchKeys(bindings, ['t'])).toMatchObject({ binding: { who: 'screen' } })
})

test('keys are shown as they are printed on the keyboard of the reader', () => {
  expect(keyCaps('G Q', true)).toEqual(['G', 'Q'])
  expect(keyCaps('Mod+Shift+Enter', true)).toEqual(['⌘⇧↵'])
  expect(keyCaps('Mod+K', false)).toEqual(['Ctrl K'])
})

test('only keys without a modifier can be switched off', () => {
  expect(isSingleKey('E')).toBe(true)
  expect(isSingleKey('Shift+E')).toBe(true)
  expect(isSingleKey('G Q')).toBe(true)
  expect(isSingleKey('Mod+K')).toBe(false)
})
