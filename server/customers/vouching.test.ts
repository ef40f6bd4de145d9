import { expect, test } from 'vitest'
import { vouchesFor } from './vouching.ts'

const acme = { organizationId: 'acme', domains: ['acme.test', 'acme.example'] }
const ours = { organizationId: null, domains: null }

test.each([
  [acme, 'kim@acme.test', null, true],
  [acme, 'Kim@ACME.example', true, true],
  [acme, 'kim@acme.test', false, false],
  [acme, 'kim@umbra.test', true, false],
  [acme, 'kim@sub.acme.test', true, false],
  [acme, 'kim@acme.test@umbra.test', true, false],
  [acme, 'kim', true, false],
  [acme, '', true, false],
  [{ organizationId: 'bare', domains: [] }, 'kim@bare.test', true, false],
  [{ organizationId: 'gone', domains: null }, 'kim@bare.test', true, false],
  [ours, 'kim@acme.test', true, true],
  [ours, 'kim@acme.test', false, false],
  [ours, 'kim@acme.test', null, false],
])('a provider vouches for its own only %#', (provider, email, isVerified, expected) => {
  expect(vouchesFor(provider, email, isVerified)).toBe(expected)
})
