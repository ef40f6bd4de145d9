// Decides what is said about the kind of a mail and about the proofs of its sender.

import type { components } from '../../api/types.ts'

type Checks = NonNullable<components['schemas']['ArrivalPage']['checks']>

const kinds: Record<string, string> = {
  abuse_report: 'A report of a mail provider about abuse',
  receipt: 'A receipt that something was read',
  bounce: 'A report that a mail did not arrive',
  delay: 'A report that a mail is late',
  out_of_office: 'An automatic answer: they are away',
  auto_reply: 'An automatic answer',
  bulk: 'Sent to many at once',
  encrypted: 'Encrypted',
  invite: 'An invitation to a date',
  reply: 'An answer by a person',
  new: 'A new mail by a person',
}

/** What kind of mail the reader took it for. */
export const verdictWords = (verdict: string): string =>
  kinds[verdict] ?? verdict.replaceAll('_', ' ')

const results: Record<string, string> = {
  pass: 'passed',
  fail: 'failed',
  softfail: 'failed, and its domain is not sure',
  neutral: 'its domain does not say',
  none: 'its domain says nothing',
  policy: 'not good enough for its domain',
  temperror: 'could not be asked',
  permerror: 'what its domain says makes no sense',
}

const resultWords = (result: string): string => results[result] ?? result

/** One line for each proof, in words: who may send, who signed, what the domain makes of both, what servers on the way saw. */
export function checkRows(checks: Checks | null): { name: string; words: string }[] {
  if (!checks) return []
  const { spf, dkim, dkimDomains, dmarc, policy, arc } = checks
  const by = dkimDomains.length > 0 ? `, signed by ${dkimDomains.join(', ')}` : ''
  const asks = dmarc === 'fail' && policy !== 'none' ? `; its domain asks to ${policy} it` : ''
  return [
    { name: 'SPF', words: resultWords(spf) },
    { name: 'DKIM', words: `${dkim === 'none' ? 'not signed' : resultWords(dkim)}${by}` },
    { name: 'DMARC', words: `${resultWords(dmarc)}${asks}` },
    ...(arc === 'none' ? [] : [{ name: 'ARC', words: resultWords(arc) }]),
  ]
}
