import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { envExample, readConfig } from './config.ts'

test('.env.example lists every setting, with its default and its meaning', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
})

test('every mistake of a configuration is named at once', () => {
  expect(() => readConfig({ PORT: 'many', SMTP_URL: 'nowhere', TRUST_PROXY: 'perhaps' })).toThrow(
    /PORT[\s\S]*TRUST_PROXY[\s\S]*SMTP_URL|PORT[\s\S]*SMTP_URL/,
  )
})

test('links begin with the public address, without a slash at its end', () => {
  expect(readConfig({ PUBLIC_URL: 'https://support.example/' }).publicUrl).toBe(
    'https://support.example',
  )
  expect(readConfig({ HOST: '0.0.0.0', PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
})

const folder = mkdtempSync(join(tmpdir(), 'watchdesk-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file with a private key of this kind. */
function keyFile(kind: 'rsa' | 'ed25519'): string {
  const { privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ed25519')
  const file = join(folder, `${kind}.pem`)
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return file
}

test('mail is signed when a domain, a selector and a usable key are given', () => {
  const given = { DKIM_DOMAIN: 'Support.example', DKIM_SELECTOR: 'desk' }
  expect(readConfig({ ...given, DKIM_KEY_FILE: keyFile('rsa') }).dkim).toMatchObject({
    domain: 'support.example',
    selector: 'desk',
    privateKey: expect.stringContaining('PRIVATE KEY'),
  })
  expect(readConfig({}).dkim).toBeNull()
})

test('a signing key that cannot be used stops the start with the reason', () => {
  const given = { DKIM_DOMAIN: 'support.example', DKIM_SELECTOR: 'desk' }
  expect(() => readConfig(given)).toThrow('given together or not at all')
  expect(() => readConfig({ ...given, DKIM_KEY_FILE: join(folder, 'none') })).toThrow(/ENOENT/)
  expect(() => readConfig({ ...given, DKIM_KEY_FILE: keyFile('ed25519') })).toThrow(/kind ed25519/)
})
