/** The first page of somebody who is signed in: what do you need, and how their tickets stand. */
import { nextLine, STATUS } from '../ticket-words.ts'
import type { ListedTicket } from '../ticket-queries.ts'
import { askBox, type AskBox } from './help-page.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, moment, type Frame } from './layout.ts'

export interface HomeView {
  contactId: string
  open: readonly ListedTicket[]
  /** Further ones are a press away. */
  hasMoreOpen: boolean
  done: readonly ListedTicket[]
  /** From where the list of solved ones goes on; null: there are no more. */
  older: Date | null
  /** Names of the playbook's own statuses, for customers. */
  statusNames: ReadonlyMap<string, string>
  now: Date
  box: AskBox
  /** When we are here; null where nothing is promised. */
  hours: string | null
}

export function homePage(frame: Frame, view: HomeView): string {
  const { say } = frame.words
  const { open, hasMoreOpen, done, older } = view
  const body = html`<div class="wide">
    <h1>${say('home.title')}</h1>
    ${askBox(frame, view.box)}
    <section aria-labelledby="open-title">
      <h2 id="open-title">${say('home.open')}</h2>
      ${open.length === 0 && html`<p class="hint">${say('home.none')} ${view.hours}</p>`}${ticketList(frame, open, view)}
      ${hasMoreOpen && html`<p><a class="button quiet" href="/help?all">${say('home.older')}</a></p>`}
    </section>
    ${
      done.length > 0 &&
      html`<section aria-labelledby="done-title">
        <h2 id="done-title">${say('home.done')}</h2>
        ${ticketList(frame, done, view)}
        ${older && html`<p><a class="button quiet" href="/help?before=${encodeURIComponent(older.toISOString())}">${say('home.older')}</a></p>`}
      </section>`
    }
  </div>`
  const alarm = open.some(({ isEmergency }) => isEmergency)
  return layout(frame, {
    title: say('frame.help', { company: frame.company }),
    alarm,
    community: true,
    body,
  })
}

function ticketList(frame: Frame, tickets: readonly ListedTicket[], view: HomeView): Content {
  return (
    tickets.length > 0 &&
    html`<ul class="tickets">
      ${tickets.map((ticket) => row(frame, ticket, view))}
    </ul>`
  )
}

function row(frame: Frame, ticket: ListedTicket, { contactId, statusNames, now }: HomeView): Html {
  const { say } = frame.words
  const { number, subject, requesterId, requesterName, assigneeName } = ticket
  return html`<li>
    <a href="/help/tickets/${number}"
      ><span class="subject"><bdi>${subject}</bdi></span> <span class="hint">#${number}</span></a
    >
    <p class="facts">
      ${badge(frame, ticket, statusNames)}
      <span>${assigneeName ? say('who.has', { name: assigneeName }) : say('who.nobody')}</span>
      ${requesterId !== contactId && html`<span>${say('home.of', { name: requesterName })}</span>`}
      <span class="${ticket.dueState === 'breached' ? 'late' : ''}"
        >${next(frame, ticket, now)}</span
      >
    </p>
  </li>`
}

/** The status as a word, never as a colour alone. */
export function badge(
  { words: { say } }: Frame,
  { status, statusKey, isEmergency }: Pick<ListedTicket, 'status' | 'statusKey' | 'isEmergency'>,
  names: ReadonlyMap<string, string>,
): Html {
  const named = statusKey ? names.get(statusKey) : undefined
  const text = isEmergency ? say('status.emergency') : (named ?? say(STATUS[status]))
  return html`<span class="badge ${isEmergency ? 'emergency' : status}">${text}</span>`
}

/** What happens next, with its instant in the reader's time. */
export function next(frame: Frame, ticket: Parameters<typeof nextLine>[0], now: Date): Content {
  const { key, at } = nextLine(ticket)
  return frame.words.put(key, { time: at && moment(frame, at, now) })
}
