/** Decides what a mail is, once and with a reason: reports of machines first, then what they write by themselves, then people. */
import type { IncomingMail, Verdict } from '../connector.ts'

type Kind = Verdict['kind']
type Mail = Omit<IncomingMail, 'verdict'>

/**
 * Words by which people and programs announce an absence, at the beginning of a subject or in the
 * first lines.
 */
const ABSENT =
  /out of (the )?office|\b(on|annual|maternity|parental) (leave|vacation|holiday)\b|(am|be|is) (currently )?away\b|away from (my|the) (desk|office|mail)|\bvacation\b|\boof\b|unable to read your message|abwesenheit|nicht im (büro|haus)|im urlaub|absence du bureau|absent du bureau|en congés|fuera de la oficina|de vacaciones|fuori (sede|ufficio)|afwezig|frånvaro|fravær|poza biurem|ausente|不在/i
const REPLY_PREFIX =
  /^\s*(re|aw|antw|sv|vs|odp|res|rif|ynt|回复|答复|返信)\s*(\[\d+\]|\(\d+\)|\d{0,2})\s*[:：]/i

/** In this order; the first that holds is the verdict. */
const RULES: [kind: Kind, why: (mail: Mail) => string | null][] = [
  // A provider forwards what one of its users called spam: it quotes other mails, so it comes first.
  [
    'abuse_report',
    ({ report }) => (report === 'abuse' ? 'A feedback report of a mail provider' : null),
  ],
  // "Was read", "was deleted unread", "was delivered": nothing went wrong, whatever else it says.
  [
    'receipt',
    ({ report, bounce, automatic }) => receiptOf(report, bounce !== null, automatic?.kind ?? null),
  ],
  // Somebody was not reached: the facts outweigh any header.
  ['bounce', ({ bounce }) => (bounce && !isOnlyLate(bounce) ? bounceReason(bounce) : null)],
  // The server still tries; nothing is lost yet.
  ['delay', ({ bounce }) => (bounce ? `Not delivered yet: ${namesOf(bounce)}` : null)],
  // Absence is a special automatic answer: it says something about the person, so it precedes the general one.
  ['out_of_office', (mail) => absenceOf(mail)],
  // Any other machine that answers or reports, by its headers.
  [
    'auto_reply',
    ({ automatic }) => (automatic && isAnswering(automatic.kind) ? automatic.reason : null),
  ],
  // Sent to many, by its headers; even a list that only passes a person's words on.
  ['bulk', ({ automatic }) => (automatic?.kind === 'bulk' ? automatic.reason : null)],
  // Nobody can read it here, so whether it answers something does not matter yet.
  [
    'encrypted',
    ({ encrypted }) =>
      encrypted ? `Encrypted with ${encrypted === 'pgp' ? 'PGP' : 'S/MIME'}` : null,
  ],
  // A date is proposed, accepted or called off, even in answer to a mail.
  [
    'invite',
    ({ invite }) =>
      invite ? `A calendar ${invite.method.toLowerCase()}: ${invite.summary}` : null,
  ],
  // It names a message it answers, or begins its subject as answers do.
  ['reply', (mail) => answering(mail)],
]

/** Every mail has exactly one; what no rule knows is something new from a person. */
export function verdictOf(mail: Mail): Verdict {
  for (const [kind, why] of RULES) {
    const reason = why(mail)
    if (reason !== null) return { kind, reason: reason.slice(0, 300) }
  }
  return { kind: 'new', reason: 'Written by a person, and answering nothing' }
}

type BounceOf = NonNullable<Mail['bounce']>

const isOnlyLate = ({ recipients }: BounceOf) =>
  recipients.length > 0 && recipients.every(({ permanent }) => !permanent)

const namesOf = ({ recipients }: BounceOf) =>
  recipients.length === 0
    ? 'the server does not say whom'
    : recipients
        .map(({ address }) => address)
        .slice(0, 5)
        .join(', ')

function bounceReason(bounce: BounceOf): string {
  const [first] = bounce.recipients
  const status = first?.status ? ` (${first.status})` : ''
  return `Not delivered: ${namesOf(bounce)}${status}`
}

function receiptOf(report: Mail['report'], isBounce: boolean, automatic: string | null) {
  if (report === 'disposition') return 'A receipt says what became of a mail'
  return report === 'delivery' && !isBounce && automatic === null
    ? 'Delivered, says the server'
    : null
}

const isAnswering = (kind: string) => kind === 'auto_reply' || kind === 'report'

function absenceOf({ automatic, subject, text }: Mail): string | null {
  if (!automatic || automatic.kind === 'no_reply_wanted') return null
  if (ABSENT.test(subject)) return `An automatic answer, and the subject says so: ${subject}`
  const said =
    automatic.kind === 'bulk' ? null : ABSENT.exec(`${automatic.reason}\n${text.slice(0, 1000)}`)
  return said ? `An automatic answer that says "${said[0]}"` : null
}

function answering({ inReplyTo, references, subject }: Mail): string | null {
  const id = inReplyTo[0] ?? references.at(-1)
  if (id) return `Answers ${id}`
  return REPLY_PREFIX.test(subject) ? `The subject begins as answers do: ${subject}` : null
}
