import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { MessageBody } from '../tickets/MessageBody.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { versionsQuery } from './queries.ts'
import reading from '../ui/Reading.module.css'
import classes from './Forum.module.css'

/** What a post said before, for those who look after the community; asked for only when they want to see it. */
export function EarlierVersions({ postId }: { postId: string }) {
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch, isFetching } = useQuery({
    ...versionsQuery(postId),
    enabled: isOpen,
  })
  if (!isOpen || (!data && !error))
    return (
      <AppButton busy={isFetching} onClick={() => setOpen(true)}>
        What it said before
      </AppButton>
    )
  if (!data)
    return (
      <Problem
        tried="Couldn't load what it said."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  return (
    <ol className={`${reading.list} ${classes.versions}`} aria-label="What it said before">
      {data.versions.map(({ version, title, body, replacedAt }) => (
        <li key={version} className={classes.card}>
          <p className={reading.facts}>
            Until <TimeAgo at={replacedAt} />
            {title !== null && `: ${title}`}
          </p>
          <MessageBody body={body} />
        </li>
      ))}
    </ol>
  )
}
