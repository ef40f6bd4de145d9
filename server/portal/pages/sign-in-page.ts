/** The pages by which a customer signs in: an address, a mail, one press. */
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { html, type Html } from './html.ts'
import { layout, type Frame } from './layout.ts'

export interface SignInView extends FormState {
  next: string
  /** Ways of signing in that are offered to everybody. */
  outside: readonly { key: string; name: string }[]
}

export function signInPage(frame: Frame, view: SignInView): string {
  const { say } = frame.words
  const { next } = view
  const body = html`<div
    class="narrow"
    data-passkeys="${say('signIn.passkeyFailed')}"
    data-next="${next}"
  >
    <h1>${say('signIn.title')}</h1>
    <p>${say('signIn.why')}</p>
    ${formProblem(view.problem)}
    <p><button type="button" id="passkey" class="quiet" hidden>${say('signIn.passkey')}</button></p>
    <p id="passkey-problem" class="wrong" role="alert"></p>
    ${view.outside.map(({ key, name }) => html`<p><a class="button" href="${outsideUrl(key, next)}">${say('signIn.with', { name })}</a></p>`)}
    <form method="post" action="/help/sign-in">
      ${hidden('next', next)}
      ${field(view, { name: 'email', label: say('form.email'), kind: 'email', required: true, autocomplete: 'username webauthn', hint: say('signIn.mailHint'), focus: true })}
      <button class="primary">${say('signIn.mailMe')}</button>
    </form>
    <details ${view.problem?.at === 'password' && html`open`}>
      <summary>${say('signIn.withPassword')}</summary>
      <form method="post" action="/help/sign-in/password">
        ${hidden('next', next)} ${addressField(frame, view)}
        ${field(view, { name: 'password', label: say('signIn.password'), kind: 'password', required: true, autocomplete: 'current-password' })}
        <button>${say('signIn.title')}</button>
      </form>
    </details>
  </div>`
  return layout(frame, { title: say('signIn.title'), passkeys: true, body })
}

/** The address a second time, for the form of the password: ids of a page are unique. */
const addressField = ({ words }: Frame, { values }: FormState): Html =>
  html`<div class="field">
    <label for="password-email">${words.say('form.email')}</label>
    <input
      id="password-email"
      name="email"
      type="email"
      required
      maxlength="200"
      autocomplete="username"
      value="${values['email'] ?? ''}"
    />
  </div>`

const outsideUrl = (key: string, next: string) =>
  `/help/sign-in/with/${encodeURIComponent(key)}?next=${encodeURIComponent(next)}`

/** The same for an address we know and one we do not. */
export function linkSentPage(
  frame: Frame,
  view: FormState & { next: string; minutes: number },
): string {
  const { say, put } = frame.words
  const email = view.values['email'] ?? ''
  const body = html`<div class="narrow">
    <h1>${say('signIn.sent')}</h1>
    <p>
      ${put('signIn.sentTo', { email: html`<strong><bdi>${email}</bdi></strong>`, minutes: view.minutes })}
    </p>
    ${formProblem(view.problem)}
    <form method="post" action="/help/sign-in/code">
      ${hidden('email', email)}${hidden('next', view.next)}
      ${field(view, { name: 'code', label: say('signIn.code'), kind: 'code', hint: say('signIn.otherDevice'), required: true, focus: true, autocomplete: 'one-time-code', longest: 12 })}
      <button class="primary">${say('signIn.title')}</button>
    </form>
    <form method="post" action="/help/sign-in" class="row">
      ${hidden('email', email)}${hidden('next', view.next)}
      <button class="quiet">${say('signIn.another')}</button>
      <a href="/help/sign-in?next=${encodeURIComponent(view.next)}"
        >${say('signIn.otherAddress')}</a
      >
    </form>
  </div>`
  return layout(frame, { title: say('signIn.sent'), body })
}

/** What the link of the mail opens. It signs nobody in before the press. */
export function confirmPage(
  frame: Frame,
  { token, email, name }: { token: string; email: string; name: string | null },
): string {
  const { say } = frame.words
  const state = { values: { name: name ?? '' }, problem: null }
  const body = html`<form
    class="narrow"
    method="post"
    action="/help/sign-in/link/${encodeURIComponent(token)}"
  >
    <h1>${say('signIn.title')}</h1>
    ${name !== null && field(state, { name: 'name', label: say('form.name'), autocomplete: 'name' })}
    <button class="primary">${say('signIn.confirm', { email })}</button>
    <p class="hint">${say('signIn.confirmWhy')}</p>
  </form>`
  return layout(frame, { title: say('signIn.title'), secret: true, body })
}

export function deadLinkPage(frame: Frame, words: string): string {
  const { say } = frame.words
  const body = html`<div class="narrow">
    <h1>${say('signIn.deadLink')}</h1>
    <p>${words}</p>
    <p><a class="button primary" href="/help/sign-in">${say('signIn.another')}</a></p>
  </div>`
  return layout(frame, { title: say('signIn.deadLink'), secret: true, body })
}
