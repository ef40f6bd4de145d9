/** The frame around every page of the portal: what stands there even when nothing else loads. */
import { html, render, type Content, type Html } from './html.ts'

/** What every page says about the company. */
export interface Frame {
  company: string
  /** A number to call when the screen fails, or null when the playbook has none. */
  phone: string | null
  /** Mail to this address pages a person too. */
  emergencyMail: string | null
  /** Changes with the styles and the script, so that they may be kept for ever. */
  version: string
}

export interface Page {
  title: string
  /** The address of this page is a key: it is neither indexed nor told to anyone. */
  secret?: boolean
  /** Fetched again by itself, without JavaScript. */
  refresh?: boolean
  /** The entry at the top is filled only while nobody has the emergency. */
  alarm?: boolean
  body: Html
}

export function layout(frame: Frame, { title, secret, refresh, alarm, body }: Page): string {
  return render(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
          <title>${title}</title>
          <link rel="stylesheet" href="${asset(frame, 'portal.css')}" />
          ${secret && html`<meta name="robots" content="noindex,nofollow" />`}
          ${
            refresh &&
            html`<noscript
              ><meta http-equiv="refresh" content="10" /><style>
                .standing {
                  display: none;
                }
              </style></noscript
            >`
          }
          <meta name="color-scheme" content="light dark" />
          <script src="${asset(frame, 'portal.js')}" defer></script>
        </head>
        <body>
          <a class="skip" href="#main">Skip to content</a>
          <aside class="fallback" id="fallback" aria-label="If this page fails">
            <span class="offline"
              >No connection: what you see may be old, and nothing is sent. </span
            >${fallback(frame)}
          </aside>
          <header class="top">
            <a href="/help">${frame.company} help</a
            ><a id="entry" class="entry${alarm ? ' filled' : ''}" href="/help/emergency"
              >${octagon}Emergency</a
            >
          </header>
          <main id="main" tabindex="-1">${body}</main>
          <p id="assertive" class="unseen" role="alert"></p>
          <p id="polite" class="unseen" role="status"></p>
        </body>
      </html> `,
  )
}

export const asset = ({ version }: Frame, name: string): string =>
  `/help/assets/${name}?v=${version}`

/** Stands in the first bytes of every page, so it is there when scripts, styles or the network fail. */
function fallback({ phone, emergencyMail }: Frame): Content {
  if (phone) return html`No screen? Call ${phoneLinks(phone)}`
  if (emergencyMail)
    return html`No screen? Write to <a href="mailto:${emergencyMail}">${emergencyMail}</a>: it pages
      the same people.`
  return 'If this page stops working, call the person you know with us.'
}

/** Each line of a dial-in as a link: "Germany: +49 30 1234, 8841". */
export function phoneLinks(phone: string): Content {
  return phone.split('\n').map((line, index) => [index > 0 && ' or ', phoneLink(line)])
}

function phoneLink(line: string): Content {
  const [number] = /\+?\d[\d\s()./-]{4,}\d/.exec(line) ?? []
  if (!number) return line
  const at = line.indexOf(number)
  const link = html`<a class="phone" href="tel:${number.replaceAll(/[^\d+]/g, '')}">${number}</a>`
  return [line.slice(0, at), link, line.slice(at + number.length)]
}

/** In UTC until the script of the page shows it in the reader's own zone. */
export function time(at: Date): Html {
  const iso = at.toISOString()
  return html`<time datetime="${iso}">${iso.slice(11, 16)} UTC</time>`
}

export const octagon = html`<svg
  class="icon"
  width="20"
  height="20"
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="1.75"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
  focusable="false"
>
  <path
    d="M12.8 2.6a2 2 0 0 0-1.6 0L5.6 4.9a2 2 0 0 0-1 1L2.2 11.2a2 2 0 0 0 0 1.6l2.4 5.3a2 2 0 0 0 1 1l5.6 2.3a2 2 0 0 0 1.6 0l5.6-2.3a2 2 0 0 0 1-1l2.4-5.3a2 2 0 0 0 0-1.6l-2.4-5.3a2 2 0 0 0-1-1z"
  />
  <path d="M12 8v4M12 16h.01" />
</svg>`
