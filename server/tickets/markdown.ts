/** Decides how Markdown written by people looks on a public page: rendered as answers are, cleaned as mail is. */
import MarkdownIt from 'markdown-it'
import { cleanHtml } from './html/clean-html.ts'

// As in answers by mail (connectors/email/mail-body.ts): no HTML of the writer's, addresses only with their scheme.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('lheading')
markdown.linkify.set({ fuzzyLink: false })

/** The page's own heading is level one and two. */
const deeper = (tag: string) => `h${Math.min(Number(tag.slice(1)) + 2, 6)}`
const { rules } = markdown.renderer
rules['heading_open'] = (tokens, index) => `<${deeper(tokens[index]?.tag ?? 'h1')}>`
rules['heading_close'] = (tokens, index) => `</${deeper(tokens[index]?.tag ?? 'h1')}>\n`
// A picture from elsewhere would tell its owner who reads, and when: it is a link.
rules['image'] = (tokens, index) => {
  const token = tokens[index]
  const source = markdown.utils.escapeHtml(String(token?.attrGet('src') ?? ''))
  return `<a href="${source}">${markdown.utils.escapeHtml(token?.content || source)}</a>`
}

/** HTML that may stand on a page of ours as it is. Never throws. */
export const publicHtml = (body: string): string => cleanHtml(markdown.render(body)).html
