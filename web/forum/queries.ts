import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'

export type Topic = components['schemas']['Topic']
export type TopicWhole = components['schemas']['TopicWhole']
export type TopicPost = components['schemas']['TopicPost']
export type WaitingPost = components['schemas']['WaitingPost']
export type TopicFlag = components['schemas']['TopicFlag']
export type TopicFilter = 'unanswered' | 'shown' | 'solved' | 'outside'

/** Topics, page by page. The topic 'forum' of the live stream makes them old. */
export const topicsQuery = (filter: TopicFilter) =>
  infiniteQueryOptions({
    queryKey: ['forum', { filter }],
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/forum/topics', { params: { query: { filter, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const topicQuery = (number: number) =>
  queryOptions({
    queryKey: ['forum', { topic: number }],
    queryFn: () => take(api.GET('/api/v1/forum/topics/{number}', { params: { path: { number } } })),
  })

/** The answers after those that came with the topic, page by page. `after`: the last of those. */
export const laterPostsQuery = (number: number, after: string) =>
  infiniteQueryOptions({
    queryKey: ['forum', { topic: number, after }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/forum/topics/{number}/posts', {
          params: { path: { number }, query: { after: pageParam } },
        }),
      ),
    initialPageParam: after,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

/** What a post said before its author changed or deleted it. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['forum', { versions: id }],
    queryFn: () => take(api.GET('/api/v1/forum/posts/{id}/versions', { params: { path: { id } } })),
  })

/** What waits for a person. Only for those who moderate. */
export const reviewQuery = (may: boolean) =>
  queryOptions({
    queryKey: ['forum', 'review'],
    queryFn: () => take(api.GET('/api/v1/forum/review')),
    enabled: may,
  })

export const categoriesQuery = queryOptions({
  queryKey: ['forum', 'categories'],
  queryFn: () => take(api.GET('/api/v1/forum/categories')),
  staleTime: 10 * 60_000,
})

export type ForumAct = { run: () => Promise<unknown>; words: string; next?: () => void }

/** Does one thing in the community and says so. */
export function useForumAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: ForumAct) => act.run(),
    onSuccess: (_done, { words, next }) => {
      next?.()
      toast(words)
    },
    onError: (error) => problemToast(problemOf(error).sentence),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['forum'] }),
        queries.invalidateQueries({ queryKey: ['queue'] }),
      ]),
  })
}

type PostState = 'shown' | 'hidden' | 'spam'

export const setPostState = (id: string, state: PostState, why = '') =>
  take(
    api.PUT('/api/v1/forum/posts/{id}/state', { params: { path: { id } }, body: { state, why } }),
  )

export const dismissFlags = (id: string) =>
  take(api.DELETE('/api/v1/forum/posts/{id}/flags', { params: { path: { id } } }))

export const blockMember = (number: number, isBlocked: boolean) =>
  take(
    api.PUT('/api/v1/forum/members/{number}/block', {
      params: { path: { number } },
      body: { isBlocked },
    }),
  )

export const editPost = ({ id, version }: TopicPost, body: string, title?: string) =>
  take(
    api.PATCH('/api/v1/forum/posts/{id}', {
      params: { path: { id } },
      body: { body, version, ...(title !== undefined && { title }) },
    }),
  )

export const deletePost = (id: string) =>
  take(api.DELETE('/api/v1/forum/posts/{id}', { params: { path: { id } } }))

const path = (number: number) => ({ params: { path: { number } } })

export const answerTopic = (number: number, body: string) =>
  take(api.POST('/api/v1/forum/topics/{number}/replies', { ...path(number), body: { body } }))

export const sendAgain = (id: string) =>
  take(api.POST('/api/v1/forum/posts/{id}/sendings', { params: { path: { id } } }))

export const solveTopic = (number: number, postId: string | null) =>
  take(api.PUT('/api/v1/forum/topics/{number}/solution', { ...path(number), body: { postId } }))

export const changeTopic = (
  number: number,
  body: { category?: string; locked?: boolean; pinned?: boolean },
) => take(api.PATCH('/api/v1/forum/topics/{number}', { ...path(number), body }))

export const makeTicket = (number: number) =>
  take(api.PUT('/api/v1/forum/topics/{number}/ticket', path(number)))

export const offerTicket = (number: number) =>
  take(api.POST('/api/v1/forum/topics/{number}/ticket-offers', path(number)))
