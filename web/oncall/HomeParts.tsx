import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconAlertTriangle } from '@tabler/icons-react'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { durationWords } from '../ui/durations.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import { spanWords } from '../ui/schedule/timeline.ts'
import { viewerZone } from '../ui/zone.ts'
import { useMay } from '../people/me.ts'
import { incidentsQuery } from './queries.ts'
import type { Incident, MyShift, OnCall, OnDuty } from './shapes.ts'
import classes from './OnCall.module.css'

/** My turns of the next 28 days. */
export function NextShifts({ shifts }: { shifts: MyShift[] }) {
  return (
    <section className={classes.card}>
      <h2>Your next shifts (28 days)</h2>
      {shifts.length === 0 ? (
        <p className={classes.text}>None planned after what you have now.</p>
      ) : (
        <ul className={classes.list}>
          {shifts.map(({ from, to, scheduleKey, scheduleName }) => (
            <li key={`${scheduleKey} ${from}`} className={classes.row}>
              <span>
                <LocalTime at={from} /> to <LocalTime at={to} />
                <span className={classes.second}>
                  {scheduleName} · {durationWords(millisOf(to) - millisOf(from))}
                </span>
              </span>
              <Link
                to="/oncall/$schedule"
                params={{ schedule: scheduleKey }}
                className={classes.link}
                aria-label={`Show ${scheduleName} from ${spanWords({ from: millisOf(from), to: millisOf(to) }, viewerZone())}`}
              >
                Show
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Every schedule with whoever has it now; one without anybody says so. */
export function OnNow({ onDuty }: { onDuty: OnDuty[] }) {
  return (
    <section className={classes.card}>
      <h2>Who is on now</h2>
      <ul className={classes.list}>
        {onDuty.map(({ key, name, people, until, shadow }) => (
          <li key={key} className={classes.row}>
            <Link to="/oncall/$schedule" params={{ schedule: key }} className={classes.link}>
              {name}
            </Link>
            <span>
              {people.length > 0 ? (
                people.map((person) => person.name).join(', ')
              ) : shadow ? (
                'No learner now'
              ) : (
                <span className={classes.nobody}>Nobody</span>
              )}
              {until && (
                <span className={classes.second}>
                  until <LocalTime at={until} show="soon" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where nobody is on call in the next 14 days, each with the way to close it. */
export function Gaps({
  gaps,
  onCover,
}: {
  gaps: OnCall['gaps']
  onCover: (gap: OnCall['gaps'][number]) => void
}) {
  const mayCover = useMay('oncall.write')
  return (
    <section className={classes.card} data-gap={gaps.length > 0 || undefined}>
      <h2>Gaps, next 14 days</h2>
      {gaps.length === 0 ? (
        <p className={classes.text}>None. Somebody is on call all the time, on every schedule.</p>
      ) : (
        <ul className={classes.list}>
          {gaps.map((gap) => {
            const span = { from: millisOf(gap.from), to: millisOf(gap.to) }
            return (
              <li key={`${gap.scheduleKey} ${gap.from}`} className={classes.row}>
                <span>
                  <span className={classes.nobody}>
                    <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
                    {spanWords(span, viewerZone())}
                  </span>
                  <span className={classes.second}>
                    {gap.scheduleName} · {durationWords(span.to - span.from)}
                  </span>
                </span>
                {mayCover && (
                  <AppButton
                    aria-label={`Cover it: ${gap.scheduleName}, ${spanWords(span, viewerZone())}`}
                    onClick={() => onCover(gap)}
                  >
                    Cover it
                  </AppButton>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function fate({ status, acknowledgedBy, acknowledgedAt, createdAt, resolvedAt }: Incident): string {
  const took = (end: string): string => durationWords(millisOf(end) - millisOf(createdAt))
  if (status === 'resolved' && resolvedAt) {
    const who = acknowledgedBy ? `${acknowledgedBy}, ` : ''
    return `${who}put right in ${took(resolvedAt)}`
  }
  if (acknowledgedBy && acknowledgedAt) {
    return `${acknowledgedBy} has it, after ${took(acknowledgedAt)}`
  }
  return status === 'snoozed' ? 'snoozed' : 'nobody has it'
}

/** The newest emergencies; above them one calm sentence where none is open. */
export function LastPages() {
  const { data, error, refetch } = useQuery(incidentsQuery)
  if (error && !data) {
    return (
      <Problem
        tried="Couldn't load the last pages. The rest is up to date."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  if (!data) return <Loading rows={3} label="Loading the last pages" />
  const newest = data.incidents
    .toSorted((a, b) => millisOf(b.createdAt) - millisOf(a.createdAt))
    .slice(0, 5)
  const open = data.incidents.filter(({ status }) => status !== 'resolved').length
  const title =
    open === 0 ? 'Nothing is burning' : open === 1 ? '1 open emergency' : `${open} open emergencies`
  return (
    <section className={classes.card}>
      <h2>{title}</h2>
      {newest.length === 0 && <p className={classes.text}>Nobody has been paged yet.</p>}
      <ul className={classes.list} aria-label="Last pages">
        {newest.map((incident) => (
          <li key={incident.number} className={classes.row}>
            <span>
              <Link
                to="/page/$id"
                params={{ id: String(incident.number) }}
                className={classes.link}
              >
                {incident.title}
              </Link>
              <span className={classes.second}>
                {incident.organizationName ? `${incident.organizationName} · ` : ''}
                {fate(incident)}
              </span>
            </span>
            <LocalTime at={incident.createdAt} />
          </li>
        ))}
      </ul>
    </section>
  )
}
