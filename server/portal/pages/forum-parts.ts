/** Decides how the small things of the community look: a topic in a list, a badge, a way back. */
import type { Trust } from '../../forum/trust.ts'
import { topicPath } from '../../forum/links.ts'
import { html, type Content, type Html } from './html.ts'
import { time } from './layout.ts'

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

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const topicItem = (topic: ListedTopic): Html =>
  html`<li class="topic">
    <h3><a href="${topicPath(topic)}">${topic.title}</a></h3>
    <p class="facts">
      ${topic.pinnedAt && html`<span class="mark">Pinned</span> `}${topic.solutionPostId && solved}
      <a href="/help/forum/c/${topic.categorySlug}">${topic.categoryName}</a> · ${topic.authorName}
      ${topic.authorUserId && teamBadge} ·
      ${topic.replies === 0 ? 'no answer yet' : counted(topic.replies, 'answer', 'answers')} ·
      ${topic.votes > 0 && html`${counted(topic.votes, 'vote', 'votes')} · `}${time(topic.lastAt)}
    </p>
    ${tagLinks(topic.tags)}
  </li>`

export const tagLinks = (tags: readonly string[]): Content =>
  tags.length > 0 &&
  html`<ul class="tags">
    ${tags.map((tag) => html`<li><a href="/help/forum?tag=${encodeURIComponent(tag)}">${tag}</a></li>`)}
  </ul>`

/** Never by colour alone: the word stands beside the sign. */
export const solved: Html = html`<span class="mark good">✓ Solved</span> `
export const teamBadge: Html = html`<span class="badge">Team</span>`

export const trustBadge = (trust: Trust): Content =>
  trust === 'staff'
    ? teamBadge
    : trust === 'trusted'
      ? html`<span class="badge quiet">Trusted</span>`
      : trust === 'new' && html`<span class="badge quiet">New here</span>`

/** Where one is, from the outside in. */
export const trail = (steps: readonly (readonly [name: string, href: string])[]): Html =>
  html`<nav class="trail" aria-label="You are here">
    <ol>
      ${steps.map(([name, href]) => html`<li><a href="${href}">${name}</a></li>`)}
    </ol>
  </nav>`

export const searchForm = (q: string, label = 'Search the community and the help centre'): Html =>
  html`<form class="find" action="/help/search" method="get" role="search">
    <label for="q">${label}</label>
    <div class="with-button">
      <input id="q" name="q" type="search" value="${q}" maxlength="200" /><button>Search</button>
    </div>
  </form>`
