/** Decides which style declarations of a mail are kept: those that paint and space, none that fetch, move or cover. */

const COLOUR = /^(?:#[0-9a-f]{3,8}|(?:rgb|rgba|hsl|hsla)\([0-9.,%/ deg-]{3,60}\)|[a-z]{3,30})$/
/** Lengths beyond this only push the rest out of sight. */
const LONGEST = 2000
const LENGTH = /^(\d{0,5}(?:\.\d{1,6})?)(px|pt|em|rem|ex|ch|%|in|cm|mm|pc)?$/
const WORDS = /^[a-z -]{1,60}$/
const FONT_NAMES = /^[\p{L}\p{N} ,'"._-]{1,400}$/u

const isColour = (value: string) => COLOUR.test(value)

/** A length that is neither negative nor endless; zero needs no unit. */
function isLength(value: string): boolean {
  const [, number = '', unit] = LENGTH.exec(value) ?? []
  if (!/\d/.test(number)) return false
  if (!unit && Number(number) !== 0) return false
  const most = unit === 'em' || unit === 'rem' || unit === '%' ? 150 : LONGEST
  return Number(number) <= most
}

const isLengthOr = (words: RegExp) => (value: string) => words.test(value) || isLength(value)
const several = (test: (value: string) => boolean, most: number) => (value: string) => {
  const parts = value.split(' ')
  return parts.length <= most && parts.every(test)
}
const oneOf = (words: string) => {
  const known = new Set(words.split(' '))
  return (value: string) => known.has(value)
}

const border = (value: string) =>
  splitOutsideBrackets(value).every(
    (part) => isColour(part) || isLengthOr(/^(thin|medium|thick)$/)(part),
  )
const lineHeight = (value: string) =>
  /^\d{1,2}(\.\d{1,4})?$/.test(value) || isLengthOr(/^normal$/)(value)
const size = isLengthOr(/^auto$/)
/** The old short form `font: 12px/1.4 Arial` has no brackets, no addresses, no escapes. */
const font = (value: string) => /^[\p{L}\p{N} ,'"._%/-]{1,300}$/u.test(value)

type Test = (value: string) => boolean
const TESTS: Record<string, Test> = {
  color: isColour,
  'background-color': isColour,
  // The short form is kept where it names a colour and nothing else.
  background: isColour,
  font,
  'font-family': (value) => FONT_NAMES.test(value),
  'font-size': isLengthOr(
    /^(xx-small|x-small|small|medium|large|x-large|xx-large|smaller|larger)$/,
  ),
  'font-weight': (value) => /^([1-9]00|normal|bold|bolder|lighter)$/.test(value),
  'font-style': oneOf('normal italic oblique'),
  'font-variant': oneOf('normal small-caps'),
  'line-height': lineHeight,
  'letter-spacing': isLengthOr(/^normal$/),
  'text-align': oneOf('left right center justify start end'),
  'text-decoration': (value) => WORDS.test(value),
  'text-decoration-line': (value) => WORDS.test(value),
  'text-transform': oneOf('none uppercase lowercase capitalize'),
  'text-indent': isLength,
  'vertical-align': isLengthOr(/^(baseline|top|middle|bottom|sub|super|text-top|text-bottom)$/),
  'white-space': oneOf('normal nowrap pre pre-wrap pre-line'),
  'word-break': oneOf('normal break-all break-word keep-all'),
  'overflow-wrap': oneOf('normal break-word anywhere'),
  direction: oneOf('ltr rtl'),
  'list-style-type': oneOf(
    'none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman',
  ),
  display: oneOf('none block inline inline-block table table-row table-cell list-item'),
  width: size,
  'max-width': size,
  'min-width': isLength,
  height: size,
  'border-collapse': oneOf('collapse separate'),
  'border-spacing': several(isLength, 2),
  'table-layout': oneOf('auto fixed'),
  'caption-side': oneOf('top bottom'),
  margin: several(size, 4),
  padding: several(isLength, 4),
  border,
  'border-color': (value) => splitOutsideBrackets(value).every(isColour),
  'border-style': (value) => WORDS.test(value),
  'border-width': several(isLengthOr(/^(thin|medium|thick)$/), 4),
  'border-radius': several(isLength, 4),
}
for (const side of ['top', 'right', 'bottom', 'left']) {
  TESTS[`margin-${side}`] = size
  TESTS[`padding-${side}`] = isLength
  TESTS[`border-${side}`] = border
  TESTS[`border-${side}-color`] = isColour
  TESTS[`border-${side}-style`] = (value) => WORDS.test(value)
  TESTS[`border-${side}-width`] = isLengthOr(/^(thin|medium|thick)$/)
}

/** Escapes and comments have no use in a mail's style but to hide a word from a reader like this one. */
const HIDING = /[\\<>{}@]|\/\*/
const LONGEST_STYLE = 8000
const MOST_DECLARATIONS = 100

/**
 * The harmless declarations of a style attribute, normalised, at most 100 of them; '' when none is
 * left. A style that hides something behind escapes is dropped whole.
 */
export function cleanStyle(style: string): string {
  if (style.length > LONGEST_STYLE || HIDING.test(style)) return ''
  const kept = new Map<string, string>()
  for (const declaration of splitDeclarations(style).slice(0, MOST_DECLARATIONS)) {
    const colon = declaration.indexOf(':')
    if (colon < 1) continue
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = normal(declaration.slice(colon + 1), property)
    if (value && Object.hasOwn(TESTS, property) && TESTS[property]?.(value))
      kept.set(property, value)
  }
  return [...kept].map(([property, value]) => `${property}:${value}`).join(';')
}

/** True where a style hides its element: pictures in there count nothing but readers. */
export const isHidden = (style: string) => /(^|;)display:none(;|$)/.test(style)

function normal(value: string, property: string): string {
  const text = value
    .replace(/!\s*important\s*$/i, '')
    .trim()
    .replace(/\s+/g, ' ')
    // "rgb(1, 2, 3)" is one word for those who split at spaces.
    .replace(/ ?, ?/g, property.startsWith('font') ? ', ' : ',')
  return property.startsWith('font') && property !== 'font-weight' && property !== 'font-size'
    ? text
    : text.toLowerCase()
}

/** Splits at semicolons that stand outside quotes. */
function splitDeclarations(style: string): string[] {
  const parts: string[] = []
  let quote = ''
  let from = 0
  for (let at = 0; at < style.length; at++) {
    const sign = style.charAt(at)
    if (quote) quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === ';') {
      parts.push(style.slice(from, at))
      from = at + 1
    }
  }
  // An open quote swallows the rest in a browser too.
  if (!quote) parts.push(style.slice(from))
  return parts
}

function splitOutsideBrackets(value: string): string[] {
  return value.replace(/\([^)]*\)/g, (brackets) => brackets.replaceAll(' ', '')).split(' ')
}
