import { IconAlertTriangle, IconCheck, IconCircleDashed } from '@tabler/icons-react'
import { useServerTime } from '../ui/clock.ts'
import { durationWords } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import type { Setup } from './steps.ts'
import classes from './Setup.module.css'

type Test = NonNullable<Setup['mail']['test']>
type Line = Test['steps'][number]

const signs = { waiting: IconCircleDashed, done: IconCheck, failed: IconAlertTriangle }
const signWords = { waiting: 'Under way', done: 'Done', failed: 'Failed' }

const took = (milliseconds: number): string => ` in ${(milliseconds / 1000).toFixed(1)} s`

function Waited({ since }: { since: string }) {
  return useServerTime((now) => ` (${durationWords(now - millisOf(since))}, usually under 30 s)`)
}

function Lines({ line, test }: { line: Line; test: Test }) {
  const Icon = signs[line.state]
  return (
    <li data-state={line.state}>
      <Icon size={20} stroke={1.75} aria-hidden="true" />
      <span>
        <span className="wd-visually-hidden">{signWords[line.state]}: </span>
        {line.words}
        {line.state === 'done' && line.milliseconds !== null && took(line.milliseconds)}
        {line.state === 'waiting' && line.side === 'return' && <Waited since={test.startedAt} />}
      </span>
    </li>
  )
}

/** Each thing that was tried, as it happened; where one failed: the server's line, what we take it for, and the way out. */
export function MailTried({ test }: { test: Test }) {
  const advice = test.steps.find(({ state }) => state === 'failed')?.advice
  const isLost = test.state === 'failed' && !advice
  return (
    <div role="status" className={classes.form}>
      <ul className={classes.tried} aria-label="What was tried">
        {test.steps.map((line) => (
          <Lines key={line.side} line={line} test={test} />
        ))}
      </ul>
      {isLost && <p className={classes.text}>The test was broken off. Try again.</p>}
      {advice && (
        <div className={classes.advice}>
          <p>The server said:</p>
          <code className={classes.said}>{advice.said}</code>
          <p>
            <strong>{advice.reading}</strong>
          </p>
          <p>{advice.fix}</p>
          {advice.link && (
            <p>
              <a href={advice.link.url} target="_blank" rel="noreferrer">
                {advice.link.words}
              </a>
            </p>
          )}
        </div>
      )}
    </div>
  )
}
