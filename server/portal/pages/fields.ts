/** Decides how a field of a form looks, with its words when something is wrong with it. */
import { html, type Content, type Html } from './html.ts'

/** What was typed, by field, shown again so that no text is lost. */
export type Values = Readonly<Record<string, string | undefined>>

/** What is wrong: `at` names the field, or is empty when it is the whole form. */
export interface Problem {
  at: string
  words: string
}

export interface FormState {
  values: Values
  problem: Problem | null
}

export interface Field {
  name: string
  label: Content
  kind?: 'text' | 'tel' | 'email' | 'code' | 'lines' | 'password'
  hint?: Content
  required?: boolean
  focus?: boolean
  autocomplete?: string
  longest?: number
}

/** A label, an input with what was typed, and beside it what is wrong. */
export function field({ values, problem }: FormState, field: Field): Html {
  const { name, label, kind = 'text', hint, required, focus, autocomplete, longest = 200 } = field
  const wrong = problem?.at === name ? problem.words : null
  const described = [wrong && `${name}-wrong`, hint ? `${name}-hint` : null]
    .filter(Boolean)
    .join(' ')
  const attributes = html`id="${name}" name="${name}"
  maxlength="${longest}"${required && html` required`}${(focus || wrong) && html` autofocus`}${wrong && html` aria-invalid="true"`}${described && html` aria-describedby="${described}"`}${autocomplete && html` autocomplete="${autocomplete}"`}`
  const value = values[name] ?? ''
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong && html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}
    ${
      kind === 'lines'
        ? // A textarea swallows one line break at its start, so one is given to it.
          html`<textarea rows="2" data-keep ${attributes}>${'\n' + value}</textarea>`
        : html`<input
            type="${kind === 'code' ? 'text' : kind}"
            ${kind === 'code' && html` inputmode="numeric" class="code"`}
            ${kind !== 'password' && html`value="${value}"`}
            ${attributes}
          />`
    }
  </div>`
}

/** One of a few, by name. */
export const choice = ({
  name,
  label,
  of,
  chosen,
}: {
  name: string
  label: Content
  of: readonly { id: string; name: string }[]
  chosen: string | undefined
}): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${of.map((one) => html`<option value="${one.id}" ${one.id === chosen && html`selected`}>${one.name}</option>`)}
    </select>
  </div>`

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`

/** What is wrong with the whole form. */
export const formProblem = (problem: Problem | null): Html | null =>
  problem?.at === '' ? html`<p class="wrong boxed" role="alert">${problem.words}</p>` : null
