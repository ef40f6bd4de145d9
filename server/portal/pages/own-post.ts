/** Decides how the pages look on which an author changes or takes back what they wrote in the community. */
import { topicPath } from '../../forum/links.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { trail } from './forum-parts.ts'
import { html, type Content, type Html } from './html.ts'
import { layout, type Frame } from './layout.ts'

export interface OwnPostView extends FormState {
  topic: { number: number; slug: string; title: string }
  post: { id: string; isQuestion: boolean; version: number }
}

const page = (
  frame: Frame,
  view: OwnPostView,
  act: 'edit' | 'delete',
  content: Content,
): string => {
  const { say } = frame.words
  const { topic, post } = view
  const title = say(`own.${act}${post.isQuestion ? 'Question' : 'Answer'}`)
  const body: Html = html`<div class="forum">
    ${trail(frame, [
      [say('community.title'), '/help/forum'],
      [topic.title, topicPath(topic)],
    ])}
    <h1>${title}</h1>
    <form class="composer" method="post" action="${topicPath(topic)}/${act}">
      ${formProblem(view.problem)} ${hidden('post', post.id)} ${content}
    </form>
    <p><a href="${topicPath(topic)}#post-${post.id}">${say('own.leave')}</a></p>
  </div>`
  const head = html`<meta name="robots" content="noindex" />`
  return layout(frame, { title: `${title} – ${frame.company}`, head, community: true, body })
}

/** The words as they stand, or as they were just typed when something was wrong with them. */
export const editPage = (frame: Frame, view: OwnPostView): string =>
  page(
    frame,
    view,
    'edit',
    html`${hidden('version', view.values['version'] ?? String(view.post.version))}
      ${view.post.isQuestion && field(view, { name: 'title', label: frame.words.say('ask.title'), required: true, longest: 160 })}
      ${field(view, { name: 'body', label: frame.words.say('own.words'), kind: 'lines', required: true, longest: 50_000, hint: frame.words.say('own.editHint') })}
      <button class="primary">${frame.words.say('own.save')}</button>`,
  )

/** One press more, because it cannot be taken back. */
export const deletePage = (frame: Frame, view: OwnPostView): string =>
  page(
    frame,
    view,
    'delete',
    html`<p>${frame.words.say('own.deleteHint')}</p>
      <button class="primary">${frame.words.say('own.deleteIt')}</button>`,
  )
