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
  ['shown', 'Newest'],
  ['unanswered', 'Nobody answered yet'],
  ['solved', 'Solved'],
] as const

export function forumPage(frame: Frame, view: ListView): string {
  const { category, tag, topics, pinned, older } = view
  const base = category ? `/help/forum/c/${category.slug}` : '/help/forum'
  const title = category?.name ?? (tag ? `Topics about ${tag}` : 'Community')
  const body = html`<div class="forum">
    ${
      (category || tag) &&
      trail([
        [`${frame.company} help`, '/help'],
        ['Community', '/help/forum'],
      ])
    }
    <div class="head">
      <h1>${title}</h1>
      <a
        class="button ask"
        href="/help/forum/new${category && !category.staffOnly && `?category=${category.slug}`}"
        >Ask the community</a
      >
    </div>
    <p class="hint">
      ${category?.description || 'People who run the same software help each other here. People from our team answer too when they can.'}
    </p>
    ${searchForm('')} ${sections(view)}
    <nav class="filters" aria-label="Which topics">
      <ul>
        ${FILTERS.map(
          ([filter, words]) =>
            html`<li>
              <a
                href="${base}${filter !== 'shown' && `?filter=${filter}`}"
                ${view.filter === filter && html`aria-current="page"`}
                >${words}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <h2 class="unseen">Topics</h2>
    ${
      topics.length + pinned.length > 0
        ? html`<ul class="topics">
            ${[...pinned, ...topics].map(topicItem)}
          </ul>`
        : html`<p class="empty">${emptyWords(view)}</p>`
    }
    ${older && html`<p><a class="button" rel="next" href="${older}">Older topics</a></p>`}
    ${tagCloud(view)}
    <p class="hint">
      <a href="${base}/feed.xml">Feed (Atom)</a> · <a href="${base}/feed.rss">Feed (RSS)</a>
    </p>
  </div>`
  const head = html`<link rel="canonical" href="${view.canonical}" />
    <link rel="alternate" type="application/atom+xml" title="${title}" href="${base}/feed.xml" />
    ${(view.filter !== 'shown' || tag) && html`<meta name="robots" content="noindex,follow" />`}`
  return layout(frame, { title: `${title} – ${frame.company}`, head, community: true, body })
}

const emptyWords = ({ filter }: ListView): Content =>
  filter === 'unanswered'
    ? 'Every question has an answer.'
    : filter === 'solved'
      ? 'Nothing solved here yet.'
      : html`Nothing here yet. <a href="/help/forum/new">Ask the first question.</a>`

const sections = ({ categories, category }: ListView): Content =>
  !category &&
  html`<nav aria-label="Categories">
    <ul class="doors">
      ${categories.map(
        ({ slug, name, description }) =>
          html`<li>
            <h2><a href="/help/forum/c/${slug}">${name}</a></h2>
            <p>${description}</p>
          </li>`,
      )}
    </ul>
  </nav>`

const tagCloud = ({ tags, category }: ListView): Content =>
  !category &&
  tags.length > 0 &&
  html`<section aria-labelledby="tags">
    <h2 id="tags">Tags</h2>
    <ul class="tags">
      ${tags.map(({ tag, topics }) => html`<li><a href="/help/forum?tag=${encodeURIComponent(tag)}">${tag} ${topics}</a></li>`)}
    </ul>
  </section>`
