/** Draws phones and mailboxes as plain pages: no script, a fresh look every three seconds. */
import type { KeptMail, Outside, ShownPage } from './kept.ts'

const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITY[character] ?? character)
const linked = (text: string) =>
  escaped(text).replaceAll(
    /https?:\/\/[^\s<]+/g,
    (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`,
  )

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --ring: #c92a2a }
body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem auto; padding: 0 1rem; max-width: 75rem }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 0 0 .5rem }
.all { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)) }
.one { border: 1px solid var(--line); border-radius: 14px; padding: 1rem; min-width: 0; overflow-wrap: anywhere }
.page, .mail { background: var(--soft); border-radius: 10px; padding: .75rem; margin-top: .6rem; white-space: pre-wrap }
.fresh { outline: 2px solid var(--ring) }
.title { font-weight: 600 } .when { opacity: .75; font-size: .85em }
button { font: inherit; padding: .55rem 1rem; margin: .5rem .75rem 0 0; border-radius: 8px; border: 0; background: #1864ab; color: #fff; cursor: pointer }
form { display: inline }
`

const frame = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`

/** All phones, and the mailboxes in which something came last. */
export function outsidePage(outside: Outside): string {
  const phones = [...groups(outside.pages, ({ topic }) => topic)].sort(newestFirst)
  const boxes = [...groups(outside.mails, ({ to }) => to)].sort(newestFirst)
  return frame(
    'Phones and mailboxes',
    `<h1>Phones and mailboxes of the demo</h1>
<p>What Watchdesk sends leaves for here and goes no further. This page looks again every three seconds.</p>
<h2>Phones</h2><div class="all">${phones.map(([topic, pages]) => phone(outside, topic, pages, 2)).join('') || '<p>No page has come yet.</p>'}</div>
<h2>Mailboxes</h2><div class="all">${boxes.map(([address, mails], index) => mailbox(address, mails, index < 6 ? 1 : 0)).join('') || '<p>No mail has come yet.</p>'}</div>`,
  )
}

export function phonePage(outside: Outside, topic: string): string {
  const pages = outside.pages.filter((page) => page.topic === topic)
  return frame(
    ownerOf(topic),
    `<p><a href="/">All phones and mailboxes</a></p>${phone(outside, topic, pages, 50)}`,
  )
}

export function mailboxPage(outside: Outside, address: string): string {
  const mails = outside.mails.filter(({ to }) => to === address)
  return frame(
    address,
    `<p><a href="/">All phones and mailboxes</a></p>${mailbox(address, mails, 50)}`,
  )
}

function phone(outside: Outside, topic: string, pages: readonly ShownPage[], most: number): string {
  const shown = pages.toReversed().slice(0, most)
  return `<section class="one"><h3><a href="/phone?of=${encodeURIComponent(topic)}">${escaped(ownerOf(topic))}</a> · ${pages.length}</h3>${shown.map((page) => pageOf(outside, page)).join('')}</section>`
}

/** The same address, at the web server of this run. */
export const movedTo = (webUrl: string, link: string) =>
  URL.canParse(link) ? `${webUrl}${new URL(link).pathname}` : webUrl

/** The link of a page works for a day. */
const DAY = 86_400_000

function pageOf(
  { webUrl, answers }: Outside,
  { id, at, title, text, link, press }: ShownPage,
): string {
  const answer = answers.get(id)
  const age = Date.now() - Date.parse(at)
  const isFresh = age < DAY / 144 && !answer
  const button =
    press && !answer && age < DAY
      ? `<form method="post" action="/press?page=${id}"><button>Acknowledge</button></form>`
      : ''
  return `<div class="page${isFresh ? ' fresh' : ''}"><span class="title">${escaped(title)}</span>\n<span class="when">${when(at)}</span>\n${escaped(text)}\n${answer ? `<em>${escaped(answer)}</em>\n` : ''}${button}<a href="${escaped(movedTo(webUrl, link))}" target="_blank" rel="noreferrer">Open the page</a></div>`
}

function mailbox(address: string, mails: readonly KeptMail[], most: number): string {
  const last = mails.at(-1)
  const shown = mails.toReversed().slice(0, most)
  const summary =
    most === 0 && last ? `<span class="when">${when(last.at)}</span> ${escaped(last.subject)}` : ''
  return `<section class="one"><h3><a href="/mailbox?of=${encodeURIComponent(address)}">${escaped(address)}</a> · ${mails.length}</h3>${summary}${shown
    .map(
      (mail) =>
        `<div class="mail"><span class="title">${escaped(mail.subject)}</span>\n<span class="when">${when(mail.at)}, from ${escaped(mail.from)}</span>\n\n${linked(mail.text)}</div>`,
    )
    .join('')}</section>`
}

/** `phone-of-bob` is Bob's. */
function ownerOf(topic: string): string {
  const [, name] = /^phone-of-(.+)$/.exec(topic) ?? []
  return name ? `${name[0]!.toUpperCase()}${name.slice(1)}\u2019s phone` : topic
}

const when = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`

function groups<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const thing of things) found.set(keyOf(thing), [...(found.get(keyOf(thing)) ?? []), thing])
  return found
}

const newestFirst = (a: [string, { at: string }[]], b: [string, { at: string }[]]) =>
  (b[1].at(-1)?.at ?? '').localeCompare(a[1].at(-1)?.at ?? '')
