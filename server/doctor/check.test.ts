import { expect, test } from 'vitest'
import { named, trouble, worstOf } from './check.ts'

test('the worst finding is the state of all', () => {
  expect(worstOf([])).toBe('ok')
  expect(worstOf(['ok', 'warning', 'ok'])).toBe('warning')
  expect(worstOf(['warning', 'problem', 'ok'])).toBe('problem')
})

test('trouble is a problem when it is grave', () => {
  expect(trouble(true, 'Full', 'Make room').state).toBe('problem')
  expect(trouble(false, 'Nearly full', 'Make room').state).toBe('warning')
})

test('long lists of names are cut, and say so', () => {
  expect(named(['Bob', 'Carol'])).toBe('Bob, Carol')
  expect(named(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
})
