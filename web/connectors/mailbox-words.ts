// Decides what a mailbox is said to do, and how its form reads and is sent.

import type { components, paths } from '../../api/types.ts'
import type { Fate } from './mail-words.ts'

export type Mailbox = components['schemas']['Mailbox']
export type NewMailbox =
  paths['/api/v1/mailboxes']['post']['requestBody']['content']['application/json']
export type MailboxChange =
  paths['/api/v1/mailboxes/{key}']['patch']['requestBody']['content']['application/json']

/** Every field as it stands in the form; empty where nothing is written. */
export interface MailboxForm {
  key: string
  kind: 'imap' | 'http'
  name: string
  addresses: string
  channel: string
  host: string
  port: string
  tls: 'tls' | 'starttls' | 'none'
  user: string
  auth: 'password' | 'oauth2'
  password: string
  tokenUrl: string
  clientId: string
  clientSecret: string
  scope: string
  refreshToken: string
  folder: string
  moveTo: string
  begins: 'now' | 'beginning'
}

export const emptyMailbox = (channel: string): MailboxForm => ({
  key: '',
  kind: 'imap',
  name: '',
  addresses: '',
  channel,
  host: '',
  port: '993',
  tls: 'tls',
  user: '',
  auth: 'password',
  password: '',
  tokenUrl: '',
  clientId: '',
  clientSecret: '',
  scope: '',
  refreshToken: '',
  folder: 'INBOX',
  moveTo: '',
  begins: 'now',
})

/** A mailbox as its form shows it. Secrets are never shown: left empty, they stay as they are. */
export const formOf = (mailbox: Mailbox): MailboxForm => ({
  ...emptyMailbox(mailbox.channel),
  key: mailbox.key,
  kind: mailbox.kind,
  name: mailbox.name,
  addresses: mailbox.addresses.join(', '),
  host: mailbox.host ?? '',
  port: String(mailbox.port ?? 993),
  tls: mailbox.tls ?? 'tls',
  user: mailbox.user ?? '',
  auth: mailbox.auth ?? 'password',
  tokenUrl: mailbox.oauth?.tokenUrl ?? '',
  clientId: mailbox.oauth?.clientId ?? '',
  scope: mailbox.oauth?.scope ?? '',
  folder: mailbox.folder,
  moveTo: mailbox.moveTo ?? '',
})

/** The words between commas, spaces or lines. */
export const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

const secretsOf = ({ auth, password, clientSecret, refreshToken }: MailboxForm) =>
  auth === 'password'
    ? { ...(password && { password }) }
    : { ...(clientSecret && { clientSecret }), ...(refreshToken && { refreshToken }) }

function imapOf(form: MailboxForm) {
  const { host, port, tls, user, auth, tokenUrl, clientId, scope, folder, moveTo } = form
  return {
    host: host.trim(),
    port: Number(port),
    tls,
    user: user.trim(),
    auth,
    oauth:
      auth === 'oauth2'
        ? { tokenUrl: tokenUrl.trim(), clientId: clientId.trim(), scope: scope.trim() || null }
        : null,
    folder: folder.trim() || 'INBOX',
    moveTo: moveTo.trim() || null,
    ...secretsOf(form),
  }
}

const commonOf = ({ name, addresses, channel }: MailboxForm) => ({
  name: name.trim(),
  addresses: addressesIn(addresses),
  channel,
})

/** What is sent to make it. */
export const newMailboxOf = (form: MailboxForm) => ({
  key: form.key.trim(),
  kind: form.kind,
  begins: form.begins,
  ...commonOf(form),
  ...(form.kind === 'imap' && imapOf(form)),
})

/** What is sent to change it: everything but what it is and its name in addresses. */
export const changeOf = (form: MailboxForm) => ({
  ...commonOf(form),
  ...(form.kind === 'imap' && imapOf(form)),
})

/** What is wrong before the server is asked, by field. Empty when nothing is. */
export function wrongIn(form: MailboxForm): Partial<Record<keyof MailboxForm, string>> {
  const wrong: Partial<Record<keyof MailboxForm, string>> = {}
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(form.key.trim()))
    wrong.key = 'Small letters, digits, - and _: such as support.'
  if (!form.name.trim()) wrong.name = 'Give it a name your colleagues know.'
  if (addressesIn(form.addresses).length === 0) wrong.addresses = 'Write the address it stands for.'
  if (form.kind === 'http') return wrong
  if (!form.host.trim()) wrong.host = 'Write the mail server, such as imap.example.com.'
  if (!/^\d{1,5}$/.test(form.port.trim()) || Number(form.port) < 1 || Number(form.port) > 65_535)
    wrong.port = 'A number up to 65535; 993 nearly everywhere.'
  if (!form.user.trim()) wrong.user = 'Write the name it signs in with.'
  return wrong
}

/** What it does now; why, where something is wrong. */
export function mailboxFate({ state, kind, lastError, lastSeenAt, hasSecret }: Mailbox): Fate {
  const why = lastError ? { why: lastError } : {}
  if (!hasSecret)
    return {
      word: 'Its password must be given again',
      tone: 'stuck',
      why: 'It was encrypted with another SECRET.',
    }
  if (state === 'paused') return { word: 'Paused', tone: 'wait' }
  if (state === 'failing') return { word: 'Not working', tone: 'stuck', ...why }
  if (kind === 'http') return { word: 'Takes what is posted to it', tone: 'good', ...why }
  return lastSeenAt
    ? { word: 'Fetching', tone: 'good', ...why }
    : { word: 'Not looked yet', tone: 'wait', ...why }
}

/** What was made and is shown only now. */
export type Made = { name: string; intakeUrl: string; signingSecret: string }

export type FieldProps = {
  form: MailboxForm
  wrong: Partial<Record<string, string>>
  set: (change: Partial<MailboxForm>) => void
  isNew: boolean
}
