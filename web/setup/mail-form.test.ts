import { expect, test } from 'vitest'
import { bodyOf, missingIn, startOf, withHosts, withProvider } from './mail-form.ts'
import type { Setup } from './steps.ts'

const untried = { address: null, outgoingIsGiven: null, canSend: false, test: null }
const empty = startOf(untried)
const filled = withProvider({ ...empty, address: ' help@acme.test ', password: 'right' }, 'google')

test('a provider brings its hosts, and its own are not asked for', () => {
  expect(filled).toMatchObject({ incoming: { host: 'imap.gmail.com' }, foundBy: 'provider' })
  expect(missingIn(filled, { needsPassword: true, sends: true })).toEqual({})
})

test('everything that is missing is named by its field', () => {
  expect(Object.keys(missingIn(empty, { needsPassword: true, sends: true }))).toEqual([
    'address',
    'incoming.password',
    'incoming.host',
    'incoming.port',
    'outgoing.host',
    'outgoing.port',
  ])
  expect(Object.keys(missingIn(empty, { needsPassword: false, sends: false }))).toEqual([
    'address',
    'incoming.host',
    'incoming.port',
  ])
})

test('the user is the address, and one password serves both ways, until something else is typed', () => {
  expect(bodyOf(filled, true)).toMatchObject({
    address: 'help@acme.test',
    incoming: { user: 'help@acme.test', password: 'right', port: 993 },
    outgoing: { user: 'help@acme.test', password: 'right', port: 587 },
  })
  expect(bodyOf({ ...filled, user: 'acme', outgoingPassword: 'other' }, true)).toMatchObject({
    incoming: { user: 'acme', password: 'right' },
    outgoing: { user: 'acme', password: 'other' },
  })
  expect(bodyOf({ ...filled, password: '' }, false)).toMatchObject({
    incoming: { password: null },
    outgoing: null,
  })
})

test('what was tried last stands there again', () => {
  const server = { host: 'mail.acme.test', port: 993, tls: 'tls' as const, user: 'acme' }
  const test = {
    settings: { address: 'help@acme.test', provider: 'other', incoming: server, outgoing: null },
  } as unknown as Setup['mail']['test']
  const form = startOf({ ...untried, test })
  expect(form).toMatchObject({ user: 'acme', incoming: { port: '993' }, password: '' })
  const found = { ...server, user: undefined }
  const hosts = { provider: 'other', incoming: found, outgoing: found, foundBy: 'guess' } as const
  expect(withHosts(form, hosts)).toMatchObject({ foundBy: 'guess', address: 'help@acme.test' })
})
