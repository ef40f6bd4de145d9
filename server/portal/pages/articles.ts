/** Decides how the help centre looks: its articles by category, and one of them. */
import { articlePath } from '../../knowledge/links.ts'
import { searchForm, trail } from './forum-parts.ts'
import { cleaned, html, type Content, type Html } from './html.ts'
import { day, layout, type Frame } from './layout.ts'

export interface ListedArticle {
  slug: string
  language: string
  category: string
  title: string
}

export function articlesPage(
  frame: Frame,
  { articles, canonical }: { articles: readonly ListedArticle[]; canonical: string },
): string {
  const { say } = frame.words
  const categories = Map.groupBy(articles, ({ category }) => category)
  const body: Html = html`<div class="forum">
    ${trail(frame, [])}
    <h1>${say('articles.title')}</h1>
    ${searchForm(frame.words, '')}
    ${articles.length === 0 && html`<p class="empty">${say('articles.none')} <a href="/help/forum">${say('new.askCommunity')}</a></p>`}
    ${[...categories].map(
      ([category, those]) =>
        html`<section>
          <h2><bdi>${category}</bdi></h2>
          <ul class="found">
            ${those.map((article) => html`<li><a href="${articlePath(article)}" lang="${article.language}">${article.title}</a></li>`)}
          </ul>
        </section>`,
    )}
  </div>`
  const head = html`<link rel="canonical" href="${canonical}" />`
  return layout(frame, {
    title: `${say('articles.title')} – ${frame.company}`,
    head,
    community: true,
    body,
  })
}

export interface ArticleView {
  article: ListedArticle & { html: string; writtenAt: Date }
  languages: readonly ListedArticle[]
  publicUrl: string
}

export function articlePage(frame: Frame, { article, languages, publicUrl }: ArticleView): string {
  const { say } = frame.words
  const others = languages.filter(({ language }) => language !== article.language)
  const body: Html = html`<div class="forum">
    ${trail(frame, [[say('articles.title'), '/help/articles']])}
    <article lang="${article.language}" dir="auto">
      <h1>${article.title}</h1>
      <p class="facts"><bdi>${article.category}</bdi> · ${day(frame, article.writtenAt)}</p>
      <div class="prose">${cleaned(article.html)}</div>
    </article>
    ${others.length > 0 && otherLanguages(frame, others)}
    <p class="boxed-quiet">
      ${say('articles.noHelp')} <a href="/help/forum/new">${say('new.askCommunity')}</a> ·
      <a href="/help">${say('articles.door')}</a>
    </p>
  </div>`
  const head = html`<link rel="canonical" href="${publicUrl}${articlePath(article)}" />
    ${languages.map((one) => html`<link rel="alternate" hreflang="${one.language}" href="${publicUrl}${articlePath(one)}" />`)}`
  return layout(frame, {
    title: `${article.title} – ${frame.company}`,
    head,
    community: true,
    body,
  })
}

const otherLanguages = ({ words: { say } }: Frame, others: readonly ListedArticle[]): Content =>
  html`<nav aria-label="${say('articles.languages')}">
    <ul class="tags">
      ${others.map((one) => html`<li><a href="${articlePath(one)}" lang="${one.language}" hreflang="${one.language}">${nameOf(one.language)}</a></li>`)}
    </ul>
  </nav>`

/** A language by its own name. */
const nameOf = (language: string) =>
  new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language
