import type { ReactNode } from 'react'
import { problemOf } from '../problem.ts'
import { Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import classes from './Mail.module.css'

/** What the list needs to know of its query. */
export type ListState = {
  isPending: boolean
  error: Error | null
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch: () => unknown
  fetchNextPage: () => unknown
}

type Props = {
  what: string
  list: ListState
  count: number
  /** Which of them: stays in place whatever the list does. */
  bar?: ReactNode
  /** Before the table: what stands in the way of all of it. */
  notice?: ReactNode
  empty: ReactNode
  children: ReactNode
}

/** One tab of the mail log: its filter, its states, and the way to older rows. */
export function MailList({ what, list, count, ...props }: Props) {
  const problem = list.error ? problemOf(list.error) : undefined
  const known = !list.isPending && (count > 0 || !problem)
  return (
    <>
      {props.bar && <div className={classes.bar}>{props.bar}</div>}
      {known && (
        <Offline problem={problem}>
          What you see is the last we heard. Newer mail is missing.
        </Offline>
      )}
      {known && props.notice}
      {known && (count > 0 ? props.children : props.empty)}
      {!known && !problem && <Loading rows={8} label={`Loading ${what}`} />}
      {!known && problem?.status === 403 && <Forbidden>{problem.sentence}</Forbidden>}
      {!known && problem && problem.status !== 403 && (
        <Problem
          tried={`Couldn't load ${what}.`}
          problem={problem}
          retry={() => void list.refetch()}
        />
      )}
      {list.hasNextPage && (
        <div className={classes.more}>
          <AppButton busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading…' : 'Show older'}
          </AppButton>
        </div>
      )}
    </>
  )
}
