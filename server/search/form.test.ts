import { expect, test } from 'vitest'
import { formFor, type Form } from './form.ts'

const documents = 500_000
const wanted = 21

test.each<[string, number | null, number | null, Form]>([
  ['a rare word', 300, null, 'index'],
  ['a middling word', 3000, null, 'index'],
  ['a common word', 60_000, null, 'walk'],
  ['a word in everything', 500_000, null, 'walk'],
  ['no word, nearly everything', null, 480_000, 'walk'],
  ['no word, one small customer', null, 40, 'tickets'],
  ['a common word of one small customer', 60_000, 40, 'tickets'],
  ['a rare word among what is closed', 300, 480_000, 'index'],
  ['a common word among what is closed', 60_000, 480_000, 'walk'],
  ['nothing at all', null, null, 'walk'],
])('%s', (_name, matches, filtered, form) =>
  expect(formFor({ documents, matches, filtered, wanted })).toBe(form),
)

test('an empty index is no problem', () =>
  expect(formFor({ documents: 0, matches: 0, filtered: 0, wanted })).toBeTypeOf('string'))
