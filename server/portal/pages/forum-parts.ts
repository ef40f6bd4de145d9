/** Decides how the small things of the community look: a topic in a list, a badge, a way back. */
import type { Trust } from '../../forum/trust.ts'
import { topicPath } from '../../forum/links.ts'
import type { Words } from '../words.ts'
import { html, type Content, type Html } from './html.ts'
import { day, type Frame } from './layout.ts'

export interface ListedTopic {
  number: number
  slug: string
  title: string
  tags: readonly string[]
  replies: number
  votes: number
  solutionPostId: string | null
  lockedAt: Date | null
  pinnedAt: Date | null
  createdAt: Date
  lastAt: Date
  categorySlug: string
  categoryName: string
  authorName: string
  authorUserId: string | null
}

export const answersWords = ({ say }: Words, count: number): string =>
  count === 0
    ? say('forum.noAnswer')
    : count === 1
      ? say('forum.oneAnswer')
      : say('forum.answers', { count })

export const votesWords = ({ say }: Words, count: number): string =>
  count === 1 ? say('forum.oneVote') : say('forum.votes', { count })

export const topicItem = (frame: Frame, topic: ListedTopic): Html =>
  html`<li class="topic">
    <h3>
      <a href="${topicPath(topic)}"><bdi>${topic.title}</bdi></a>
    </h3>
    <p class="facts">
      ${topic.pinnedAt && html`<span class="mark">${frame.words.say('forum.pinned')}</span> `}${topic.solutionPostId && solved(frame.words)}
      <a href="/help/forum/c/${topic.categorySlug}"><bdi>${topic.categoryName}</bdi></a> ·
      <bdi>${topic.authorName}</bdi> ${topic.authorUserId && teamBadge(frame.words)} ·
      ${answersWords(frame.words, topic.replies)} ·
      ${topic.votes > 0 && html`${votesWords(frame.words, topic.votes)} · `}${day(frame, topic.lastAt)}
    </p>
    ${tagLinks(topic.tags)}
  </li>`

export const tagLinks = (tags: readonly string[]): Content =>
  tags.length > 0 &&
  html`<ul class="tags">
    ${tags.map((tag) => html`<li><a href="/help/forum?tag=${encodeURIComponent(tag)}">${tag}</a></li>`)}
  </ul>`

/** Never by colour alone: the word stands beside the sign. */
export const solved = ({ say }: Words): Html =>
  html`<span class="mark good">✓ ${say('forum.solved')}</span> `
export const teamBadge = ({ say }: Words): Html =>
  html`<span class="badge">${say('forum.team')}</span>`

export const trustBadge = (words: Words, trust: Trust): Content =>
  trust === 'staff'
    ? teamBadge(words)
    : trust === 'trusted'
      ? html`<span class="badge quiet">${words.say('forum.trusted')}</span>`
      : trust === 'new' && html`<span class="badge quiet">${words.say('forum.newHere')}</span>`

/** Where one is, from the outside in; the help pages stand before all. */
export const trail = (
  { words: { say }, company }: Frame,
  steps: readonly (readonly [name: string, href: string])[],
): Html =>
  html`<nav class="trail" aria-label="${say('forum.here')}">
    <ol>
      <li><a href="/help">${say('frame.help', { company })}</a></li>
      ${steps.map(([name, href]) => html`<li><a href="${href}">${name}</a></li>`)}
    </ol>
  </nav>`

export const searchForm = ({ say }: Words, q: string): Html =>
  html`<form class="find" action="/help/search" method="get" role="search">
    <label for="q">${say('search.label')}</label>
    <div class="with-button">
      <input id="q" name="q" type="search" value="${q}" maxlength="200" /><button>
        ${say('search.title')}
      </button>
    </div>
  </form>`
