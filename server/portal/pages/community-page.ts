/** Decides what somebody without a paid plan meets, and what a search of everything public shows. */
import type { PublicHit } from '../../search/suggest.ts'
import { searchForm, solved, trail } from './forum-parts.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, type Frame } from './layout.ts'

/** The one place where these words stand: mails and pages say the same. */
export const KIND_WORDS =
  'Free plans are helped by the community, where people from our team answer too when they can.'

/** What fits, as it is put into a page by itself; empty when nothing does. */
export const hitList = (hits: readonly PublicHit[], title: string): Content =>
  hits.length > 0 &&
  html`<div class="suggested">
    <h2>${title}</h2>
    <ul class="found">
      ${hits.map(hitItem)}
    </ul>
  </div>`

export const SUGGESTED = 'This may be it already'

const hitItem = ({ kind, title, path, category, solved: isSolved, replies }: PublicHit): Html =>
  html`<li>
    <h3><a href="${path}">${title}</a></h3>
    <p class="facts">
      ${
        kind === 'article'
          ? html`<span class="mark">Article</span> ${category}`
          : html`${isSolved && solved}${category} ·
            ${replies === 1 ? '1 answer' : `${replies} answers`}`
      }
    </p>
  </li>`

export interface CommunityView extends FormState {
  hits: readonly PublicHit[]
  formKey: string
  signIn: string
  security: Content
}

export function communityPage(frame: Frame, view: CommunityView): string {
  const { q = '' } = view.values
  const nothing = q !== '' && view.hits.length === 0
  const body: Html = html`<div class="forum">
    <h1>Ask the community</h1>
    <p>${KIND_WORDS}</p>
    <form class="ask" method="post" action="/help/community">
      ${formProblem(view.problem)} ${hidden('formKey', view.formKey)}
      ${field(view, { name: 'q', label: 'What happens?', kind: 'lines', required: true, longest: 20_000, focus: q === '', hint: 'What others asked before appears below as you type.' })}
      <p class="row">
        <button>Look for answers</button>
        <button class="primary" formaction="/help/forum/new">Ask the community</button>
      </p>
      <div data-suggest aria-live="polite">${hitList(view.hits, SUGGESTED)}</div>
      ${nothing && html`<p class="empty">Nobody asked this before. Ask, and you are the first.</p>`}
    </form>
    <section class="sides" aria-label="Other doors">
      <p>Found a security problem? ${view.security}</p>
      <p>On a paid plan? <a href="${view.signIn}">Sign in with the work address.</a></p>
      <p>
        Something is down now? <a href="/help/emergency">Raise an emergency.</a> Or look around
        <a href="/help/forum">the community</a> and <a href="/help/articles">the articles</a>.
      </p>
    </section>
  </div>`
  return layout(frame, { title: `Community – ${frame.company}`, community: true, body })
}

export interface SearchView {
  q: string
  hits: readonly PublicHit[]
  /** Nothing holds all the words: what comes nearest. */
  isNear: boolean
  next: string | null
}

export function searchPage(frame: Frame, { q, hits, isNear, next }: SearchView): string {
  const body: Html = html`<div class="forum">
    ${trail([
      [`${frame.company} help`, '/help'],
      ['Community', '/help/forum'],
      ['Articles', '/help/articles'],
    ])}
    <h1>Search</h1>
    ${searchForm(q)}
    ${q !== '' && hits.length === 0 && html`<p class="empty" role="status">Nothing found for “${q}”.</p>`}
    ${isNear && hits.length > 0 && html`<p role="status">Nothing holds all these words. What comes nearest:</p>`}
    ${
      hits.length > 0 &&
      html`<h2 class="unseen">Found</h2>
        <ul class="found">
          ${hits.map(hitItem)}
        </ul>`
    }
    ${next && html`<p><a class="button" rel="next" href="${next}">More</a></p>`}
    ${
      q !== '' &&
      html`<form method="post" action="/help/forum/new">
        ${hidden('q', q)}<button>Ask the community</button>
      </form>`
    }
  </div>`
  const head = html`<meta name="robots" content="noindex,follow" />`
  return layout(frame, {
    title: `${q ? `${q} – ` : ''}Search – ${frame.company}`,
    head,
    community: true,
    body,
  })
}
