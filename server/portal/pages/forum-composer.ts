/** Decides how the form for a new topic looks, and what is said when it was sent. */
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { nameField } from './forum-topic.ts'
import { trail } from './forum-parts.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, type Frame } from './layout.ts'

export interface ComposerView extends FormState {
  categories: readonly { slug: string; name: string; staffOnly: boolean }[]
  /** Where the form goes. */
  action: string
  formKey: string
  isStaff: boolean
  needsName: boolean
  /** Somebody we do not know: a mail to their address publishes it. */
  needsMail: boolean
  signIn: string | null
  /** What others asked before, with almost the same words. */
  matches: Content
}

export function composerPage(frame: Frame, view: ComposerView): string {
  const { say } = frame.words
  const open = view.categories.filter(({ staffOnly }) => !staffOnly || view.isStaff)
  const chosen = view.values['category'] ?? open[0]?.slug
  const body: Html = html`<div class="forum">
    ${trail(frame, [[say('community.title'), '/help/forum']])}
    <h1>${say('new.askCommunity')}</h1>
    <form class="composer" method="post" action="${view.action}">
      ${formProblem(view.problem)} ${hidden('formKey', view.formKey)} ${hidden('step', 'send')}
      ${field(view, { name: 'title', label: say('ask.title'), required: true, longest: 160, focus: !view.values['title'] })}
      <div id="matches" data-suggest aria-live="polite">${view.matches}</div>
      ${field(view, {
        name: 'body',
        label: say('ask.body'),
        kind: 'lines',
        required: true,
        longest: 50_000,
        hint: say('ask.bodyHint'),
      })}
      <div class="field">
        <label for="category">${say('ask.category')}</label>
        <select id="category" name="category">
          ${open.map(({ slug, name }) => html`<option value="${slug}" ${slug === chosen && html` selected`}>${name}</option>`)}
        </select>
      </div>
      ${field(view, { name: 'tags', label: say('ask.tags'), hint: say('ask.tagsHint') })}
      ${view.needsName && nameField(frame, view)}
      ${
        view.needsMail &&
        html`${field(view, {
          name: 'email',
          label: say('ask.email'),
          kind: 'email',
          required: true,
          autocomplete: 'email',
          hint: say('ask.emailHint'),
        })}${view.signIn && html`<p class="hint"><a href="${view.signIn}">${say('ask.orSignIn')}</a></p>`}`
      }
      <button class="primary">${say(view.needsMail ? 'ask.mailLink' : 'new.askCommunity')}</button>
    </form>
    <p class="hint">
      ${say('community.security')}
      <a href="/help#security">${say('community.securityLink')}</a>
    </p>
  </div>`
  const head = html`<meta name="robots" content="noindex" />`
  return layout(frame, {
    title: `${say('new.askCommunity')} – ${frame.company}`,
    head,
    community: true,
    body,
  })
}

/** What happens next, when there is no topic to show yet. */
export function sentPage(frame: Frame, title: string, words: Content): string {
  const body: Html = html`<div class="forum narrow">
    <h1>${title}</h1>
    <p>${words}</p>
    <p><a class="button" href="/help/forum">${frame.words.say('community.aroundLink')}</a></p>
  </div>`
  const head = html`<meta name="robots" content="noindex" />`
  return layout(frame, { title: `${title} – ${frame.company}`, head, community: true, body })
}

/** One button, because a program that looks at links in mail must change nothing. */
export function confirmPage(frame: Frame, title: string, button: string): string {
  const body: Html = html`<div class="forum narrow">
    <h1>${title}</h1>
    <form method="post"><button class="primary">${button}</button></form>
  </div>`
  return layout(frame, { title, secret: true, community: true, body })
}
