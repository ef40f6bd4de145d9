/** A ticket as its customer sees it: who has it, when they hear, every word and file; theirs on one side, ours on the other. */
import type { TicketOfCustomer } from '../ticket-queries.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { fileField } from './file-field.ts'
import { badge, next } from './home-page.ts'
import { html, withLinks, type Content, type Html } from './html.ts'
import { layout, moment, tokenField, type Frame } from './layout.ts'
import { surveyBox, type SurveyAnswer } from './survey-page.ts'

export interface TicketView extends FormState {
  ticket: TicketOfCustomer
  mayWrite: boolean
  formKey: string
  statusNames: ReadonlyMap<string, string>
  /** What this reader said of it; null: nothing yet. */
  survey: SurveyAnswer | null
  /** Address of the live page, while an emergency is open. */
  liveUrl: string | null
  fileUrls: ReadonlyMap<string, string>
  now: Date
}

export const LONGEST_MESSAGE = 50_000

export function ticketPage(frame: Frame, view: TicketView): string {
  const { say, put } = frame.words
  const { ticket, problem, now } = view
  const asked = { name: ticket.requesterName, time: moment(frame, ticket.createdAt, now) }
  const title = `${ticket.subject} · ${say('ticket.title', { number: ticket.number })}`
  const body = html`<div class="ticket">
    <div class="title">
      <h1><bdi>${ticket.subject}</bdi></h1>
      <p class="hint">#${ticket.number} · ${put('ticket.asked', asked)}</p>
    </div>
    ${standing(frame, view)}
    <section class="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">${say('ticket.conversation')}</h2>
      ${conversation(frame, view)}${ticket.status === 'solved' && surveyBox(frame, { ...view.survey, action: `${address(ticket)}/survey`, values: view.values })}
      ${view.mayWrite ? writeBox(frame, view) : html`<p class="hint">${say('ticket.readOnly', { name: ticket.requesterName })}</p>`}
    </section>
    ${people(frame, view)}
  </div>`
  return layout(frame, {
    title: problem ? say('frame.notSent', { title }) : title,
    alarm: ticket.isEmergency,
    body,
  })
}

const address = ({ number }: Pick<TicketOfCustomer, 'number'>) => `/help/tickets/${number}`

function standing(frame: Frame, { ticket, mayWrite, liveUrl, statusNames, now }: TicketView): Html {
  const { say } = frame.words
  const { status, assigneeName, isEmergency } = ticket
  const isDone = status === 'solved' || status === 'closed'
  const press = (verb: string, words: string) =>
    html`<form method="post" action="${address(ticket)}/${verb}">
      ${tokenField(frame)}<button class="quiet">${words}</button>
    </form>`
  return html`<section class="side" aria-label="${say('ticket.standing')}">
    <p>${badge(frame, ticket, statusNames)}</p>
    <p class="holder">
      ${assigneeName ? say('who.has', { name: assigneeName }) : say('who.nobody')}
    </p>
    <p class="${ticket.dueState === 'breached' ? 'late' : ''}">${next(frame, ticket, now)}</p>
    ${liveUrl && html`<p><a class="button danger" href="${liveUrl}">${say('ticket.live')}</a></p>`}
    ${
      mayWrite &&
      html`<div class="row">
        ${isDone ? press('reopen', say('ticket.notSolved')) : !isEmergency && press('solved', say('ticket.solved'))}
        ${!isDone && (ticket.priority === 'high' || ticket.priority === 'urgent' ? html`<p class="hint">${say('ticket.isUrgent')}</p>` : press('urgent', say('ticket.urgent')))}
      </div>`
    }
    ${!isDone && !isEmergency && html`<p class="hint">${say('ticket.urgentHint')}</p>`}
  </section>`
}

function conversation(frame: Frame, { ticket, fileUrls, now }: TicketView): Html {
  const { say } = frame.words
  return html`<ol class="messages">
    ${ticket.conversation.map(
      ({ id, isTheirs, authorName, body, createdAt, files }) =>
        html`<li id="m-${id}" class="${isTheirs ? 'theirs' : 'ours'}">
          <p class="by">
            <strong><bdi>${authorName}</bdi></strong
            >${!isTheirs && html` (${say('ticket.us')})`} ${moment(frame, createdAt, now)}
          </p>
          <div class="text" dir="auto">${withLinks(body)}</div>
          ${fileList(frame, files, fileUrls)}
        </li>`,
    )}
  </ol>`
}

function fileList(
  { words: { say } }: Frame,
  files: readonly { id: string; name: string; bytes: number }[],
  urls: ReadonlyMap<string, string>,
): Content {
  return (
    files.length > 0 &&
    html`<ul class="files" aria-label="${say('form.files')}">
      ${files.map(
        ({ id, name, bytes }) =>
          html`<li>
            <a href="${urls.get(id) ?? ''}"><bdi>${name}</bdi></a>
            <span class="hint">${Math.max(1, Math.round(bytes / 1024))} kB</span>
          </li>`,
      )}
    </ul>`
  )
}

function writeBox(frame: Frame, view: TicketView): Html {
  const { say } = frame.words
  return html`<form
    method="post"
    action="${address(view.ticket)}/comments"
    enctype="multipart/form-data"
    id="reply"
    data-sends="yes"
  >
    ${tokenField(frame)}${hidden('formKey', view.formKey)}${formProblem(view.problem)}
    ${field(view, { name: 'body', label: say('ticket.write'), kind: 'lines', required: true, longest: LONGEST_MESSAGE, hint: `${say('ticket.neverLonger')} ${say('ticket.byMail')}` })}
    ${fileField(frame, view)}
    <p class="row"><button class="primary">${say('form.send')}</button></p>
  </form>`
}

function people(frame: Frame, view: TicketView): Html {
  const { say } = frame.words
  const { readers } = view.ticket
  const state = { values: view.values, problem: view.problem }
  return html`<section class="people" aria-labelledby="people-title">
    <h2 id="people-title">${say('ticket.people')}</h2>
    ${
      readers.length === 0
        ? html`<p class="hint">${say('ticket.nobodyElse')}</p>`
        : html`<ul>
            ${readers.map(({ name, email }) => html`<li><bdi>${name}</bdi> <span class="hint">${email}</span></li>`)}
          </ul>`
    }
    ${
      view.mayWrite &&
      html`<form method="post" action="${address(view.ticket)}/readers">
        ${tokenField(frame)}
        ${field(state, { name: 'email', label: say('ticket.invite'), kind: 'email', required: true, hint: say('ticket.inviteHint'), autocomplete: 'off' })}
        <p class="row"><button>${say('ticket.invite')}</button></p>
      </form>`
    }
  </section>`
}
