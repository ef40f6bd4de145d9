/** Decides how cleaned mail travels to the reader's frame: a document of its own that may load nothing but our pictures. */
import { DARK_SURFACE, forDark } from './dark.ts'
import { escapeText } from './tree.ts'

export type MailScheme = 'light' | 'dark'

export interface MailDocument {
  body: string
  /** All lower case; they replace those of the application's pages. */
  headers: Record<string, string>
}

/**
 * Both the frame element and this header name these: no scripts, no forms, no leading the page
 * away. `allow-same-origin` lets the page around it measure the height and fill in the pictures;
 * without `allow-scripts` nothing inside can use it. Links open as ordinary pages.
 */
export const MAIL_SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

interface Colours {
  text: string
  soft: string
  surface: string
  sunken: string
  border: string
  link: string
  warn: string
}
/** The application's tokens (web/theme/tokens.ts); a frame cannot see its variables. */
const COLOURS: Record<MailScheme, Colours> = {
  light: {
    text: '#12161F',
    soft: '#454D5E',
    surface: '#FFFFFF',
    sunken: '#EEF0F4',
    border: '#788191',
    link: '#1D4ED8',
    warn: '#9A3B00',
  },
  dark: {
    text: '#E9ECF2',
    soft: '#B4BBC9',
    surface: DARK_SURFACE,
    sunken: '#0A0D11',
    border: '#727B8D',
    link: '#9DB8FF',
    warn: '#FFB27A',
  },
}

/**
 * The document for one cleaned and folded mail. `imageOrigin` says where our own picture paths lie: an
 * absolute address (`https://desk.example/api/v1/comments/12/`; with a path it must end in a slash to
 * cover what is below) or `'self'` with its quotes; anything else allows no pictures but embedded ones.
 */
export function mailDocument({
  html,
  scheme,
  imageOrigin,
  title = 'Mail',
}: {
  html: string
  scheme: MailScheme
  imageOrigin: string
  title?: string
}): MailDocument {
  const { html: shown, onPaper } = scheme === 'dark' ? forDark(html) : { html, onPaper: false }
  const style = onPaper
    ? styleOf(COLOURS.light, 'light', paper(COLOURS.dark))
    : styleOf(COLOURS[scheme], scheme, '')
  return {
    body: [
      '<!doctype html>',
      '<html lang="und"><head><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${escapeText(title)}</title><style>${style}</style></head>`,
      `<body><div class="mail">${shown}</div></body></html>`,
    ].join('\n'),
    headers: headersFor(imageOrigin),
  }
}

function headersFor(imageOrigin: string): Record<string, string> {
  const isOurs = /^(?:'self'|https?:\/\/[\w.:[\]-]+(?:\/[\w./~-]*)?)$/.test(imageOrigin)
  const origin = isOurs ? ` ${imageOrigin}` : ''
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `img-src data:${origin}`,
      // Every style was written anew by the cleaner and holds no address.
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      `sandbox ${MAIL_SANDBOX}`,
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
    // A name looked up ahead of a click tells its owner that the mail was opened.
    'x-dns-prefetch-control': 'off',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  }
}

const paper = (around: Colours) => `
html{background:${around.surface}}
.mail{background:#fff;border-radius:8px;padding:12px}`

const styleOf = (colour: Colours, scheme: MailScheme, more: string) => `
html{color-scheme:${scheme};background:${colour.surface};overflow-x:auto;-webkit-text-size-adjust:100%}
body{margin:0;color:${colour.text};font:15px/1.6 system-ui,sans-serif;overflow-wrap:break-word}
.mail{overflow-x:auto;unicode-bidi:isolate}
p{margin:0 0 12px}
[data-mark~="p"]{margin:12px 0}
[data-mark~="msonormal"]{margin:0}
h1,h2,h3,h4,h5,h6{margin:16px 0 8px;line-height:1.3}
h1{font-size:20px}h2{font-size:18px}h3,h4,h5,h6{font-size:15px}
a{color:${colour.link}}
a[data-mismatch="host"]::after{content:"\\26A0\\FE0E leads to " attr(data-host);display:inline-block;text-decoration:none;margin-inline-start:6px;color:${colour.warn};font-size:13px;font-weight:600}
img{max-width:100%}
img:not([height]){height:auto}
img:not([src]){box-sizing:border-box;min-width:24px;min-height:24px;border:1px dashed ${colour.border};border-radius:4px;color:${colour.soft};font-size:13px}
table{max-width:100%}
pre,code{font-family:ui-monospace,monospace;font-size:13px;background:${colour.sunken};border-radius:4px}
pre{padding:12px;overflow-x:auto;white-space:pre-wrap}
blockquote{margin:8px 0;padding-inline-start:12px;color:${colour.soft};border-inline-start:3px solid ${colour.border}}
details.quote,details.signature{margin-top:8px;color:${colour.soft}}
details>summary{width:fit-content;min-width:24px;min-height:24px;padding:0 8px;line-height:24px;border-radius:4px;background:${colour.sunken};color:${colour.soft};cursor:pointer;list-style:none}
details>summary::-webkit-details-marker{display:none}
details>summary::before{content:"\\00B7\\00B7\\00B7"}
details.signature>summary::before{content:"--"}
summary:focus-visible,a:focus-visible{outline:2px solid ${colour.link};outline-offset:2px}
@media print{.mail{overflow:visible}}${more}`
