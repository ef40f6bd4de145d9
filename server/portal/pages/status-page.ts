/** The live page of an emergency: who has it, what happens, the call, the conversation. */
import type { Status, StatusStep } from '../status.ts'
import { LONGEST_TEXT } from './emergency-page.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, safeUrl, withLinks, type Content, type Html } from './html.ts'
import { layout, phoneLinks, time, type Frame } from './layout.ts'
import { explanation, headline, stages, tabTitle, waited } from './status-words.ts'

export interface StatusView extends FormState {
  token: string
  formKey: string
  /** Stands still, so that nothing typed is lost where no script runs. */
  still: boolean
}

/** Parts marked data-live are replaced by the script as the emergency moves on; the form is not one of them. */
export function statusPage(frame: Frame, status: Status, view: StatusView): string {
  const { kind } = headline(status)
  const address = `/help/status/${encodeURIComponent(view.token)}`
  const body = html`<div
    class="status"
    data-status="/api/v1/portal/status/${encodeURIComponent(view.token)}"
  >
    <div class="title">
      <h1><span class="tag">Emergency</span> #${status.number}</h1>
      <p class="who">${status.organizationName}</p>
      <p class="subject">${status.subject}</p>
    </div>
    <section id="now" data-live data-kind="${kind}" class="now" aria-label="Where it stands">
      ${bigLine(status)}${stepper(status)}${chain(status)}
    </section>
    <section id="side" data-live class="side" aria-label="Call and next update">
      ${nextUpdate(status)}${callBox(frame, status, address, view)}${share}
    </section>
    <section class="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">Conversation</h2>
      <div id="words" data-live data-count="${status.conversation.length}">
        ${conversation(status)}
      </div>
      ${writeBox(status, address, view)}
    </section>
  </div>`
  return layout(frame, {
    title: view.problem ? `Not sent yet · Emergency #${status.number}` : tabTitle(status),
    secret: true,
    refresh: !view.still && status.status !== 'closed',
    alarm: status.state === 'triggered',
    body,
  })
}

function bigLine(status: Status): Html {
  const { kind, text } = headline(status)
  const done = kind === 'held' || kind === 'resolved'
  const { acknowledgedAt, createdAt } = status
  return html`<div class="big ${kind}">
    <p class="headline" id="headline">${done && html`<span aria-hidden="true">✓ </span>`}${text}</p>
    <p class="explanation">
      ${kind === 'held' && acknowledgedAt ? html`Answered ${time(acknowledgedAt)}, ${waited(createdAt, acknowledgedAt)}` : explanation(status)}
    </p>
  </div>`
}

function stepper(status: Status): Html {
  return html`<ol class="stages" aria-label="How far it is">
    ${stages(status).map(
      ({ name, at, reached, current }) =>
        html`<li class="${reached ? 'reached' : 'ahead'}" ${current && html` aria-current="step"`}>
          <span class="stage">${name}</span
          >${at ? time(at) : html`<span class="at">${reached ? '' : 'not yet'}</span>`}
        </li>`,
    )}
  </ol>`
}

/** Longer than this, the middle of the chain is folded: what was first and what is now stay in sight. */
const LONGEST_CHAIN = 8

function chain({ steps }: Status): Html {
  const last = steps.length - 1
  const item = ({ at, text }: StatusStep, index: number) =>
    html`<li ${index === last && html`aria-current="step"`}>${time(at)} <span>${text}</span></li>`
  const items = steps.map(item)
  const folded =
    steps.length > LONGEST_CHAIN ? items.splice(1, steps.length - LONGEST_CHAIN + 1) : []
  const fold =
    folded.length > 0 &&
    html`<li class="fold">
      <details>
        <summary>${folded.length} steps between</summary>
        <ol>
          ${folded}
        </ol>
      </details>
    </li>`
  return html`<ol class="chain" aria-label="What happened, in order">
    ${items.slice(0, 1)}${fold}${items.slice(1)}
  </ol>`
}

function nextUpdate({ dueAt, dueState, status }: Status): Content {
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
      <strong>Our next update was due ${time(dueAt)} and is late.</strong>
    </p>`
  return html`<p class="next">
    <strong>Next update from us by ${time(dueAt)}</strong>
    <span data-until="${dueAt.toISOString()}"></span>
  </p>`
}

function callBox(
  frame: Frame,
  { call, state }: Status,
  address: string,
  { problem }: StatusView,
): Content {
  if (!call)
    return state === 'triggered'
      ? html`<div class="call">
          <p>The call opens here as soon as somebody answers.</p>
          ${frame.phone && html`<p>Or call ${phoneLinks(frame.phone)}</p>`}
        </div>`
      : null
  const url = safeUrl(call.url)
  const phone = call.dialIn ?? frame.phone
  return html`<div class="call">
    ${url ? html`<a id="join" class="button primary" href="${url}" target="_blank" rel="noopener noreferrer">Join the call</a>` : html`<p>${call.url}</p>`}
    <p class="hint">${call.name}, opens in a new window</p>
    ${phone && html`<p>Or by phone: ${phoneLinks(phone)}</p>`}
    ${problem?.at === 'call' && html`<p class="wrong boxed" role="alert" id="call-wrong">${problem.words}</p>`}
    <form method="post" action="${address}/calls">
      ${hidden('call', call.id)}<button id="next-call" class="quiet">It doesn’t open</button
      ><span class="hint"> moves everybody to another call</span>
    </form>
  </div>`
}

const share = html`<div class="share">
  <h2>Colleagues</h2>
  <p>Whoever has this page’s address can follow and write here.</p>
  <button type="button" id="copy" class="quiet" hidden>Copy link</button>
</div>`

function conversation({ conversation }: Status): Html {
  return html`<ol class="messages">
    ${conversation.map(
      ({ id, authorKind, authorName, body, createdAt }) =>
        html`<li id="m-${id}" class="${authorKind === 'contact' ? 'theirs' : 'ours'}">
          <p class="by"><strong>${authorName}</strong> ${time(createdAt)}</p>
          <div class="text">${withLinks(body)}</div>
        </li>`,
    )}
  </ol>`
}

function writeBox(status: Status, address: string, view: StatusView): Content {
  if (status.status === 'closed')
    return html`<p class="hint">
      This emergency is closed. <a href="/help/emergency">Raise a new one</a>.
    </p>`
  const { kind } = headline(status)
  const label =
    kind === 'held' && status.holder ? `Write to ${status.holder}` : 'Add details and logs'
  return [
    !view.still &&
      html`<noscript
        ><p><a class="button" href="${address}?write=1#body">${label}</a></p>
        <p class="hint">This page loads itself again every 10 seconds.</p></noscript
      >`,
    html`<form class="standing" method="post" action="${address}/comments" id="write">
      ${hidden('formKey', view.formKey)}${formProblem(view.problem)}
      ${field(view, { name: 'body', label: html`<span id="body-label">${label}</span>`, kind: 'lines', required: true, longest: LONGEST_TEXT, hint: 'Adding information never makes you wait longer.', focus: view.still })}
      <p id="problem" class="wrong" role="alert"></p>
      <p class="row">
        <button>Send</button>${view.still && html` <a href="${address}">Back to the live page</a>`}
      </p>
    </form>`,
  ]
}
