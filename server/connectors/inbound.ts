/**
 * What comes in, in words of ours. A connector turns a foreign shape into these and knows nothing
 * else.
 */
export type Inbound = IncomingMessage | Alert | PageReply | Receipt | TopicNotice

export interface Address {
  address: string
  name: string | null
}

/**
 * Why a machine wrote a message: it is kept, but nothing answers it and it neither stops nor starts
 * a clock.
 */
export interface Automatic {
  kind: 'auto_reply' | 'bulk' | 'report' | 'no_reply_wanted'
  reason: string
}

export interface IncomingMessage {
  type: 'message'
  /** Message ids stand without their angle brackets, here and below. */
  messageId: string | null
  from: Address | null
  sender: Address | null
  replyTo: Address[]
  to: Address[]
  cc: Address[]
  subject: string
  text: string
  html: string | null
  sentAt: Date | null
  inReplyTo: string[]
  references: string[]
  automatic: Automatic | null
  encrypted: 'pgp' | 'smime' | null
  attachments: IncomingFile[]
  language: string | null
}

export interface IncomingFile {
  /** A bare file name: no folders, no control characters, at most 200 characters. */
  name: string
  contentType: string
  bytes: number
  contentId: string | null
  content: Buffer
}

/**
 * A signal of a monitor. Only a trigger is sure to say what is wrong; the others may carry nothing
 * but the key.
 */
export interface Alert {
  type: 'alert'
  action: 'trigger' | 'acknowledge' | 'resolve'
  routingKey: string
  dedupKey: string | null
  summary: string | null
  source: string | null
  severity: 'critical' | 'error' | 'warning' | 'info' | null
  at: Date | null
  component: string | null
  group: string | null
  class: string | null
  details: Record<string, unknown>
  links: { href: string; text: string | null }[]
  images: { src: string; href: string | null; alt: string | null }[]
  client: string | null
  clientUrl: string | null
}

/**
 * An answer to a page, as written: `from` is the address it came from, the text may hold a code.
 */
export interface PageReply {
  type: 'page_reply'
  id: string
  from: string
  text: string
}

/**
 * A mail, as `readMail` reads it: what is common to every message, and what only mail has. Nothing
 * here was verified; it is what the message says of itself.
 */
export interface IncomingMail extends IncomingMessage {
  verdict: Verdict
  /** A report of a machine about a mail: RFC 3464, RFC 8098, RFC 5965. */
  report: 'delivery' | 'disposition' | 'abuse' | null
  /** What did not arrive: from a report, or from the words of a mail server that writes none. */
  bounce: Bounce | null
  invite: Invite | null
  /** Recognised, not checked. */
  signed: 'pgp' | 'smime' | null
  /** Of the words that are shown, in lower case; the declared one when nobody knows it. */
  charset: string | null
  /** For people: what in this message could not be taken as it was meant. */
  notes: string[]
}

/** What a mail is, and why, in words. One mail has one verdict; `verdictOf` says in which order. */
export interface Verdict {
  kind:
    | 'abuse_report'
    | 'receipt'
    | 'bounce'
    | 'delay'
    | 'out_of_office'
    | 'auto_reply'
    | 'bulk'
    | 'encrypted'
    | 'invite'
    | 'reply'
    | 'new'
  reason: string
}

export interface Bounce {
  /** Empty when the server did not say whom it could not reach. */
  recipients: {
    /** The one we wrote to, where the report knows it, otherwise where it went from there. */
    address: string
    /** False: the server goes on trying. */
    permanent: boolean
    /** RFC 3463, such as 5.1.1. */
    status: string | null
    diagnostic: string | null
  }[]
  /** Of the mail that did not arrive, without brackets. */
  originalMessageId: string | null
}

/** The first event of a calendar part (RFC 5546). Days without a time are at midnight UTC. */
export interface Invite {
  method: 'REQUEST' | 'CANCEL' | 'REPLY' | 'COUNTER' | 'PUBLISH'
  uid: string | null
  summary: string
  organizer: string | null
  startsAt: Date | null
  endsAt: Date | null
  place: string | null
}

/** What a carrier says became of something we sent; `externalId` is the one `page()` returned. */
export interface Receipt {
  type: 'receipt'
  externalId: string
  status: 'delivered' | 'failed'
  reason: string | null
}

/** Something happened in a topic of a forum elsewhere. It is only a reason to look at it. */
export interface TopicNotice {
  type: 'topic'
  /** Of the call, as the sender numbers them: the same one again is the same call. */
  callId: string
  topicId: string
  /** In the sender's words, such as `post_created`. */
  what: string
}
