/** Decides from the words of a mail server whether, and for whom, it gave a mail up: qmail, Exim, Postfix, Exchange, GroupWise and others. */
import type { Bounce } from '../connector.ts'
import { oneLine } from './clean.ts'

type Recipient = Bounce['recipients'][number]

export interface Letter {
  subject: string
  from: string | null
  /** The words of the message, without its files. */
  text: string
  /** Nothing can be sent back: an empty return path, or no sender at all. */
  hasNoReturnPath: boolean
  /** Exim's X-Failed-Recipients. */
  failedRecipients: string | null
  to: string[]
  contentType: string
  /** The parameter report-type. */
  contentTypeOf: string | null
}

const DAEMON = /^(mailer-?daemon|postmaster|mail[._-]?delivery[._-]?(sub)?system|mdaemon|mailadm)@/i
const SUBJECT =
  /^\s*(\W{0,3})(undeliver|unzustellbar|mail could not be delivered|mail delivery (fail|problem|system)|mail (system )?(failure|error)|delivery (status |report |failure|fail|problem|notification)|returned mail|failure (notice|delivery)|message (delivery|status|you sent)|non-?delivery|warning: could not send|delayed mail|nondeliverable|delivery (has|delay)|your message .{1,300}could not be delivered)/i
/** What a person hardly writes first of all: the programs introduce themselves. */
const PROGRAM =
  /message from interscan|non-delivery report|qmail-send program|created automatically by mail delivery software|postfix program at host|mail system at host|mailenable: message could not/i
const FAILED =
  /(could|can) ?not be delivered|cannot be delivered|not been delivered|unable to deliver|undeliverable|did not reach the following|delivery to the following recipients? (has )?failed|unknown user|user unknown|mailbox (exceeds|is full|unavailable)|no (such user|mailbox here)|not a valid user|address(es)? failed|permanent (fatal )?error|delivery (has )?failed|could not be reached|не может быть доставлено|nicht zugestellt|n'a pas pu être/i
const DELAYED =
  /\bdelay(ed)?\b|still being retried|will (keep|continue) (on )?(trying|to try)|not yet been delivered|(do not|don't) need to resend|warning message only/i
/** From here on it is our own mail again. */
const ORIGINAL =
  /^[ \t>]*(-{2,} ?(this is a copy|below this line|original message|returned message|the body of|message header)|(the )?original message follows|message headers follow|old message:|a summary of the undelivered message|={5,}$|\*{10,}$)/im

/** A letter of a daemon, or of a program by its own words, that says something failed. */
export function looksLikeBounce(letter: Letter): boolean {
  if (letter.failedRecipients !== null) return true
  const start = letter.text.slice(0, 3000)
  if (!FAILED.test(start) && !DELAYED.test(start)) return false
  const isDaemon = DAEMON.test(letter.from ?? '')
  if (letter.hasNoReturnPath && FAILED.test(start)) return true
  if (isDaemon) return SUBJECT.test(letter.subject) || FAILED.test(start)
  return SUBJECT.test(letter.subject) && PROGRAM.test(start)
}

const ADDRESS = String.raw`([\w.!#$%&'*+/=?^{|}~-]+@[\w-]+(?:\.[\w-]+)+)`
const line = (pattern: string) => new RegExp(pattern.replace('ADDRESS', ADDRESS), 'i')
/** One line that names a recipient; what follows on it, and below it, says why. */
const NAMING = [
  line(String.raw`^\s*<ADDRESS>(?: \([^)]{0,200}\))?:?\s*(.*)$`),
  line(String.raw`^\s+(?:\* )?ADDRESS\s*(\(.*\))?$`),
  line(String.raw`^\s*ADDRESS:\s*(.*)$`),
  line(String.raw`^\s*ADDRESS on \w{3}, \d.*$`),
  line(String.raw`recipient: \[?(?:smtp:)?ADDRESS\]?`),
  line(String.raw`(?:unknown user|exceeds allowed size|mailbox unavailable): ADDRESS`),
  line(String.raw`^\s*"[^"]{1,200}" <ADDRESS>\s*$`),
  line(String.raw`^\s*- ADDRESS`),
  line(
    String.raw`(?:you sent mail to|local mailbox|your message to|rcpt to:|deliver message to)\s*<?ADDRESS`,
  ),
]

/** In the order in which they are named, each once. `originalTo` is the header To of our own mail. */
export function freeFormRecipients(letter: Letter, originalTo: string | null): Recipient[] {
  const cut = ORIGINAL.exec(letter.text)
  // Words such as "===" above everything are decoration, not the end.
  const head = cut && cut.index > 80 ? letter.text.slice(0, cut.index) : letter.text.slice(0, 5000)
  const lines = head.slice(0, 20_000).split('\n')
  const isDelay = DELAYED.test(`${letter.subject}\n${head.slice(0, 2000)}`)
  const found = new Map<string, Recipient>()
  const add = (address: string, diagnostic: string) => {
    const key = address.toLowerCase().replace(/\.$/, '')
    if (found.has(key) || found.size >= 1000) return
    const words = oneLine(diagnostic, 500)
    const status = /#?\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? null
    found.set(key, {
      address: address.replace(/\.$/, ''),
      permanent: !isDelay,
      status,
      diagnostic: words || null,
    })
  }
  for (const pattern of NAMING) {
    for (const [at, text] of lines.entries()) {
      const named = text.length < 1000 ? pattern.exec(text) : null
      if (named?.[1]) add(named[1], `${named[2] ?? ''} ${below(lines, at)}`)
    }
    if (found.size > 0) break
  }
  if (found.size === 0)
    for (const address of (letter.failedRecipients ?? originalTo ?? '').split(/[\s,<>]+/))
      if (/^[^@]+@[^@]+$/.test(address)) add(address, below(lines, -1))
  return [...found.values()]
}

/** The lines after it, up to two empty ones or the next recipient. */
function below(lines: string[], at: number): string {
  const words: string[] = []
  for (const text of lines.slice(at + 1, at + 13)) {
    if (words.length > 0 && text.trim() === '') break
    if (NAMING.slice(0, 3).some((pattern) => text.length < 1000 && pattern.test(text))) break
    words.push(text.trim())
  }
  return words.join(' ').trim()
}
