import type { components } from '../../api/types.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { oneLine, safe, since, table, type Cell } from '../output.ts'
import { numberOf } from '../typed.ts'

type Topic = components['schemas']['Topic']
type Post = components['schemas']['TopicPost']

const FILTERS = ['unanswered', 'shown', 'solved', 'review', 'hidden'] as const

const list: Command = {
  name: 'topic list',
  says: 'What was asked in the community; without a filter what nobody has answered, longest waiting first',
  takes: [],
  options: {
    filter: { type: 'string', value: 'WHICH', says: FILTERS.join(', ') },
    category: { type: 'string', value: 'CATEGORY', says: 'Only of this one' },
  },
  examples: ['watchdesk topic list', 'watchdesk topic list --filter solved'],
  async run({ given, api, take, show, terminal }) {
    const wanted = given.text('filter') ?? 'unanswered'
    const filter = FILTERS.find((one) => one === wanted)
    if (!filter) throw new UsageError(`--filter is one of ${FILTERS.join(', ')}.`)
    const category = given.text('category')
    const answer = await take(
      api.GET('/api/v1/forum/topics', {
        params: { query: { filter, ...(category && { category }) } },
      }),
    )
    const now = terminal.now().toString()
    show(answer, () => {
      const shown = table<Topic>(
        [
          { title: 'NUMBER', of: ({ number }) => String(number) },
          { title: 'TITLE', flexible: true, of: ({ title }) => oneLine(title) },
          { title: 'BY', spare: true, of: ({ author }) => author.name },
          { title: 'ANSWERS', of: ({ replies }) => String(replies) },
          {
            title: 'WAITS',
            of: ({ waitingSince }) => (waitingSince ? since(waitingSince, now) : ''),
          },
          { title: 'STATE', of: stateOf },
        ],
        answer.topics,
        terminal.look,
      )
      return shown || 'Nothing waits in the community.'
    })
  },
}

function stateOf({ isSolved, state, isLocked }: Topic): Cell {
  if (state !== 'shown') return { text: state, tone: 'quiet' }
  if (isSolved) return { text: 'solved', tone: 'good' }
  return { text: isLocked ? 'locked' : 'open', tone: 'quiet' }
}

const numberIn = (word: string | undefined) => numberOf(word, 'a topic')

function headOf({ id, author, isSolution, createdAt, editedAt, deletedAt, state }: Post): string {
  const marks = [
    isSolution && 'solved it',
    state !== 'shown' && state,
    deletedAt ? 'deleted by its author' : editedAt && 'edited',
  ].filter(Boolean)
  return `${[oneLine(author.name), createdAt, ...marks].join(', ')}\n${id}`
}

const show: Command = {
  name: 'topic show',
  says: 'One topic with its answers',
  takes: ['NUMBER'],
  options: {},
  examples: ['watchdesk topic show 12'],
  async run({ given, api, take, show }) {
    const number = numberIn(given.words[0])
    const first = await take(
      api.GET('/api/v1/forum/topics/{number}', { params: { path: { number } } }),
    )
    const posts = [...first.posts]
    for (let after = first.next; after;) {
      const page = await take(
        api.GET('/api/v1/forum/topics/{number}/posts', {
          params: { path: { number }, query: { after } },
        }),
      )
      posts.push(...page.posts)
      after = page.next
    }
    const topic = { ...first, posts, next: null }
    show(topic, () =>
      [
        `${oneLine(topic.title)}${topic.isSolved ? ' (solved)' : ''}`,
        safe(topic.url),
        ...topic.posts.map((post) => `\n${headOf(post)}\n\n${safe(post.body)}`),
      ].join('\n'),
    )
  },
}

const reply: Command = {
  name: 'topic reply',
  says: 'Answer a topic, as one of the team; everybody can read it',
  takes: ['NUMBER', 'TEXT'],
  options: { solves: { type: 'boolean', says: 'Mark it as the solution' } },
  examples: ['watchdesk topic reply 12 "Set the image pull policy." --solves'],
  async run({ given, api, take, show }) {
    const number = numberIn(given.words[0])
    const answer = await take(
      api.POST('/api/v1/forum/topics/{number}/replies', {
        params: { path: { number } },
        body: { body: given.words[1]!, solves: given.flag('solves') },
      }),
    )
    show(answer, () => 'Everybody can read your answer.')
  },
}

const solve: Command = {
  name: 'topic solve',
  says: 'Mark the answer that helped; `topic show` names them',
  takes: ['NUMBER', 'POST-ID'],
  options: {},
  examples: ['watchdesk topic solve 12 0192f0c1-7e0a-7abc-8def-0123456789ab'],
  async run({ given, api, take, show }) {
    const number = numberIn(given.words[0])
    const answer = await take(
      api.PUT('/api/v1/forum/topics/{number}/solution', {
        params: { path: { number } },
        body: { postId: given.words[1]! },
      }),
    )
    show(answer, () => 'Marked as the solution.')
  },
}

export const topicCommands: Command[] = [list, show, reply, solve]
