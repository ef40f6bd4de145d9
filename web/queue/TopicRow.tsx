import { Link } from '@tanstack/react-router'
import { TimeAgo } from '../ui/LocalTime.tsx'
import type { UnansweredTopic } from './queries.ts'
import { placed, type Place } from './Row.tsx'
import classes from './QueueGrid.module.css'

/** One topic of the community nobody has answered: best effort, so it has no promise. */
export function TopicRow({ topic, ...place }: Place & { topic: UnansweredTopic }) {
  return (
    <div role="row" className={classes.topic} {...placed(place)}>
      <span role="gridcell" className={classes.topicWhen}>
        Best effort, asked <TimeAgo at={topic.waitingSince} />
      </span>
      <span role="gridcell" className={classes.subject} title={topic.title}>
        <Link
          to="/forum/$number"
          params={{ number: String(topic.number) }}
          className={classes.title}
        >
          {topic.title}
        </Link>
        <span className={classes.words}>
          {topic.authorName}
          {topic.outside && `, in ${topic.outside.name}`}
        </span>
      </span>
    </div>
  )
}
