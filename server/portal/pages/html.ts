/** Decides how text becomes HTML: everything is escaped unless it was made by this very function. */

const markup = Symbol('markup')

/** Finished HTML. Only `html` makes it, so text from outside can never be taken for it. */
export interface Html {
  readonly [markup]: string
}

export type Content = Html | string | number | false | null | undefined | readonly Content[]

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Safe as text and inside quotes; never put a value into an attribute without quotes. */
export const escapeText = (text: string): string =>
  text.replaceAll(/[&<>"'`]/g, (character) => ESCAPES[character] ?? '')

/** A template whose values are escaped; lists are joined; false, null and undefined leave nothing. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  const parts = strings.map(
    (text, index) => text + (index < values.length ? textOf(values[index]) : ''),
  )
  return { [markup]: parts.join('') }
}

/** HTML that was cleaned when it was kept (`publicHtml` of tickets/markdown.ts); never what somebody sent. */
export const cleaned = (kept: string): Html => ({ [markup]: kept })

/** The HTML as text, for the answer. */
export const render = (content: Html): string => content[markup]

function textOf(value: Content): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return isList(value) ? value.map(textOf).join('') : value[markup]
}

const isList = (value: Html | readonly Content[]): value is readonly Content[] =>
  Array.isArray(value)

/** The address when a browser may follow it, else null: no `javascript:`, no `data:`. */
export function safeUrl(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, href } = new URL(address)
  return ['https:', 'http:', 'mailto:', 'tel:'].includes(protocol) ? href : null
}

/** Text with its web addresses made into links that tell nobody where the reader came from. */
export function withLinks(text: string): Content {
  return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/).map((part, index) => {
    const url = index % 2 === 1 ? safeUrl(part) : null
    return url === null
      ? part
      : html`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${part}</a>`
  })
}
