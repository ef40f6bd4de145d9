import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../api.ts'

/** How far the setup is. The topic 'setup' makes it old; while something rings or travels it is asked again. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => take(api.GET('/api/v1/setup')),
  refetchInterval: ({ state: { data } }) =>
    data?.mail.test?.state === 'running' || data?.testEmergency?.state === 'ringing' ? 700 : false,
})

/** Whether anybody is here at all. */
export const welcomeQuery = queryOptions({
  queryKey: ['welcome'],
  queryFn: () => take(api.GET('/api/v1/welcome')),
})
