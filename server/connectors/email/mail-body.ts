/** Decides what an answer looks like in a customer's mail program: a text part and its HTML twin. */
import MarkdownIt, { type MarkdownIt as Markdown } from 'markdown-it'

export interface MailWords {
  /** What was written, Markdown or plain text. */
  body: string
  /** Plain text, its placeholders filled in. */
  signature?: string | null
  quoted?: QuotedWords | null
}

export interface QuotedWords {
  who: string
  at: Date
  /** IANA zone the time is told in. */
  timeZone: string
  text: string
}

/** A quotation gives context; the whole history is on the ticket. */
const MOST_QUOTED_LINES = 200
const MOST_QUOTED_CHARACTERS = 10_000

/**
 * The same words twice. The text part is the body as it was typed, so that code can be copied out
 * of it; below stand the signature (RFC 3676 4.3) and the quotation, in the form mail programs fold.
 */
export function mailBody({ body, signature, quoted }: MailWords): { text: string; html: string } {
  const signed = signature?.trim() ?? ''
  const quotation = quoted ? cut(quoted.text) : ''
  const attribution = quoted ? attributionOf(quoted) : ''
  const text = [
    body.replaceAll('\r\n', '\n').trimEnd(),
    signed && `-- \n${signed}`,
    quotation && `${attribution}\n${asQuote(quotation)}`,
  ]
  const html = [
    markdown.render(body),
    signed && `<div style="${SIGNATURE}">-- <br>\n${words.renderInline(signed)}</div>`,
    quotation &&
      `<div class="gmail_quote"><div class="gmail_attr">${escaped(attribution)}</div>\n` +
        `<blockquote class="gmail_quote" style="${QUOTE}">${words.renderInline(quotation)}</blockquote></div>`,
  ]
  return {
    text: text.filter(Boolean).join('\n\n'),
    html: `<!doctype html><html><body><div style="${PAGE}">\n${html.filter(Boolean).join('\n')}</div></body></html>`,
  }
}

/** The line above a quotation, in the shape that mail programs and we ourselves fold at. */
export function attributionOf({ who, at, timeZone }: QuotedWords): string {
  const name = who.replaceAll(/\s+/g, ' ').trim().slice(0, 80) || 'the customer'
  const told = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at)
  return `On ${told}, ${name} wrote:`
}

function cut(text: string): string {
  const whole = text.replaceAll('\r\n', '\n').trim()
  const short = whole.slice(0, MOST_QUOTED_CHARACTERS).split('\n').slice(0, MOST_QUOTED_LINES)
  const kept = short.join('\n').trimEnd()
  return kept.length < whole.length ? `${kept}\n[…]` : kept
}

const asQuote = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')

// Mail programs drop style sheets: every element carries its own. Colours are given only in pairs,
// so that a dark theme cannot leave dark words on a dark ground.
const PAGE =
  'font-family:-apple-system,BlinkMacSystemFont,&quot;Segoe UI&quot;,Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5'
const CODE =
  'font-family:ui-monospace,SFMono-Regular,Consolas,&quot;Liberation Mono&quot;,Menlo,monospace;font-size:13px;background:#f3f4f6;color:#1f2328'
const BLOCK = `${CODE};line-height:1.45;padding:12px;border:1px solid #d9dce1;border-radius:6px;white-space:pre-wrap;word-wrap:break-word`
const QUOTE = 'margin:0 0 0 4px;padding:0 0 0 12px;border-left:2px solid #c4c8cf'
const SIGNATURE = 'margin-top:16px;opacity:0.75'
const HEADING = 'font-size:16px;font-weight:bold;margin:16px 0 8px'
const CELL = 'border:1px solid #d9dce1;padding:4px 8px;text-align:left'

/** No HTML of the writer's, no picture from elsewhere, no underlined line that becomes a heading. */
const markdown = styled(
  new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('lheading'),
)
/** Text whose only markup is its line breaks and addresses. */
const words = new MarkdownIt('zero', { html: false, linkify: true, breaks: true }).enable([
  'linkify',
  'newline',
])

// Only what begins with a scheme is an address: `install.sh` and `README.md` are files, and would
// otherwise become links to somebody else's domain.
for (const md of [markdown, words]) md.linkify.set({ fuzzyLink: false })

function styled(md: Markdown): Markdown {
  const pre = (text: string) => `<pre style="${BLOCK}"><code>${escaped(text)}</code></pre>\n`
  const { rules } = md.renderer
  rules['fence'] = (tokens, index) => pre(tokens[index]?.content ?? '')
  rules['code_block'] = (tokens, index) => pre(tokens[index]?.content ?? '')
  rules['code_inline'] = (tokens, index) =>
    `<code style="${CODE};padding:1px 4px;border-radius:4px">${escaped(tokens[index]?.content ?? '')}</code>`
  rules['blockquote_open'] = () => `<blockquote style="${QUOTE}">\n`
  rules['table_open'] = () => '<table style="border-collapse:collapse">\n'
  rules['th_open'] = () => `<th style="${CELL}">`
  rules['td_open'] = () => `<td style="${CELL}">`
  rules['heading_open'] = () => `<p style="${HEADING}">`
  rules['heading_close'] = () => '</p>\n'
  rules['image'] = (tokens, index) => {
    const token = tokens[index]
    const source = String(token?.attrGet('src') ?? '')
    const name = escaped(token?.content ?? '')
    // A picture that travels in the mail is shown; one from elsewhere would tell who reads, and when.
    return /^cid:/i.test(source)
      ? `<img src="${escaped(source)}" alt="${name}" style="max-width:100%">`
      : `<a href="${escaped(source)}">${name || escaped(source)}</a>`
  }
  return md
}

function escaped(text: string): string {
  return markdown.utils.escapeHtml(text)
}
