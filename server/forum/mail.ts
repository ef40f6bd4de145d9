import { findChannel } from '../channels/queries.ts'
import { detailOf } from '../channels/routing.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import type { Reaction, Work } from '../platform/work.ts'
import { fromAddress, mailDirectly } from '../tickets/outgoing.ts'
import { suppressedAmong } from '../tickets/suppressions.ts'
import { topicUrl, unfollowUrl } from './links.ts'
import { findPost, findTopic, isReadable, type Post, type Topic } from './queries.ts'

const MOST_WORDS = 4000
/** A topic that thousands follow is read on the page. */
const MOST_FOLLOWERS = 500

/** Those who follow a topic hear what was said in it, all but who said it. The mail names nobody's address. */
export const tellThoseWhoFollowTopic: Reaction<'post.shown'> = async (work, { fact }) => {
  const post = await findPost(work.db, fact.postId)
  const topic = post && (await findTopic(work.db, fact.topicId))
  // It was hidden again, or taken back, before anybody was told.
  if (!topic || !isReadable(post) || topic.state !== 'shown') return
  const author = await readMember(work, post.authorId)
  if (fact.afterReview && author.email) await tellAuthor(work, topic, post, author.email)
  if (post.isQuestion) return
  for (const { email, id, number } of await followersOf(work, topic.id, post.authorId))
    await mailDirectly(work, 'portal_notice', email, {
      subject: `Re: ${topic.title}`,
      body: [
        `${author.displayName} wrote:`,
        post.body.slice(0, MOST_WORDS),
        topicUrl(work.system, topic),
        `Answer this mail to write in the topic, where everybody reads it. No more of these: ${unfollowUrl(work.system, topic.id, id)}`,
      ].join('\n\n'),
      replyTo: await topicAddress(work.system, topic.number, number),
    })
}

async function tellAuthor(work: Work, topic: Topic, { isQuestion }: Post, email: string) {
  const { company } = await settingsOf(work.system)
  await mailDirectly(work, 'portal_notice', email, {
    subject: isQuestion ? `Everybody can read it now: ${topic.title}` : `Re: ${topic.title}`,
    body: `What you wrote in the community of ${company.name} can be read by everybody now.\n\n${topicUrl(work.system, topic)}`,
  })
}

async function readMember(work: Work, id: string) {
  return work.db
    .selectFrom('forumMembers as m')
    .leftJoin('contacts', 'contacts.id', 'm.contactId')
    .leftJoin('users', 'users.id', 'm.userId')
    .select((eb) => ['m.displayName', eb.fn.coalesce('contacts.email', 'users.email').as('email')])
    .where('m.id', '=', id)
    .executeTakeFirstOrThrow()
}

async function followersOf(work: Work, topicId: string, butNot: string) {
  const rows = await work.db
    .selectFrom('forumFollows as f')
    .innerJoin('forumMembers as m', 'm.id', 'f.memberId')
    .leftJoin('contacts', 'contacts.id', 'm.contactId')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'm.userId').on('users.disabledAt', 'is', null),
    )
    .select((eb) => [
      'm.id',
      'm.number',
      eb.fn.coalesce('contacts.email', 'users.email').as('email'),
    ])
    .where('f.topicId', '=', topicId)
    .where('m.id', '<>', butNot)
    .where('m.blockedAt', 'is', null)
    .orderBy('m.number')
    .limit(MOST_FOLLOWERS)
    .execute()
  const suppressed = await suppressedAmong(
    work.db,
    rows.flatMap(({ email }) => email ?? []),
  )
  return rows.flatMap(({ email, ...row }) =>
    email && !suppressed.has(email.toLowerCase()) ? [{ ...row, email }] : [],
  )
}

/** Where one member answers one topic by mail: a mark of 128 bit that only we can make, for nobody else. */
export async function topicAddress(
  system: System,
  topicNumber: number,
  memberNumber: number,
): Promise<string> {
  const channel = await findChannel(system, 'community').catch(() => null)
  const [local = '', domain = ''] = (await fromAddress(system, channel?.key ?? '')).split('@')
  const what = `${topicNumber}.${memberNumber}`
  return `${local}+f${what}.${system.secrets.mark('forum-reply', what)}@${domain}`
}

/** The topic and the member that an address of ours names; null when we did not make it. */
export function topicAnswerOf(
  system: System,
  addresses: readonly string[],
): { topicNumber: number; memberNumber: number } | null {
  for (const address of addresses) {
    const [, topic = '', member = '', mark = ''] =
      /^f(\d{1,15})\.(\d{1,15})\.([0-9a-f]{32})$/.exec(detailOf(address) ?? '') ?? []
    if (topic === '' || system.secrets.mark('forum-reply', `${topic}.${member}`) !== mark) continue
    return { topicNumber: Number(topic), memberNumber: Number(member) }
  }
  return null
}
