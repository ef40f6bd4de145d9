import { queryOptions } from '@tanstack/react-query'
import type { paths } from '../../api/types.ts'
import { api, take } from '../api.ts'

/** How the pages of customers look. */
export const portalQuery = queryOptions({
  queryKey: ['portal'],
  queryFn: () => take(api.GET('/api/v1/portal/settings')),
})

/** Ways of other companies to sign their people in. */
export const waysQuery = queryOptions({
  queryKey: ['portal', 'ways'],
  queryFn: () => take(api.GET('/api/v1/portal/sign-in-providers')),
})

type Change = NonNullable<
  paths['/api/v1/portal/settings']['patch']['requestBody']
>['content']['application/json']

export const changePortal = (body: Change) => take(api.PATCH('/api/v1/portal/settings', { body }))

export type Way = Awaited<ReturnType<NonNullable<typeof waysQuery.queryFn>>>[number]

export type WayForm = {
  key: string
  name: string
  issuer: string
  clientId: string
  clientSecret: string
}

export const saveWay = ({ key, ...body }: WayForm & { organizationId: string | null }) =>
  take(api.PUT('/api/v1/portal/sign-in-providers/{key}', { params: { path: { key } }, body }))

export const tryWay = (key: string) =>
  take(api.POST('/api/v1/portal/sign-in-providers/{key}/tries', { params: { path: { key } } }))

export const removeWay = (key: string) =>
  take(api.DELETE('/api/v1/portal/sign-in-providers/{key}', { params: { path: { key } } }))
