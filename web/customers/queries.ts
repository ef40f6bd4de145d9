import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components, operations } from '../../api/types.ts'
import { api, take } from '../api.ts'

export type Organization = components['schemas']['Organization']
export type OrganizationRow = components['schemas']['OrganizationRow']
export type ContactRow = components['schemas']['ContactRow']
export type CustomerTicket = components['schemas']['CustomerTicket']
export type Moment = Organization['notes'][number]['moment']

type Body<T extends keyof operations> = operations[T] extends {
  requestBody: { content: { 'application/json': infer B } }
}
  ? B
  : never

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
    queryKey: ['organization', id, 'page'],
    queryFn: () => take(api.GET('/api/v1/organizations/{id}', { params: { path: { id } } })),
  })

export const customerTicketsQuery = (id: string) =>
  queryOptions({
    queryKey: ['queue', { organization: id }],
    queryFn: () =>
      take(api.GET('/api/v1/organizations/{id}/tickets', { params: { path: { id } } })),
  })

/** Contacts of one organization by name. The topic 'contacts' makes it old. */
export const peopleOfQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', { organization: id }],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/contacts', {
          params: { query: { organization: id, after: pageParam, limit: pageLength } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id, 'page'],
    queryFn: () => take(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } })),
  })

/** Plans and own fields of the playbook. */
export const customerFormsQuery = queryOptions({
  queryKey: ['customer-forms'],
  queryFn: () => take(api.GET('/api/v1/customer-forms')),
  staleTime: 60_000,
})

export const emergencyLinkQuery = (id: string) =>
  queryOptions({
    queryKey: ['organization', id, 'emergency-link'],
    queryFn: () =>
      take(api.GET('/api/v1/organizations/{id}/emergency-link', { params: { path: { id } } })),
  })

export const addOrganization = (body: Body<'createOrganization'>) =>
  take(api.POST('/api/v1/organizations', { body }))

export const changeOrganization = (id: string, body: Body<'changeOrganization'>) =>
  take(api.PATCH('/api/v1/organizations/{id}', { params: { path: { id } }, body }))

export const setSharing = (id: string, body: Body<'setSharing'>) =>
  take(api.PUT('/api/v1/organizations/{id}/sharing', { params: { path: { id } }, body }))

export const addContact = (body: Body<'createContact'>) =>
  take(api.POST('/api/v1/contacts', { body }))

export const changeContact = (id: string, body: Body<'changeContact'>) =>
  take(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, body }))

/** Whoever has exactly this address. */
export async function contactByAddress(email: string): Promise<ContactRow | undefined> {
  const query = { q: email, limit: 10 }
  const { contacts } = await take(api.GET('/api/v1/contacts', { params: { query } }))
  return contacts.find((one) => one.email === email.toLowerCase())
}

export const setMembership = (id: string, organization: string, body: Body<'setMembership'> = {}) =>
  take(
    api.PUT('/api/v1/contacts/{id}/organizations/{organization}', {
      params: { path: { id, organization } },
      body,
    }),
  )

export const removeMembership = (id: string, organization: string) =>
  take(
    api.DELETE('/api/v1/contacts/{id}/organizations/{organization}', {
      params: { path: { id, organization } },
    }),
  )

export const blockContact = (id: string, reason: string) =>
  take(api.PUT('/api/v1/contacts/{id}/block', { params: { path: { id } }, body: { reason } }))

export const unblockContact = (id: string) =>
  take(api.DELETE('/api/v1/contacts/{id}/block', { params: { path: { id } } }))

export const addSubscription = (body: Body<'createSubscription'>) =>
  take(api.POST('/api/v1/subscriptions', { body }))

export const changeSubscription = (id: string, body: Body<'changeSubscription'>) =>
  take(api.PATCH('/api/v1/subscriptions/{id}', { params: { path: { id } }, body }))

export const bookMinutes = (id: string, minutes: number, why: string) =>
  take(
    api.POST('/api/v1/subscriptions/{id}/minutes', {
      params: { path: { id } },
      body: { minutes, why },
    }),
  )

export const addNote = (id: string, moment: Moment, body: string) =>
  take(
    api.POST('/api/v1/organizations/{id}/notes', {
      params: { path: { id } },
      body: { moment, body },
    }),
  )

export const removeNote = (id: string, note: string) =>
  take(api.DELETE('/api/v1/organizations/{id}/notes/{note}', { params: { path: { id, note } } }))

export const restoreNote = (id: string, note: string) =>
  take(
    api.POST('/api/v1/organizations/{id}/notes/{note}/restoration', {
      params: { path: { id, note } },
    }),
  )

export const rotateLink = (id: string) =>
  take(api.POST('/api/v1/organizations/{id}/emergency-link', { params: { path: { id } } }))
