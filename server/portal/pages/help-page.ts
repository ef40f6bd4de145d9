/** The doors of the company on one page, and the page for a link that leads nowhere. */
import type { PublicHit } from '../../search/suggest.ts'
import { hitList } from './community-page.ts'
import { html, safeUrl, type Content, type Html } from './html.ts'
import { layout, phoneLinks, type Frame } from './layout.ts'

export interface Door {
  kind: string
  name: string
  /** The promise of the channel, in the playbook's words. */
  promise: string
  address: string | null
}

/** The box above the doors: what was typed, and what fits it. */
export interface AskBox {
  typed: string
  hits: readonly PublicHit[]
}

export interface Doors {
  channels: readonly Door[]
  forum: string | null
  disclosure: string | null
  pgpKey: string | null
}

/** What do you need? The strictest promise comes first. */
export function helpPage(
  frame: Frame,
  { channels, forum, disclosure, pgpKey }: Doors,
  { hours, ...box }: AskBox & { hours: string | null },
): string {
  const { say } = frame.words
  const door = (kind: string) => channels.find((channel) => channel.kind === kind)
  const body = html`<div>
    <h1>${say('home.title')}</h1>
    ${askBox(frame, box)} ${hours && html`<p class="hint">${hours}</p>`}
    <ul class="doors">
      ${card('emergency', say('new.down'), door('emergency'), html`<a class="button danger" href="/help/emergency">${say('help.raise')}</a>`)}
      ${card('write', say('home.write'), door('paid'), html`<a href="/help/new">${say('help.open')}</a> ${mailTo(door('paid')?.address ?? null)}`)}
      ${card('community', say('new.askCommunity'), door('community'), linkTo(forum, say('help.forum')))}
      ${card('security', say('help.security'), door('security'), html`${mailTo(door('security')?.address ?? null)} ${linkTo(disclosure, say('help.disclosure'))} ${linkTo(pgpKey, say('help.pgp'))}`)}
    </ul>
  </div>`
  const title = say('frame.help', { company: frame.company })
  return layout(frame, { title, community: true, body })
}

/** One box. What fits appears below it as one types, or by a press; what was typed goes along to whoever is asked. */
export function askBox({ words }: Frame, { typed, hits }: AskBox): Html {
  const { say } = words
  const nothing = typed !== '' && hits.length === 0
  return html`<form method="get" action="/help/new" class="ask">
    <label class="unseen" for="subject">${say('home.box')}</label>
    <input
      id="subject"
      name="subject"
      maxlength="200"
      value="${typed}"
      placeholder="${say('home.box')}"
    />
    <p class="row">
      <button class="primary">${say('home.write')}</button>
      <button formaction="/help">${say('community.look')}</button>
      <button class="quiet" formaction="/help/community">${say('new.askCommunity')}</button>
    </p>
    <div data-suggest aria-live="polite">${hitList(words, hits)}</div>
    ${nothing && html`<p class="hint" role="status">${words.put('search.nothing', { q: html`<bdi>${typed}</bdi>` })}</p>`}
  </form>`
}

function card(id: string, title: string, door: Door | undefined, ways: Content): Content {
  return (
    door &&
    html`<li id="${id}">
      <h2>${title}</h2>
      <p><bdi>${door.promise}</bdi></p>
      <p class="ways">${ways}</p>
    </li>`
  )
}

const mailTo = (address: string | null): Content =>
  address && html`<a href="mailto:${address}">${address}</a>`

function linkTo(address: string | null, words: string): Content {
  const url = address && safeUrl(address)
  return url && html`<a href="${url}" rel="noopener noreferrer">${words}</a>`
}

/** For a link that was cut short, replaced or is gone: the words, and the ways that always work. */
export function problemPage(frame: Frame, title: string, words: string): string {
  const { say, put } = frame.words
  const body: Html = html`<div class="narrow">
    <h1>${title}</h1>
    <p>${words}</p>
    <p><a class="button primary" href="/help/emergency">${say('problem.useMail')}</a></p>
    ${frame.phone && html`<p>${put('live.orCall', { phone: phoneLinks(frame.phone, say('frame.or')) })}</p>`}
    ${frame.emergencyMail && html`<p>${put('problem.orMail', { mail: html`<a href="mailto:${frame.emergencyMail}">${frame.emergencyMail}</a>` })}</p>`}
  </div>`
  return layout(frame, { title, secret: true, body })
}
