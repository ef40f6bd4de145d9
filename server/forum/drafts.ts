import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { saveContact } from '../customers/actions.ts'
import { invalid, notFound, tooMany } from '../platform/errors.ts'
import { oneAtATime } from '../platform/one-at-a-time.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Work } from '../platform/work.ts'
import { mailDirectly } from '../tickets/outgoing.ts'
import { startTopic } from './actions.ts'
import { publishUrl } from './links.ts'
import { findOpenCategory, findTopic, listCategories, type Topic } from './queries.ts'

const MOST_AN_HOUR = 4
/** How long the link in the mail works. */
const DAYS = 7

export interface Draft {
  email: string
  displayName: string
  category: string
  title: string
  body: string
  tags: string
}

/** Somebody who is not signed in asks: kept, and published by the link that goes to their address. Nothing is public yet. */
export async function keepDraft(work: Work, draft: Draft): Promise<void> {
  const email = draft.email.trim().toLowerCase()
  const title = draft.title.replaceAll(/\s+/g, ' ').trim()
  if (title.length < 8)
    throw invalid('Say in a line what it is about.', [{ path: 'title', message: 'is too short' }])
  if (draft.body.trim() === '')
    throw invalid('Write something first.', [{ path: 'body', message: 'is empty' }])
  const category = await findOpenCategory(work.db, draft.category)
  await refuseMany(work, email)
  const id = await insertDraft(work, { ...draft, email, title, categoryId: category.id })
  const { company } = await settingsOf(work.system)
  await mailDirectly(work, 'portal_notice', email, {
    subject: `Publish: ${title}`,
    body: `One press, and the community of ${company.name} can read it:\n\n${publishUrl(work.system, id)}\n\nIf you did not write it, do nothing: it is forgotten in ${DAYS} days.`,
  })
}

async function refuseMany(work: Work, email: string) {
  await oneAtATime(work, `forum drafts of ${email}`)
  const { count } = await work.db
    .selectFrom('forumDrafts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('email', '=', email)
    .where('createdAt', '>', new Date(work.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  if (count >= MOST_AN_HOUR)
    throw tooMany('Enough mails went to this address for now. Use the link in the last one.')
}

/** What somebody wrote by mail, ready to be published by the one press of its link. Answers the draft's id. */
export async function carryOver(
  work: Work,
  { email, name, title, body }: { email: string; name: string; title: string; body: string },
): Promise<string> {
  const category = (await listCategories(work.db)).find(({ staffOnly }) => !staffOnly)
  if (!category) throw notFound('The forum has no category.')
  const longer = title.length < 8 ? `Question: ${title}` : title
  return insertDraft(work, {
    email: email.toLowerCase(),
    displayName: name.includes('@') ? '' : name,
    title: longer.slice(0, 160),
    body: body.slice(0, 50_000),
    tags: '',
    categoryId: category.id,
  })
}

async function insertDraft(
  work: Work,
  draft: Omit<Draft, 'category'> & { categoryId: string },
): Promise<string> {
  const id = randomUUIDv7()
  await work.db
    .insertInto('forumDrafts')
    .values({
      id,
      email: draft.email,
      displayName: draft.displayName.trim(),
      categoryId: draft.categoryId,
      title: draft.title,
      body: draft.body,
      tags: draft.tags === '' ? [] : draft.tags.split(',').map((tag) => tag.trim()),
      createdAt: work.now,
    })
    .execute()
  return id
}

export async function findDraft(work: Work, id: string) {
  const draft = await work.db
    .selectFrom('forumDrafts as d')
    .innerJoin('forumCategories as c', 'c.id', 'd.categoryId')
    .selectAll('d')
    .select('c.slug as category')
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!draft) throw notFound('This link is too old: what it held was forgotten. Write it again.')
  return draft
}

/** Whoever holds the link got its mail: they are that contact. Pressing twice leads to the same topic. */
export async function publishDraft(
  work: Work,
  id: string,
  changed: { displayName: string; title: string; body: string; category: string; tags: string },
): Promise<Topic> {
  await work.db.selectFrom('forumDrafts').select('id').where('id', '=', id).forUpdate().execute()
  const draft = await findDraft(work, id)
  const published = draft.topicId && (await findTopic(work.db, draft.topicId))
  if (published) return published
  const contact = await saveContact(work, {
    email: draft.email,
    name: changed.displayName || draft.email,
    organizationId: null,
  })
  const who = { kind: 'contact' as const, id: contact.id, name: contact.name }
  const asContact: Work = { ...work, actor: who }
  const topic = await startTopic(asContact, who, { ...changed, via: 'web' })
  await work.db.updateTable('forumDrafts').set({ topicId: topic.id }).where('id', '=', id).execute()
  return topic
}

/** What was never published is nobody's business any longer. */
export async function forgetOldDrafts(system: System): Promise<void> {
  await system.db
    .deleteFrom('forumDrafts')
    .where('createdAt', '<', sql<Date>`app_now() - interval '7 days'`)
    .execute()
}
