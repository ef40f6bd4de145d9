/**
 * Decides what a mail server's answer means, in a plain sentence: by its enhanced status code
 * (RFC 3463, registered by RFC 5248), else by its reply code (RFC 5321 4.2), else by what our own
 * connection said.
 */

export interface AnswerCodes {
  /** Such as 550; null when no server answered. */
  reply: number | null
  /** Such as 5.1.1; null when the server gives none. */
  enhanced: string | null
}

/** The codes in a server's answer, wherever in our own sentence about it they stand. */
export function codesOf(answer: string): AnswerCodes {
  const [, reply, enhanced] =
    /(?:^|[:;]\s)([245]\d\d)(?:[ -]|$)#?([245]\.\d{1,3}\.\d{1,3})?/.exec(answer) ?? []
  return { reply: reply ? Number(reply) : null, enhanced: enhanced ?? null }
}

/** One or two sentences for the people on the ticket. The raw answer is shown beside them. */
export function answerWords(answer: string): string {
  const { reply, enhanced } = codesOf(answer)
  if (reply === null) return CONNECTION.find(([said]) => said.test(answer))?.[1] ?? UNKNOWN
  if (reply < 300) return 'The mail server took it.'
  if (reply < 500 && GREYLISTED.test(answer)) return WAIT_FOR_STRANGERS
  const subject = enhanced?.slice(2) ?? ''
  const words = BY_DETAIL[subject] ?? BY_SUBJECT[subject.split('.')[0] ?? ''] ?? BY_REPLY[reply]
  return words ?? (reply < 500 ? 'The mail server asks us to come again later.' : REFUSED)
}

const GREYLISTED = /gr[ea]y-?\s?list|first[- ]time sender|try again in \d/i
const WAIT_FOR_STRANGERS =
  'The other side lets mail from new senders wait for some minutes (greylisting).'
const REFUSED = 'The mail server refused it and gave no reason we know.'
const UNKNOWN = 'It did not work, and nobody said why.'

/** X.Y.Z without its class: whether it is for now (4) or for good (5) is told beside it. */
const BY_DETAIL: Record<string, string> = {
  '1.0': 'Something about the address is wrong.',
  '1.1': 'There is no such mailbox at that domain. Check the spelling.',
  '1.2': 'The domain of the address takes no mail. Check the spelling.',
  '1.3': 'The address is not written as an address must be.',
  '1.4': 'The address fits more than one mailbox.',
  '1.6': 'The mailbox has moved and left no new address.',
  '1.7': 'Our sender address is not written as it must be.',
  '1.8': 'The domain of our sender address was not found. See its DNS records.',
  '1.10': 'The domain says that it takes no mail at all.',
  '2.0': 'Something about the mailbox is wrong.',
  '2.1': 'The mailbox exists but is switched off.',
  '2.2': 'The mailbox is full.',
  '2.3': 'The mail is bigger than this mailbox takes.',
  '2.4': 'The mailing list behind the address does not work.',
  '3.0': 'The other mail system has a problem of its own.',
  '3.1': 'The other mail system has no room left.',
  '3.2': 'The other mail system takes no mail at the moment.',
  '3.3': 'The other mail system lacks something this mail needs.',
  '3.4': 'The mail is bigger than the other mail system takes.',
  '3.5': 'The other mail system is set up wrongly.',
  '4.1': 'The other mail system does not answer.',
  '4.2': 'The connection to the other mail system broke.',
  '4.3': 'The name service (DNS) could not say where the domain takes mail.',
  '4.4': 'No way leads to the other mail system.',
  '4.5': 'The other mail system has too much to do.',
  '4.6': 'The mail went round in circles between mail systems.',
  '4.7': 'It could not be delivered in the time there was.',
  '5.0': 'The two mail systems did not understand each other.',
  '5.1': 'The other mail system did not know the command.',
  '5.2': 'The other mail system could not read the command.',
  '5.3': 'The mail has too many recipients for the other mail system.',
  '5.4': 'The other mail system did not accept what we asked of it.',
  '6.0': 'Something about the content was not liked.',
  '6.1': 'A kind of content in the mail is not accepted there.',
  '6.2': 'The content would have to be converted, which is forbidden.',
  '6.3': 'The content would have to be converted, which is not possible.',
  '7.0': 'The other side refuses mail from us, for reasons of security or policy.',
  '7.1':
    'The other side does not let us deliver there. Our address or server may be on a block list.',
  '7.2': 'We may not write to that mailing list.',
  '7.3': 'The mail would have to be converted, which its security forbids.',
  '7.4': 'A security feature that the mail needs is missing there.',
  '7.5': 'A security check of the mail did not work.',
  '7.7': 'The content was changed on the way.',
  '7.8': 'The mail server did not accept our user name and password.',
  '7.9': 'The mail server wants a stronger way of signing in.',
  '7.11': 'The mail server wants an encrypted connection for signing in.',
  '7.13': 'The account at the mail server is switched off.',
  '7.14': 'The two mail systems do not trust each other.',
  '7.17': 'The mailbox has changed hands since we last wrote to it.',
  '7.20': 'The mail has no valid DKIM signature. See DKIM_DOMAIN in the settings.',
  '7.21': 'The DKIM signature is not one the other side accepts.',
  '7.22': 'The DKIM signature is of another domain than the sender. See DKIM_DOMAIN.',
  '7.23': 'Our mail server is not listed in the SPF record of our domain.',
  '7.24': 'The SPF record of our domain could not be checked.',
  '7.25': 'Our mail server has no name in reverse DNS.',
  '7.26': 'The mail passed neither SPF nor DKIM, and our domain asks to refuse it then (DMARC).',
  '7.27': 'Our sender domain says that it takes no mail, so nothing is taken from it.',
  '7.28': 'The other side receives too much mail from us, or too much of the same.',
  '7.29': 'A chain of signatures (ARC) did not hold.',
  '7.30': 'The other side wants every hop encrypted (REQUIRETLS).',
}

