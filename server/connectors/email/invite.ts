/** Decides what a calendar part asks for: the first event in it, as RFC 5545 writes it. */
import type { Invite } from '../connector.ts'
import { oneLine } from './clean.ts'
import { ianaZone } from './windows-zones.ts'

const METHODS = ['REQUEST', 'CANCEL', 'REPLY', 'COUNTER', 'PUBLISH'] as const
const LONGEST = 500_000

interface Line {
  name: string
  parameters: string
  value: string
}

/** `method` is the parameter of the content type, for calendars that leave it out. Null when no event is in it. */
export function inviteOf(calendar: string, method: string | null = null): Invite | null {
  const lines = linesOf(calendar.slice(0, LONGEST))
  const start = lines.findIndex(
    ({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VEVENT',
  )
  if (start === -1) return null
  const end = lines.findIndex(({ name }, at) => at > start && name === 'END')
  const event = lines.slice(start + 1, end === -1 ? undefined : end)
  const find = (name: string) => event.find((line) => line.name === name)
  const said = (lines.find(({ name }) => name === 'METHOD')?.value ?? method ?? 'PUBLISH')
    .trim()
    .toUpperCase()
  const startsAt = momentOf(find('DTSTART'))
  return {
    method: METHODS.find((known) => known === said) ?? 'PUBLISH',
    uid: oneLine(find('UID')?.value ?? '') || null,
    summary: textOf(find('SUMMARY')),
    organizer: oneLine((find('ORGANIZER')?.value ?? '').replace(/^mailto:/i, ''), 320) || null,
    startsAt,
    endsAt: momentOf(find('DTEND')) ?? after(startsAt, find('DURATION')?.value),
    place: textOf(find('LOCATION')) || null,
  }
}

/** RFC 5545 3.1: a line that begins with a blank continues the last one. */
function linesOf(calendar: string): Line[] {
  return calendar
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .slice(0, 5000)
    .map((line) => {
      const colon = colonOf(line)
      const [name = '', ...parameters] = line.slice(0, colon).split(';')
      return {
        name: name.trim().toUpperCase(),
        parameters: parameters.join(';'),
        value: line.slice(colon + 1),
      }
    })
}

/** Parameters may hold colons inside quotes. */
function colonOf(line: string): number {
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted
    else if (line[at] === ':' && !isQuoted) return at
  }
  return line.length
}

const textOf = (line: Line | undefined) =>
  oneLine((line?.value ?? '').replaceAll(/\\([nN])/g, ' ').replaceAll(/\\(.)/g, '$1'), 500)

function momentOf(line: Line | undefined): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(Z)?$/.exec(line?.value.trim() ?? '')
  if (!line || !parts) return null
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const zone = /(?:^|;)TZID="?([^";]+)/i.exec(line.parameters)?.[1] ?? 'UTC'
  try {
    const local = Temporal.PlainDateTime.from(
      { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour, minute, second },
      { overflow: 'reject' },
    )
    const named = parts[7] === 'Z' || parts[4] === undefined ? 'UTC' : ianaZone(zone)
    return new Date(local.toZonedDateTime(named).epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function after(start: Date | null, duration: string | undefined): Date | null {
  const parts =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/.exec(
      duration?.trim() ?? '',
    )
  if (!start || !parts) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return new Date(
    start.getTime() + (((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds) * 1000,
  )
}
