import { expect, test } from 'vitest'
import { failure, formErrors, problemFrom, problemOf } from './problem.ts'

test("the server's own sentence and fields are kept", () => {
  const body = {
    title: 'invalid',
    detail: 'name: must be given',
    requestId: 'r-1',
    errors: [{ path: 'name', message: 'must be given' }, { path: ['a', 0], message: 'no' }, 'junk'],
  }
  const problem = problemFrom(400, body)
  expect(problem).toMatchObject({
    kind: 'invalid',
    sentence: 'name: must be given',
    requestId: 'r-1',
  })
  expect(formErrors(problem)).toEqual({ name: 'must be given', 'a.0': 'no' })
})

test('a body of any other shape gets words by its status', () => {
  for (const body of [undefined, null, '<html>', 7, [], { errors: 'x' }]) {
    expect(problemFrom(503, body, 'r-2')).toEqual({
      status: 503,
      kind: undefined,
      sentence: 'The server is busy or starting. Try again in a moment.',
      errors: [],
      requestId: 'r-2',
    })
  }
  expect(problemFrom(599, undefined).sentence).toBe('Something broke on our side.')
  expect(problemFrom(418, undefined).sentence).toBe('This failed.')
})

test('whatever was thrown becomes words', () => {
  const problem = problemFrom(409, { title: 'conflict' })
  expect(problemOf(failure(problem))).toBe(problem)
  for (const message of ['Failed to fetch', 'NetworkError when attempting', 'Load failed']) {
    expect(problemOf(new TypeError(message)).status).toBe(0)
  }
  expect(problemOf(new TypeError('x is undefined'))).toMatchObject({ status: -1 })
  expect(problemOf('odd').sentence).toBe('This page has a fault.')
})
