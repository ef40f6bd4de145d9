/** The live page of an emergency: who has it, what happens, the call, the conversation. */
import type { Status, StatusStep } from '../status.ts'
import { LONGEST_TEXT } from './emergency-page.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, safeUrl, withLinks, type Content, type Html } from './html.ts'
import { layout, phoneLinks, time, type Frame } from './layout.ts'
import type { Words } from '../words.ts'
import { explanation, headline, stages, tabTitle, waited } from './status-words.ts'

export interface StatusView extends FormState {
  token: string
  formKey: string
  /** Stands still, so that nothing typed is lost where no script runs. */
  still: boolean
}

/** Parts marked data-live are replaced by the script as the emergency moves on; the form is not one of them. */
export function statusPage(frame: Frame, status: Status, view: StatusView): string {
  const { say } = frame.words
  const { kind } = headline(status)
  const address = `/help/status/${encodeURIComponent(view.token)}`
  const body = html`<div
    class="status"
    data-status="/api/v1/portal/status/${encodeURIComponent(view.token)}"
    data-words="${scriptWords(frame)}"
  >
    <div class="title">
      <h1>${titleOf(frame, status)}</h1>
      <p class="who">${status.organizationName}</p>
      <p class="subject" dir="auto">${status.subject}</p>
    </div>
    <section
      id="now"
      data-live
      data-kind="${kind}"
      class="now"
      aria-label="${say('live.standing')}"
    >
      ${bigLine(frame, status)}${stepper(frame, status)}${chain(frame, status)}
    </section>
    <section id="side" data-live class="side" aria-label="${say('live.side')}">
      ${nextUpdate(frame, status)}${callBox(frame, status, address, view)}${share(frame)}
    </section>
    <section class="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">${say('ticket.conversation')}</h2>
      <div id="words" data-live data-count="${status.conversation.length}">
        ${conversation(status)}
      </div>
      ${writeBox(frame, status, address, view)}
    </section>
  </div>`
  return layout(frame, {
    title: view.problem
      ? say('frame.notSent', { title: say('live.number', { number: status.number }) })
      : tabTitle(status, frame.words),
    secret: true,
    refresh: !view.still && status.status !== 'closed',
    alarm: status.state === 'triggered',
    body,
  })
}

/** What the script of the page says by itself. */
const scriptWords = ({ words: { say } }: Frame): string =>
  JSON.stringify({
    left: say('script.left', { minutes: '#' }),
    late: say('script.late', { minutes: '#' }),
    message: say('script.newMessage'),
    copied: say('script.copied'),
    notSent: say('script.notSent'),
  })

/** A mail about any ticket leads here: without an emergency it is not called one. */
const titleOf = ({ words: { say } }: Frame, { state, number }: Status): Content =>
  state === null
    ? say('ticket.title', { number: `#${number}` })
    : html`<span class="tag">${say('frame.emergency')}</span> #${number}`

function bigLine({ words }: Frame, status: Status): Html {
  const { kind, text } = headline(status, words)
  const done = kind === 'held' || kind === 'resolved'
  const { acknowledgedAt, createdAt } = status
  return html`<div class="big ${kind}">
    <p class="headline" id="headline">${done && html`<span aria-hidden="true">✓ </span>`}${text}</p>
    <p class="explanation">
      ${kind === 'held' && acknowledgedAt ? words.put('live.answered', { time: time(acknowledgedAt), after: waited(createdAt, acknowledgedAt, words) }) : explanation(status, words)}
    </p>
  </div>`
}

function stepper({ words }: Frame, status: Status): Html {
  return html`<ol class="stages" aria-label="${words.say('live.howFar')}">
    ${stages(status, words).map(
      ({ name, at, reached, current }) =>
        html`<li class="${reached ? 'reached' : 'ahead'}" ${current && html` aria-current="step"`}>
          <span class="stage">${name}</span
          >${at ? time(at) : html`<span class="at">${reached ? '' : words.say('live.notYet')}</span>`}
        </li>`,
    )}
  </ol>`
}

/** Longer than this, the middle of the chain is folded: what was first and what is now stay in sight. */
const LONGEST_CHAIN = 8

function chain({ words }: Frame, { steps }: Status): Html {
  const last = steps.length - 1
  const item = (step: StatusStep, index: number) =>
    html`<li ${index === last && html`aria-current="step"`}>
      ${time(step.at)} <span>${stepText(words, step)}</span>
    </li>`
  const items = steps.map(item)
  const folded =
    steps.length > LONGEST_CHAIN ? items.splice(1, steps.length - LONGEST_CHAIN + 1) : []
  const fold =
    folded.length > 0 &&
    html`<li class="fold">
      <details>
        <summary>${words.say('live.between', { count: folded.length })}</summary>
        <ol>
          ${folded}
        </ol>
      </details>
    </li>`
  return html`<ol class="chain" aria-label="${words.say('live.happened')}">
    ${items.slice(0, 1)}${fold}${items.slice(1)}
  </ol>`
}

