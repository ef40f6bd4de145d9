import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_SERVER, readSettings, storeSettings, wantsColours } from './settings.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'watchdesk-cli-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const stored = { server: 'https://desk.example.com', token: 'wd_stored' }

function signedIn() {
  const { file } = readSettings({}, { HOME: home })
  storeSettings(file, stored)
  return file
}

test('without anything it is the server of this machine, without a token', () => {
  expect(readSettings({}, { HOME: home })).toEqual({
    server: DEFAULT_SERVER,
    token: null,
    file: join(home, '.config/watchdesk/config.json'),
  })
})

test('an option wins over the environment, the environment over the file', () => {
  signedIn()
  expect(readSettings({}, { HOME: home })).toMatchObject(stored)
  const env = { HOME: home, WATCHDESK_URL: 'http://other.example.com/', WATCHDESK_TOKEN: 'wd_env' }
  expect(readSettings({}, env)).toMatchObject({
    server: 'http://other.example.com',
    token: 'wd_env',
  })
  expect(
    readSettings({ server: 'https://third.example.com', token: 'wd_option' }, env),
  ).toMatchObject({ server: 'https://third.example.com', token: 'wd_option' })
})

test('a stored token is shown to the server it came from and to no other', () => {
  signedIn()
  expect(readSettings({ server: 'https://evil.example.com' }, { HOME: home }).token).toBeNull()
  expect(readSettings({ server: 'http://desk.example.com' }, { HOME: home }).token).toBeNull()
  expect(readSettings({ server: 'desk.example.com/' }, { HOME: home }).token).toBe('wd_stored')
})

test('only the owner reads the file, also when it was there before with a wider mode', () => {
  const file = signedIn()
  writeFileSync(file, '{}', { mode: 0o644 })
  storeSettings(file, stored)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(stored)
})

test('a file that is not what sign-in wrote is told', () => {
  const file = signedIn()
  writeFileSync(file, '{"server": 3')
  expect(() => readSettings({}, { HOME: home })).toThrow(/not what sign-in wrote/)
})

test('what is no web address is refused', () => {
  expect(() => readSettings({ server: 'ftp://desk.example.com' }, { HOME: home })).toThrow(
    /is not the address of a server/,
  )
})

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
])('colours on a terminal %s with %o: %s', (isTerminal, env, expected) => {
  expect(wantsColours(isTerminal, env)).toBe(expected)
})
