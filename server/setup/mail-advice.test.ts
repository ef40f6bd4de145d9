import { describe, expect, test } from 'vitest'
import { adviceFor, type Side } from './mail-advice.ts'
import { hostsOf, type Provider } from './providers.ts'

/** What servers and connections say; the lines of the providers are from their own help pages. */
const CASES: [side: Side, provider: Provider, message: string, said: string, reading: RegExp][] = [
  [
    'outgoing',
    'google',
    'The mail server smtp.gmail.com:587 did not accept the user name and password: 535-5.7.8 Username and Password not accepted.',
    '535-5.7.8 Username and Password not accepted.',
    /Google does not take/,
  ],
  [
    'outgoing',
    'microsoft',
    'The mail server smtp.office365.com:587 did not accept the user name and password: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    /SMTP AUTH/,
  ],
  [
    'incoming',
    'microsoft',
    'outlook.office365.com refused the sign-in: AUTHENTICATE failed.',
    'AUTHENTICATE failed.',
    /OAuth 2/,
  ],
  [
    'incoming',
    'other',
    'imap.acme.test could not be reached: imap.acme.test does not exist',
    'imap.acme.test does not exist',
    /no machine of that name/,
  ],
  [
    'incoming',
    'other',
    'imap.acme.test:993 does not answer as it should: connect ECONNREFUSED 192.0.2.1:993',
    'connect ECONNREFUSED 192.0.2.1:993',
    /nothing takes mail on that port/,
  ],
  [
    'outgoing',
    'other',
    'The mail server smtp.acme.test:465 could not be reached securely: wrong version number',
    'wrong version number',
    /could not be made secure/,
  ],
  [
    'outgoing',
    'other',
    'The mail server smtp.acme.test:25 did not answer in time: Connection timeout',
    'Connection timeout',
    /Nothing answers there/,
  ],
  [
    'return',
    'google',
    'Not there after 90 s: nothing of ours is in the inbox',
    'nothing of ours is in the inbox',
    /did not arrive/,
  ],
]

describe('what a failed try means', () => {
  test.each(CASES)('%s at %s: %s', (side, provider, message, said, reading) => {
    const advice = adviceFor(side, provider, message)
    expect(advice.said).toBe(said)
    expect(advice.reading).toMatch(reading)
    expect(advice.fix).not.toBe('')
  })
})

describe('where mail is', () => {
  const silent = { mx: [], imaps: [], submissions: [], submission: [] }
  const srv = (name: string, port: number) => [{ name, port }]
  test.each([
    ['kim@gmail.com', silent, 'google', 'imap.gmail.com', 'provider'],
    [
      'help@acme.test',
      { ...silent, mx: ['ASPMX.L.GOOGLE.COM.'] },
      'google',
      'imap.gmail.com',
      'provider',
    ],
    [
      'help@acme.test',
      { ...silent, mx: ['acme-test.mail.protection.outlook.com'] },
      'microsoft',
      'outlook.office365.com',
      'provider',
    ],
    [
      'help@acme.test',
      { ...silent, mx: ['in1-smtp.messagingengine.com'] },
      'other',
      'imap.fastmail.com',
      'provider',
    ],
    [
      'help@acme.test',
      { ...silent, imaps: srv('mail.acme.test', 993), submissions: srv('mail.acme.test', 465) },
      'other',
      'mail.acme.test',
      'domain',
    ],
    ['help@acme.test', { ...silent, imaps: srv('.', 0) }, 'other', 'imap.acme.test', 'guess'],
    ['help@acme.test', { ...silent, mx: ['notgoogle.com'] }, 'other', 'imap.acme.test', 'guess'],
  ] as const)('of %s, where the domain says %j', (address, facts, provider, host, foundBy) => {
    expect(hostsOf(address, facts)).toMatchObject({ provider, incoming: { host }, foundBy })
  })
})
