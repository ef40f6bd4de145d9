import { describe, expect, it } from 'vitest'
import { shownFields, type Field, type Form } from './fields.ts'
import { snoozeChoices } from './snooze-times.ts'

const field = (key: string): Field => ({
  key,
  name: key,
  type: 'text',
  options: [],
  required: 'never',
  customers: 'hidden',
  help: '',
})

const fields = ['hosting', 'version', 'patch', 'area'].map(field)
const form: Form = {
  key: 'request',
  name: 'Request',
  fields: [
    { field: 'hosting', when: null },
    { field: 'version', when: { field: 'hosting', is: ['own', 'rented'] } },
    { field: 'patch', when: { field: 'version', is: ['17', 'true', '3'] } },
    { field: 'gone', when: null },
    { field: 'area', when: null },
  ],
}

describe('a form', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['asks first what always counts', {}, ['hosting', 'area']],
    ['asks more for an answer', { hosting: 'own' }, ['hosting', 'version', 'area']],
    ['and not for another', { hosting: 'ours' }, ['hosting', 'area']],
    [
      'hides with a field what that field asked for',
      { hosting: 'ours', version: '17' },
      ['hosting', 'area'],
    ],
    [
      'reads a tick as its word',
      { hosting: 'own', version: true },
      ['hosting', 'version', 'patch', 'area'],
    ],
    [
      'reads a number as its word',
      { hosting: 'own', version: 3 },
      ['hosting', 'version', 'patch', 'area'],
    ],
    [
      'is content with one of several',
      { hosting: ['x', 'rented'] },
      ['hosting', 'version', 'area'],
    ],
    ['takes null for nothing', { hosting: null }, ['hosting', 'area']],
  ])('%s', (_name, values, keys) => {
    expect(shownFields(form, fields, values).map(({ key }) => key)).toEqual(keys)
  })
})

describe('putting off', () => {
  const said = (now: string, zone = 'Europe/Berlin') =>
    snoozeChoices(Date.parse(now), zone).map(({ id, at }) => `${id} ${new Date(at).toISOString()}`)

  it.each([
    [
      'on a Tuesday morning',
      '2026-11-24T09:20:00Z',
      [
        'later 2026-11-24T13:00:00.000Z',
        'tomorrow 2026-11-25T08:00:00.000Z',
        'monday 2026-11-30T08:00:00.000Z',
      ],
    ],
    [
      'late in the evening there is no later today',
      '2026-11-24T19:30:00Z',
      ['tomorrow 2026-11-25T08:00:00.000Z', 'monday 2026-11-30T08:00:00.000Z'],
    ],
    [
      'on a Sunday tomorrow is Monday',
      '2026-11-22T10:00:00Z',
      ['later 2026-11-22T13:00:00.000Z', 'monday 2026-11-23T08:00:00.000Z'],
    ],
    [
      'on a Monday it is the next one',
      '2026-11-23T10:00:00Z',
      [
        'later 2026-11-23T13:00:00.000Z',
        'tomorrow 2026-11-24T08:00:00.000Z',
        'monday 2026-11-30T08:00:00.000Z',
      ],
    ],
    [
      'nine is nine after the clocks went back',
      '2026-10-24T10:00:00Z',
      [
        'later 2026-10-24T13:00:00.000Z',
        'tomorrow 2026-10-25T08:00:00.000Z',
        'monday 2026-10-26T08:00:00.000Z',
      ],
    ],
  ])('%s', (_name, now, choices) => {
    expect(said(now)).toEqual(choices)
  })
})
