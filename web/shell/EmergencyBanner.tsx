import { Link } from '@tanstack/react-router'
import { IconAlertOctagonFilled } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useServerTime } from '../ui/clock.ts'
import { durationWords } from '../ui/durations.ts'
import { announce } from './announce.ts'
import type { ShellFacts } from './facts.ts'
import classes from './EmergencyBanner.module.css'

/** A customer is down and nobody has it: the one filled red bar, on every screen until somebody does. */
export function EmergencyBanner({ unanswered }: { unanswered: ShellFacts['unanswered'] }) {
  const [first, ...more] = unanswered
  const waiting = useServerTime((now) =>
    first ? durationWords(now - Date.parse(first.since)) : '',
  )
  const said = first && `Emergency not answered: ${first.customer}, ${first.subject}`
  useEffect(() => {
    if (said) announce(said, 'assertive')
  }, [said])
  if (!first) return null
  return (
    <aside className={classes.banner} aria-label="Emergency not answered">
      <IconAlertOctagonFilled size={20} aria-hidden="true" />
      <Link to="/t/$number" params={{ number: String(first.number) }} className={classes.link}>
        <strong>Not answered for {waiting}</strong>
        <span className={classes.subject}>
          {first.customer} · {first.subject}
        </span>
      </Link>
      {first.paging && <span className={classes.paging}>Paging {first.paging} now</span>}
      {more.length > 0 && <span className={classes.more}>{more.length} more</span>}
    </aside>
  )
}
