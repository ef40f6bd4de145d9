import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { paths } from '../../api/types.ts'
import { api, take } from '../api.ts'
import type { Outgoing } from './mail-words.ts'

const pageLength = 50

type ArrivalQuery = NonNullable<paths['/api/v1/mail/arrivals']['get']['parameters']['query']>
/** Which of what came in. */
export type ArrivalFilter = Omit<ArrivalQuery, 'before' | 'limit'>
type Others = Omit<ArrivalFilter, 'state' | 'quarantine'>

/** Where the next, older page begins. Rows one may not see are missing, so half a page may be a whole one. */
const olderThan = (rows: { number: number }[]): number | undefined =>
  rows.length >= pageLength / 2 ? rows.at(-1)?.number : undefined

/** What came in, newest first. The topic 'mail' makes it old. */
export const arrivalsQuery = (filter: ArrivalFilter) =>
  infiniteQueryOptions({
    queryKey: ['mail', { way: 'in', ...filter }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/mail/arrivals', {
          params: { query: { ...filter, before: pageParam, limit: pageLength } },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ arrivals }) => olderThan(arrivals),
  })

/** How many have which fate, under the same filters. */
export const countsQuery = (query: Others) =>
  queryOptions({
    queryKey: ['mail', { counts: query }],
    queryFn: () => take(api.GET('/api/v1/mail/arrivals/counts', { params: { query } })),
  })

/** One that came in, with its headers, its delivery and its copies. */
export const arrivalQuery = (number: number) =>
  queryOptions({
    queryKey: ['mail', { arrival: number }],
    queryFn: () =>
      take(api.GET('/api/v1/mail/arrivals/{number}', { params: { path: { number } } })),
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

/** One that goes out, with every try. */
export const outgoingPageQuery = (number: number) =>
  queryOptions({
    queryKey: ['mail', { outgoing: number }],
    queryFn: () =>
      take(api.GET('/api/v1/mail/outgoing/{number}', { params: { path: { number } } })),
  })

/** One message as it came, byte for byte. It never changes. */
export const rawQuery = (number: number) =>
  queryOptions({
    queryKey: ['raw-mail', number],
    queryFn: () =>
      take(api.GET('/api/v1/mail/arrivals/{number}/raw', { params: { path: { number } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Addresses that mail does not reach. */
export const suppressionsQuery = queryOptions({
  queryKey: ['mail', 'suppressions'],
  queryFn: () => take(api.GET('/api/v1/suppressions', { params: { query: { limit: 500 } } })),
})

/** Senders whose mail waits in quarantine. */
export const bansQuery = queryOptions({
  queryKey: ['mail', 'bans'],
  queryFn: () => take(api.GET('/api/v1/banned-senders')),
})

/** Where mail is fetched from or posted to. The topic 'mailboxes' makes it old. */
export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: () => take(api.GET('/api/v1/mailboxes')),
  // When a look last went well is not worth an event each time.
  refetchInterval: 30_000,
})

/** Systems outside that we are connected to. The topic 'connections' makes it old. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => take(api.GET('/api/v1/connections')),
  // When a look last went well is not worth an event each time.
  refetchInterval: 30_000,
})
