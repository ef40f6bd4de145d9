// Decides what the form of the mail step holds: what was tried last, what was found, and what the API is told.

import type { components } from '../../api/types.ts'
import type { Setup } from './steps.ts'
import type { Wrong } from './use-step.ts'

type Hosts = components['schemas']['MailHosts']
export type Provider = Hosts['provider']
export type Server = { host: string; port: string; tls: Hosts['incoming']['tls'] }
export type MailForm = {
  address: string
  provider: Provider
  incoming: Server
  outgoing: Server
  /** Empty: the address. */
  user: string
  password: string
  /** Empty: the same one. */
  outgoingPassword: string
  foundBy: Hosts['foundBy'] | 'hand' | 'nothing'
}

const nowhere: Server = { host: '', port: '', tls: 'tls' }

const shown = ({ host, port, tls }: Hosts['incoming']): Server => ({
  host,
  port: String(port),
  tls,
})

export const providerNames: Record<Provider, string> = {
  google: 'Google',
  microsoft: 'Microsoft',
  other: 'Other',
}

/** https://support.google.com/mail/answer/7126229 and Microsoft's "POP, IMAP, and SMTP settings". */
const presets: Record<'google' | 'microsoft', Pick<MailForm, 'incoming' | 'outgoing'>> = {
  google: {
    incoming: { host: 'imap.gmail.com', port: '993', tls: 'tls' },
    outgoing: { host: 'smtp.gmail.com', port: '587', tls: 'starttls' },
  },
  microsoft: {
    incoming: { host: 'outlook.office365.com', port: '993', tls: 'tls' },
    outgoing: { host: 'smtp.office365.com', port: '587', tls: 'starttls' },
  },
}

/** What was tried last stands there again, without its passwords. */
export function startOf({ test }: Setup['mail']): MailForm {
  const empty: MailForm = {
    address: '',
    provider: 'other',
    incoming: nowhere,
    outgoing: nowhere,
    user: '',
    password: '',
    outgoingPassword: '',
    foundBy: 'nothing',
  }
  if (!test) return empty
  const { address, provider, incoming, outgoing } = test.settings
  return {
    ...empty,
    address,
    provider,
    incoming: shown(incoming),
    outgoing: outgoing ? shown(outgoing) : nowhere,
    user: incoming.user === address ? '' : incoming.user,
    foundBy: 'hand',
  }
}

export const withHosts = (form: MailForm, hosts: Hosts): MailForm => ({
  ...form,
  provider: hosts.provider,
  incoming: shown(hosts.incoming),
  outgoing: shown(hosts.outgoing),
  foundBy: hosts.foundBy,
})

export const withProvider = (form: MailForm, provider: Provider): MailForm =>
  provider === 'other'
    ? { ...form, provider }
    : { ...form, provider, ...presets[provider], foundBy: 'provider' }

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

/** `needsPassword`: none is kept from the last try. `sends`: where mail leaves is not given by SMTP_URL. */
export function missingIn(
  form: MailForm,
  { needsPassword, sends }: { needsPassword: boolean; sends: boolean },
): Wrong {
  const found: Wrong = {}
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.address.trim()))
    found['address'] = 'Write the address customers write to.'
  if (needsPassword && !form.password)
    found['incoming.password'] = 'Type the password of the mailbox.'
  for (const [side, word] of [
    ['incoming', 'fetched'],
    ['outgoing', 'sent'],
  ] as const) {
    if (side === 'outgoing' && !sends) continue
    if (!form[side].host.trim()) found[`${side}.host`] = `Write the host where mail is ${word}.`
    if (!isPort(form[side].port)) found[`${side}.port`] = `Write the port where mail is ${word}.`
  }
  return found
}

export function bodyOf(form: MailForm, sends: boolean) {
  const address = form.address.trim()
  const user = form.user.trim() || address
  const side = (server: Server, password: string) => ({
    host: server.host.trim(),
    port: Number(server.port),
    tls: server.tls,
    user,
    password: password || null,
  })
  return {
    address,
    provider: form.provider,
    incoming: side(form.incoming, form.password),
    outgoing: sends ? side(form.outgoing, form.outgoingPassword || form.password) : null,
  }
}

/** Says where the hosts come from. */
export const foundWords: Record<MailForm['foundBy'], string> = {
  provider: 'Found automatically: this provider’s own servers.',
  domain: 'Found automatically: your domain says so.',
  guess: 'A guess by the usual names. Check them at your provider.',
  hand: 'As you wrote them.',
  nothing: 'Write the address, and we look for the servers.',
}
