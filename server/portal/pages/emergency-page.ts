/** The entry of an emergency: two fields and one button, by the organization's link or by a mailed code. */
import { choice, field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Content, type Html } from './html.ts'
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
  /** Chosen from where somebody belongs to several. */
  homes?: readonly { id: string; name: string }[]
  /** Where the plan has hours of its own for emergencies: what they are, and whether they are now. */
  hours?: { isNow: boolean; words: string } | null
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
    <h1>${frame.words.say('frame.emergency')}</h1>
    <p class="who">${organizationName}</p>
    ${formProblem(problem)}${hidden('formKey', view.formKey)} ${what(frame, view, true)}
    <div class="pair">
      ${phone(frame, view)}
      ${field(view, { name: 'name', label: frame.words.say('form.name'), autocomplete: 'name' })}
    </div>
    ${onDuty(frame, duty, view)}
    <button class="primary">${pressWords(frame, view)}</button>
    <p class="hint">${frame.words.say('emergency.after')}</p>
  </form>`
  return layout(frame, {
    title: titleOf(frame, problem, `${frame.words.say('frame.emergency')} · ${organizationName}`),
    secret: true,
    body,
  })
}

/** Without a link, first step: the same two fields and an address that a code will prove. */
export function emergencyByMail(frame: Frame, view: EmergencyView): string {
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>${frame.words.say('frame.emergency')}</h1>
    ${formProblem(view.problem)}${hidden('formKey', view.formKey)}${hidden('step', 'code')}
    ${what(frame, view, true)} ${phone(frame, view)}
    ${field(view, { name: 'email', label: frame.words.say('emergency.email'), kind: 'email', required: true, autocomplete: 'email', hint: frame.words.say('emergency.whyMail') })}
    ${onDuty(frame, view.duty, view)}
    <button class="primary">${frame.words.say('emergency.mailCode')}</button>
    <p class="hint">${frame.words.say('emergency.haveLink')}</p>
  </form>`
  return layout(frame, {
    title: titleOf(frame, view.problem, frame.words.say('frame.emergency')),
    body,
  })
}

/** Somebody who is signed in needs no code: two fields and one press. */
export function emergencyByMember(frame: Frame, view: EmergencyView): string {
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>${frame.words.say('frame.emergency')}</h1>
    <p class="who">${frame.me?.name}</p>
    ${formProblem(view.problem)}${tokenField(frame)}${hidden('formKey', view.formKey)}${hidden('step', 'member')}
    ${what(frame, view, true)} ${phone(frame, view)} ${forWhom(frame, view)}
    ${onDuty(frame, view.duty, view)}
    <button class="primary">${pressWords(frame, view)}</button>
    <p class="hint">${frame.words.say('emergency.after')}</p>
  </form>`
  return layout(frame, {
    title: titleOf(frame, view.problem, frame.words.say('frame.emergency')),
    body,
  })
}

/** Second step: the code. What was written stays in the form, and can still be changed. */
export function emergencyCode(frame: Frame, view: EmergencyView): string {
  const email = view.values['email'] ?? ''
  const body = html`<form class="narrow" method="post" action="/help/emergency">
    <h1>${frame.words.say('emergency.onWay')}</h1>
    <p>
      ${frame.words.put('emergency.mailedTo', { email: html`<strong><bdi>${email}</bdi></strong>` })}
    </p>
    ${formProblem(view.problem)}${hidden('formKey', view.formKey)}${hidden('email', email)}
    ${field(view, { name: 'code', label: frame.words.say('signIn.code'), kind: 'code', focus: true, autocomplete: 'one-time-code', longest: 12 })}
    <button class="primary" name="step" value="raise">${frame.words.say('emergency.page')}</button>
    <details>
      <summary>${frame.words.say('emergency.wrote')}</summary>
      ${what(frame, view, false)} ${phone(frame, view)}
    </details>
    <p class="row">
      <button name="step" value="code" formnovalidate>
        ${frame.words.say('emergency.another')}
      </button>
      <button name="step" value="back" formnovalidate>
        ${frame.words.say('signIn.otherAddress')}
      </button>
    </p>
  </form>`
  return layout(frame, {
    title: titleOf(frame, view.problem, frame.words.say('emergency.enterCode')),
    body,
  })
}

const what = ({ words }: Frame, state: FormState, first: boolean): Html =>
  field(state, {
    name: 'what',
    label: words.say('emergency.what'),
    kind: 'lines',
    required: first,
    focus: first && !state.problem,
    longest: LONGEST_TEXT,
  })

/** Somebody who looks after two companies says which one is down. */
const forWhom = ({ words }: Frame, { homes = [], values }: EmergencyView): Content =>
  homes.length > 1 &&
  choice({
    name: 'organization',
    label: words.say('new.for'),
    of: homes,
    chosen: values['organization'],
  })

const phone = ({ words }: Frame, state: FormState): Html =>
  field(state, {
    name: 'phone',
    label: words.say('emergency.phone'),
    kind: 'tel',
    autocomplete: 'tel',
    longest: 60,
  })

/** Nobody presses for something that will not happen. */
const pressWords = ({ words: { say } }: Frame, { hours }: EmergencyView): string =>
  say(hours?.isNow === false ? 'emergency.queue' : 'emergency.page')

function onDuty(
  { words: { say } }: Frame,
  { onCall, acknowledgeWithinMinutes }: Duty,
  { hours }: EmergencyView,
): Html {
  if (hours?.isNow === false) return html`<p class="duty"><strong>${hours.words}</strong></p>`
  const names = [...new Set(onCall.filter((name) => !/on.?call/i.test(name)))]
  const isSomebody = onCall.length > names.length && say('emergency.person')
  const key = names.length > 1 ? 'emergency.onCallMany' : 'emergency.onCall'
  const named = names.length > 0 && say(key, { names: names.join(', ') })
  return html`<p class="duty">
    ${(named || isSomebody) && html`<strong>${named || isSomebody}</strong> `}${say('emergency.nextLevel', { minutes: acknowledgeWithinMinutes })}
  </p>`
}

const titleOf = ({ words }: Frame, problem: FormState['problem'], title: string) =>
  problem ? words.say('frame.notSent', { title }) : title
