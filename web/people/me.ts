import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, take } from '../api.ts'

/** Who is signed in, with what they may do. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => take(api.GET('/api/v1/me')),
  staleTime: 10 * 60_000,
})

/** Who is signed in; undefined until that is known. */
export const useMe = () => useQuery(meQuery).data

/** Everybody who works here, by name. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => take(api.GET('/api/v1/people')),
  staleTime: 10 * 60_000,
})

/** The same as a list, empty until it is known. */
export const usePeople = () => useQuery(peopleQuery).data?.people ?? []

/** The teams of the playbook, by name. */
export const teamsQuery = queryOptions({
  queryKey: ['people', 'teams'],
  queryFn: () => take(api.GET('/api/v1/teams')),
  staleTime: 10 * 60_000,
})

/** The same as a list, empty until it is known. */
export const useTeams = () => useQuery(teamsQuery).data?.teams ?? []

/** How I am reached, and what proves it. */
export const reachQuery = queryOptions({
  queryKey: ['reach', { mine: true }],
  queryFn: () => take(api.GET('/api/v1/me/reach')),
})

/** Whether the person who is signed in may do something; false until it is known. */
export function useMay(permission: string): boolean {
  const { data } = useQuery(meQuery)
  return data?.permissions.includes(permission) ?? false
}
