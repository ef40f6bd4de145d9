import type { Actor } from '../../server/events.ts'
import { addReply, markSolution, startTopic } from '../../server/forum/actions.ts'
import type { Who } from '../../server/forum/members.ts'
import { approvePost, flagPost } from '../../server/forum/moderation.ts'
import { vote } from '../../server/forum/reading.ts'
import { publishArticle, writeArticle } from '../../server/knowledge/actions.ts'
import type { Work } from '../../server/platform/work.ts'
import { act, type History } from './history.ts'
import { later } from './hours.ts'
import { DAY_MINUTES } from './plan.ts'
import type { Happening, Staff } from './play.ts'
import { articles, topics, type TopicWords } from './words/community.ts'

/** A small living community and a help centre: something solved, unanswered, complained about, and waiting to be read. */
export function communityOf(history: History, staff: Staff, end: Date): Happening[] {
  const ago = (days: number) => later(end, -days * DAY_MINUTES)
  return [
    ...articles.map(({ by, daysAgo, ...words }) => ({
      at: ago(daysAgo),
      run: async () => {
        // Published in a second step: making history quickly has no transactions for a check at their end.
        const author = actorOf(await whoIs(history, staff, by))
        const { number } = await act(history, author, ago(daysAgo), (work) =>
          writeArticle(work, { ...words, language: 'en' }, { publishes: false }),
        )
        await act(history, author, ago(daysAgo), (work) => publishArticle(work, number, 1))
      },
    })),
    ...topics.flatMap((topic) => happeningsOf(history, staff, topic, ago(topic.daysAgo))),
  ]
}

function happeningsOf(history: History, staff: Staff, topic: TopicWords, at: Date): Happening[] {
  const { category, title, body, tags } = topic
  const moderator = () => whoIs(history, staff, 'diego')
  const doAs = async <R>(by: string, when: Date, run: (work: Work, who: Who) => Promise<R>) => {
    const who = await whoIs(history, staff, by)
    return act(history, actorOf(who), when, (work) => run(work, who))
  }
  /** First words of somebody new are let through an hour later by whoever looks after the community. */
  const letThrough = async (postId: string, when: Date) =>
    act(history, actorOf(await moderator()), later(when, 60), (work) => approvePost(work, postId))
  let asking: Promise<number>
  let chain: Promise<unknown>
  const ask: Happening = {
    at,
    async run() {
      asking = doAs(topic.by, at, (work, who) =>
        startTopic(work, who, { category, title, body, tags, displayName: who.name, via: 'web' }),
      ).then(async ({ id, number, state }) => {
        const { id: postId } = await history.system.db
          .selectFrom('forumPosts')
          .select('id')
          .where('topicId', '=', id)
          .executeTakeFirstOrThrow()
        if (state === 'review' && !topic.waits) await letThrough(postId, at)
        return number
      })
      chain = asking
      await asking
    },
  }
  const answers = topic.answers.map((answer, index): Happening => {
    const when = later(at, answer.afterHours * 60)
    const isLast = index === topic.answers.length - 1
    return {
      at: when,
      async run() {
        const mine = chain.then(async () => {
          const number = await asking
          const post = await doAs(answer.by, when, (work, who) =>
            addReply(work, who, number, { body: answer.body, displayName: who.name, via: 'web' }),
          )
          if (post.state === 'review') await letThrough(post.id, when)
          for (const by of answer.votes ?? [])
            await doAs(by, later(when, 90), (work, who) => vote(work, who, post.id, true))
          if (answer.solves)
            await doAs(topic.by, later(when, 120), (work, who) =>
              markSolution(work, who, number, post.id),
            )
          if (isLast && topic.complains) {
            const { by, ...complaint } = topic.complains
            await doAs(by, later(when, 180), (work, who) => flagPost(work, who, post.id, complaint))
          }
        })
        chain = mine
        await mine
      },
    }
  })
  return [ask, ...answers]
}

const actorOf = ({ kind, id, name }: Who): Actor => ({ kind, id, name })

/** One of ours by key, or a contact by mail address. */
async function whoIs({ system }: History, staff: Staff, by: string): Promise<Who> {
  const user = staff.get(by)
  if (user) return { kind: 'user', id: user.id, name: user.name }
  const contact = await system.db
    .selectFrom('contacts')
    .select(['id', 'name'])
    .where('email', '=', by)
    .executeTakeFirstOrThrow()
  return { kind: 'contact', ...contact }
}
