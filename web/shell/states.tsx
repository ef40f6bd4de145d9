import { Skeleton } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { Problem as ProblemWords } from '../problem.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { exactTimeWords, viewerZone } from '../ui/zone.ts'
import { useOnline } from './online.ts'
import classes from './states.module.css'

type StateProps = {
  title: string
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  /** 1 where the state is the whole page and nothing else is its heading. */
  level?: 1 | 2
}

function State({ title, children, action, icon, level = 2 }: StateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className={classes.state}>
      {icon && (
        <div className={classes.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.body}>{children}</div>}
      {action && <div className={classes.actions}>{action}</div>}
    </div>
  )
}

/** Nothing here: what that means, and the one useful next step. "Nothing waiting." */
export function Empty(props: StateProps) {
  return <State {...props} />
}

/** Something exists but not for this person: who can grant it, and one button to ask. */
export function Forbidden({ title = 'This is restricted', ...props }: Partial<StateProps>) {
  return <State title={title} {...props} />
}

/**
 * Nothing for 150 ms, then skeleton rows of the real height, so that nothing shifts when the rows
 * come. `rowHeight` in pixels; `label` is what screen readers hear.
 */
export function Loading({
  rows = 6,
  rowHeight = 44,
  label = 'Loading',
}: {
  rows?: number
  rowHeight?: number
  label?: string
}) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={label} style={{ minHeight: rows * rowHeight }}>
      {late &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className={classes.skeletonRow} style={{ height: rowHeight }}>
            <Skeleton height={12} width={72} />
            <Skeleton height={12} width={`${72 - ((row * 13) % 40)}%`} />
          </div>
        ))}
    </div>
  )
}

/**
 * Something failed, where it happened: what we tried, what still works, and a retry.
 * `tried` is a sentence: "Couldn't load this ticket's messages. The rest is up to date."
 */
export function Problem({
  tried,
  problem,
  retry,
}: {
  tried: string
  problem: ProblemWords
  retry?: () => void
}) {
  return (
    <div className={classes.problem} role="group" aria-label="Problem">
      <p className={classes.tried}>{tried}</p>
      <p className={classes.why}>{problem.sentence}</p>
      {problem.errors.length > 0 && (
        <ul className={classes.fields}>
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {retry && (
        <div className={classes.actions}>
          <AppButton onClick={retry}>Try again</AppButton>
        </div>
      )}
      {problem.requestId && (
        <details className={classes.details}>
          <summary>Details for support</summary>
          <code>Request {problem.requestId}</code>
          {problem.status > 0 && <code> · status {problem.status}</code>}
        </details>
      )}
    </div>
  )
}

/**
 * No connection: what still works and what is kept. Shows itself as soon as the device has no network, and where the
 * last answer (`problem`) was none.
 */
export function Offline({ children, problem }: { children: ReactNode; problem?: ProblemWords }) {
  const online = useOnline()
  if (online && problem?.status !== 0) return null
  return (
    <div className={classes.notice} data-tone="offline" role="status">
      <strong>No connection.</strong> <span>{children}</span>
    </div>
  )
}

/** What is shown is old; `since` is server time in milliseconds. Covers counts with a hatch. */
export function Stale({ since, children }: { since?: number; children?: ReactNode }) {
  return (
    <div className={classes.notice} data-tone="stale" role="status">
      <strong>This may be old.</strong>{' '}
      <span>
        {since === undefined
          ? 'No word from the server yet.'
          : `Last update ${exactTimeWords(since, viewerZone())}.`}{' '}
        {children ?? 'Countdowns go on; new tickets and changes are missing.'}
      </span>
    </div>
  )
}
