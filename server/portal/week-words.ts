/** Decides how open hours are said in a few words, in the reader's zone and language: "Mon–Fri 08:00–20:00". */
import { openIntervals, type BusinessHours } from '../calendar/business-hours.ts'

const DAY_MS = 86_400_000

interface Reader {
  tag: string
  zone: string
}

/** The hours of the seven days from `now`; `always` when they never end, null when there are none. Holidays are left out. */
export function weekWords(hours: BusinessHours, { tag, zone }: Reader, now: Date): string | null {
  if (hours.alwaysOpen) return 'always'
  const monday = mondayOf(now, zone)
  const range = { from: monday.toInstant(), to: monday.add({ days: 7 }).toInstant() }
  const within = openIntervals({ ...hours, holidays: [], extraOpen: [] }, range)
  const [first] = within
  if (!first) return null
  // Not seven times 24 hours: in two weeks of the year the clocks change.
  if (first.from.equals(range.from) && first.to.equals(range.to)) return 'always'
  const open = acrossSunday(
    within.map(({ from, to }) => ({
      from: from.toZonedDateTimeISO(zone),
      to: to.toZonedDateTimeISO(zone),
    })),
    range,
  )
  const isNightly = open.some(({ from, to }) => length(from, to) > DAY_MS)
  if (isNightly)
    return joined(
      open.map((span) => spanWords(span, tag)),
      tag,
    )
  const days = Map.groupBy(open, ({ from }) => from.dayOfWeek)
  const windows = [...days].map(([day, those]) => ({
    day,
    at: those[0]!.from,
    text: those.map((span) => timesWords(span, tag)).join(', '),
  }))
  return joined(
    runsOf(windows).map((run) => runWords(run, tag)),
    tag,
  )
}

/** What goes on over the end of the week is one span. */
function acrossSunday(
  open: readonly Span[],
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): readonly Span[] {
  const [first, ...rest] = open
  const last = rest.at(-1)
  if (!first || !last || !first.from.toInstant().equals(from) || !last.to.toInstant().equals(to))
    return open
  return [...rest.slice(0, -1), { from: last.from, to: first.to.add({ days: 7 }) }]
}

const mondayOf = (now: Date, zone: string) => {
  const today = now.toTemporalInstant().toZonedDateTimeISO(zone).startOfDay()
  return today.subtract({ days: today.dayOfWeek - 1 })
}

const length = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime) =>
  to.epochMilliseconds - from.epochMilliseconds

const dayName = (at: Temporal.ZonedDateTime, tag: string) =>
  at.toLocaleString(tag, { weekday: 'short' })

const clock = (at: Temporal.ZonedDateTime, tag: string) =>
  at.toLocaleString(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const timesWords = ({ from, to }: Span, tag: string) => `${clock(from, tag)}–${clock(to, tag)}`

/** From one day into another: both are named. */
const spanWords = ({ from, to }: Span, tag: string) =>
  `${dayName(from, tag)} ${clock(from, tag)} – ${dayName(to, tag)} ${clock(to, tag)}`

interface Span {
  from: Temporal.ZonedDateTime
  to: Temporal.ZonedDateTime
}

interface DayHours {
  day: number
  at: Temporal.ZonedDateTime
  text: string
}

/** Days next to each other with the same hours. */
function runsOf(days: readonly DayHours[]): DayHours[][] {
  const runs: DayHours[][] = []
  for (const one of days) {
    const last = runs.at(-1)?.at(-1)
    if (last && last.day + 1 === one.day && last.text === one.text) runs.at(-1)?.push(one)
    else runs.push([one])
  }
  return runs
}

function runWords(run: readonly DayHours[], tag: string): string {
  const [first] = run
  const last = run.at(-1)
  if (!first || !last) return ''
  const days =
    run.length === 1 ? dayName(first.at, tag) : `${dayName(first.at, tag)}–${dayName(last.at, tag)}`
  return `${days} ${first.text}`
}

const joined = (parts: readonly string[], tag: string) =>
  new Intl.ListFormat(tag, { type: 'unit', style: 'short' }).format(parts)
