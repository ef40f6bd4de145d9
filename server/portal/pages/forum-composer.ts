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
  const open = view.categories.filter(({ staffOnly }) => !staffOnly || view.isStaff)
  const chosen = view.values['category'] ?? open[0]?.slug
  const body: Html = html`<div class="forum">
    ${trail([
      [`${frame.company} help`, '/help'],
      ['Community', '/help/forum'],
    ])}
    <h1>Ask the community</h1>
    <form class="ask" method="post" action="${view.action}">
      ${formProblem(view.problem)} ${hidden('formKey', view.formKey)} ${hidden('step', 'send')}
      ${field(view, { name: 'title', label: 'Your question in one line', required: true, longest: 160, focus: !view.values['title'] })}
      <div id="matches" data-suggest aria-live="polite">${view.matches}</div>
      ${field(view, {
        name: 'body',
        label: 'What happens, and what you expected',
        kind: 'lines',
        required: true,
        longest: 50_000,
        hint: 'Say your version, how you run it, since when, and what else is connected to it. Everybody can read it: no passwords, no keys, no names of customers.',
      })}
      <div class="field">
        <label for="category">Where it belongs</label>
        <select id="category" name="category">
          ${open.map(({ slug, name }) => html`<option value="${slug}" ${slug === chosen && html` selected`}>${name}</option>`)}
        </select>
      </div>
      ${field(view, { name: 'tags', label: 'Tags', hint: 'Up to five, with commas. You may leave it empty.' })}
      ${view.needsName && nameField(view)}
      ${
        view.needsMail &&
        html`${field(view, {
          name: 'email',
          label: 'Your e-mail address',
          kind: 'email',
          required: true,
          autocomplete: 'email',
          hint: 'You get one mail, with the link that publishes your question. Nobody else sees the address.',
        })}${view.signIn && html`<p class="hint">Or <a href="${view.signIn}">sign in</a> first.</p>`}`
      }
      <button class="primary">
        ${view.needsMail ? 'Send me the link that publishes it' : 'Ask the community'}
      </button>
    </form>
    <p class="hint">
      Found a security problem? <a href="/help#security">Report it here, any plan.</a>
    </p>
  </div>`
  const head = html`<meta name="robots" content="noindex" />`
  return layout(frame, {
    title: `Ask the community – ${frame.company}`,
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
    <p><a class="button" href="/help/forum">Look around the community</a></p>
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
