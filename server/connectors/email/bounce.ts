/** Decides whether a message reports that a mail did not arrive, and for whom: RFC 3464, or the words of servers that know none. */
import type { Bounce } from '../connector.ts'
import { freeFormRecipients, looksLikeBounce, type Letter } from './bounce-words.ts'
import { oneLine } from './clean.ts'
import { contentOf, headerOf, readMime, type Part } from './mime.ts'
import { decodeWords } from './words.ts'

type Recipient = Bounce['recipients'][number]

const MOST_RECIPIENTS = 1000
/**
 * "Prove that you are a person, then your mail goes on": a question of a robot. Such services abuse
 * the form of a report.
 */
const CHALLENGE =
  /\bX-Boxbe-Notice\b|not pre-approved|\bwaitlisted\b|\bguest list\b|prove (that )?you are|confirm that you (are|sent)|challenge.response/i

export interface Report extends Letter {
  /** Every part that is no multipart, in order. */
  leaves: Part[]
  inReplyTo: string[]
}

/** Null when everything arrived, or when this is no such report. */
export function bounceOf(report: Report): Bounce | null {
  const statuses = report.leaves.filter(({ type }) =>
    /^message\/(global-)?delivery-status$/.test(type.value),
  )
  const said = statuses.map((part) => contentOf(part).toString('utf8')).join('\n\n')
  if (CHALLENGE.test(said) || CHALLENGE.test(report.text.slice(0, 5000))) return null
  const reported = recipientsOf(said)
  const original = originalOf(report)
  if (reported.length > 0) {
    const recipients = reported.filter(
      ({ action }) => !/^(delivered|relayed|expanded)$/.test(action),
    )
    if (recipients.length === 0) return null
    return {
      recipients: recipients.map(({ address, permanent, status, diagnostic }) => ({
        address,
        permanent,
        status,
        diagnostic,
      })),
      originalMessageId: original.id,
    }
  }
  if (statuses.length === 0 && !isReport(report) && !looksLikeBounce(report)) return null
  return { recipients: freeFormRecipients(report, original.to), originalMessageId: original.id }
}

const isReport = ({ contentType, contentTypeOf }: Report) =>
  contentType === 'multipart/report' &&
  (contentTypeOf === null || contentTypeOf === 'delivery-status')

/** Blocks of header fields with an empty line between them; the first speaks of the message as a whole. */
function recipientsOf(status: string): (Recipient & { action: string })[] {
  const found: (Recipient & { action: string })[] = []
  for (const block of status
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .slice(0, MOST_RECIPIENTS)) {
    const fields = fieldsOf(block)
    const address =
      addressOf(fields.get('original-recipient')) ?? addressOf(fields.get('final-recipient'))
    if (!address) continue
    const action = (/^[a-z]+/i.exec(fields.get('action') ?? '')?.[0] ?? '').toLowerCase()
    const diagnostic = fields.get('diagnostic-code') ?? null
    const status = statusIn(fields.get('status')) ?? statusIn(diagnostic)
    const permanent =
      action === 'failed' || (action !== 'delayed' && status?.startsWith('5') === true)
    found.push({
      action,
      address,
      permanent,
      status,
      diagnostic: diagnostic && oneLine(diagnostic, 500),
    })
  }
  return found
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  let last = ''
  for (const line of block.split('\n')) {
    const field = /^([\w-]{1,80})[ \t]*:[ \t]*(.*)$/.exec(line)
    if (field) {
      last = field[1]?.toLowerCase() ?? ''
      if (!fields.has(last)) fields.set(last, field[2] ?? '')
    } else if (/^[ \t]/.test(line) && last) fields.set(last, `${fields.get(last)} ${line.trim()}`)
  }
  return fields
}

/** `rfc822; <kim@acme.test>`; an X.400 name is no address one can write to. */
function addressOf(field: string | undefined): string | null {
  const named = /^\s*(?:rfc822|utf-8|smtp|)\s*;?\s*<?([^\s<>;]+@[^\s<>;]+?)>?\s*$/i.exec(
    (field ?? '').slice(0, 1000),
  )
  return named?.[1] ?? null
}

const statusIn = (text: string | null | undefined): string | null =>
  /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec((text ?? '').slice(0, 2000))?.[0] ?? null

/** What the report gives back of the mail it is about: as a part, or copied below its own words. */
function originalOf({ leaves, text, inReplyTo }: Report): { id: string | null; to: string | null } {
  for (const part of leaves) {
    if (
      !/^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(
        part.type.value,
      )
    )
      continue
    const { headers } = headersOf(part)
    const id = idIn(headerOf({ headers }, 'message-id'))
    const to = headerOf({ headers }, 'to')
    if (id || to) return { id, to: to && decodeWords(to) }
  }
  const quoted = /^[> \t]*message-id:\s*<([^<>\s]{1,998})>/im.exec(text)?.[1] ?? null
  return { id: quoted ?? inReplyTo[0] ?? null, to: null }
}

function headersOf(part: Part): Pick<Part, 'headers'> {
  const content = contentOf(part)
  const end = content.indexOf('\n\n')
  const crlf = content.indexOf('\r\n\r\n')
  const until = Math.min(
    end === -1 ? content.length : end + 2,
    crlf === -1 ? content.length : crlf + 4,
  )
  return readMime(content.subarray(0, Math.min(until, 200_000)))
}

const idIn = (header: string | null) => /<([^<>\s]+)>/.exec(header ?? '')?.[1] ?? null
