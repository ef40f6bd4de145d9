import { Tooltip } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { announce } from '../shell/announce.ts'
import { serverNow, useServerTime } from './clock.ts'
import { CountdownRing } from './CountdownRing.tsx'
import { crossing, promiseView, type PromiseFacts, type PromiseView } from './promise.ts'
import { viewerZone } from './zone.ts'
import classes from './PromiseChip.module.css'

/** A promise, ticking. The component renders again only when its words or its arc change. */
export function usePromise(facts: PromiseFacts): PromiseView {
  const zone = viewerZone()
  useServerTime((now) => {
    const { look, words, share } = promiseView(facts, now, zone)
    return `${look}|${words}|${share}`
  })
  return promiseView(facts, serverNow(), zone)
}

function useAnnouncedCrossings(name: string | undefined, facts: PromiseFacts): void {
  const said = useServerTime((now) => (name === undefined ? '' : crossing(facts, now)))
  const before = useRef(said)
  useEffect(() => {
    if (said !== before.current && said !== '') announce(`${name} ${said}`)
    before.current = said
  }, [said, name])
}

type Props = {
  facts: PromiseFacts
  /** Which promise: 'First reply', 'Next update'. Said to readers, shown when `withMetric`. */
  metric?: string
  withMetric?: boolean
  size?: 16 | 24
  /** Why it stands where it stands; shown under the deadline on hover, focus and touch. */
  why?: string
  /** Says crossings (half, 10, 5, 1 min, late) politely, under this name: "First reply to Dana". */
  announceAs?: string
}

/** Shape, then words, then colour. Filled red only when the promise is broken. */
export function PromiseChip({ facts, metric, withMetric, size = 16, why, announceAs }: Props) {
  const { look, words, share, sentence } = usePromise(facts)
  useAnnouncedCrossings(announceAs, facts)
  const label = [metric, sentence].filter(Boolean).join(' ')
  return (
    <Tooltip
      label={[label, why].filter(Boolean).join('\n')}
      multiline
      maw={320}
      style={{ whiteSpace: 'pre-line' }}
    >
      <span className={classes.chip} data-look={look} data-size={size}>
        <CountdownRing look={look} share={share} size={size} onFill={look === 'late'} />
        <span role="timer" className={classes.words}>
          <span className="wd-visually-hidden">{label}</span>
          <span aria-hidden="true">{words}</span>
        </span>
        {withMetric && metric && (
          <span className={classes.metric} aria-hidden="true">
            {metric.toLowerCase()}
          </span>
        )}
      </span>
    </Tooltip>
  )
}
