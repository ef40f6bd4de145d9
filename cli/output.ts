/** Decides how things look in a terminal: widths, tables, times, colours. */

export type Tone = 'good' | 'doubtful' | 'bad' | 'quiet' | 'strong'

const CODES: Record<Tone, number> = { good: 32, doubtful: 33, bad: 31, quiet: 2, strong: 1 }

export interface Look {
  colours: boolean
  /** Width of the terminal; null when the output goes to a file or a program, and nothing is cut. */
  columns: number | null
}

export function painted(
  text: string,
  tone: Tone | undefined,
  { colours }: Pick<Look, 'colours'>,
): string {
  return colours && tone && text !== '' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text
}

// Customers write subjects and bodies: they must not be able to move the cursor, to rewrite the screen or to turn the
// direction of writing.
// oxlint-disable-next-line no-control-regex -- control characters are the point
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text from outside, safe to print; line breaks and tabs stay. */
export function safe(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNSAFE, '')
}

/** The same on one line. */
export function oneLine(text: string): string {
  return safe(text.replaceAll(/\s+/g, ' ')).trim()
}

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]|[\u3000-\u303e\u30a0-\u30ff\u31f0-\u31ff\uff01-\uff60\uffe0-\uffe6])/u
const INVISIBLE = /^[\p{Mark}\p{Format}\p{Control}]+$/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns a text takes in a terminal: East Asian characters and emoji take two, marks none (UAX #11). */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOfOne(segment)
  return width
}

function widthOfOne(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0
  // U+FE0F asks for the emoji form of a character that is text otherwise.
  return WIDE.test(grapheme) || grapheme.includes('\ufe0f') ? 2 : 1
}

/** At most `columns` wide; what was cut ends in an ellipsis. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += widthOfOne(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

export interface Cell {
  text: string
  tone?: Tone | undefined
}

export interface Column<Row> {
  title: string
  of: (row: Row) => string | Cell
  /** Numbers stand under each other by their last digit. */
  right?: boolean
  /** Gives way when the terminal is narrow; one a table. */
  flexible?: boolean
  /** Left out, the last one first, when the terminal is narrower still. */
  spare?: boolean
}

const BETWEEN = 2
const NARROWEST = 20

/** An aligned table with a line of titles; no rows: the empty string. Cells are made safe to print. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  look: Look,
): string {
  if (rows.length === 0) return ''
  const measured = columns.map((column) => {
    const cells = rows.map((row) => cellOf(column.of(row)))
    return {
      ...column,
      cells,
      width: Math.max(widthOf(column.title), ...cells.map(({ text }) => widthOf(text))),
    }
  })
  const shown = squeezed(measured, look.columns)
  const line = (cells: readonly Cell[]) =>
    shown
      .map((column, index) => padded(column, cells[index]!, look))
      .join(' '.repeat(BETWEEN))
      .trimEnd()
  const titles = shown.map(({ title }): Cell => ({ text: title, tone: 'quiet' }))
  return [line(titles), ...rows.map((_, row) => line(shown.map(({ cells }) => cells[row]!)))].join(
    '\n',
  )
}

interface Measured {
  width: number
  right?: boolean
  flexible?: boolean
  spare?: boolean
}

/** Columns that fit: the flexible one gives way first, then spare ones go. */
function squeezed<M extends Measured>(columns: readonly M[], available: number | null): M[] {
  const tooWide = () =>
    available !== null &&
    sum(
      kept.map(({ width, flexible }) => (flexible ? Math.min(width, NARROWEST) : width) + BETWEEN),
    ) -
      BETWEEN >
      available
  let kept = [...columns]
  while (tooWide() && kept.some(({ spare }) => spare))
    kept = kept.toSpliced(
      kept.findLastIndex(({ spare }) => spare),
      1,
    )
  if (available === null) return kept
  const others = sum(kept.map(({ width, flexible }) => (flexible ? 0 : width + BETWEEN)))
  return kept.map((column) =>
    column.flexible
      ? { ...column, width: Math.min(column.width, Math.max(NARROWEST, available - others)) }
      : column,
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function padded({ width, right }: Measured, { text, tone }: Cell, look: Look): string {
  const shown = fit(text, width)
  const space = ' '.repeat(width - widthOf(shown))
  return right ? space + painted(shown, tone, look) : painted(shown, tone, look) + space
}

function cellOf(cell: string | Cell): Cell {
  return typeof cell === 'string' ? { text: oneLine(cell) } : { ...cell, text: oneLine(cell.text) }
}

/** Lines of "name  value", aligned; entries without a value are left out. */
export function facts(
  entries: readonly (readonly [string, string | Cell | null])[],
  look: Look,
): string {
  const kept = entries.flatMap(([name, value]) =>
    value === null || cellOf(value).text === '' ? [] : [{ name, value: cellOf(value) }],
  )
  const width = Math.max(0, ...kept.map(({ name }) => widthOf(name)))
  return kept
    .map(
      ({ name, value }) =>
        `${painted(name, 'quiet', look)}${' '.repeat(width - widthOf(name) + BETWEEN)}${painted(value.text, value.tone, look)}`,
    )
    .join('\n')
}

/** "40 s", "12 min", "1 h 20 min", "3 d 4 h": rounded down, so that a promise never sounds longer than it is. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48)
    return hours < 10 && minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  const days = Math.floor(hours / 24)
  return days < 10 && hours % 24 > 0 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** Of something that should happen: "in 4 min", "late 12 min". */
export function due(at: string, now: string): Cell {
  const left = Date.parse(at) - Date.parse(now)
  if (left < 0) return { text: `late ${duration(left)}`, tone: 'bad' }
  return { text: `in ${duration(left)}`, tone: left < 15 * 60_000 ? 'doubtful' : undefined }
}

/** Of something that happened: "12 min ago". */
export function since(at: string, now: string): string {
  const passed = Date.parse(now) - Date.parse(at)
  return passed < 1000 ? 'just now' : `${duration(passed)} ago`
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Mon 23 Nov 14:05" by the clock of `zone`; with the year when it is not the one of `now`, with seconds if asked. */
export function localTime(
  at: string,
  zone: string,
  now: string,
  smallest: 'minute' | 'second' = 'minute',
): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  const year =
    local.year === Temporal.Instant.from(now).toZonedDateTimeISO(zone).year ? '' : ` ${local.year}`
  const time = local.toPlainTime().toString({ smallestUnit: smallest })
  return `${DAYS[local.dayOfWeek - 1]} ${local.day} ${MONTHS[local.month - 1]}${year} ${time}`
}
