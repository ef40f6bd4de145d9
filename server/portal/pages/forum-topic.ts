/** Decides what the page of one topic shows, and to whom which buttons. */
import { topicPath } from '../../forum/links.ts'
import type { Trust } from '../../forum/trust.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import {
  answersWords,
  solved,
  tagLinks,
  trail,
  trustBadge,
  votesWords,
  type ListedTopic,
} from './forum-parts.ts'
import { cleaned, html, type Content, type Html } from './html.ts'
import { day, layout, type Frame } from './layout.ts'

export interface ShownPost {
  id: string
  isQuestion: boolean
  html: string
  state: 'review' | 'shown' | 'hidden' | 'spam'
  votes: number
  createdAt: Date
  editedAt: Date | null
  /** Its author took it back: its place stays, for what answers it. */
  deletedAt: Date | null
  mayEdit?: boolean
  mayDelete?: boolean
  authorName: string
  trust: Trust
  isMine: boolean
  isVoted: boolean
}

export interface TopicView extends FormState {
  topic: ListedTopic & { state: ShownPost['state'] }
  canonical: string
  posts: readonly ShownPost[]
  /** Query of the address where the answers go on; null: these are the last. */
  later: string | null
  /** Null: somebody we do not know; they read. */
  reader: {
    isStaff: boolean
    /** Whether they still choose the name everybody sees. */
    needsName: boolean
    follows: boolean
    maySolve: boolean
    /** They asked, are on a paid plan, and no ticket was made of it. */
    mayOpenTicket: boolean
  } | null
  signIn: string
  formKey: string
}

export function topicPage(frame: Frame, view: TopicView): string {
  const { words } = frame
  const { say } = words
  const { topic, posts, reader } = view
  const question = posts.find(({ isQuestion }) => isQuestion)
  const answers = posts.filter(({ isQuestion }) => !isQuestion)
  const body = html`<div class="forum">
    ${trail(frame, [
      [say('community.title'), '/help/forum'],
      [topic.categoryName, `/help/forum/c/${topic.categorySlug}`],
    ])}
    <h1><bdi>${topic.title}</bdi></h1>
    <p class="facts">
      ${topic.solutionPostId && solved(words)}
      ${topic.lockedAt && html`<span class="mark">${say('forum.locked')}</span>`}
      ${answersWords(words, topic.replies)}
    </p>
    ${tagLinks(topic.tags)} ${stateWords(frame, topic.state)}
    ${question && postArticle(frame, view, question)} ${ticketOffer(frame, view)}
    ${answers.length > 0 && html`<h2>${say('topic.answers')}</h2>`}
    ${[...answers].sort((a, b) => Number(isSolution(view, b)) - Number(isSolution(view, a))).map((post) => postArticle(frame, view, post))}
    ${view.later && html`<p><a class="button quiet" href="${topicPath(topic)}${view.later}">${say('topic.later')}</a></p>`}
    ${replyForm(frame, view)} ${reader && followForm(frame, view)}
    ${reader?.isStaff && html`<p><a href="/forum/${topic.number}">${say('topic.openTeam')}</a></p>`}
  </div>`
  const head = html`<link rel="canonical" href="${view.canonical}" />${
      topic.state !== 'shown' && html`<meta name="robots" content="noindex" />`
    }`
  return layout(frame, { title: `${topic.title} – ${frame.company}`, head, community: true, body })
}

const isSolution = ({ topic }: TopicView, { id }: ShownPost) => topic.solutionPostId === id

const stateWords = ({ words: { say } }: Frame, state: ShownPost['state']): Content =>
  state !== 'shown' && html`<p class="boxed-quiet">${say(`topic.${state}`)}</p>`

function postArticle(frame: Frame, view: TopicView, post: ShownPost): Html {
  const { words } = frame
  const isAnswer = isSolution(view, post)
  return html`<article
    class="post${isAnswer && ' solution'}${post.trust === 'staff' && ' team'}"
    id="post-${post.id}"
    aria-label="${words.say(post.isQuestion ? 'topic.questionBy' : 'topic.answerBy', { name: post.authorName })}"
  >
    <p class="by">
      <strong><bdi>${post.authorName}</bdi></strong> ${trustBadge(words, post.trust)}
      <a class="at" href="#post-${post.id}">${day(frame, post.createdAt)}</a>
      ${post.editedAt && !post.deletedAt && html`<span class="facts">${words.say('topic.edited')} ${day(frame, post.editedAt)}</span>`}
      ${isAnswer && html`<span class="mark good">✓ ${words.say('topic.solvedIt')}</span>`}
    </p>
    ${!post.isQuestion && stateWords(frame, post.state)}
    ${post.deletedAt ? html`<p class="facts">${words.say('topic.deleted')}</p>` : html`<div class="prose" dir="auto">${cleaned(post.html)}</div>`}
    ${post.state === 'shown' && !post.deletedAt && presses(frame, view, post, isAnswer)}
    ${(post.mayEdit || post.mayDelete) && ownLinks(frame, view, post)}
  </article>`
}

