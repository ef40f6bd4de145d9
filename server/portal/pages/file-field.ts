/** Decides how files are chosen in a form. */
import type { FormState } from './fields.ts'
import { html, type Html } from './html.ts'
import type { Frame } from './layout.ts'

export const MOST_FILES = 10
export const MOST_MEGABYTES = 25

export function fileField({ words: { say } }: Frame, { problem }: FormState): Html {
  const wrong = problem?.at === 'files' ? problem.words : null
  return html`<div class="field">
    <label for="files">${say('form.files')}</label>
    <p class="hint" id="files-hint">${say('form.filesHint', { megabytes: MOST_MEGABYTES })}</p>
    ${wrong && html`<p class="wrong" id="files-wrong">${wrong}</p>`}
    <input
      id="files"
      name="files"
      type="file"
      multiple
      aria-describedby="${wrong ? 'files-wrong ' : ''}files-hint"
      ${wrong && html`aria-invalid="true"`}
    />
  </div>`
}
