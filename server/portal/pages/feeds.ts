/** Decides what feed readers and search engines get: Atom (RFC 4287), RSS 2.0 and a sitemap (sitemaps.org 0.9). */
import { escapeText } from './html.ts'

export interface FeedEntry {
  url: string
  title: string
  author: string
  category: string
  html: string
  createdAt: Date
  updatedAt: Date
}

export interface Feed {
  title: string
  /** The page it is about, and its own address. */
  pageUrl: string
  selfUrl: string
  entries: readonly FeedEntry[]
}

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

/** XML 1.0 2.2: other control characters are not even allowed escaped. */
const xml = (text: string) =>
  // oxlint-disable-next-line no-control-regex -- these very characters are meant
  escapeText(text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''))

const newest = (entries: readonly FeedEntry[]) =>
  entries.reduce((at, { updatedAt }) => (updatedAt > at ? updatedAt : at), new Date(0))

export function atomFeed({ title, pageUrl, selfUrl, entries }: Feed): string {
  const items = entries.map(
    (entry) => `<entry><id>${xml(entry.url)}</id><title>${xml(entry.title)}</title>
<link href="${xml(entry.url)}"/><author><name>${xml(entry.author)}</name></author>
<category term="${xml(entry.category)}"/><published>${entry.createdAt.toISOString()}</published>
<updated>${entry.updatedAt.toISOString()}</updated><content type="html">${xml(entry.html)}</content></entry>`,
  )
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><id>${xml(selfUrl)}</id><title>${xml(title)}</title>
<link rel="self" href="${xml(selfUrl)}"/><link href="${xml(pageUrl)}"/><updated>${newest(entries).toISOString()}</updated>
${items.join('\n')}</feed>\n`
}

export function rssFeed({ title, pageUrl, selfUrl, entries }: Feed): string {
  const items = entries.map(
    (
      entry,
    ) => `<item><guid isPermaLink="true">${xml(entry.url)}</guid><link>${xml(entry.url)}</link>
<title>${xml(entry.title)}</title><dc:creator>${xml(entry.author)}</dc:creator><category>${xml(entry.category)}</category>
<pubDate>${entry.createdAt.toUTCString()}</pubDate><description>${xml(entry.html)}</description></item>`,
  )
  return `${HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>${xml(title)}</title><link>${xml(pageUrl)}</link><description>${xml(title)}</description>
<atom:link rel="self" type="application/rss+xml" href="${xml(selfUrl)}"/>
${items.join('\n')}</channel></rss>\n`
}

export function sitemap(pages: readonly { url: string; at: Date | null }[]): string {
  const rows = pages.map(
    ({ url, at }) =>
      `<url><loc>${xml(url)}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}</url>`,
  )
  return `${HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows.join('\n')}\n</urlset>\n`
}
