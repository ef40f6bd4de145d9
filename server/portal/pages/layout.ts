/** The frame around every page of the portal: what stands there even when nothing else loads. */
import type { Words } from '../words.ts'
import { html, render, type Content, type Html } from './html.ts'

export interface Brand {
  /** Address of the logo on this server. */
  logo: string | null
  /** Custom properties, one rule for light and one for dark; made by us alone. */
  style: Html | null
}

/** What every page says about the company, and to whom in which language. */
export interface Frame {
  words: Words
  /** IANA zone times are shown in until a script shows the browser's own. */
  zone: string
  /** The zone they have chosen; null: the browser knows better. */
  ownZone: string | null
  /** Who is signed in. `token` goes into forms. */
  me: { name: string; token: string; managesColleagues: boolean } | null
  /** How the company looks; null where it has said nothing. */
  brand: Brand | null
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
  /** The page offers passkeys. */
  passkeys?: boolean
  /** More for the head: what the page is called elsewhere, its feed. */
  head?: Content
  /** The community's pages bring styles and a script of their own. */
  community?: boolean
  body: Html
}

export function layout(
  frame: Frame,
  { title, secret, refresh, alarm, passkeys, head, community, body }: Page,
): string {
  const say = frame.words
  return render(
    html`<!doctype html>
      <html
        lang="${say.tag}"
        dir="${say.dir}"
        ${frame.ownZone && html`data-zone="${frame.ownZone}"`}
      >
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
          <title>${title}</title>
          <link rel="stylesheet" href="${asset(frame, 'portal.css')}" />
          ${community && html`<link rel="stylesheet" href="${asset(frame, 'community.css')}" />`}
          ${head} ${secret && html`<meta name="robots" content="noindex,nofollow" />`}
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
          ${frame.brand?.style}
          <script src="${asset(frame, 'portal.js')}" defer></script>
          <script type="module" src="${asset(frame, 'drafts.js')}"></script>
          ${passkeys && html`<script type="module" src="${asset(frame, 'passkey.js')}"></script>`}
          ${community && html`<script src="${asset(frame, 'community.js')}" defer></script>`}
        </head>
        <body>
          <a class="skip" href="#main">${say.say('frame.skip')}</a>
          <aside class="fallback" id="fallback" aria-label="${say.say('frame.fails')}">
            <span class="offline">${say.say('frame.offline')} </span>${fallback(frame)}
          </aside>
          <header class="top">
            <a class="home" href="/help"
              >${frame.brand?.logo && html`<img src="${frame.brand.logo}" alt="" height="28" />`}${say.say('frame.help', { company: frame.company })}</a
            >${people(frame)}<a
              id="entry"
              class="entry${alarm ? ' filled' : ''}"
              href="/help/emergency"
              >${octagon}${say.say('frame.emergency')}</a
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
function fallback({ phone, emergencyMail, words }: Frame): Content {
  if (phone) return words.put('frame.call', { phone: phoneLinks(phone, words.say('frame.or')) })
  if (!emergencyMail) return words.say('frame.nobody')
  const mail = html`<a href="mailto:${emergencyMail}">${emergencyMail}</a>`
  return words.put('frame.mail', { mail })
}

/** Who is signed in, and where to from here; one press to sign in for everybody else. */
function people({ me, words }: Frame): Html {
  if (!me)
    return html`<nav aria-label="${words.say('frame.pages')}">
      <a href="/help/sign-in">${words.say('frame.signIn')}</a>
    </nav>`
  return html`<nav aria-label="${words.say('frame.pages')}">
    <a href="/help">${words.say('frame.tickets')}</a>
    ${me.managesColleagues && html`<a href="/help/colleagues">${words.say('frame.colleagues')}</a>`}
    <a href="/help/account">${words.say('frame.account')}</a>
  </nav>`
}

/** A form of somebody who is signed in: it carries the token without which it is refused. */
export const tokenField = ({ me }: Frame): Content =>
  me && html`<input type="hidden" name="token" value="${me.token}" />`

/** The instant in the reader's zone and language, with its day when that is not today; a script shows it in the browser's zone. */
export function moment({ words, zone }: Frame, at: Date, now: Date): Html {
  const dayOf = (one: Date) => one.toLocaleDateString('en-CA', { timeZone: zone })
  const day: Intl.DateTimeFormatOptions =
    dayOf(at) === dayOf(now) ? {} : { weekday: 'short', day: 'numeric', month: 'short' }
  const text = at.toLocaleString(words.tag, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  })
  return html`<time datetime="${at.toISOString()}">${text}</time>`
}

/** The day, in the reader's zone and language; a script shows it in the browser's zone. */
export function day({ words, zone }: Frame, at: Date): Html {
  const text = at.toLocaleDateString(words.tag, { dateStyle: 'medium', timeZone: zone })
  return html`<time datetime="${at.toISOString()}" data-day>${text}</time>`
}

/** Each line of a dial-in as a link: "Germany: +49 30 1234, 8841". */
export function phoneLinks(phone: string, or = 'or'): Content {
  return phone.split('\n').map((line, index) => [index > 0 && ` ${or} `, phoneLink(line)])
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
