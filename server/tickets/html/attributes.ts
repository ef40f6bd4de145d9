/** Decides which attributes of a mail's elements are kept; everything not named here is gone. */
import { cleanStyle } from './css.ts'
import { marksOf } from './marks.ts'

type Test = (value: string) => boolean
const colour: Test = (value) => /^(#?[0-9a-f]{3,8}|[a-z]{3,30})$/i.test(value)
const oneOf = (words: string) => (value: string) => words.split(' ').includes(value.toLowerCase())
const upTo = (most: number) => (value: string) => /^\d{1,4}$/.test(value) && Number(value) <= most
const size: Test = (value) =>
  upTo(2000)(value.replace(/px$/, '')) || /^(100|\d{1,2})(\.\d{1,4})?%$/.test(value)
const align = oneOf('left right center justify')
const valign = oneOf('top middle bottom baseline')

const ANYWHERE: Record<string, Test> = {
  dir: oneOf('ltr rtl auto'),
  lang: (value) => /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(value),
}
const CELL = {
  align,
  valign,
  bgcolor: colour,
  width: size,
  height: size,
  // Wider spans cost a browser more than any table of a letter needs.
  colspan: upTo(50),
  rowspan: upTo(100),
  nowrap: () => true,
}
const OF_TAG: Record<string, Record<string, Test>> = {
  font: {
    color: colour,
    face: (value) => /^[\p{L}\p{N} ,'"._-]{1,200}$/u.test(value),
    size: (value) => /^[+-]?[1-7]$/.test(value),
  },
  table: {
    align,
    bgcolor: colour,
    width: size,
    height: size,
    border: upTo(50),
    cellpadding: upTo(100),
    cellspacing: upTo(100),
    role: oneOf('presentation none'),
  },
  td: CELL,
  th: CELL,
  tr: { align, valign, bgcolor: colour, height: size },
  tbody: { align, valign },
  thead: { align, valign },
  tfoot: { align, valign },
  col: { width: size, span: upTo(50), align },
  div: { align, bgcolor: colour },
  p: { align },
  caption: { align },
  hr: { align, width: size, size: upTo(50), color: colour },
  img: { width: size, height: size, alt: (value) => value.length <= 1000 },
  ol: { start: upTo(9999), type: (value) => /^[1aAiI]$/.test(value) },
  ul: { type: oneOf('disc circle square') },
  li: { value: upTo(9999) },
}
for (const heading of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']) OF_TAG[heading] = { align }

/** Every attribute name that can leave the cleaner, for the second gate. */
export const KEPT_ATTRIBUTES: Record<string, string[]> = {
  '*': [...Object.keys(ANYWHERE), 'style', 'data-mark'],
  ...Object.fromEntries(Object.entries(OF_TAG).map(([tag, tests]) => [tag, Object.keys(tests)])),
}

/** The harmless attributes of an element that is written as `tag`; links and pictures add their own. */
export function keptAttributes(
  tag: string,
  source: string,
  attributes: Record<string, string>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  const tests = { ...ANYWHERE, ...OF_TAG[tag] }
  for (const [name, isFine] of Object.entries(tests)) {
    const value = Object.hasOwn(attributes, name) ? (attributes[name] ?? '').trim() : undefined
    if (value !== undefined && isFine(value)) kept[name] = name === 'nowrap' ? 'nowrap' : value
  }
  const style = cleanStyle(attributes['style'] ?? '')
  if (style) kept['style'] = style
  const marks = marksOf(source, attributes)
  if (marks.length) kept['data-mark'] = marks.join(' ')
  return kept
}
