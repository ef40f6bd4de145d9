import { viewerZone } from '../ui/zone.ts'
import { usePages, type PageTrace } from './queries.ts'
import { byPerson, legWords } from './trace.ts'
import classes from './IncidentPanel.module.css'

/** The legs of one person's page in one line: 'Push 03:12 ✓ · Mail at 03:13'. */
export function Legs({ legs }: { legs: PageTrace[] }) {
  return (
    <ul className={classes.legs}>
      {legs.map((leg) => (
        <li key={leg.id} data-failed={leg.state === 'failed' || undefined}>
          {legWords(leg, viewerZone())}
        </li>
      ))}
    </ul>
  )
}

/** Who was paged by which way, and how far it got. */
export function DeliveryTrace({ incident, open }: { incident: number; open: boolean }) {
  const { data } = usePages(incident)
  const people = byPerson(data?.pages ?? [])
  if (people.length === 0) return null
  return (
    <details className={classes.trace} open={open}>
      <summary>How the pages went</summary>
      <dl className={classes.people}>
        {people.map(({ id, name, level, learner, legs }) => (
          <div key={id} className={classes.personRow}>
            <dt>
              {name}, {learner ? 'learning' : `level ${level}`}
            </dt>
            <dd>
              <Legs legs={legs} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
