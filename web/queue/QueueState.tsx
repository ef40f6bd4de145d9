import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Empty, Loading, Offline, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { timeWords, viewerZone } from '../ui/zone.ts'
import type { Filter, useQueue } from './queries.ts'

const filterSentence: Record<Filter, string> = {
  open: 'Queue clear',
  mine: 'Nothing is yours',
  unassigned: 'Everything has an owner',
  snoozed: 'Nothing sleeps',
  solved: 'Nothing is solved yet',
}

type Props = {
  queue: ReturnType<typeof useQueue>
  shown: number
  filter: Filter
  search: { channel?: string }
  due: { from: number; to: number } | undefined
  onAll: () => void
  children: ReactNode
}

function nextPromise(queue: Props['queue']): string {
  const due = queue.rows
    .flatMap(({ promise }) => (promise.state === 'running' && promise.dueAt ? [promise.dueAt] : []))
    .sort()
  return due[0] ? `The next promise is due at ${timeWords(Date.parse(due[0]), viewerZone())}.` : ''
}

/** Without a channel nothing can come in: the first thing to do is to say who promises what. */
function NoPlaybook() {
  const isAdmin = useMay('playbook.write')
  return (
    <Empty title="No playbook applied yet">
      {isAdmin ? (
        <>
          The playbook says which channels there are, what is promised and who is on call. The{' '}
          <Link to="/setup">setup</Link> writes one in a few minutes. Or start with one of ours, on
          the machine that runs Watchdesk:
          <br />
          <code>npm run watchdesk -- playbook apply playbooks/starter.yaml</code>
        </>
      ) : (
        'It says which channels there are, what is promised and who is on call. An administrator applies it; then tickets show here.'
      )}
    </Empty>
  )
}

function Nothing({ queue, filter, search, due, onAll }: Props) {
  const zone = viewerZone()
  const channel = queue.first?.bands.find(({ key }) => key === search.channel)?.name
  const filtered = filter !== 'open' || search.channel !== undefined || due !== undefined
  const where = channel ? ` in ${channel}` : ''
  const title = due
    ? `Nothing here is due from ${timeWords(due.from, zone)} to ${timeWords(due.to, zone)}`
    : `${filterSentence[filter]}${where}`
  return (
    <Empty
      title={title}
      action={filtered && <AppButton onClick={onAll}>Show everything open</AppButton>}
    >
      {filtered ? nextPromise(queue) : 'Nobody waits on us.'}
    </Empty>
  )
}

/** The list, or why there is none: loading, empty, failed; and a word when it may be old. */
export function QueueState(props: Props) {
  const { queue, shown, children } = props
  const { error, data, refetch, dataUpdatedAt } = queue
  const problem = error ? problemOf(error) : undefined
  if (!data && problem) {
    return (
      <Problem tried="Couldn't load the queue." problem={problem} retry={() => void refetch()} />
    )
  }
  if (!data) return <Loading rows={14} label="Loading the queue" />
  const isBare = queue.first?.bands.length === 0
  const asOf = timeWords(dataUpdatedAt, viewerZone())
  return (
    <>
      <Offline problem={problem}>As of {asOf}. You can read; what you change is not sent.</Offline>
      {problem && problem.status !== 0 && (
        <Problem
          tried={`Couldn't bring the queue up to date. This is as of ${asOf}.`}
          problem={problem}
          retry={() => void refetch()}
        />
      )}
      {shown === 0 ? isBare ? <NoPlaybook /> : <Nothing {...props} /> : children}
    </>
  )
}
