import { Link } from '@tanstack/react-router'
import { IconCheck, IconPhoneOff } from '@tabler/icons-react'
import { LocalTime } from '../ui/LocalTime.tsx'
import type { ShellFacts } from './facts.ts'
import classes from './DutyCard.module.css'

/** The only permanent status: am I on call, until when, and can my phone be woken. */
export function DutyCard({ duty }: { duty: NonNullable<ShellFacts['duty']> }) {
  const broken = !duty.phoneProven
  return (
    <section className={classes.card} data-on={duty.onCall || undefined} aria-label="Your duty">
      {duty.onCall ? (
        <p className={classes.line}>
          <strong>You're on call</strong>
          {duty.at && (
            <>
              {' until '}
              <LocalTime at={duty.at} show="soon" />
            </>
          )}
        </p>
      ) : (
        <p className={classes.line}>
          Off call
          {duty.at && (
            <>
              {' · next '}
              <LocalTime at={duty.at} show="moment" />
            </>
          )}
        </p>
      )}
      {duty.schedule && duty.onCall && <p className={classes.second}>{duty.schedule}</p>}
      {broken ? (
        <p className={classes.broken}>
          <IconPhoneOff size={16} stroke={1.75} aria-hidden="true" />
          <span>
            {duty.phoneProblem ?? 'Nobody has proven that this phone can be woken.'}{' '}
            <Link to="/me/reach">Fix</Link>
          </span>
        </p>
      ) : (
        <p className={classes.second}>
          Phone ready{' '}
          <span className={classes.kept}>
            <IconCheck size={16} stroke={2} aria-hidden="true" />
          </span>
        </p>
      )}
    </section>
  )
}
