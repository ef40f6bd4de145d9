import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { myPagesQuery } from './queries.ts'
import classes from './OnCall.module.css'

/** What rings for me at this moment, each with the way to its page. Nothing where nothing does. */
export function Ringing() {
  const { data } = useQuery(myPagesQuery)
  const pages = data?.pages ?? []
  if (pages.length === 0) return null
  return (
    <section className={classes.ringing} aria-labelledby="ringing">
      <h2 id="ringing">
        {pages.length === 1 ? 'You are being paged' : `You are being paged ${pages.length} times`}
      </h2>
      <ul className={classes.list}>
        {pages.map(({ incident, title, level, createdAt, learner }) => (
          <li key={incident}>
            <Link to="/page/$id" params={{ id: String(incident) }} className={classes.ring}>
              <strong>{title}</strong>
              <span>
                {learner ? 'To learn from · ' : ''}Level {level} · <TimeAgo at={createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
