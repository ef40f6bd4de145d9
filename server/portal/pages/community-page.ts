/** Decides what somebody without a paid plan meets, and what a search of everything public shows. */
import type { PublicHit } from '../../search/suggest.ts'
import type { Words } from '../words.ts'
import { answersWords, searchForm, solved, trail } from './forum-parts.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, type Frame } from './layout.ts'

/** What fits, as it is put into a page by itself; empty when nothing does. */
export const hitList = (words: Words, hits: readonly PublicHit[]): Content =>
  hits.length > 0 &&
  html`<div class="suggested">
    <h2>${words.say('suggest.title')}</h2>
    <ul class="found">
      ${hits.map((hit) => hitItem(words, hit))}
    </ul>
  </div>`

const hitItem = (
  words: Words,
  { kind, title, path, category, solved: isSolved, replies }: PublicHit,
): Html =>
  html`<li>
    <h3>
      <a href="${path}"><bdi>${title}</bdi></a>
    </h3>
    <p class="facts">
      ${
        kind === 'article'
          ? html`<span class="mark">${words.say('suggest.article')}</span> <bdi>${category}</bdi>`
          : html`${isSolved && solved(words)}<bdi>${category}</bdi> ·
              ${answersWords(words, replies)}`
      }
    </p>
  </li>`

export interface CommunityView extends FormState {
  hits: readonly PublicHit[]
  formKey: string
  signIn: string
  /** Where a security problem is reported. */
  security: string
}

export function communityPage(frame: Frame, view: CommunityView): string {
  const { words, company } = frame
  const { say } = words
  const { q = '' } = view.values
  const nothing = q !== '' && view.hits.length === 0
  const body: Html = html`<div class="forum">
    <h1>${say('new.askCommunity')}</h1>
    <p>${say('new.free')}</p>
    <form class="composer" method="post" action="/help/community">
      ${formProblem(view.problem)} ${hidden('formKey', view.formKey)}
      ${field(view, { name: 'q', label: say('community.what'), kind: 'lines', required: true, longest: 20_000, focus: q === '', hint: say('community.whatHint') })}
      <p class="row">
        <button>${say('community.look')}</button>
        <button class="primary" formaction="/help/forum/new">${say('new.askCommunity')}</button>
      </p>
      <div data-suggest aria-live="polite">${hitList(words, view.hits)}</div>
      ${nothing && html`<p class="empty">${say('community.nobody')}</p>`}
    </form>
    ${sideDoors(frame, view)}
  </div>`
  return layout(frame, { title: `${say('community.title')} – ${company}`, community: true, body })
}

/** Never a dead end: the ways that are for everybody, and the one for whoever pays. */
function sideDoors({ words: { say } }: Frame, { security, signIn }: CommunityView): Html {
  const door = (why: string, href: string, name: string) =>
    html`<li>${why} <a href="${href}">${name}</a></li>`
  return html`<section class="sides" aria-label="${say('community.doors')}">
    <ul>
      ${door(say('community.security'), security, say('community.securityLink'))}
      ${door(say('community.paid'), signIn, say('community.paidLink'))}
      ${door(say('community.emergency'), '/help/emergency', say('help.raise'))}
      <li>
        ${say('community.around')} <a href="/help/forum">${say('community.title')}</a> ·
        <a href="/help/articles">${say('articles.title')}</a>
      </li>
    </ul>
  </section>`
}

export interface SearchView {
  q: string
  hits: readonly PublicHit[]
  /** Nothing holds all the words: what comes nearest. */
  isNear: boolean
  next: string | null
}

export function searchPage(frame: Frame, { q, hits, isNear, next }: SearchView): string {
  const { words, company } = frame
  const { say } = words
  const body: Html = html`<div class="forum">
    ${trail(frame, [
      [say('community.title'), '/help/forum'],
      [say('articles.title'), '/help/articles'],
    ])}
    <h1>${say('search.title')}</h1>
    ${searchForm(words, q)}
    ${q !== '' && hits.length === 0 && html`<p class="empty" role="status">${words.put('search.nothing', { q: html`<bdi>${q}</bdi>` })}</p>`}
    ${isNear && hits.length > 0 && html`<p role="status">${say('search.near')}</p>`}
    ${
      hits.length > 0 &&
      html`<h2 class="unseen">${say('search.found')}</h2>
        <ul class="found">
          ${hits.map((hit) => hitItem(words, hit))}
        </ul>`
    }
    ${next && html`<p><a class="button" rel="next" href="${next}">${say('search.more')}</a></p>`}
    ${
      q !== '' &&
      html`<form method="post" action="/help/forum/new">
        ${hidden('q', q)}<button>${say('new.askCommunity')}</button>
      </form>`
    }
  </div>`
  const head = html`<meta name="robots" content="noindex,follow" />`
  return layout(frame, {
    title: `${q ? `${q} – ` : ''}${say('search.title')} – ${company}`,
    head,
    community: true,
    body,
  })
}
