/** Decides whether a message is one of ours, from marks that only this installation can make. */
import { isSame, type Secrets } from '../platform/secrets.ts'

type Signing = { secrets: Pick<Secrets, 'mark'> }

/** The header every mail of ours carries, so that we know it when a loop brings it back. */
export const LOOP_HEADER = 'X-Watchdesk-Loop'

/**
 * The Message-ID of a comment's mail, without angle brackets. Its 128-bit mark covers number and
 * comment: neither can be put in by somebody else.
 */
export function commentMessageId(
  { secrets }: Signing,
  number: number,
  commentId: string,
  domain: string,
): string {
  return `t${number}.${commentId}.${secrets.mark('message', `${number}.${commentId}`)}@${domain}`
}

/** The ticket number that a Message-ID of ours names, or null when we did not make it. */
export function ticketOfMessageId({ secrets }: Signing, id: string): number | null {
  const [, number = '', comment = '', mark = ''] =
    /^<?t(\d{1,15})\.([0-9a-f-]{36})\.([0-9a-f]{32})@/.exec(id.trim()) ?? []
  if (number === '' || !isMark(secrets.mark('message', `${number}.${comment}`), mark)) return null
  return Number(number)
}

/** The value of LOOP_HEADER for one outgoing message. */
export const loopToken = ({ secrets }: Signing, outgoingId: string): string =>
  `${outgoingId}.${secrets.mark('loop', outgoingId)}`

/**
 * Whether these are headers of a mail we sent. The token stands alone: relays that rewrite the
 * Message-ID leave it as it is. `first` gives the first value of a header by its lower-case name.
 */
export function isOwnMail(
  headers: { first(name: string): string | null },
  { secrets }: Signing,
): boolean {
  const token = headers.first(LOOP_HEADER.toLowerCase())?.trim() ?? ''
  const [, id = '', mark = ''] = /^([0-9a-f-]{36})\.([0-9a-f]{32})$/.exec(token) ?? []
  return id !== '' && isMark(secrets.mark('loop', id), mark)
}

const isMark = (ours: string, given: string) => isSame(Buffer.from(ours), Buffer.from(given))
