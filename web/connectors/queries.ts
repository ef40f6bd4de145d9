import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import type { Arrival, Outgoing } from './mail-words.ts'

const pageLength = 50

/** Where the next, older page begins. Rows one may not see are missing, so half a page may be a whole one. */
const olderThan = (rows: { number: number }[]): number | undefined =>
  rows.length >= pageLength / 2 ? rows.at(-1)?.number : undefined

/** What came in, newest first. The topic 'mail' makes it old. */
export const arrivalsQuery = (state: Arrival['state'] | undefined) =>
  infiniteQueryOptions({
    queryKey: ['mail', { way: 'in', state }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/mail/arrivals', {
          params: { query: { state, before: pageParam, limit: pageLength } },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ arrivals }) => olderThan(arrivals),
  })

/** What goes out, newest first. */
export const outgoingQuery = (state: Outgoing['state'] | undefined) =>
  infiniteQueryOptions({
    queryKey: ['mail', { way: 'out', state }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/mail/outgoing', {
          params: { query: { state, before: pageParam, limit: pageLength } },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ messages }) => olderThan(messages),
  })

/** One message as it came, byte for byte, with the talk of its delivery. It never changes. */
export const rawQuery = (number: number) =>
  queryOptions({
    queryKey: ['raw-mail', number],
    queryFn: () =>
      take(api.GET('/api/v1/mail/arrivals/{number}/raw', { params: { path: { number } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
