/** What somebody can say of themselves: language, time zone, and the ways they sign in. */
import { LANGUAGES } from '../words.ts'
import { field, formProblem, type FormState } from './fields.ts'
import { html, type Html } from './html.ts'
import { layout, moment, tokenField, type Frame } from './layout.ts'

export interface AccountView extends FormState {
  email: string
  language: string | null
  timeZone: string | null
  hasPassword: boolean
  passkeys: readonly { id: string; name: string | null; createdAt: Date | null }[]
  saved: boolean
  now: Date
}

export function accountPage(frame: Frame, view: AccountView): string {
  const { say } = frame.words
  const values = { timeZone: view.timeZone ?? '', ...view.values }
  const body = html`<div class="narrow">
    <h1>${say('account.title')}</h1>
    <p>${say('signIn.isMember', { email: view.email })}</p>
    ${view.saved && html`<p role="status" class="kept boxed">${say('form.saved')}</p>`}
    ${formProblem(view.problem)}
    <form method="post" action="/help/account">
      ${tokenField(frame)}${languageField(frame, view)}
      ${field({ ...view, values }, { name: 'timeZone', label: say('account.zone'), hint: say('account.zoneHint'), longest: 60 })}
      <button class="primary">${say('form.save')}</button>
    </form>
    ${passkeys(frame, view)}${password(frame, view)}
    <form method="post" action="/help/sign-out">
      ${tokenField(frame)}<button class="quiet">${say('frame.signOut')}</button>
    </form>
  </div>`
  return layout(frame, { title: say('account.title'), passkeys: true, body })
}

function languageField({ words: { say } }: Frame, { language }: AccountView): Html {
  const option = (key: string, name: string) =>
    html`<option value="${key}" ${key === (language ?? '') && html`selected`}>${name}</option>`
  return html`<div class="field">
    <label for="language">${say('account.language')}</label>
    <select id="language" name="language">
      ${option('', say('account.asBrowser'))}${Object.entries(LANGUAGES).map(([key, { name }]) => option(key, name))}
    </select>
  </div>`
}

function passkeys(frame: Frame, { passkeys, now }: AccountView): Html {
  const { say } = frame.words
  return html`<section aria-labelledby="passkeys" data-add-passkey="${say('signIn.passkeyFailed')}">
    <h2 id="passkeys">${say('account.passkeys')}</h2>
    <p>${say('account.passkeysWhy')}</p>
    ${passkeys.length === 0 && html`<p class="hint">${say('account.noPasskeys')}</p>`}
    ${passkeys.map(
      ({ id, name, createdAt }) =>
        html`<form method="post" action="/help/account/passkeys/${id}" class="row">
          ${tokenField(frame)}<span
            >${name ?? say('account.passkeys')} ${createdAt && moment(frame, createdAt, now)}</span
          >
          <button class="quiet">${say('account.remove')}</button>
        </form>`,
    )}
    <button type="button" id="add-passkey" class="quiet" hidden>
      ${say('account.addPasskey')}
    </button>
    <p id="passkey-problem" class="wrong" role="alert"></p>
  </section>`
}

function password(frame: Frame, view: AccountView): Html {
  const { say } = frame.words
  const open = view.problem?.at === 'newPassword' || view.problem?.at === 'oldPassword'
  return html`<details ${open && html`open`}>
    <summary>${say('account.password')}</summary>
    <form method="post" action="/help/account/password">
      ${tokenField(frame)}
      <p class="hint">${say('account.passwordWhy')}</p>
      ${view.hasPassword && field(view, { name: 'oldPassword', label: say('account.oldPassword'), kind: 'password', required: true, autocomplete: 'current-password' })}
      ${field(view, { name: 'newPassword', label: say('account.newPassword'), kind: 'password', required: true, autocomplete: 'new-password', hint: say('account.passwordShort') })}
      <button>${say('form.save')}</button>
    </form>
  </details>`
}
