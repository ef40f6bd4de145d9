import { expect, test } from 'vitest'
import { Refusal, tooMany } from '../../platform/errors.ts'
import { ByCode, ByMail, Comment, parseForm, problemOf, read } from './form.ts'

test('a form is read as browsers send it: plus signs, percent signs, their line breaks', () => {
  expect(parseForm('what=All+pushes%0D%0Afail+%2B+hang&phone=%2B49&empty=')).toEqual({
    what: 'All pushes\nfail + hang',
    phone: '+49',
    empty: '',
  })
})

test('names that mean something to JavaScript are only names', () => {
  const values = parseForm('__proto__=x&constructor=y&what=z')
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
  expect(values['what']).toBe('z')
})

test.each([
  [ByMail, { what: ' ', email: 'kim@acme.test' }, 'what', 'Say in one line what is broken.'],
  [ByMail, { what: 'x', email: 'kim' }, 'email', 'That does not look like an e-mail address.'],
  [ByMail, { what: 'x' }, 'email', 'Your e-mail address is missing.'],
  [
    ByCode,
    { what: 'x', email: 'kim@acme.test', code: 'abc' },
    'code',
    'Type the six digits from the mail.',
  ],
  [Comment, { body: '' }, 'body', 'Write something first.'],
])(
  'a form that says too little names the field and says what to do %#',
  (schema, body, at, words) => {
    expect.assertions(1)
    try {
      read<unknown>(schema, body)
    } catch (error) {
      expect(problemOf(error, [at])).toEqual({ at, words })
    }
  },
)

test('a code is taken as people type it, with blanks', () => {
  expect(read(ByCode, { what: 'x', email: ' kim@acme.test ', code: ' 123 456' })).toMatchObject({
    code: '123456',
    email: 'kim@acme.test',
  })
})

test('the longest text fits into the largest form in any script', () => {
  expect(encodeURIComponent('界'.repeat(20_000)).length).toBeLessThan(200_000)
})

test('a refusal is told in its own words; a fault of ours is called ours and shows nothing of the inside', () => {
  expect(problemOf(tooMany('Enough for now.'), ['what'])).toEqual({
    at: '',
    words: 'Enough for now.',
  })
  expect(
    problemOf(new Refusal('invalid', 'No.', [{ path: 'secret', message: '' }]), ['what']).at,
  ).toBe('')
  expect(problemOf(new Error('connect ECONNREFUSED 10.0.0.1'), []).words).not.toContain(
    'ECONNREFUSED',
  )
})
