/** Decides how the help centre looks: its articles by category, and one of them. */
import { articlePath } from '../../knowledge/links.ts'
import { searchForm, trail } from './forum-parts.ts'
import { cleaned, html, type Content, type Html } from './html.ts'
import { layout, time, type Frame } from './layout.ts'

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
  const categories = Map.groupBy(articles, ({ category }) => category)
  const body: Html = html`<div class="forum">
    ${trail([[`${frame.company} help`, '/help']])}
    <h1>Articles</h1>
    ${searchForm('')}
    ${articles.length === 0 && html`<p class="empty">Nothing is written here yet. <a href="/help/forum">Ask the community.</a></p>`}
    ${[...categories].map(
      ([category, those]) =>
        html`<section>
          <h2>${category}</h2>
          <ul class="found">
            ${those.map((article) => html`<li><a href="${articlePath(article)}" lang="${article.language}">${article.title}</a></li>`)}
          </ul>
        </section>`,
    )}
  </div>`
  const head = html`<link rel="canonical" href="${canonical}" />`
  return layout(frame, { title: `Articles – ${frame.company}`, head, community: true, body })
}

export interface ArticleView {
  article: ListedArticle & { html: string; writtenAt: Date }
  languages: readonly ListedArticle[]
  publicUrl: string
}

export function articlePage(frame: Frame, { article, languages, publicUrl }: ArticleView): string {
  const others = languages.filter(({ language }) => language !== article.language)
  const body: Html = html`<div class="forum">
    ${trail([
      [`${frame.company} help`, '/help'],
      ['Articles', '/help/articles'],
    ])}
    <article lang="${article.language}" dir="auto">
      <h1>${article.title}</h1>
      <p class="facts">${article.category} · ${time(article.writtenAt)}</p>
      <div class="prose">${cleaned(article.html)}</div>
    </article>
    ${others.length > 0 && otherLanguages(others)}
    <p class="boxed-quiet">
      Did not help? <a href="/help/forum/new">Ask the community</a>, or
      <a href="/help">find the right door</a>.
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

const otherLanguages = (others: readonly ListedArticle[]): Content =>
  html`<nav aria-label="Other languages">
    <ul class="tags">
      ${others.map((one) => html`<li><a href="${articlePath(one)}" lang="${one.language}" hreflang="${one.language}">${nameOf(one.language)}</a></li>`)}
    </ul>
  </nav>`

/** A language by its own name. */
const nameOf = (language: string) =>
  new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language
