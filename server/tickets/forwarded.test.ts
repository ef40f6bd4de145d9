import { expect, it, test } from 'vitest'
import { forwardedIn } from './forwarded.ts'

test.each([
  [
    'Gmail',
    '@fwd\n\n---------- Forwarded message ---------\nFrom: Kim Park <kim@acme.test>\nDate: Mon, Mar 2, 2026 at 10:00 AM\nSubject: LDAP sync\nTo: <alice@support.test>\n\n\nAdmins are gone.\n',
  ],
  [
    'Outlook',
    '@fwd please\n\nFrom: Kim Park <kim@acme.test>\nSent: Monday, March 2, 2026 10:00\nTo: Alice\nSubject: LDAP sync\n\nAdmins are gone.',
  ],
  [
    'Apple Mail',
    '@FWD\n\nBegin forwarded message:\n\n> From: Kim Park <kim@acme.test>\n> Subject: LDAP sync\n> Date: 2 March 2026\n> To: alice@support.test\n> \n> Admins are gone.\n',
  ],
  [
    'Thunderbird in German',
    '@fwd\n-------- Weitergeleitete Nachricht --------\nBetreff: LDAP sync\nDatum: Mo, 2. März 2026\nVon: Kim Park <kim@acme.test>\nAn: alice@support.test\n\nAdmins are gone.',
  ],
  [
    'Outlook with links in the head',
    '@fwd\n________________________________\nFrom: "Kim Park" [mailto:kim@acme.test]\nSubject: LDAP sync\n\nAdmins are gone.',
  ],
])('a mail forwarded by %s is its first sender’s', (_program, text) => {
  expect(forwardedIn(text)).toEqual({
    from: { address: 'kim@acme.test', name: 'Kim Park' },
    subject: 'LDAP sync',
    body: 'Admins are gone.',
  })
})

it('takes nobody for the customer when no head says who wrote', () => {
  expect(forwardedIn('@fwd\n\nKim from kim@acme.test says that admins are gone.')).toBeNull()
  expect(forwardedIn('@fwd')).toBeNull()
})

it('does not look for a sender far down in the words', () => {
  const words = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  expect(forwardedIn(`@fwd\n${words}\nFrom: eve@nowhere.test\n\nx`)).toBeNull()
})