const press = (view: TopicView, post: ShownPost, act: string, words: Content, value = '1'): Html =>
  html`<form method="post" action="${topicPath(view.topic)}/${act}">
    ${hidden('post', post.id)}<button name="on" value="${value}">${words}</button>
  </form>`

function presses(frame: Frame, view: TopicView, post: ShownPost, isAnswer: boolean): Html {
  const { reader } = view
  const { say } = frame.words
  const count = votesWords(frame.words, post.votes)
  return html`<div class="presses">
    ${
      reader && !post.isMine
        ? press(
            view,
            post,
            'votes',
            post.isVoted
              ? `${say('topic.takeBack')} · ${count}`
              : `${say('topic.helps')} · ${count}`,
            post.isVoted ? '0' : '1',
          )
        : post.votes > 0 && html`<span class="facts">${count}</span>`
    }
    ${reader?.maySolve && !post.isQuestion && press(view, post, 'solution', say(isAnswer ? 'topic.notSolvedIt' : 'topic.solvedIt'), isAnswer ? '0' : '1')}
    ${reader && !post.isMine && flagForm(frame, view, post)}
  </div>`
}

const ownLinks = (
  { words: { say } }: Frame,
  { topic }: TopicView,
  { id, mayEdit, mayDelete }: ShownPost,
): Html => {
  const to = (act: string) => `${topicPath(topic)}/${act}?post=${id}`
  return html`<p class="own">
    ${mayEdit && html`<a href="${to('edit')}">${say('topic.change')}</a>`}
    ${mayDelete && html`<a href="${to('delete')}">${say('topic.delete')}</a>`}
  </p>`
}

const REASONS = ['spam', 'rude', 'off_topic', 'secret', 'other'] as const

const flagForm = ({ words: { say } }: Frame, view: TopicView, post: ShownPost): Html =>
  html`<details>
    <summary>${say('topic.wrong')}</summary>
    <form method="post" action="${topicPath(view.topic)}/flags">
      ${hidden('post', post.id)}
      <label for="reason-${post.id}">${say('topic.whatIsIt')}</label>
      <select id="reason-${post.id}" name="reason">
        ${REASONS.map((reason) => html`<option value="${reason}">${say(`flag.${reason}`)}</option>`)}
      </select>
      <button>${say('topic.tell')}</button>
    </form>
  </details>`

const ticketOffer = ({ words: { say } }: Frame, view: TopicView): Content =>
  view.reader?.mayOpenTicket &&
  html`<form id="ticket" class="offer" method="post" action="${topicPath(view.topic)}/ticket">
    <p>${say('topic.paid')}</p>
    <button>${say('topic.openTicket')}</button>
  </form>`

function replyForm(frame: Frame, view: TopicView): Content {
  const { say } = frame.words
  const { topic, reader } = view
  if (topic.lockedAt && !reader?.isStaff)
    return html`<p class="boxed-quiet">${say('topic.isLocked')}</p>`
  if (!reader)
    return html`<p class="boxed-quiet">
      ${say('topic.knowMore')} <a href="${view.signIn}">${say('topic.signIn')}</a>
    </p>`
  return html`<form
    id="reply"
    class="reply"
    method="post"
    action="${topicPath(topic)}/replies"
    aria-labelledby="reply-title"
  >
    <h2 id="reply-title">${say('topic.yourAnswer')}</h2>
    ${formProblem(view.problem)} ${hidden('formKey', view.formKey)}
    ${field(view, { name: 'body', label: say('topic.write'), kind: 'lines', required: true, longest: 50_000, hint: say('topic.writeHint') })}
    ${reader.needsName && nameField(frame, view)}
    <label class="tick"
      ><input type="checkbox" name="follow" value="1" /> ${say('topic.mailMe')}</label
    >
    <button class="primary">${say('topic.answer')}</button>
  </form>`
}

export const nameField = ({ words: { say } }: Frame, form: FormState): Html =>
  field(form, {
    name: 'displayName',
    label: say('ask.name'),
    required: true,
    longest: 40,
    autocomplete: 'nickname',
    hint: say('ask.nameHint'),
  })

const followForm = ({ words: { say } }: Frame, { topic, reader }: TopicView): Html =>
  html`<form class="follow" method="post" action="${topicPath(topic)}/follow">
    <button name="on" value="${reader?.follows ? '0' : '1'}">
      ${say(reader?.follows ? 'topic.unfollow' : 'topic.follow')}
    </button>
  </form>`
