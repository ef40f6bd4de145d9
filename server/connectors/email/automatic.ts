/**
 * Decides whether a machine wrote a message, from its headers alone: nobody answers those, but they
 * are kept.
 */
import type { Automatic } from '../connector.ts'

export interface MailHeaders {
  /** The first value of a header by its lower-case name, unfolded; null when it is missing. */
  first(name: string): string | null
}

type Kind = Automatic['kind']

/** Headers whose mere presence says so. Vendors' own, from before RFC 3834 or beside it. */
const TELLTALE: [name: string, kind: Kind][] = [
  ['x-autoreply', 'auto_reply'],
  ['x-autorespond', 'auto_reply'],
  ['x-autoresponder', 'auto_reply'],
  ['x-auto-reply', 'auto_reply'],
  ['x-auto-reply-from', 'auto_reply'],
  ['x-mail-autoreply', 'auto_reply'],
  ['x-amazon-auto-reply', 'auto_reply'],
  ['x-ms-exchange-inbox-rules-loop', 'auto_reply'],
  ['x-failed-recipients', 'report'],
  ['x-fc-machinegenerated', 'no_reply_wanted'],
  ['list-id', 'bulk'],
]

/** Headers that say so by their value. */
const SAYING: [name: string, value: RegExp, kind: Kind][] = [
  ['content-type', /^\s*multipart\/report\b/i, 'report'],
  ['content-type', /^\s*message\/(delivery-status|disposition-notification)\b/i, 'report'],
  // RFC 3834 5: any value but "no" is automatic; a comment or parameters may follow.
  ['auto-submitted', /^\s*(?!no\b)\S/i, 'auto_reply'],
  ['x-ms-exchange-generated-message-source', /rules|oof|auto|out of office/i, 'auto_reply'],
  ['x-post-messageclass', /autoresponder/i, 'auto_reply'],
  ['delivered-to', /^\s*autoresponder\s*$/i, 'auto_reply'],
  ['preference', /auto_reply/i, 'auto_reply'],
  ['precedence', /^\s*auto_reply\b/i, 'auto_reply'],
  ['precedence', /^\s*(bulk|junk|list)\b/i, 'bulk'],
  ['x-auto-response-suppress', /^\s*(?!none\b)\S/i, 'no_reply_wanted'],
]

/**
 * RFC 5321 4.5.5: reports are sent with an empty return path, so that nothing can ever be sent
 * back.
 */
const EMPTY_PATH = /^\s*(<\s*>)?\s*$/

/** Subjects that only programs write, for those that forget every header. A person may still write *about* them. */
const SUBJECT =
  /^\s*((re|aw|sv): *)?(\[auto[^\]]{0,40}\]|(auto|automatic reply|automatic response|auto response|autoreply|out of office|out of office autoreply|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|risposta automatica|resposta automática|automatisch antwoord|automatiskt svar|autosvar|automatisk svar|automatyczna odpowiedź|frånvaro|fuori sede)\s*:)|\((automatic response|autoreply)\)\s*$/i

/**
 * `envelopeFrom` is what the sender gave to SMTP's MAIL FROM; null when the message came
 * another way.
 */
export function whyAutomatic(
  headers: MailHeaders,
  envelopeFrom: string | null = null,
  subject = '',
): Automatic | null {
  const said = SAYING.find(([name, value]) => value.test(headers.first(name) ?? ''))
  const told = TELLTALE.find(([name]) => headers.first(name) !== null)
  const returnPath = headers.first('return-path') ?? envelopeFrom

  if (said && said[2] !== 'bulk' && said[2] !== 'no_reply_wanted')
    return { kind: said[2], reason: quote(said[0], headers) }
  if (told && told[1] !== 'bulk') return { kind: told[1], reason: quote(told[0], headers) }
  if (returnPath !== null && EMPTY_PATH.test(returnPath))
    return { kind: 'report', reason: 'Empty return path' }
  if (SUBJECT.test(subject.slice(0, 998)))
    return { kind: 'auto_reply', reason: `subject: ${subject.slice(0, 120)}` }
  if (/\bmailer-daemon\b/i.test(headers.first('from') ?? ''))
    return { kind: 'report', reason: quote('from', headers) }
  if (said) return { kind: said[2], reason: quote(said[0], headers) }
  if (told) return { kind: told[1], reason: quote(told[0], headers) }
  return null
}

function quote(name: string, headers: MailHeaders): string {
  return `${name}: ${(headers.first(name) ?? '').trim().slice(0, 120)}`
}
