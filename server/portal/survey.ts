import type { Database } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import type { Values } from './pages/fields.ts'
import type { SurveyAnswer } from './pages/survey-page.ts'

export interface Asked {
  ticketId: string
  contactId: string
}

/** One press is an answer; words can follow, and both can be changed. */
export async function answerSurvey(
  work: Work,
  { ticketId, contactId }: Asked,
  { verdict = '', surveyComment }: Values,
): Promise<void> {
  if (verdict !== 'good' && verdict !== 'bad') throw invalid('Press one of the two.')
  const comment = surveyComment?.trim().slice(0, 5000)
  await work.db
    .insertInto('ticketSurveys')
    .values({ ticketId, contactId, verdict, comment: comment ?? '', answeredAt: work.now })
    .onConflict((conflict) =>
      conflict.columns(['ticketId', 'contactId']).doUpdateSet({
        verdict,
        answeredAt: work.now,
        // The two buttons carry no words, and take none away.
        ...(comment !== undefined && { comment }),
      }),
    )
    .execute()
}

export async function surveyOf(
  db: Database,
  { ticketId, contactId }: Asked,
): Promise<SurveyAnswer | null> {
  const row = await db
    .selectFrom('ticketSurveys')
    .select(['verdict', 'comment'])
    .where('ticketId', '=', ticketId)
    .where('contactId', '=', contactId)
    .executeTakeFirst()
  return row ?? null
}

/** Somebody is erased: how it went stays, what they said about it goes. */
export async function forgetSurveyWords(work: Work, contactId: string): Promise<void> {
  await work.db
    .updateTable('ticketSurveys')
    .set({ comment: '' })
    .where('contactId', '=', contactId)
    .execute()
}

/** The link in the mail that asks: it names the ticket and who is asked. */
export const surveyUrl = ({ secrets, config }: System, { ticketId, contactId }: Asked) =>
  `${config.portalUrl}/help/survey/${secrets.sign('survey', ticketId, contactId)}`

export function surveyOfLink({ secrets }: System, token: string): Asked | null {
  const [ticketId, contactId] = secrets.verify('survey', token) ?? []
  return ticketId && contactId ? { ticketId, contactId } : null
}
