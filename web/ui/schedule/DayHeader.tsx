import {
  civilDays,
  dayWords,
  sameClock,
  startOfDay,
  zoneCity,
  zoneFormat,
  type CivilDay,
} from '../zone.ts'
import { place, specialLength, type Span } from './timeline.ts'
import classes from './ScheduleTimeline.module.css'

type Props = { window: Span; zone: string; viewer: string; now: number; pixels: number }

const percent = (share: number): string => `${share * 100}%`

/** A day's name in as many words as its column has room for. */
function shortDay(at: number, zone: string, width: number): string {
  if (width >= 90) return dayWords(at, zone)
  const number = zoneFormat(zone, { day: 'numeric' }).format(at)
  if (width < 56) return number
  return `${zoneFormat(zone, { weekday: 'short' }).format(at)} ${number}`
}

function Day({ day, window, zone, now, pixels }: Omit<Props, 'viewer'> & { day: CivilDay }) {
  const at = place(day, window)
  if (!at) return null
  const today = startOfDay(now, zone) === day.from
  const special = [today && 'today', specialLength(day)].filter(Boolean).join(' · ')
  const width = at.width * pixels
  return (
    <div
      role="columnheader"
      className={classes.day}
      data-today={today || undefined}
      style={{ left: percent(at.left), width: percent(at.width) }}
      title={`${dayWords(day.from, zone)}${special && `, ${special}`}`}
    >
      <span aria-hidden="true">{shortDay(day.from, zone, width)}</span>
      <span className="wd-visually-hidden">{dayWords(day.from, zone)}</span>
      {special && (
        <span className={width < 56 ? 'wd-visually-hidden' : classes.special}>{special}</span>
      )}
    </div>
  )
}

/** The viewer's own midnights, where their clock shows something else than the schedule's. */
function ViewerDays({ window, zone, viewer, pixels }: Omit<Props, 'now'>) {
  if (sameClock(zone, viewer, window.from) && sameClock(zone, viewer, window.to)) return null
  return (
    <div className={classes.viewer} aria-hidden="true">
      {civilDays(window.from, window.to, viewer).map((day) => {
        const at = place(day, window)
        if (!at || at.cutStart) return null
        return (
          <span key={day.from} className={classes.viewerDay} style={{ left: percent(at.left) }}>
            {at.width * pixels >= 90
              ? `${dayWords(day.from, viewer)} in ${zoneCity(viewer)}`
              : '00'}
          </span>
        )
      })}
    </div>
  )
}

/** The days in their real length, what is special about them, and the viewer's days below. */
export function DayHeader({ window, zone, viewer, now, pixels }: Props) {
  return (
    <div role="row" className={classes.head}>
      <div role="columnheader" className={classes.corner}>
        {zoneCity(zone)} time
      </div>
      <div role="none" className={classes.axis}>
        <div role="none" className={classes.days}>
          {civilDays(window.from, window.to, zone).map((day) => (
            <Day key={day.from} {...{ day, window, zone, now, pixels }} />
          ))}
        </div>
        <ViewerDays {...{ window, zone, viewer, pixels }} />
      </div>
    </div>
  )
}
