import { Tooltip } from '@mantine/core'
import { serverNow, useServerTime } from './clock.ts'
import { day, durationWords, minute } from './durations.ts'
import { millisOf, type Moment } from './moment.ts'
import {
  dayWords,
  exactTimeWords,
  momentWords,
  sameClock,
  timeWords,
  viewerZone,
  zoneCity,
  zoneFormat,
} from './zone.ts'

const full = (at: number, zone: string): string =>
  `${zoneFormat(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)}, ${exactTimeWords(at, zone)} ${zoneCity(zone)}`

/** Both clocks in words: the viewer's, and the other zone's where it shows something else. */
export function bothZones(at: number, zone?: string): string {
  const mine = viewerZone()
  const lines = [full(at, mine)]
  if (zone && !sameClock(zone, mine, at)) lines.push(full(at, zone))
  else if (!sameClock('UTC', mine, at)) lines.push(full(at, 'UTC'))
  return lines.join('\n')
}

/** For those who come by key: what holds the time shows this while it has the focus. */
const oneLine = (at: number, zone?: string): string => bothZones(at, zone).replaceAll('\n', ' · ')

type Props = {
  at: Moment
  /** The other zone that matters, the schedule's or the customer's. The viewer's is always shown. */
  zone?: string
  /** time '14:05' · moment 'Sun 25 Oct 14:05' · day · soon: only the time when within 20 hours. */
  show?: 'time' | 'exact' | 'moment' | 'day' | 'soon'
}

function words(at: number, show: NonNullable<Props['show']>): string {
  const zone = viewerZone()
  const now = serverNow()
  if (show === 'time') return timeWords(at, zone)
  if (show === 'exact') return exactTimeWords(at, zone)
  if (show === 'day') return dayWords(at, zone)
  if (show === 'soon' && Math.abs(at - now) < (20 / 24) * day) return timeWords(at, zone)
  return momentWords(at, zone, now)
}

/** An absolute time in the viewer's zone; hover, touch or focus shows it whole, in both zones. */
export function LocalTime({ at, zone, show = 'moment' }: Props) {
  const instant = millisOf(at)
  if (!Number.isFinite(instant)) return <span>unknown time</span>
  return (
    <Tooltip label={bothZones(instant, zone)} multiline style={{ whiteSpace: 'pre-line' }}>
      <time dateTime={new Date(instant).toISOString()} data-zones={oneLine(instant, zone)}>
        {words(instant, show)}
      </time>
    </Tooltip>
  )
}

/** How long ago on the server's clock: 'just now', '4 min ago', after a day the date itself. */
export function TimeAgo({ at, zone }: { at: Moment; zone?: string }) {
  const instant = millisOf(at)
  const said = useServerTime((now) => {
    if (!Number.isFinite(instant)) return 'unknown time'
    const past = now - instant
    if (past < minute) return 'just now'
    if (past < day) return `${durationWords(Math.floor(past / minute) * minute)} ago`
    return momentWords(instant, viewerZone(), now)
  })
  if (!Number.isFinite(instant)) return <span>{said}</span>
  return (
    <Tooltip label={bothZones(instant, zone)} multiline style={{ whiteSpace: 'pre-line' }}>
      <time dateTime={new Date(instant).toISOString()} data-zones={oneLine(instant, zone)}>
        {said}
      </time>
    </Tooltip>
  )
}
