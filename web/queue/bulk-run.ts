import { queryOptions } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api, take } from '../api.ts'
import type { BulkChange, Wish } from './bulk-words.ts'

/** The change of many tickets that is followed on the screen: the newest one started here. */
export type Followed = { id: string; words: string }

let followed: Followed | undefined
const listeners = new Set<() => void>()

/** Shows the progress of this change, or of none; it outlives the page, so that one can leave and come back. */
export function follow(change: Followed | undefined): void {
  followed = change
  listeners.forEach((tell) => tell())
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export const useFollowed = (): Followed | undefined =>
  useSyncExternalStore(subscribe, () => followed)

const isMoving = (bulk: BulkChange | undefined): boolean =>
  bulk?.state === 'running' || bulk?.state === 'undoing'

/** How far a change is. The topic `bulk:ID` makes it old; should the stream be down, it is asked for all the same. */
export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/bulk-changes/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 2000 : false),
  })

const bodyOf = (numbers: number[], { set }: Wish) => ({ tickets: numbers, set })

/** What it would do. Changes nothing. */
export const previewBulk = (numbers: number[], wish: Wish) =>
  take(api.POST('/api/v1/bulk-changes/preview', { body: bodyOf(numbers, wish) }))

export const startBulk = (numbers: number[], wish: Wish) =>
  take(api.POST('/api/v1/bulk-changes', { body: bodyOf(numbers, wish) }))

export const undoBulk = (id: string) =>
  take(api.PUT('/api/v1/bulk-changes/{id}/undo', { params: { path: { id } } }))