const BY_SUBJECT: Record<string, string> = {
  1: 'Something about the address is wrong.',
  2: 'Something about the mailbox is wrong.',
  3: 'The other mail system has a problem of its own.',
  4: 'The way to the other mail system is disturbed.',
  5: 'The two mail systems did not understand each other.',
  6: 'Something about the content was not liked.',
  7: 'The other side refuses mail from us, for reasons of security or policy.',
}

const BY_REPLY: Record<number, string> = {
  421: 'The mail server is about to stop, or too busy.',
  450: 'The mailbox cannot be reached at the moment.',
  451: 'The mail server has a problem of its own.',
  452: 'The mail server has no room left.',
  454: 'The mail server could not check our sign-in.',
  530: 'The mail server wants us to sign in.',
  535: 'The mail server did not accept our user name and password.',
  550: 'The mailbox does not exist, or the other side refuses mail from us.',
  551: 'The mailbox is not there any more.',
  552: 'The mailbox is full, or the mail too big.',
  553: 'The address is not written as the mail server wants it.',
  554: 'The other side refuses the mail.',
}

/** What nodemailer and the system say when there was no answer. */
const CONNECTION: [said: RegExp, words: string][] = [
  [/ECONNREFUSED/, 'The mail server refuses connections: it may be stopped.'],
  [/ENOTFOUND|EAI_AGAIN|EDNS|not found by its name/i, 'The mail server was not found by its name.'],
  [/certificate|self-signed|TLS|SSL/i, 'A secure connection to the mail server was not possible.'],
  [/user name and password|EAUTH/i, 'The mail server did not accept our user name and password.'],
  [/ETIMEDOUT|timed? ?out|in time|Greeting never/i, 'The mail server did not answer in time.'],
  [/ECONNRESET|EPIPE|closed|hang up/i, 'The mail server broke off the connection.'],
  [/EHOSTUNREACH|ENETUNREACH/, 'No way leads to the mail server.'],
  [/could not be reached/i, 'The mail server could not be reached.'],
  [/bytes|too big/i, 'The mail is too big.'],
]
