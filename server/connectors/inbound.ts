/**
 * What comes in, in words of ours. A connector turns a foreign shape into these and knows nothing
 * else.
 */
export type Inbound = IncomingMessage | Alert | PageReply | Receipt

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

/** What a carrier says became of something we sent; `externalId` is the one `page()` returned. */
export interface Receipt {
  type: 'receipt'
  externalId: string
  status: 'delivered' | 'failed'
  reason: string | null
}
