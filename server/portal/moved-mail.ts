import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { mailDirectly, NO_ADDRESS } from '../tickets/outgoing.ts'
import { portalSettingsOf } from './brand.ts'
import { chooseLanguage, wordsIn } from './words.ts'

/** Tells the holder of an address that we write to another one now: if that was not their wish, they can say so. */
export async function tellOldAddress(
  work: Work,
  { contactId, email }: { contactId: string; email: string },
): Promise<void> {
  const contact = await work.db
    .selectFrom('contacts')
    .select('language')
    .where('id', '=', contactId)
    .where('erasedAt', 'is', null)
    .executeTakeFirst()
  if (!contact || email.endsWith(NO_ADDRESS)) return
  const { company } = await settingsOf(work.system)
  const { name } = await portalSettingsOf(work.system)
  const { say } = wordsIn(chooseLanguage(contact.language, undefined, company.languages))
  const facts = { company: name ?? company.name, email }
  await mailDirectly(work, 'portal_notice', email, {
    subject: say('mail.movedSubject', facts),
    body: say('mail.movedBody', facts),
  })
}
