import { expect, test } from 'vitest'
import { placeOf, type Place } from './which-host.ts'

const hosts = { staff: 'desk.example.com', portal: 'help.example.com' }

test.each([
  ['help.example.com', '/help', 'here'],
  ['HELP.example.com', '/help/tickets/1?x=1', 'here'],
  ['help.example.com', '/', 'home'],
  ['help.example.com', '/?x', 'home'],
  ['help.example.com', '/files/abc', 'here'],
  ['help.example.com', '/robots.txt', 'here'],
  ['help.example.com', '/api/v1/portal/status/abc', 'here'],
  ['help.example.com', '/api/v1/portal/settings', 'nowhere'],
  ['help.example.com', '/api/v1/portal/sign-in-providers', 'nowhere'],
  ['help.example.com', '/api/v1/queue', 'nowhere'],
  ['help.example.com', '/api/auth/sign-in/email', 'nowhere'],
  ['help.example.com', '/queue', 'nowhere'],
  ['help.example.com', '/helpless', 'nowhere'],
  ['help.example.com', '//help', 'nowhere'],
  ['help.example.com', '/assets/main.js', 'nowhere'],
  ['desk.example.com', '/queue', 'here'],
  ['desk.example.com', '/api/v1/queue', 'here'],
  ['desk.example.com', '/help/tickets/1?x=1', 'portal'],
  ['desk.example.com', '/help/brand/logo?v=1', 'here'],
  ['help.example.com', '/help/brand/logo?v=1', 'here'],
  ['desk.example.com', '/helpless', 'here'],
  ['10.0.0.1:3000', '/help', 'here'],
  ['10.0.0.1:3000', '/queue', 'here'],
] as [string, string, Place][])('%s%s is %s', (host, path, place) => {
  expect(placeOf(hosts, host, path)).toBe(place)
})

test('with one name for both everything is there', () => {
  const one = { staff: 'desk.example.com', portal: 'desk.example.com' }
  for (const path of ['/', '/help', '/queue', '/api/v1/queue'])
    expect(placeOf(one, 'desk.example.com', path)).toBe('here')
})
