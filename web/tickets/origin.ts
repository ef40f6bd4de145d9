// Decides what a reader is told about the mail a message came by, beside its words.

import type { Comment } from './words.ts'

const kinds: Record<string, string> = {
  abuse_report: 'A report of a mail provider, not a person’s words.',
  receipt: 'A receipt written by a machine.',
  bounce: 'A mail server reports that a mail did not arrive.',
  delay: 'A mail server reports that a mail is late.',
  out_of_office: 'An automatic answer: they are away.',
  auto_reply: 'An automatic answer.',
  bulk: 'Sent to many at once.',
  encrypted: 'Encrypted: it cannot be read here.',
  invite: 'An invitation to a date.',
}

/** Sentences about a mail's kind, its sender's proofs and what could not be read; none for a plain mail. */
export function originNotes({ origin }: Pick<Comment, 'origin'>): string[] {
  if (!origin) return []
  const { verdict, checks, notes } = origin
  const kind = verdict === null ? undefined : kinds[verdict]
  const forged = checks?.dmarc === 'fail'
  return [
    ...(kind ? [kind] : []),
    ...(forged
      ? ['The sender’s domain does not vouch for this mail: it may be from somebody else.']
      : []),
    ...notes,
  ]
}
