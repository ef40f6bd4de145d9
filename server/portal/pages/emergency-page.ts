/** The entry of an emergency: two fields and one button, by the organization's link or by a mailed code. */
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Html } from './html.ts'
import { layout, tokenField, type Frame } from './layout.ts'

/** As much as 200 kB can always carry, in any script. */
export const LONGEST_TEXT = 20_000

export interface Duty {
  /** Schedules of the first level with somebody on call now. Names of schedules, never of people. */
  onCall: readonly string[]
  acknowledgeWithinMinutes: number
}

export interface EmergencyView extends FormState {
  duty: Duty
  /** The same form sent twice is one emergency. */
  formKey: string
}

/** By the link of an organization: no sign-in. */
export function emergencyByLink(
  frame: Frame,
  token: string,
  organizationName: string,
  view: EmergencyView,
): string {
  const { problem, duty } = view
  const body = html`<form
    class="narrow"
    method="post"
    action="/help/emergency/${encodeURIComponent(token)}"
  >
    <h1>Emergency</h1>
    <p class="who">${organizationName}</p>
    ${formProblem(problem)}${hidden('formKey', view.formKey)} ${what(view, true)}
    <div class="pair">
      ${phone(view)} ${field(view, { name: 'name', label: 'Your name', autocomplete: 'name' })}
    </div>
    ${onDuty(duty)}
    <button class="primary">Page the on-call engineer</button>
    <p class="hint">You can add logs and details after.</p>
  </form>`
  return layout(frame, {
    title: titleOf(problem, `Emergency · ${organizationName}`),
    secret: true,
    body,
  })
}

/** Without a link, first step: the same two fields and an address that a code will prove. */
export function emergencyByMail(frame: Frame, view: EmergencyView): string {
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>Emergency</h1>
    ${formProblem(view.problem)}${hidden('formKey', view.formKey)}${hidden('step', 'code')}
    ${what(view, true)} ${phone(view)}
    ${field(view, { name: 'email', label: 'Your work e-mail', kind: 'email', required: true, autocomplete: 'email', hint: 'We mail you six digits, so that we know whom we help.' })}
    ${onDuty(view.duty)}
    <button class="primary">Mail me the code</button>
    <p class="hint">Have your company’s emergency link? It needs no code.</p>
  </form>`
  return layout(frame, { title: titleOf(view.problem, 'Emergency'), body })
}

/** Somebody who is signed in needs no code: two fields and one press. */
export function emergencyByMember(frame: Frame, view: EmergencyView): string {
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>Emergency</h1>
    <p class="who">${frame.me?.name}</p>
    ${formProblem(view.problem)}${tokenField(frame)}${hidden('formKey', view.formKey)}${hidden('step', 'member')}
    ${what(view, true)} ${phone(view)} ${onDuty(view.duty)}
    <button class="primary">Page the on-call engineer</button>
    <p class="hint">You can add logs and details after.</p>
  </form>`
  return layout(frame, { title: titleOf(view.problem, 'Emergency'), body })
}

/** Second step: the code. What was written stays in the form, and can still be changed. */
export function emergencyCode(frame: Frame, view: EmergencyView): string {
  const email = view.values['email'] ?? ''
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>Six digits are on their way</h1>
    <p>We mailed them to <strong>${email}</strong>. They work for 15 minutes.</p>
    ${formProblem(view.problem)}${hidden('formKey', view.formKey)}${hidden('email', email)}
    ${field(view, { name: 'code', label: 'Code from the mail', kind: 'code', focus: true, autocomplete: 'one-time-code', longest: 12 })}
    <button class="primary" name="step" value="raise">Page the on-call engineer</button>
    <details>
      <summary>What you wrote</summary>
      ${what(view, false)} ${phone(view)}
    </details>
    <p class="row">
      <button name="step" value="code" formnovalidate>Mail another code</button>
      <button name="step" value="back" formnovalidate>Use another address</button>
    </p>
  </form>`
  return layout(frame, { title: titleOf(view.problem, 'Enter the code · Emergency'), body })
}

const what = (state: FormState, first: boolean): Html =>
  field(state, {
    name: 'what',
    label: 'What is broken?',
    kind: 'lines',
    required: first,
    focus: first && !state.problem,
    longest: LONGEST_TEXT,
  })

const phone = (state: FormState): Html =>
  field(state, {
    name: 'phone',
    label: 'Call me on',
    kind: 'tel',
    autocomplete: 'tel',
    longest: 60,
  })

function onDuty({ onCall, acknowledgeWithinMinutes }: Duty): Html {
  const names = [...new Set(onCall.map((name) => (/on.?call/i.test(name) ? 'A person' : name)))]
  return html`<p class="duty">
    ${names.length > 0 && html`<strong>${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} on call now.</strong> `}If
    nobody answers within ${acknowledgeWithinMinutes} minutes, the next level is paged.
  </p>`
}

const titleOf = (problem: FormState['problem'], title: string) =>
  problem ? `Not sent yet · ${title}` : title
