/** Decides how Markdown written by people looks on a public page: rendered as answers are, cleaned as mail is. */
import MarkdownIt from 'markdown-it'
import { cleanHtml } from './html/clean-html.ts'

// As in answers by mail (connectors/email/mail-body.ts): no HTML of the writer's, addresses only with their scheme.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('lheading')
markdown.linkify.set({ fuzzyLink: false })

/** Headings begin one below what stands above them on the page, and none skips a level: a screen reader walks along them. */
markdown.core.ruler.push('headings', ({ tokens, env }) => {
  const { below } = env as { below: number }
  const above: number[] = []
  for (const token of tokens) {
    if (!token.type.startsWith('heading_')) continue
    const written = Number(token.tag.slice(1))
    while ((above.at(-1) ?? 0) >= written && token.nesting === 1) above.pop()
    if (token.nesting === 1) above.push(written)
    token.tag = `h${Math.min(below + above.length, 6)}`
  }
})
const { rules } = markdown.renderer
// A picture from elsewhere would tell its owner who reads, and when: it is a link.
rules['image'] = (tokens, index) => {
  const token = tokens[index]
  const source = markdown.utils.escapeHtml(String(token?.attrGet('src') ?? ''))
  return `<a href="${source}">${markdown.utils.escapeHtml(token?.content || source)}</a>`
}

/** HTML that may stand on a page of ours as it is, below a heading of that level. Never throws. */
export const publicHtml = (body: string, below = 2): string =>
  cleanHtml(markdown.render(body, { below })).html
