/** The form of a new ticket: what it is, how bad, and what will hold once it is sent. */
import type { FieldDefinition } from '../../tickets/fields.ts'
import { SEVERITIES, type Severity } from '../ticket-words.ts'
import type { AskedField } from '../form-of-customers.ts'
import { choice, field, formProblem, hidden, type FormState } from './fields.ts'
import { fileField } from './file-field.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, moment, tokenField, type Frame } from './layout.ts'
import { LONGEST_MESSAGE } from './ticket-page.ts'

export interface NewTicketView extends FormState {
  formKey: string
  /** By severity, when the first reply is due if it is sent now; null: nothing is promised. */
  promises: ReadonlyMap<Severity, Date | null>
  fields: readonly AskedField[]
  /** Chosen from where somebody belongs to several. */
  homes: readonly { id: string; name: string }[]
  now: Date
}

export function newTicketPage(frame: Frame, view: NewTicketView): string {
  const { say } = frame.words
  const title = say('new.title')
  const body = html`<form
    class="narrow"
    method="post"
    action="/help/new"
    enctype="multipart/form-data"
    data-sends="yes"
  >
    <h1>${title}</h1>
    ${formProblem(view.problem)}${tokenField(frame)}${hidden('formKey', view.formKey)}
    <button class="danger" name="step" value="emergency" formnovalidate>${say('new.down')}</button>
    <p class="hint">${say('new.downHint')}</p>
    ${field(view, { name: 'subject', label: say('new.subject'), required: true, focus: !view.values['subject'] && !view.problem })}
    ${field(view, { name: 'body', label: say('new.body'), kind: 'lines', required: true, longest: LONGEST_MESSAGE, hint: say('new.bodyHint') })}
    ${severity(frame, view)}${homes(frame, view)}${details(frame, view)}${fileField(frame, view)}
    <button class="primary">${say('new.send')}</button>
    <p class="hint">${say('ticket.neverLonger')}</p>
  </form>`
  return layout(frame, { title: view.problem ? say('frame.notSent', { title }) : title, body })
}

function severity(frame: Frame, { values, problem, promises, now }: NewTicketView): Html {
  const { say, put } = frame.words
  const chosen = values['severity'] ?? 'normal'
  const wrong = problem?.at === 'severity' ? problem.words : null
  return html`<fieldset>
    <legend>${say('new.howBad')}</legend>
    ${wrong && html`<p class="wrong">${wrong}</p>`}
    ${SEVERITIES.map(({ key, words }) => {
      const due = promises.get(key) ?? null
      const promise = due
        ? put('next.firstReply', { time: moment(frame, due, now) })
        : say('next.noPromise')
      return html`<label class="choice" for="severity-${key}">
        <input
          type="radio"
          id="severity-${key}"
          name="severity"
          value="${key}"
          ${key === chosen && html`checked`}
          required
        />
        <span>${say(words)}<span class="hint promise">${promise}</span></span>
      </label>`
    })}
  </fieldset>`
}

function homes({ words: { say } }: Frame, { homes, values }: NewTicketView): Content {
  return (
    homes.length > 1 &&
    choice({
      name: 'organization',
      label: say('new.for'),
      of: homes,
      chosen: values['organization'],
    })
  )
}

function details(frame: Frame, view: NewTicketView): Content {
  return view.fields.map((asked) => [
    asked.onlyIf &&
      html`<p class="hint only-if">${frame.words.say('new.onlyIf', asked.onlyIf)}</p>`,
    ownField(frame, asked.field, view),
  ])
}

/** A field of the playbook, as its kind is filled in. Names carry a prefix: the playbook chooses the keys. */
function ownField(frame: Frame, definition: FieldDefinition, view: NewTicketView): Html {
  const { say } = frame.words
  const { key, name, type, options, required, help } = definition
  const id = `field_${key}`
  const value = view.values[id] ?? ''
  const wrong = view.problem?.at === id ? view.problem.words : null
  const label = required === 'always' ? name : `${name} (${say('form.optional')})`
  if (type === 'text' || type === 'number' || type === 'date' || type === 'long_text')
    return field(view, {
      name: id,
      label,
      kind: type === 'long_text' ? 'lines' : 'text',
      hint: help,
      required: required === 'always',
      longest: type === 'long_text' ? 20_000 : 500,
    })
  if (type === 'choice')
    return html`<div class="field">
      <label for="${id}">${label}</label>
      ${help !== '' && html`<p class="hint">${help}</p>`}${wrong && html`<p class="wrong">${wrong}</p>`}
      <select id="${id}" name="${id}">
        <option value="">${say('form.choose')}</option>
        ${options.map((option) => html`<option value="${option.key}" ${option.key === value && html`selected`}>${option.name}</option>`)}
      </select>
    </div>`
  const boxes = type === 'checkbox' ? [{ key: 'yes', name }] : options
  const ticked = value.split('\n')
  return html`<fieldset>
    ${type === 'choices' && html`<legend>${label}</legend>`}
    ${help !== '' && html`<p class="hint">${help}</p>`}${wrong && html`<p class="wrong">${wrong}</p>`}
    ${boxes.map(
      (box) =>
        html`<label class="choice" for="${id}-${box.key}">
          <input
            type="checkbox"
            id="${id}-${box.key}"
            name="${id}"
            value="${box.key}"
            ${ticked.includes(box.key) && html`checked`}
          />
          <span>${box.name}</span>
        </label>`,
    )}
  </fieldset>`
}

/** Kind words where no plan pays for an answer of ours: never a refusal, and nothing typed is lost. */
export function communityPage(frame: Frame, forum: string, state: FormState): string {
  const { say } = frame.words
  const { subject = '', body: text = '' } = state.values
  const query = new URLSearchParams({ title: subject, text: text.slice(0, 1500) })
  const body = html`<div class="narrow">
    <h1>${say('new.freeTitle')}</h1>
    <p>${say('new.free')}</p>
    <p>
      <a class="button primary" href="${forum}?${query.toString()}">${say('new.askCommunity')}</a>
    </p>
    ${
      text !== '' &&
      html`<details>
        <summary>${say('new.body')}</summary>
        <div class="text">${text}</div>
      </details>`
    }
    <p><a href="/help/security">${say('new.freeSecurity')}</a></p>
    <p><a href="/help/sign-in">${say('new.freePaid')}</a></p>
  </div>`
  return layout(frame, { title: say('new.freeTitle'), body })
}
