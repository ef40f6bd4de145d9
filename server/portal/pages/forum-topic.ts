/** Decides what the page of one topic shows, and to whom which buttons. */
import { topicPath } from '../../forum/links.ts'
import type { Trust } from '../../forum/trust.ts'
import { field, formProblem, hidden, type FormState } from './fields.ts'
import { solved, tagLinks, trail, trustBadge, type ListedTopic } from './forum-parts.ts'
import { cleaned, html, type Content, type Html } from './html.ts'
import { layout, time, type Frame } from './layout.ts'

export interface ShownPost {
  id: string
  isQuestion: boolean
  html: string
  state: 'review' | 'shown' | 'hidden' | 'spam'
  votes: number
  createdAt: Date
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
  const { topic, posts, reader } = view
  const question = posts.find(({ isQuestion }) => isQuestion)
  const answers = posts.filter(({ isQuestion }) => !isQuestion)
  const body = html`<div class="forum">
    ${trail([
      [`${frame.company} help`, '/help'],
      ['Community', '/help/forum'],
      [topic.categoryName, `/help/forum/c/${topic.categorySlug}`],
    ])}
    <h1>${topic.title}</h1>
    <p class="facts">
      ${topic.solutionPostId && solved} ${topic.lockedAt && html`<span class="mark">Locked</span>`}
      ${topic.replies === 0 ? 'No answer yet' : `${topic.replies} ${topic.replies === 1 ? 'answer' : 'answers'}`}
    </p>
    ${tagLinks(topic.tags)} ${stateWords(topic.state)} ${question && postArticle(view, question)}
    ${ticketOffer(view)} ${answers.length > 0 && html`<h2>Answers</h2>`}
    ${[...answers].sort((a, b) => Number(isSolution(view, b)) - Number(isSolution(view, a))).map((post) => postArticle(view, post))}
    ${view.later && html`<p><a class="button quiet" href="${topicPath(topic)}${view.later}">Later answers</a></p>`}
    ${replyForm(view)} ${reader && followForm(view)}
    ${reader?.isStaff && html`<p><a href="/forum/${topic.number}">Open among the team’s topics</a></p>`}
  </div>`
  const head = html`<link rel="canonical" href="${view.canonical}" />${
      topic.state !== 'shown' && html`<meta name="robots" content="noindex" />`
    }`
  return layout(frame, { title: `${topic.title} – ${frame.company}`, head, community: true, body })
}

const isSolution = ({ topic }: TopicView, { id }: ShownPost) => topic.solutionPostId === id

const STATE_WORDS: Record<ShownPost['state'], string | null> = {
  shown: null,
  review: 'Only you see this so far: a person reads first words before everybody does.',
  hidden: 'Hidden. Only the team and its author know of it.',
  spam: 'Called spam. Only the team sees it.',
}

const stateWords = (state: ShownPost['state']): Content =>
  STATE_WORDS[state] && html`<p class="boxed-quiet">${STATE_WORDS[state]}</p>`

function postArticle(view: TopicView, post: ShownPost): Html {
  const isAnswer = isSolution(view, post)
  return html`<article
    class="post${isAnswer && ' solution'}${post.trust === 'staff' && ' team'}"
    id="post-${post.id}"
    aria-label="${post.isQuestion ? 'Question' : 'Answer'} by ${post.authorName}"
  >
    <p class="by">
      <strong>${post.authorName}</strong> ${trustBadge(post.trust)}
      <a class="at" href="#post-${post.id}">${time(post.createdAt)}</a>
      ${isAnswer && html`<span class="mark good">✓ This solved it</span>`}
    </p>
    ${!post.isQuestion && stateWords(post.state)}
    <div class="prose">${cleaned(post.html)}</div>
    ${post.state === 'shown' && presses(view, post, isAnswer)}
  </article>`
}

const press = (view: TopicView, post: ShownPost, act: string, words: Content, value = '1'): Html =>
  html`<form method="post" action="${topicPath(view.topic)}/${act}">
    ${hidden('post', post.id)}<button name="on" value="${value}">${words}</button>
  </form>`

function presses(view: TopicView, post: ShownPost, isAnswer: boolean): Html {
  const { reader } = view
  const count = `${post.votes} ${post.votes === 1 ? 'vote' : 'votes'}`
  return html`<div class="presses">
    ${
      reader && !post.isMine
        ? press(
            view,
            post,
            'votes',
            post.isVoted ? html`Take my vote back · ${count}` : html`This helps · ${count}`,
            post.isVoted ? '0' : '1',
          )
        : post.votes > 0 && html`<span class="facts">${count}</span>`
    }
    ${reader?.maySolve && !post.isQuestion && press(view, post, 'solution', isAnswer ? 'It did not solve it' : 'This solved it', isAnswer ? '0' : '1')}
    ${reader && !post.isMine && flagForm(view, post)}
  </div>`
}

const REASONS = [
  ['spam', 'Advertising'],
  ['rude', 'Rude'],
  ['off_topic', 'Does not belong here'],
  ['secret', 'Shows a password or key'],
  ['other', 'Something else'],
] as const

const flagForm = (view: TopicView, post: ShownPost): Html =>
  html`<details>
    <summary>Something is wrong with this</summary>
    <form method="post" action="${topicPath(view.topic)}/flags">
      ${hidden('post', post.id)}
      <label for="reason-${post.id}">What is it?</label>
      <select id="reason-${post.id}" name="reason">
        ${REASONS.map(([value, words]) => html`<option value="${value}">${words}</option>`)}
      </select>
      <button>Tell the team</button>
    </form>
  </details>`

const ticketOffer = (view: TopicView): Content =>
  view.reader?.mayOpenTicket &&
  html`<form id="ticket" class="offer" method="post" action="${topicPath(view.topic)}/ticket">
    <p>You are on a paid plan: you need not wait for the community.</p>
    <button>Open a ticket about this</button>
  </form>`

function replyForm(view: TopicView): Content {
  const { topic, reader } = view
  if (topic.lockedAt && !reader?.isStaff)
    return html`<p class="boxed-quiet">This topic is locked: nothing more can be written in it.</p>`
  if (!reader)
    return html`<p class="boxed-quiet">
      Do you know more? <a href="${view.signIn}">Sign in to answer, vote or follow.</a>
    </p>`
  return html`<form
    id="reply"
    class="reply"
    method="post"
    action="${topicPath(topic)}/replies"
    aria-labelledby="reply-title"
  >
    <h2 id="reply-title">Your answer</h2>
    ${formProblem(view.problem)} ${hidden('formKey', view.formKey)}
    ${field(view, { name: 'body', label: 'Write it', kind: 'lines', required: true, longest: 50_000, hint: 'Markdown works: `code`, **bold**, lists. Everybody can read it.' })}
    ${reader.needsName && nameField(view)}
    <label class="tick"
      ><input type="checkbox" name="follow" value="1" /> Mail me what comes next</label
    >
    <button class="primary">Answer</button>
  </form>`
}

export const nameField = (form: FormState): Html =>
  field(form, {
    name: 'displayName',
    label: 'Name shown to everybody',
    required: true,
    longest: 40,
    autocomplete: 'nickname',
    hint: 'Choose any. Your mail address is never shown.',
  })

const followForm = ({ topic, reader }: TopicView): Html =>
  html`<form class="follow" method="post" action="${topicPath(topic)}/follow">
    <button name="on" value="${reader?.follows ? '0' : '1'}">
      ${reader?.follows ? 'Stop following by mail' : 'Follow by mail'}
    </button>
  </form>`
