import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'

export type Article = components['schemas']['Article']
export type ArticleWhole = components['schemas']['ArticleWhole']

/** Every article, drafts too. The topic 'knowledge' of the live stream makes it old. */
export const articlesQuery = queryOptions({
  queryKey: ['knowledge'],
  queryFn: () => take(api.GET('/api/v1/articles')),
})

export const articleQuery = (number: number) =>
  queryOptions({
    queryKey: ['knowledge', { article: number }],
    queryFn: () => take(api.GET('/api/v1/articles/{number}', { params: { path: { number } } })),
  })

export type Words = {
  title: string
  body: string
  category: string
  language: string
  note: string
}

/** Saves the next version, or the first one of a new article. Answers its number. */
export async function saveArticle(
  article: { number: number; version: number } | undefined,
  words: Words,
  publish: boolean,
): Promise<number> {
  if (!article)
    return (await take(api.POST('/api/v1/articles', { body: { ...words, slug: '', publish } })))
      .number
  await take(
    api.POST('/api/v1/articles/{number}/versions', {
      params: { path: { number: article.number } },
      body: { ...words, publish, expectedVersion: article.version },
    }),
  )
  return article.number
}

export const publishVersion = (number: number, version: number | null) =>
  take(
    api.PUT('/api/v1/articles/{number}/publication', {
      params: { path: { number } },
      body: { version },
    }),
  )

export const restoreVersion = (number: number, version: number) =>
  take(
    api.POST('/api/v1/articles/{number}/restorations', {
      params: { path: { number } },
      body: { version, publish: false },
    }),
  )

export const previewOf = (body: string) =>
  take(api.POST('/api/v1/articles/preview', { body: { body } }))

/** Changes an article and shows the change wherever it is listed. */
export function useArticleAct<T>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (run: () => Promise<T>) => run(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
