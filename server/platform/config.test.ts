import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
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
