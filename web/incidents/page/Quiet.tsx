import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { LocalTime } from '../../ui/LocalTime.tsx'
import type { Problem } from '../../problem.ts'
import { AppButton } from '../../ui/AppButton.tsx'
import type { PageFacts } from './facts.ts'
import classes from './Page.module.css'

function TicketLink({ facts }: { facts: PageFacts }) {
  if (facts.ticketNumber === null) return null
  return (
    <div className={classes.presses}>
      <Link
        to="/t/$number"
        params={{ number: String(facts.ticketNumber) }}
        className={classes.second}
      >
        Read ticket
      </Link>
    </div>
  )
}

/** Somebody else has it: calm, and nothing to press in a hurry. */
export function Taken({ facts }: { facts: PageFacts }) {
  return (
    <>
      <div className={classes.what} role="status">
        <p className={classes.have}>
          <IconCheck size={16} stroke={2} aria-hidden="true" /> Somebody has it
        </p>
        <h1 className={classes.headline}>
          {facts.holder?.name ?? 'Somebody'} acknowledged
          {facts.acknowledgedAt && (
            <>
              {' '}
              at <LocalTime at={facts.acknowledgedAt} show="time" />
            </>
          )}
          .
        </h1>
        <p className={classes.who}>You can go back to sleep.</p>
        <p className={classes.raised}>{facts.title}</p>
      </div>
      <TicketLink facts={facts} />
    </>
  )
}

/** It is over. */
export function Resolved({ facts }: { facts: PageFacts }) {
  return (
    <>
      <div className={classes.what} role="status">
        <p className={classes.have}>
          <IconCheck size={16} stroke={2} aria-hidden="true" /> Resolved
        </p>
        <h1 className={classes.headline}>{facts.title}</h1>
        <p className={classes.who}>This emergency is over. There is nothing to take.</p>
      </div>
      <TicketLink facts={facts} />
    </>
  )
}

/** A page that somebody sent themselves: opening it was the proof. */
export function TestPage() {
  return (
    <>
      <div className={classes.what} role="status">
        <p className={classes.have}>
          <IconCheck size={16} stroke={2} aria-hidden="true" /> It reached you
        </p>
        <h1 className={classes.headline}>This was a test page</h1>
        <p className={classes.who}>Nobody is down. There is nothing to acknowledge.</p>
      </div>
      <div className={classes.presses}>
        <Link to="/me/reach" className={classes.second}>
          See how you are reached
        </Link>
      </div>
    </>
  )
}

/** The link does not work (any more), or the server was not reached. */
export function Unusable({
  problem,
  next,
  onRetry,
}: {
  problem: Problem
  next: string
  onRetry: () => void
}) {
  const lost = problem.status === 0
  return (
    <>
      <div className={classes.what} role="alert">
        <h1 className={classes.headline}>{lost ? 'No connection' : 'This link does not work'}</h1>
        <p className={classes.who}>
          {lost
            ? 'Nothing was changed. The page tries again by itself; the escalation goes on to the next person.'
            : problem.sentence}
        </p>
      </div>
      <div className={classes.presses}>
        {lost ? (
          <AppButton className={classes.second} onClick={onRetry}>
            Try again now
          </AppButton>
        ) : (
          <Link to="/sign-in" search={{ next }} className={classes.second}>
            Sign in to act
          </Link>
        )}
      </div>
    </>
  )
}
