import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { anchorServerTime } from '../ui/clock.ts'

export type SearchResults = components['schemas']['SearchResults']
export type TicketResult = components['schemas']['SearchResult']
export type PublicResult = components['schemas']['PublicSearchResult']
export type SearchResult = TicketResult | PublicResult
export type MarkedText = components['schemas']['MarkedText']

const pageSize = 30
const fewest = 6

/** Results page by page. What is found is as of when it was asked: nothing moves under the reader's hand. */
export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', { q }],
    queryFn: async ({ pageParam, signal }) => {
      const page = await take(
        api.GET('/api/v1/search', {
          params: { query: { q, cursor: pageParam, limit: pageSize } },
          signal,
        }),
      )
      anchorServerTime(Date.parse(page.now))
      return page
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 10_000,
    // A search that was refused is refused again: it is for the reader to change it.
    retry: false,
  })

/** The first few, while somebody types. */
export const quickSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', { quick: q }],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/search', { params: { query: { q, limit: fewest } }, signal })),
    staleTime: 10_000,
    retry: false,
  })
