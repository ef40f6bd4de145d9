/** Decides what the community's front page and its categories show. */
import type { Category } from '../../forum/queries.ts'
import { searchForm, topicItem, trail, type ListedTopic } from './forum-parts.ts'
import { html, type Content } from './html.ts'
import { layout, type Frame } from './layout.ts'

export interface ListView {
  canonical: string
  categories: readonly Category[]
  category: Category | null
  tag: string | null
  filter: 'shown' | 'unanswered' | 'solved'
  tags: readonly { tag: string; topics: number }[]
  pinned: readonly ListedTopic[]
  topics: readonly ListedTopic[]
  /** The address of the page after this one. */
  older: string | null
}

const FILTERS = [
  ['shown', 'forum.newest'],
  ['unanswered', 'forum.unanswered'],
  ['solved', 'forum.solved'],
] as const

export function forumPage(frame: Frame, view: ListView): string {
  const { category, tag, topics, pinned, older } = view
  const { say } = frame.words
  const base = category ? `/help/forum/c/${category.slug}` : '/help/forum'
  const title = category?.name ?? (tag ? say('forum.about', { tag }) : say('community.title'))
  const body = html`<div class="forum">
    ${(category || tag) && trail(frame, [[say('community.title'), '/help/forum']])}
    <div class="head">
      <h1>${title}</h1>
      <a
        class="button ask"
        href="/help/forum/new${category && !category.staffOnly && `?category=${category.slug}`}"
        >${say('new.askCommunity')}</a
      >
    </div>
    <p class="hint"><bdi>${category?.description || say('forum.intro')}</bdi></p>
    ${searchForm(frame.words, '')} ${sections(frame, view)}
    <nav class="filters" aria-label="${say('forum.which')}">
      <ul>
        ${FILTERS.map(
          ([filter, key]) =>
            html`<li>
              <a
                href="${base}${filter !== 'shown' && `?filter=${filter}`}"
                ${view.filter === filter && html`aria-current="page"`}
                >${say(key)}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <h2 class="unseen">${say('forum.topics')}</h2>
    ${
      topics.length + pinned.length > 0
        ? html`<ul class="topics">
            ${[...pinned, ...topics].map((topic) => topicItem(frame, topic))}
          </ul>`
        : html`<p class="empty">${emptyWords(frame, view)}</p>`
    }
    ${older && html`<p><a class="button" rel="next" href="${older}">${say('forum.older')}</a></p>`}
    ${tagCloud(frame, view)}
    <p class="hint">
      <a href="${base}/feed.xml">${say('forum.feed', { kind: 'Atom' })}</a> ·
      <a href="${base}/feed.rss">${say('forum.feed', { kind: 'RSS' })}</a>
    </p>
  </div>`
  const head = html`<link rel="canonical" href="${view.canonical}" />
    <link rel="alternate" type="application/atom+xml" title="${title}" href="${base}/feed.xml" />
    ${(view.filter !== 'shown' || tag) && html`<meta name="robots" content="noindex,follow" />`}`
  return layout(frame, { title: `${title} – ${frame.company}`, head, community: true, body })
}

const emptyWords = ({ words: { say } }: Frame, { filter }: ListView): Content =>
  filter === 'unanswered'
    ? say('forum.allAnswered')
    : filter === 'solved'
      ? say('forum.noneSolved')
      : html`${say('forum.empty')} <a href="/help/forum/new">${say('forum.askFirst')}</a>`

const sections = ({ words: { say } }: Frame, { categories, category }: ListView): Content =>
  !category &&
  html`<nav aria-label="${say('forum.categories')}">
    <ul class="doors">
      ${categories.map(
        ({ slug, name, description }) =>
          html`<li>
            <h2>
              <a href="/help/forum/c/${slug}"><bdi>${name}</bdi></a>
            </h2>
            <p><bdi>${description}</bdi></p>
          </li>`,
      )}
    </ul>
  </nav>`

const tagCloud = ({ words: { say } }: Frame, { tags, category }: ListView): Content =>
  !category &&
  tags.length > 0 &&
  html`<section aria-labelledby="tags">
    <h2 id="tags">${say('forum.tags')}</h2>
    <ul class="tags">
      ${tags.map(({ tag, topics }) => html`<li><a href="/help/forum?tag=${encodeURIComponent(tag)}">${tag} ${topics}</a></li>`)}
    </ul>
  </section>`
