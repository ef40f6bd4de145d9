import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'

export type Organization = components['schemas']['Organization']
export type OrganizationRow = components['schemas']['OrganizationRow']
export type CustomerTicket = components['schemas']['CustomerTicket']
export type Moment = Organization['notes'][number]['moment']

const pageLength = 50

/** By name. The topic 'organizations' makes it old. */
export const organizationsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['organizations', { q }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/organizations', {
          params: { query: { q, after: pageParam, limit: pageLength } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: [`organization:${id}`, 'page'],
    queryFn: () => take(api.GET('/api/v1/organizations/{id}', { params: { path: { id } } })),
  })

export const customerTicketsQuery = (id: string) =>
  queryOptions({
    queryKey: ['queue', { organization: id }],
    queryFn: () =>
      take(api.GET('/api/v1/organizations/{id}/tickets', { params: { path: { id } } })),
  })

export const peopleOfQuery = (id: string) =>
  queryOptions({
    queryKey: [`organization:${id}`, 'people'],
    queryFn: () => take(api.GET('/api/v1/contacts', { params: { query: { organization: id } } })),
  })

export const emergencyLinkQuery = (id: string) =>
  queryOptions({
    queryKey: [`organization:${id}`, 'emergency-link'],
    queryFn: () =>
      take(api.GET('/api/v1/organizations/{id}/emergency-link', { params: { path: { id } } })),
  })

export const addNote = (id: string, moment: Moment, body: string) =>
  take(
    api.POST('/api/v1/organizations/{id}/notes', {
      params: { path: { id } },
      body: { moment, body },
    }),
  )

export const removeNote = (id: string, note: string) =>
  take(api.DELETE('/api/v1/organizations/{id}/notes/{note}', { params: { path: { id, note } } }))

export const rotateLink = (id: string) =>
  take(api.POST('/api/v1/organizations/{id}/emergency-link', { params: { path: { id } } }))
