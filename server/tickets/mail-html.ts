import { sql } from 'kysely'
import { readMail } from '../connectors/email/read-mail.ts'
import { notFound } from '../platform/errors.ts'
import type { Database } from '../platform/database.ts'
import type { Work } from '../platform/work.ts'
import { CLEANER_VERSION, cleanHtml } from './html/clean-html.ts'
import { foldQuotes } from './html/fold.ts'

export interface MailHtml {
  cleanerVersion: number
  html: string
  remoteImages: number
  notes: string[]
}

/** HTML as it may be shown. The work is done before a unit of work begins: long mails take their time. */
export function showable(raw: string): MailHtml {
  const cleaned = cleanHtml(raw)
  return {
    cleanerVersion: CLEANER_VERSION,
    html: foldQuotes(cleaned.html).html,
    remoteImages: cleaned.images.remote,
    notes: cleaned.notes,
  }
}

export async function keepHtml(work: Work, commentId: string, mail: MailHtml): Promise<void> {
  await work.db
    .insertInto('commentHtml')
    .values({ commentId, ...mail })
    .onConflict((conflict) => conflict.column('commentId').doUpdateSet(mail))
    .execute()
}

/** What a customer quoted and signed with: folded on screens, never dropped. */
export async function keepQuoted(work: Work, commentId: string, quoted: string) {
  await work.db.updateTable('comments').set({ quoted }).where('id', '=', commentId).execute()
}

/** A comment that was split off or merged is need to know with the ticket it is read in, not only with its own. */
const isRestricted = sql<boolean>`exists (
  select from tickets t where t.restricted and t.id in (comments.ticket_id, ticket_root(comments.ticket_id),
    ticket_root((select s.to_ticket_id from comment_splits s where s.comment_id = comments.id))))`

/** A comment of a ticket the reader may know of, with its HTML; otherwise there is none. */
async function findHtml(db: Database, commentId: string, seesRestricted: boolean) {
  const row = await db
    .selectFrom('commentHtml')
    .innerJoin('comments', 'comments.id', 'commentHtml.commentId')
    .innerJoin('tickets', 'tickets.id', 'comments.ticketId')
    .leftJoin('arrivals', 'arrivals.id', 'comments.arrivalId')
    .select([
      'commentHtml.html',
      'commentHtml.cleanerVersion',
      'commentHtml.remoteImages',
      isRestricted.as('restricted'),
      'tickets.subject',
      'comments.authorName',
      'arrivals.raw',
    ])
    .where('commentHtml.commentId', '=', commentId)
    .executeTakeFirst()
  if (!row || (row.restricted && !seesRestricted))
    throw notFound('There is no such mail, or it has no HTML version.')
  return row
}

/** The mail as today's rules clean it: what an older cleaner left is cleaned again from the raw mail and kept. */
export async function htmlOf(work: Work, commentId: string, seesRestricted: boolean) {
  const row = await findHtml(work.db, commentId, seesRestricted)
  if (row.cleanerVersion === CLEANER_VERSION || !row.raw) return row
  const { html } = await readMail(row.raw)
  if (!html) return row
  const mail = showable(html)
  await keepHtml(work, commentId, mail)
  return { ...row, ...mail }
}

/** The file a picture inside a mail stands for. */
export async function inlineFile(
  db: Database,
  commentId: string,
  contentId: string,
  seesRestricted: boolean,
) {
  const file = await db
    .selectFrom('commentFiles')
    .innerJoin('files', 'files.id', 'commentFiles.fileId')
    .innerJoin('comments', 'comments.id', 'commentFiles.commentId')
    .innerJoin('tickets', 'tickets.id', 'comments.ticketId')
    .select(['files.sha256', 'files.contentType', isRestricted.as('restricted')])
    .where('commentFiles.commentId', '=', commentId)
    .where('commentFiles.contentId', '=', contentId)
    .executeTakeFirst()
  if (!file || (file.restricted && !seesRestricted)) throw notFound('There is no such picture.')
  return file
}
