import { useQuery, type QueryClient } from '@tanstack/react-query'
import { callsQuery, incidentOfQuery, pagesQuery } from '../incidents/queries.ts'
import { meQuery, peopleQuery } from '../people/me.ts'
import { clocksQuery, formsQuery, ticketQuery } from './queries.ts'

/** What stands beside the words of a ticket; drawn with them, so that nothing is pushed down later. */
const beside = (number: number) => [clocksQuery(number), incidentOfQuery(number)] as const

/** Fetches what the page of a ticket opens with, where it is not here yet. */
export function prefetchTicket(queries: QueryClient, number: number): void {
  const [clocks, incident] = beside(number)
  void queries.prefetchQuery(ticketQuery(number))
  void queries.prefetchQuery(clocks)
  void queries.prefetchQuery(incident)
  void queries.prefetchQuery(formsQuery)
  void queries.prefetchQuery(peopleQuery)
}

/** Whether something beside the words is on its way for the first time; what failed is not waited for. */
export function useBesideAwaited(number: number): boolean {
  const [clocks, incident] = beside(number)
  const emergency = useQuery(incident)
  const called = emergency.data?.number
  const pages = useQuery({ ...pagesQuery(called ?? 0), enabled: called !== undefined })
  const calls = useQuery({ ...callsQuery(called ?? 0), enabled: called !== undefined })
  const house = [useQuery(formsQuery), useQuery(meQuery), useQuery(peopleQuery)]
  const all = [useQuery(clocks), emergency, pages, calls, ...house]
  return all.some(
    ({ isPending, fetchStatus, failureCount }) =>
      isPending && fetchStatus === 'fetching' && failureCount === 0,
  )
}
