import { useQuery } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'

type Shell = components['schemas']['Shell']

/** Everything the frame around the screens shows; all times are ISO instants. */
export type ShellFacts = Pick<Shell, 'onCallNow' | 'unanswered'> &
  Partial<Pick<Shell, 'me' | 'duty' | 'counts'>>

const nothing: ShellFacts = { onCallNow: [], unanswered: [] }

/** The frame's facts; empty until they are known, and the last known ones while offline. */
export function useShellFacts(): ShellFacts {
  // The topic 'shell' makes them old.
  const { data } = useQuery({
    queryKey: ['shell'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/shell', { signal })),
    refetchInterval: 60_000,
  })
  return data ?? nothing
}
