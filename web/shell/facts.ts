import { queryOptions, useQuery } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'

type Shell = components['schemas']['Shell']

/** Everything the frame around the screens shows; all times are ISO instants. */
export type ShellFacts = Pick<Shell, 'onCallNow' | 'unanswered'> &
  Partial<Pick<Shell, 'me' | 'duty' | 'counts' | 'hasSamples'>>

const nothing: ShellFacts = { onCallNow: [], unanswered: [] }

const shellQuery = queryOptions({
  // The topic 'shell' makes them old.
  queryKey: ['shell'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/shell', { signal })),
  refetchInterval: 60_000,
})

/** The frame's facts; empty until they are known, and the last known ones while offline. */
export function useShellFacts(): ShellFacts {
  const { data } = useQuery(shellQuery)
  return data ?? nothing
}

/** Whether the facts are still on their way for the first time, and nothing has gone wrong yet. */
export function useShellAwaited(): boolean {
  const { isPending, fetchStatus, failureCount } = useQuery(shellQuery)
  return isPending && fetchStatus === 'fetching' && failureCount === 0
}
