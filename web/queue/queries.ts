import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { onceEach } from '../once-each.ts'
import { anchorServerTime } from '../ui/clock.ts'

export type QueueRow = components['schemas']['QueueRow']
export type UnansweredTopic = components['schemas']['UnansweredTopic']
export type Band = components['schemas']['Band']

export const filters = ['open', 'mine', 'unassigned', 'snoozed', 'solved'] as const
export type Filter = (typeof filters)[number]

/** What of the queue's address the server is asked for. */
export type QueueAsk = { filter: Filter; channel?: string }

const pageSize = 100
/** To order by time left everything must be here; beyond this many pages we say that it is not. */
const mostPages = 20

/** The filter a `view` in the address names; anything else is everything open. */
export const filterOf = (view: string | undefined): Filter =>
  filters.find((filter) => filter === view) ?? 'open'

/** The one list, page by page. The topic `queue` makes it old. */
export const queueQuery = ({ filter, channel }: QueueAsk) =>
  infiniteQueryOptions({
    queryKey: ['queue', { filter, channel: channel ?? null }],
    queryFn: async ({ pageParam, signal }) => {
      const page = await take(
        api.GET('/api/v1/queue', {
          params: { query: { filter, channel, after: pageParam, limit: pageSize } },
          signal,
        }),
      )
      anchorServerTime(Date.parse(page.now))
      return page
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    // What stood here a moment ago is shown at once; then what is new.
    staleTime: 5000,
  })

/** The rows of the one list so far. `all`: goes on loading until everything is here. */
export function useQueue(ask: QueueAsk, all = false) {
  const query = useInfiniteQuery(queueQuery(ask))
  const { hasNextPage, isFetching, fetchNextPage, data } = query
  const loaded = data?.pages.length ?? 0
  const rows = useMemo(() => onceEach(data?.pages.flatMap((page) => page.rows) ?? []), [data])
  const wantsMore = all && hasNextPage && !isFetching && loaded < mostPages
  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])
  return { ...query, first: data?.pages[0], rows }
}

/** The numbers of all that waits in one channel, also of what the list has not loaded; at most `most`. */
export async function numbersInChannel(
  filter: Filter,
  channel: string,
  most = 2000,
): Promise<number[]> {
  const numbers: number[] = []
  let after: string | undefined
  do {
    const page = await take(
      api.GET('/api/v1/queue', { params: { query: { filter, channel, after, limit: 200 } } }),
    )
    numbers.push(...page.rows.map(({ number }) => number))
    after = page.next ?? undefined
  } while (after !== undefined && numbers.length < most)
  return numbers.slice(0, most)
}

/** Gives me the first ticket nobody has. Throws 404 when nothing waits. */
export function useTakeNext() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wish: { skip: number[]; reason: string }) =>
      take(api.POST('/api/v1/queue/next', { body: wish })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['queue'] }),
  })
}
