import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow, useServerTime } from '../ui/clock.ts'
import { day, durationWords, hour, minute } from '../ui/durations.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import { useMay } from '../people/me.ts'
import { CoverDialog } from './CoverDialog.tsx'
import { whoFollows, type Duty } from './duty.ts'
import { scheduleQuery } from './queries.ts'
import type { MyShift } from './shapes.ts'
import classes from './OnCall.module.css'

/** The window in which the one after me is looked for, from the start of the hour: a stable key. */
function useAfter({ key, until }: Duty) {
  const [from] = useState(() => Math.floor(serverNow() / hour) * hour)
  const start = new Date(from).toISOString()
  const end = new Date(Math.max(from, millisOf(until ?? from)) + 15 * day).toISOString()
  return useQuery(scheduleQuery(key, start, end))
}

function Left({ until }: { until: string }) {
  const left = useServerTime((now) =>
    durationWords(Math.ceil((millisOf(until) - now) / minute) * minute),
  )
  return <>{left} left</>
}

function AfterMe({ duty, me }: { duty: Duty; me: string }) {
  const { data, isError } = useAfter(duty)
  if (isError) return <>not known right now</>
  if (!data || !duty.until) return <>…</>
  const next = whoFollows(data.final, me, duty.until)
  if (!next) return <>nobody in the next two weeks</>
  if (next.person) return <>{next.person.name}</>
  return <span className={classes.nobody}>Nobody</span>
}

/** One duty that I have now: until when, who follows, and how to hand it on. */
export function DutyCard({ duty, me }: { duty: Duty; me: string }) {
  const [covering, setCovering] = useState(false)
  const mayCover = useMay('oncall.write')
  return (
    <section className={`${classes.card} ${classes.big}`} data-on>
      <h2>
        You're on call
        {duty.until && (
          <>
            {' until '}
            <LocalTime at={duty.until} show="soon" />
          </>
        )}
      </h2>
      <dl className={classes.facts}>
        <dt>For</dt>
        <dd>
          <Link to="/oncall/$schedule" params={{ schedule: duty.key }} className={classes.link}>
            {duty.name}
          </Link>
          {duty.until && (
            <>
              {', '}
              <Left until={duty.until} />
            </>
          )}
          {duty.shadow && ', to learn: you are paged and cannot take it'}
        </dd>
        <dt>After you</dt>
        <dd>
          <AfterMe duty={duty} me={me} />
        </dd>
      </dl>
      {mayCover && duty.until && (
        <div className={classes.buttons}>
          <AppButton onClick={() => setCovering(true)}>Let somebody cover</AppButton>
        </div>
      )}
      {covering && (
        <CoverDialog
          scheduleKey={duty.key}
          from={Math.ceil(serverNow() / (5 * minute)) * 5 * minute}
          to={millisOf(duty.until ?? serverNow() + 8 * hour)}
          instead={me}
          onClose={() => setCovering(false)}
        />
      )}
    </section>
  )
}

/** I am off: when my next turn is, if one is planned. */
export function OffCard({ next }: { next: MyShift | undefined }) {
  const away = useServerTime((now) =>
    next ? durationWords(Math.floor((millisOf(next.from) - now) / hour) * hour) : '',
  )
  return (
    <section className={`${classes.card} ${classes.big}`}>
      <h2>You're off</h2>
      {next ? (
        <p className={classes.text}>
          Next: <LocalTime at={next.from} /> for {next.scheduleName}, in {away}.
        </p>
      ) : (
        <p className={classes.text}>No shift of yours is planned in the next 28 days.</p>
      )}
    </section>
  )
}
