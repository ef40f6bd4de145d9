import { expect, test } from 'vitest'
import {
  connectionFate,
  connectionFormOf,
  fieldsOf,
  settingsIn,
  wrongInConnection,
  type Connection,
  type ConnectionKind,
} from './connection-words.ts'

const kind: ConnectionKind = {
  kind: 'discourse',
  name: 'Discourse',
  form: {
    type: 'object',
    required: ['baseUrl', 'apiKey'],
    properties: {
      baseUrl: { type: 'string', title: 'Address', examples: ['https://forum.example.com'] },
      username: { type: 'string', default: 'system' },
      apiKey: { type: 'string', title: 'API key', secret: true },
      categories: { type: 'array', default: [] },
    },
  },
}
const connection: Connection = {
  key: 'forum',
  kind: 'discourse',
  name: 'Forum',
  settings: { baseUrl: 'https://f.test', username: 'support', categories: ['a', 'b'] },
  hasSecret: true,
  callUrl: null,
  state: 'running',
  lastError: null,
  failingSince: null,
  nextTryAt: null,
  lastSeenAt: '2026-11-02T08:00:00.000Z',
  lastCalledAt: null,
  createdAt: '2026-11-02T08:00:00.000Z',
}

test('the form is drawn from what the connector says of its settings', () => {
  expect(fieldsOf(kind)).toMatchObject([
    { name: 'baseUrl', label: 'Address', kind: 'text', isNeeded: true },
    { name: 'username', label: 'username', kind: 'text', isNeeded: false, usual: 'system' },
    { name: 'apiKey', kind: 'secret', isNeeded: true },
    { name: 'categories', kind: 'list' },
  ])
  expect(fieldsOf(undefined)).toEqual([])
})

test('a key is never shown, and left empty it is not sent', () => {
  const form = connectionFormOf(connection, kind)
  expect(form.settings).toEqual({
    baseUrl: 'https://f.test',
    username: 'support',
    apiKey: '',
    categories: 'a, b',
  })
  expect(settingsIn(form, fieldsOf(kind))).toEqual({
    baseUrl: 'https://f.test',
    username: 'support',
    categories: ['a', 'b'],
  })
  expect(wrongInConnection(form, fieldsOf(kind), false)).toEqual({})
})

test('what is missing from a new one is said before it is sent', () => {
  const form = connectionFormOf(undefined, kind)
  expect(form.settings['username']).toBe('system')
  expect(Object.keys(wrongInConnection(form, fieldsOf(kind), true))).toEqual([
    'name',
    'key',
    'settings.baseUrl',
    'settings.apiKey',
  ])
})

test('what ails it is said in the words of the other side', () => {
  expect(connectionFate(connection)).toEqual({ word: 'Running', tone: 'good' })
  expect(
    connectionFate({ ...connection, state: 'failing', lastError: 'forum.test is down' }),
  ).toEqual({ word: 'Does not work', tone: 'stuck', why: 'forum.test is down' })
  expect(connectionFate({ ...connection, state: 'paused' }).word).toBe('Paused')
  expect(connectionFate({ ...connection, hasSecret: false }).why).toBe('Put them in again.')
})
