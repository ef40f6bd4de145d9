import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../api.ts'

// The first word of each key is the topic by which the live stream makes it old.

/** Who is on now, my shifts of 28 days, gaps of 14. */
export const onCallQuery = queryOptions({
  queryKey: ['oncall'],
  queryFn: () => take(api.GET('/api/v1/oncall')),
  // Truth comes from the resolved schedule: a shift ends without anybody changing anything.
  refetchInterval: 60_000,
})

/** One schedule between two instants (ISO); at most 100 days. */
export const scheduleQuery = (key: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['oncall', { key, from, to }],
    queryFn: () =>
      take(api.GET('/api/v1/schedules/{key}', { params: { path: { key }, query: { from, to } } })),
    refetchInterval: 60_000,
  })

/** Whether each of these people can be reached. */
export const reachOfQuery = (ids: string[]) => {
  const people = ids.toSorted().join(',')
  return queryOptions({
    queryKey: ['oncall', { reachOf: people }],
    queryFn: () => take(api.GET('/api/v1/reach', { params: { query: { people } } })),
    enabled: ids.length > 0,
  })
}

/** What is ringing for me. */
export const myPagesQuery = queryOptions({
  queryKey: ['incidents', { mine: true }],
  queryFn: () => take(api.GET('/api/v1/me/pages')),
  refetchInterval: 15_000,
})

/** The newest emergencies, also those that are over. */
export const incidentsQuery = queryOptions({
  queryKey: ['incidents', { status: 'all' }],
  queryFn: () => take(api.GET('/api/v1/incidents', { params: { query: { status: 'all' } } })),
})