/** In English with the level, as it is kept. */
const stepText = ({ language, say }: Words, { text, key, names = '' }: StatusStep): string =>
  language === 'en' || !key ? text : say(key, { name: names, names })

function nextUpdate({ words }: Frame, { dueAt, dueState, status }: Status): Content {
  if (
    !dueAt ||
    dueState === 'paused' ||
    dueState === 'none' ||
    status === 'solved' ||
    status === 'closed'
  )
    return null
  if (dueState === 'breached')
    return html`<p class="next late">
      <strong>${words.put('live.updateLate', { time: time(dueAt) })}</strong>
    </p>`
  return html`<p class="next">
    <strong>${words.put('live.updateBy', { time: time(dueAt) })}</strong>
    <span data-until="${dueAt.toISOString()}"></span>
  </p>`
}

function callBox(
  frame: Frame,
  { call, state }: Status,
  address: string,
  { problem }: StatusView,
): Content {
  const { say, put } = frame.words
  const numbers = (phone: string) => phoneLinks(phone, say('frame.or'))
  if (!call)
    return state === 'triggered'
      ? html`<div class="call">
          <p>${say('live.callSoon')}</p>
          ${frame.phone && html`<p>${put('live.orCall', { phone: numbers(frame.phone) })}</p>`}
        </div>`
      : null
  const url = safeUrl(call.url)
  const phone = call.dialIn ?? frame.phone
  return html`<div class="call">
    ${url ? html`<a id="join" class="button primary" href="${url}" target="_blank" rel="noopener noreferrer">${say('live.join')}</a>` : html`<p>${call.url}</p>`}
    <p class="hint">${say('live.opensNew', { name: call.name })}</p>
    ${phone && html`<p>${put('live.byPhone', { phone: numbers(phone) })}</p>`}
    ${problem?.at === 'call' && html`<p class="wrong boxed" role="alert" id="call-wrong">${problem.words}</p>`}
    <form method="post" action="${address}/calls">
      ${hidden('call', call.id)}<button id="next-call" class="quiet">${say('live.wontOpen')}</button
      ><span class="hint"> ${say('live.moves')}</span>
    </form>
  </div>`
}

const share = ({ words: { say } }: Frame): Html =>
  html`<div class="share">
    <h2>${say('frame.colleagues')}</h2>
    <p>${say('live.share')}</p>
    <button type="button" id="copy" class="quiet" hidden>${say('live.copy')}</button>
  </div>`

function conversation({ conversation }: Status): Html {
  return html`<ol class="messages">
    ${conversation.map(
      ({ id, authorKind, authorName, body, createdAt }) =>
        html`<li id="m-${id}" class="${authorKind === 'contact' ? 'theirs' : 'ours'}">
          <p class="by">
            <strong><bdi>${authorName}</bdi></strong> ${time(createdAt)}
          </p>
          <div class="text" dir="auto">${withLinks(body)}</div>
        </li>`,
    )}
  </ol>`
}

function writeBox(frame: Frame, status: Status, address: string, view: StatusView): Content {
  const { say, put } = frame.words
  if (status.status === 'closed')
    return html`<p class="hint">
      ${put('live.closed', { link: html`<a href="/help/emergency">${say('live.raiseNew')}</a>` })}
    </p>`
  const { kind } = headline(status)
  const label =
    kind === 'held' && status.holder
      ? say('live.writeTo', { name: status.holder })
      : say('live.addDetails')
  return [
    !view.still &&
      html`<noscript
        ><p><a class="button" href="${address}?write=1#body">${label}</a></p>
        <p class="hint">${say('live.reloads')}</p></noscript
      >`,
    html`<form class="standing" method="post" action="${address}/comments" id="write">
      ${hidden('formKey', view.formKey)}${formProblem(view.problem)}
      ${field(view, { name: 'body', label: html`<span id="body-label">${label}</span>`, kind: 'lines', required: true, longest: LONGEST_TEXT, hint: say('ticket.neverLonger'), focus: view.still })}
      <p id="problem" class="wrong" role="alert"></p>
      <p class="row">
        <button>${say('form.send')}</button
        >${view.still && html` <a href="${address}">${say('live.backToLive')}</a>`}
      </p>
    </form>`,
  ]
}
