/** Decides what a mail that somebody of ours forwards says of its first sender: mail programs write a head above it. */

export interface Forwarded {
  from: { address: string; name: string | null }
  subject: string | null
  body: string
}

/** What an agent writes first, to have a forwarded mail filed as the customer's. */
export const FORWARD_COMMAND = /^\s*@fwd\b[^\n]*\n?/i

/** Lines that begin the head of a forwarded mail, in the languages of common mail programs. */
const HEAD =
  /^\s*[>*]*\s*(-{2,}\s*)?(original message|forwarded message|begin forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|転送されたメッセージ|转发的邮件)\b.*$/im
const FROM =
  /^[\s>*]*(?:from|von|de|da|van|från|fra|od|от|差出人|发件人)\s*[*]*\s*[:：][*\s]*(.+)$/im
const SUBJECT =
  /^[\s>*]*(?:subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|тема|件名|主题)\s*[*]*\s*[:：][*\s]*(.+)$/im
const ADDRESS = /[^\s<>"'()[\],;:]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/i
/** A head has few lines; what stands further down is somebody's words. */
const LONGEST_HEAD = 14

/** Null when no head with a sender is found: then nobody is taken for the customer. */
export function forwardedIn(text: string): Forwarded | null {
  const own = text.replace(FORWARD_COMMAND, '')
  const begin = HEAD.exec(own)
  const lines = own.slice(begin ? begin.index + begin[0].length : 0).split('\n')
  const head = lines.slice(0, LONGEST_HEAD).join('\n')
  const from = FROM.exec(head)?.[1]?.trim() ?? ''
  const address = ADDRESS.exec(from)?.[0]
  if (!address) return null
  const name = from
    .slice(0, from.indexOf(address))
    .replaceAll(/["'<[(]|mailto:/gi, '')
    .trim()
  return {
    from: { address, name: name || null },
    subject: SUBJECT.exec(head)?.[1]?.trim() ?? null,
    body: bodyAfter(lines),
  }
}

/** The words begin behind the first empty line after the sender's. */
function bodyAfter(lines: readonly string[]): string {
  const at = lines.findIndex((line) => FROM.test(line))
  const gap = lines.findIndex((line, index) => index > at && /^[\s>]*$/.test(line))
  const body = gap === -1 ? [] : lines.slice(gap + 1)
  const isQuoted = body.filter((line) => line.trim() !== '').every((line) => /^\s*>/.test(line))
  return body
    .map((line) => (isQuoted ? line.replace(/^\s*>\s?/, '') : line))
    .join('\n')
    .trim()
}
