/** Asks how it went: one press, and words for whoever wants to give them. */
import { field, hidden, type Values } from './fields.ts'
import { html, type Html } from './html.ts'
import { layout, tokenField, type Frame } from './layout.ts'

export interface SurveyAnswer {
  verdict: 'good' | 'bad'
  comment: string
}

export interface SurveyView extends Partial<SurveyAnswer> {
  action: string
  values: Values
}

export function surveyBox(frame: Frame, { action, verdict, comment, values }: SurveyView): Html {
  const { say } = frame.words
  const press = (one: 'good' | 'bad') =>
    html`<button name="verdict" value="${one}" aria-pressed="${verdict === one ? 'true' : 'false'}">
      ${say(one === 'good' ? 'survey.good' : 'survey.bad')}
    </button>`
  const state = {
    values: { surveyComment: values['surveyComment'] ?? comment ?? '' },
    problem: null,
  }
  return html`<section class="survey" aria-labelledby="survey-title">
    <h2 id="survey-title">${say('survey.title')}</h2>
    <form method="post" action="${action}" class="row">
      ${tokenField(frame)}${press('good')}${press('bad')}
    </form>
    ${
      verdict &&
      html`<p role="status" class="hint">${say('survey.thanks')}</p>
        <form method="post" action="${action}">
          ${tokenField(frame)}${hidden('verdict', verdict)}
          ${field(state, { name: 'surveyComment', label: say('survey.comment'), kind: 'lines', longest: 5000 })}
          <p class="row"><button>${say('survey.send')}</button></p>
        </form>`
    }
  </section>`
}

/** Opened by the link of a mail: no sign-in stands before saying how it went. */
export function surveyPage(frame: Frame, subject: string, view: SurveyView): string {
  const title = frame.words.say('survey.title')
  const body = html`<div class="narrow">
    <h1><bdi>${subject}</bdi></h1>
    ${surveyBox(frame, view)}
  </div>`
  return layout(frame, { title, secret: true, body })
}
