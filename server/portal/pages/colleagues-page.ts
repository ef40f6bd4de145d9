/** Where a company looks after its own contacts. */
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Html } from './html.ts'
import { layout, tokenField, type Frame } from './layout.ts'

export interface Colleague {
  id: string
  name: string
  email: string
  mayManage: boolean
}

export interface ColleaguesView extends FormState {
  contactId: string
  /** The organizations they look after. */
  homes: readonly {
    id: string
    name: string
    colleagues: readonly Colleague[]
    /** Asked, and not come yet: what was typed is all that is said. */
    invited: readonly { id: string; name: string; email: string }[]
    limit: number | null
    taken: number
  }[]
  saved: boolean
}

export function colleaguesPage(frame: Frame, view: ColleaguesView): string {
  const { say } = frame.words
  const body = html`<div class="wide">
    <h1>${say('frame.colleagues')}</h1>
    ${view.saved && html`<p role="status" class="kept boxed">${say('form.saved')}</p>`}
    ${formProblem(view.problem)}${view.homes.map((home) => homeSection(frame, view, home))}
  </div>`
  return layout(frame, { title: say('frame.colleagues'), body })
}

function homeSection(
  frame: Frame,
  view: ColleaguesView,
  { id, name, colleagues, invited, limit, taken }: ColleaguesView['homes'][number],
): Html {
  const { say } = frame.words
  const isAsked = view.values['organization'] === id
  const state = isAsked ? view : { values: {}, problem: null }
  const count = { count: taken, limit: limit ?? 0 }
  return html`<section aria-labelledby="home-${id}">
    <h2 id="home-${id}"><bdi>${name}</bdi></h2>
    <p class="hint">
      ${limit === null ? say('colleagues.count', count) : say('colleagues.countOf', count)}
    </p>
    <ul class="tickets">
      ${colleagues.map((colleague) => row(frame, id, colleague, view.contactId))}
      ${invited.map((one) => invitedRow(frame, id, one))}
    </ul>
    <form method="post" action="/help/colleagues" class="narrow start">
      ${tokenField(frame)}${hidden('organization', id)}
      ${field(state, { name: 'email', label: say('colleagues.email'), kind: 'email', required: true, hint: say('colleagues.emailHint'), autocomplete: 'off' })}
      ${field(state, { name: 'name', label: `${say('colleagues.name')} (${say('form.optional')})`, autocomplete: 'off' })}
      <button class="primary">${say('colleagues.add')}</button>
    </form>
  </section>`
}

function row(frame: Frame, organization: string, colleague: Colleague, contactId: string): Html {
  const { say } = frame.words
  const { id, name, email, mayManage } = colleague
  const press = (verb: string, words: string) =>
    html`<button class="quiet" name="verb" value="${verb}" aria-label="${words}: ${name}">
      ${words}
    </button>`
  return html`<li>
    <p>
      <strong><bdi>${name}</bdi></strong>
      <span class="hint">${email}</span
      >${mayManage && html` <span class="badge">${say('colleagues.manages')}</span>`}${id === contactId && html` <span class="hint">(${say('frame.you')})</span>`}
    </p>
    ${
      id !== contactId &&
      html`<form method="post" action="/help/colleagues/${id}" class="row">
        ${tokenField(frame)}${hidden('organization', organization)}
        ${mayManage ? press('unlet', say('colleagues.unlet')) : press('let', say('colleagues.let'))}
        ${press('remove', say('account.remove'))}
      </form>`
    }
  </li>`
}

function invitedRow(
  frame: Frame,
  organization: string,
  { id, name, email }: ColleaguesView['homes'][number]['invited'][number],
): Html {
  const { say } = frame.words
  const words = say('account.remove')
  return html`<li>
    <p>
      <strong><bdi>${name}</bdi></strong>
      <span class="hint">${email}</span> <span class="badge">${say('colleagues.invited')}</span>
    </p>
    <form method="post" action="/help/colleagues/${id}" class="row">
      ${tokenField(frame)}${hidden('organization', organization)}
      <button class="quiet" name="verb" value="takeBack" aria-label="${words}: ${name}">
        ${words}
      </button>
    </form>
  </li>`
}
