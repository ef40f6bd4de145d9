import { sql } from 'kysely'
import { settingsOf } from '../platform/settings.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork } from '../platform/work.ts'
import { mailDirectly, NO_ADDRESS } from '../tickets/outgoing.ts'
import { portalSettingsOf } from './brand.ts'
import { surveyUrl } from './survey.ts'
import { chooseLanguage, wordsIn } from './words.ts'

const AT_ONCE = 100
/** What was solved longer ago is not asked about: the setting may have been switched on today. */
const ASKED_WITHIN_HOURS = 48

/** Asks customers how it went, some hours after their ticket was solved, once, and only where the company wants that. */
export async function askHowItWent(system: System): Promise<void> {
  const { surveyAfterHours, name } = await portalSettingsOf(system)
  if (surveyAfterHours === null) return
  const { company } = await settingsOf(system)
  await inWork(system, machine('survey'), async (work) => {
    const { rows } = await sql<{
      ticketId: string
      contactId: string
      subject: string
      email: string
      language: string | null
    }>`
      with asked as (
        insert into survey_requests (ticket_id, asked_at)
        select t.id, app_now() from tickets t
        where t.solved_at between app_now() - make_interval(hours => ${surveyAfterHours + ASKED_WITHIN_HOURS})
            and app_now() - make_interval(hours => ${surveyAfterHours})
          and t.status in ('solved', 'closed') and t.public_replies > 0 and t.spam_before is null and t.merged_into_id is null
          and not t.restricted
          and not exists (select from survey_requests r where r.ticket_id = t.id)
          and not exists (select from ticket_surveys s where s.ticket_id = t.id)
        order by t.solved_at limit ${AT_ONCE}
        on conflict do nothing returning ticket_id)
      select t.id as ticket_id, c.id as contact_id, t.subject, c.email, c.language
      from asked join tickets t on t.id = asked.ticket_id join contacts c on c.id = t.requester_id
      where c.erased_at is null and c.email not like ${`%${NO_ADDRESS}`}`.execute(work.db)
    for (const { email, language, subject, ...asked } of rows) {
      const { say } = wordsIn(chooseLanguage(language, undefined, company.languages))
      const facts = { subject, company: name ?? company.name, url: surveyUrl(system, asked) }
      await mailDirectly(work, 'portal_notice', email, {
        subject: say('mail.surveySubject', facts),
        body: say('mail.surveyBody', facts),
      })
    }
  })
}
