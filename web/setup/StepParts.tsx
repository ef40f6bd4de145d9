import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import { fieldId, type Wrong } from './use-step.ts'
import classes from './Setup.module.css'

/** The heading of a step takes the focus when one comes to it: whoever cannot see the screen hears where they are. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={heading} tabIndex={-1} className={classes.heading}>
      {children}
    </h1>
  )
}

/** What stands in the way, each a link to its field. Takes the focus after each press that came to nothing. */
export function ErrorSummary({
  wrong,
  problem,
  tries,
}: {
  wrong: Wrong
  problem?: Problem
  tries: number
}) {
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (tries > 0) summary.current?.focus()
  }, [tries])
  const fields = Object.entries(wrong)
  if (fields.length === 0 && !problem) return null
  const count = fields.length === 1 ? 'One thing needs' : `${fields.length} things need`
  return (
    <div
      ref={summary}
      tabIndex={-1}
      role="group"
      aria-labelledby="setup-wrong"
      className={classes.wrong}
    >
      <h2 id="setup-wrong">
        {fields.length === 0 ? 'That did not work' : `${count} another look`}
      </h2>
      {fields.length === 0 && problem && <p>{problem.sentence}</p>}
      {fields.length > 0 && (
        <ul>
          {fields.map(([path, message]) => (
            <li key={path}>
              <a
                href={`#${fieldId(path)}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(fieldId(path))?.focus()
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What proved a step, and when. */
export function Proof({ proof }: { proof?: { words: string; at: string } }) {
  return (
    <div role="status" className={classes.proofs}>
      {proof && (
        <p className={classes.proof}>
          <IconCheck size={20} stroke={1.75} aria-hidden="true" />
          <span>
            {proof.words}{' '}
            <span className={classes.when}>
              · <LocalTime at={proof.at} show="soon" />
            </span>
          </span>
        </p>
      )}
    </div>
  )
}
