import { Link } from '@tanstack/react-router'
import { LocalTime } from '../ui/LocalTime.tsx'
import type { ShellFacts } from './facts.ts'
import classes from './OnCallNow.module.css'

/** Who is on call now, by schedule; a schedule without anybody says so. */
export function OnCallNow({ now }: { now: ShellFacts['onCallNow'] }) {
  if (now.length === 0) return null
  return (
    <section aria-labelledby="on-call-now" className={classes.box}>
      <h2 id="on-call-now" className={classes.title}>
        On call now
      </h2>
      <ul className={classes.list}>
        {now.map(({ schedule, slug, person, until }) => (
          <li key={slug} className={classes.row} data-nobody={!person || undefined}>
            <Link to="/oncall/$schedule" params={{ schedule: slug }} className={classes.schedule}>
              {schedule}
            </Link>
            <span className={classes.person}>
              {person ? person.name : 'Nobody'}
              {person && until && (
                <span className={classes.until}>
                  {' until '}
                  <LocalTime at={until} show="soon" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
