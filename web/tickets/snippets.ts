import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { firstName, type Ticket } from './words.ts'

export type Snippet = components['schemas']['Snippet']

const snippetsQuery = queryOptions({
  queryKey: ['snippets'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/snippets', { signal })),
})

/** Every text the team wrote once to use often, by title. */
export const useSnippets = (): Snippet[] => useQuery(snippetsQuery).data?.snippets ?? []

/** Keeps a text for the whole team. Throws 409 where the title is taken. */
export function useKeepSnippet() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { title: string; body: string }) =>
      take(api.POST('/api/v1/snippets', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: snippetsQuery.queryKey }),
  })
}

/** What a snippet's placeholders stand for in this ticket. */
export function placeholderValues(
  ticket: Pick<Ticket, 'number' | 'subject' | 'requester' | 'organizationName'>,
  agentName: string,
): Record<string, string> {
  const { number, subject, requester, organizationName } = ticket
  return {
    customer_name: requester.name,
    customer_first_name: firstName(requester.name),
    customer_email: requester.email,
    ...(organizationName !== null && { organization_name: organizationName }),
    ticket_number: String(number),
    ticket_subject: subject,
    agent_name: agentName,
  }
}
