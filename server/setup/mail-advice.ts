/** Decides what a failed try of mail most likely means, and what to do about it at that provider. */
import type { Provider } from './providers.ts'

export type Side = 'incoming' | 'outgoing' | 'return'

export interface Advice {
  /** The server's own line, or what our own connection said. */
  said: string
  /** What we take it for. */
  reading: string
  /** What to do now. */
  fix: string
  /** The provider's own page about it. */
  link: { url: string; words: string } | null
}

/** @param message our sentence about it; the server's own words stand behind the first ": " */
export function adviceFor(side: Side, provider: Provider, message: string): Advice {
  const said = ownLine(message)
  const kind = kindOf(side, message)
  return { said, ...(AT[provider]?.[kind]?.[side] ?? ANYWHERE[kind](side)) }
}

/** Mail goes both ways: what is wrong is on our side. */
export const adviceWhenBack = (said: string): Advice => ({
  said,
  reading:
    'The mailbox works. Watchdesk could not take it over: it does not go with what is set up here.',
  fix: 'Change that first, or take another address. Then try again.',
  link: null,
})

const ownLine = (message: string) => message.slice(message.indexOf(': ') + 1).trim() || message

type Kind = 'sign_in' | 'switched_off' | 'name' | 'refused' | 'secure' | 'time' | 'lost' | 'other'

const SIGNS: [kind: Kind, signs: RegExp][] = [
  [
    'switched_off',
    /SmtpClientAuthentication is disabled|basic auth\w* is (disabled|blocked)|5\.7\.139|IMAP (access )?is disabled|not enabled for IMAP/i,
  ],
  [
    'sign_in',
    /refused the sign-in|did not accept the user|wants a user name|\b535\b|\b534\b|AUTHENTICATIONFAILED|invalid credentials/i,
  ],
  ['name', /not found by its name|ENOTFOUND|EAI_AGAIN|EDNS|no such host|does not exist/i],
  [
    'secure',
    /securely|certificate|self-signed|wrong version number|SSL|TLS|only with tls|public internet/i,
  ],
  ['time', /in time|timed? ?out|ETIMEDOUT|greeting/i],
  [
    'refused',
    /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|could not be reached|does not answer|closed|not allowed/i,
  ],
]

function kindOf(side: Side, message: string): Kind {
  if (side === 'return') return 'lost'
  return SIGNS.find(([, signs]) => signs.test(message))?.[0] ?? 'other'
}

type Words = Omit<Advice, 'said'>
const plain = (reading: string, fix: string): Words => ({ reading, fix, link: null })
const port = (side: Side) =>
  side === 'incoming' ? '993 with TLS' : '465 with TLS, or 587 with STARTTLS'

const ANYWHERE: Record<Kind, (side: Side) => Words> = {
  sign_in: () =>
    plain(
      'The server knows the way in, but not this user name with this password.',
      'Type both again. The user name is usually the whole address. With two-step sign-in the provider wants an app password.',
    ),
  switched_off: () =>
    plain(
      'The provider has switched this way of signing in off.',
      'Ask whoever looks after your mail to allow IMAP and SMTP for this mailbox.',
    ),
  name: () =>
    plain(
      'There is no machine of that name.',
      'Check the spelling of the host. Your provider’s help names it under "IMAP" or "mail programs".',
    ),
  secure: (side) =>
    plain(
      'The connection could not be made secure.',
      `Most likely port and encryption do not go together. Usual is ${port(side)}.`,
    ),
  time: (side) =>
    plain(
      'Nothing answers there.',
      `Check host and port (usual is ${port(side)}). A firewall of yours or your hosting company may hold it back; many block mail ports until asked.`,
    ),
  refused: (side) =>
    plain(
      'The machine is there, but nothing takes mail on that port.',
      `Check the port. Usual is ${port(side)}.`,
    ),
  lost: () =>
    plain(
      'The server took the message, and it did not arrive in the inbox.',
      'Look into the mailbox: is it in the spam folder, or did a rule move it? Is the address really this mailbox? Then try again.',
    ),
  other: () =>
    plain(
      'The server said no, and not why.',
      'Its own line above is all there is. Your provider’s help may know it.',
    ),
}

const APP_PASSWORD: Words = {
  reading: 'Google does not take the password of an account here.',
  fix: 'Switch on 2-Step Verification, then make an app password (16 letters) and type that instead.',
  link: { url: 'https://myaccount.google.com/apppasswords', words: 'Make an app password' },
}
const NO_BASIC_IMAP: Words = {
  reading: 'Microsoft 365 takes no passwords for fetching mail any more, only OAuth 2.',
  fix: 'Skip this step and connect the mailbox under Mailboxes with OAuth 2, or let Microsoft forward the address to this server.',
  link: {
    url: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online',
    words: 'What Microsoft says about it',
  },
}
const SMTP_AUTH: Words = {
  reading: 'Sending by password (SMTP AUTH) is switched off for this mailbox or your whole tenant.',
  fix: 'An administrator switches on "Authenticated SMTP" for this mailbox in the Microsoft 365 admin center.',
  link: {
    url: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
    words: 'How to switch it on',
  },
}

const AT: Partial<Record<Provider, Partial<Record<Kind, Partial<Record<Side, Words>>>>>> = {
  google: {
    sign_in: { incoming: APP_PASSWORD, outgoing: APP_PASSWORD },
    switched_off: {
      incoming: {
        reading: 'IMAP is switched off for this account.',
        fix: 'In Gmail: Settings, Forwarding and POP/IMAP, Enable IMAP. In Workspace an administrator allows it.',
        link: { url: 'https://support.google.com/mail/answer/7126229', words: 'How, at Google' },
      },
    },
  },
  microsoft: {
    sign_in: { incoming: NO_BASIC_IMAP, outgoing: SMTP_AUTH },
    switched_off: { incoming: NO_BASIC_IMAP, outgoing: SMTP_AUTH },
  },
}
