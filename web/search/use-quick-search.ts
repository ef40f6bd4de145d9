import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { quickSearchQuery, type SearchResult } from './queries.ts'
import { whileTyping } from './words.ts'

const patienceMs = 150
const none: SearchResult[] = []

/** The first tickets that match what is being typed; nothing while there is too little of it. */
export function useQuickSearch(typed: string): SearchResult[] {
  const [settled] = useDebouncedValue(typed, patienceMs)
  const asked = whileTyping(settled)
  const { data } = useQuery({
    ...quickSearchQuery(asked ?? ''),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  })
  return asked === undefined || whileTyping(typed) === undefined ? none : (data?.rows ?? none)
}
