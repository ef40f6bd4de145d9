import { expect, it, test } from 'vitest'
import {
  problemsOf,
  shownFields,
  type FieldDefinition,
  type FieldValue,
  type FormDefinition,
} from './fields.ts'

const field = (key: string, changes: Partial<FieldDefinition> = {}): FieldDefinition => ({
  key,
  name: key.toUpperCase(),
  type: 'text',
  options: [],
  required: 'never',
  customers: 'hidden',
  help: '',
  ...changes,
})
const ofChoice = (key: string, ...options: string[]) =>
  field(key, { type: 'choice', options: options.map((option) => ({ key: option, name: option })) })

const fields = [
  ofChoice('hosting', 'com', 'own'),
  { ...ofChoice('os', 'debian', 'other'), required: 'to_solve' as const },
  field('which', { required: 'always' }),
]
const form: FormDefinition = {
  key: 'request',
  name: 'Request',
  fields: [
    { field: 'hosting', when: null },
    { field: 'os', when: { field: 'hosting', is: ['own'] } },
    { field: 'which', when: { field: 'os', is: ['other'] } },
  ],
}
const shown = (values: Record<string, FieldValue>) =>
  shownFields(form, fields, values).map(({ key }) => key)

it('shows what depends on a value only while the value is there', () => {
  expect(shown({})).toEqual(['hosting'])
  expect(shown({ hosting: 'com', os: 'other' })).toEqual(['hosting'])
  expect(shown({ hosting: 'own' })).toEqual(['hosting', 'os'])
  expect(shown({ hosting: 'own', os: 'other' })).toEqual(['hosting', 'os', 'which'])
})

it('hides what hangs on a hidden field, though its value is still kept', () => {
  expect(shown({ hosting: 'com', os: 'other', which: 'BSD' })).not.toContain('which')
})

it('asks for what is always needed at any time, and for the rest when solving', () => {
  const values = { hosting: 'own', os: 'other' }
  const missing = (solving: boolean, given: Record<string, FieldValue>) =>
    problemsOf(form, fields, given, { solving }).map(({ path }) => path)
  expect(missing(false, values)).toEqual(['fields.which'])
  expect(missing(false, { hosting: 'own' })).toEqual([])
  expect(missing(true, { hosting: 'own' })).toEqual(['fields.os'])
  expect(missing(true, { hosting: 'com' })).toEqual([])
})

test.each<[FieldDefinition, FieldValue, boolean]>([
  [field('a'), 'x'.repeat(500), true],
  [field('a'), 'x'.repeat(501), false],
  [field('a'), 7, false],
  [field('a', { type: 'long_text' }), 'x'.repeat(20_000), true],
  [field('a', { type: 'number' }), 1.5, true],
  [field('a', { type: 'number' }), '1.5', false],
  [field('a', { type: 'number' }), Number.NaN, false],
  [field('a', { type: 'date' }), '2028-02-29', true],
  [field('a', { type: 'date' }), '2026-02-29', false],
  [field('a', { type: 'date' }), 'tomorrow', false],
  [field('a', { type: 'checkbox' }), false, true],
  [field('a', { type: 'checkbox' }), 'yes', false],
  [ofChoice('a', 'x', 'y'), 'y', true],
  [ofChoice('a', 'x', 'y'), 'z', false],
  [{ ...ofChoice('a', 'x', 'y'), type: 'choices' }, ['x', 'y'], true],
  [{ ...ofChoice('a', 'x', 'y'), type: 'choices' }, ['x', 'z'], false],
  [{ ...ofChoice('a', 'x', 'y'), type: 'choices' }, 'x', false],
  [field('a', { type: 'number' }), null, true],
])('%o takes %j: %s', (definition, value, isRight) => {
  expect(problemsOf(null, [definition], { a: value }, { solving: false }).length === 0).toBe(
    isRight,
  )
})

it('refuses what is no field of ours', () => {
  expect(problemsOf(form, fields, { nonsense: 'x' }, { solving: false })).toEqual([
    { path: 'fields.nonsense', message: 'is not a field of ours' },
  ])
})
