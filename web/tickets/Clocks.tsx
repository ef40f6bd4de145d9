import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { serverNow } from '../ui/clock.ts'
import { CountdownRing } from '../ui/CountdownRing.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { viewerZone } from '../ui/zone.ts'
import { clockView, ledgerWords, targetWords } from './clocks.ts'
import { clocksQuery } from './queries.ts'
import { metricWords, withLocalTimes, type Clock } from './words.ts'
import classes from './Clocks.module.css'

function Standing({ clock, size }: { clock: Clock; size: 16 | 24 }) {
  const view = clockView(clock)
  const metric = metricWords(clock.metric)
  if (view.kind === 'open') {
    return (
      <PromiseChip facts={view.facts} metric={metric} withMetric size={size} announceAs={metric} />
    )
  }
  const look = view.kind === 'kept' ? 'kept' : view.kind === 'late' ? 'late' : 'none'
  return (
    <span className={classes.standing}>
      <CountdownRing look={look} size={16} />
      <span>
        {metric}: {view.words.toLowerCase()}
      </span>
    </span>
  )
}

function Ledger({ clock }: { clock: Clock }) {
  return (
    <details className={classes.explain}>
      <summary>Explain this clock</summary>
      <p className={classes.target}>
        Promised {targetWords(clock)}. Rule {clock.policyKey.replaceAll('_', ' ')}, version{' '}
        {clock.policyVersion}.
      </p>
      <ol className={classes.ledger}>
        {clock.entries.map((entry) => (
          <li key={entry.seq}>
            <strong>{ledgerWords(entry.kind)}</strong> <LocalTime at={entry.at} />
            <br />
            {withLocalTimes(entry.why, viewerZone(), serverNow())}
            {entry.dueAt && (
              <>
                . Due <LocalTime at={entry.dueAt} />
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Every promise of the ticket, the open ones first and large, each with its ledger. */
export function Clocks({ number }: { number: number }) {
  const { data, error, refetch } = useQuery(clocksQuery(number))
  if (error && !data) {
    return (
      <Problem
        tried="Couldn't load the promises. The rest is up to date."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  const clocks = data?.clocks ?? []
  const ordered = [
    ...clocks.filter(({ endedAt }) => endedAt === null),
    ...clocks.filter(({ endedAt }) => endedAt !== null).toReversed(),
  ]
  return (
    <section className={classes.clocks} aria-label="Promises">
      {data && ordered.length === 0 && (
        <span className={classes.standing}>
          <CountdownRing look="none" /> No promise
        </span>
      )}
      {ordered.map((clock) => (
        <div key={`${clock.metric} ${clock.startedAt}`} className={classes.clock}>
          <Standing clock={clock} size={clock.endedAt === null ? 24 : 16} />
          <Ledger clock={clock} />
        </div>
      ))}
    </section>
  )
}
