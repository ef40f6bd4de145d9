import { carryOver } from '../forum/drafts.ts'
import { publishUrl } from '../forum/links.ts'
import { settingsOf } from '../platform/settings.ts'
import type { Work } from '../platform/work.ts'
import { suggest } from '../search/suggest.ts'
import { languageCodeOf, wordsOf } from '../search/words.ts'
import type { Words } from './words.ts'

interface Asked {
  id: string
  subject: string
  restricted: boolean
  tags: string[]
}

/**
 * What a sender without a paid plan gets to read about the community: the three topics that fit best, and a link that
 * publishes what they wrote by one press. Nothing of it when the company's forum stands elsewhere.
 */
export async function communityWords(work: Work, ticket: Asked, { say }: Words): Promise<string> {
  const { company } = await settingsOf(work.system)
  const { portalUrl } = work.system.config
  const isOurs = !company.links.forum || company.links.forum.startsWith(`${portalUrl}/help/`)
  if (!isOurs) return ''
  const asked = await firstWords(work, ticket.id)
  const text = `${ticket.subject}\n${asked.body}`
  const hits = await suggest(work.db, text, languageCodeOf(wordsOf(text)))
  const topics = hits.map(
    ({ title, path, solved }) =>
      `- ${solved ? say('mail.isSolved', { title }) : title}\n  ${portalUrl}${path}`,
  )
  // What was encrypted or is need to know never goes where everybody reads.
  const isPrivate = ticket.restricted || ticket.tags.includes('encrypted')
  const carried = isPrivate
    ? null
    : publishUrl(
        work.system,
        await carryOver(work, {
          email: asked.email,
          name: asked.name,
          title: ticket.subject,
          body: asked.body,
        }),
      )
  return [
    topics.length > 0 && `${say('mail.maybe')}\n\n${topics.join('\n')}`,
    carried && `${say('mail.askThere')}\n${carried}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

async function firstWords(work: Work, ticketId: string) {
  return work.db
    .selectFrom('comments')
    .innerJoin('contacts', 'contacts.id', 'comments.authorContactId')
    .select(['comments.body', 'contacts.email', 'contacts.name'])
    .where('comments.ticketId', '=', ticketId)
    .orderBy('comments.createdAt')
    .orderBy('comments.id')
    .limit(1)
    .executeTakeFirstOrThrow()
}
