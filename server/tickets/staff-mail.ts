import { detailOf } from '../channels/routing.ts'
import type { Work } from '../platform/work.ts'
import type { System } from '../platform/system.ts'
import { fromAddress, mailDirectly } from './outgoing.ts'
import { findTicketById, type Ticket } from './queries.ts'

const MOST_WORDS = 4000
const HINT =
  'Answer this mail to reply to the customer, as yourself. Begin it with #note to write to the team only.'
const OF_A_NOTE = 'left a note, which only the team sees'

/**
 * Those who follow a ticket hear by mail what was said in it, all but the one who said it. Of a restricted ticket the mail
 * says only that there is something: mailboxes are read by others.
 */
export async function tellFollowers(
  work: Work,
  ticketId: string,
  commentId: string,
): Promise<void> {
  const followers = await work.db
    .selectFrom('ticketFollowers')
    .innerJoin('users', 'users.id', 'ticketFollowers.userId')
    .select(['users.id', 'users.email'])
    .where('ticketFollowers.ticketId', '=', ticketId)
    .where('users.disabledAt', 'is', null)
    .execute()
  if (followers.length === 0) return
  const ticket = await findTicketById(work.db, ticketId)
  const comment = await work.db
    .selectFrom('comments')
    .select(['body', 'authorName', 'authorUserId', 'kind'])
    .where('id', '=', commentId)
    .executeTakeFirstOrThrow()
  for (const { id, email } of followers) {
    if (id === comment.authorUserId) continue
    const words = ticket.restricted
      ? { subject: `#${ticket.number}: something new`, body: linkTo(work.system, ticket) }
      : {
          subject: `#${ticket.number} ${ticket.subject}`,
          body: noticeBody(work.system, ticket, comment),
        }
    const replyTo = ticket.restricted ? null : await staffAddress(work.system, ticket, id)
    const about = `ticket.${ticket.number}@${work.system.config.MAIL_DOMAIN}`
    await mailDirectly(work, 'staff_notice', email, { ...words, replyTo, about })
  }
}

function noticeBody(
  system: System,
  ticket: Ticket,
  comment: { body: string; authorName: string; kind: 'public' | 'note' },
): string {
  const what = comment.kind === 'note' ? OF_A_NOTE : 'wrote'
  const words = comment.body.slice(0, MOST_WORDS)
  return `${comment.authorName} ${what}:\n\n${words}\n\n${linkTo(system, ticket)}\n\n${HINT}`
}

/** Whether words hold a notice of ours, which no mail program marked as quoted. */
export function holdsNotice(words: string): boolean {
  const said = words.replaceAll(/^[ \t>]+/gm, '').replaceAll(/\s+/g, ' ')
  return said.includes(HINT) || said.includes(OF_A_NOTE)
}

const linkTo = (system: System, { number }: Ticket) => `${system.config.publicUrl}/t/${number}`

/** Where one person of ours answers one ticket: a mark of 128 bit that only we can make, for nobody else. */
export async function staffAddress(
  system: System,
  ticket: Pick<Ticket, 'number' | 'channelKey'>,
  userId: string,
): Promise<string> {
  const [local = '', domain = ''] = (await fromAddress(system, ticket.channelKey)).split('@')
  const who = `${ticket.number}.${userId.replaceAll('-', '')}`
  return `${local}+u${who}.${system.secrets.mark('staff-reply', who)}@${domain}`
}

/** The ticket and the person that an address of ours names; null when we did not make it. */
export function staffAnswerOf(
  system: System,
  addresses: readonly string[],
): { number: number; userId: string } | null {
  for (const address of addresses) {
    const [, number = '', user = '', mark = ''] =
      /^u(\d{1,15})\.([0-9a-f]{32})\.([0-9a-f]{32})$/.exec(detailOf(address) ?? '') ?? []
    if (number === '' || system.secrets.mark('staff-reply', `${number}.${user}`) !== mark) continue
    const userId = user.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    return { number: Number(number), userId }
  }
  return null
}
