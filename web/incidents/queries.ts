import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast, undoToast } from '../shell/toasts.ts'

export type Incident = components['schemas']['Incident']
export type PageTrace = components['schemas']['PageTrace']
export type Call = components['schemas']['Call']

// A key whose second word is no plain id is touched by a change of any incident.
const ofTicket = (ticket: number) => ['incident', { ofTicket: ticket }] as const

/** The newest emergency of a ticket; null when it never had one. */
export const incidentOfQuery = (ticket: number) =>
  queryOptions({
    queryKey: ofTicket(ticket),
    queryFn: async ({ signal }) => {
      const params = { path: { number: ticket } }
      const found = await take(api.GET('/api/v1/tickets/{number}/incident', { params, signal }))
      return found.incident
    },
  })

export const useIncidentOf = (ticket: number) => useQuery(incidentOfQuery(ticket))

/** Every page of an emergency with its fate. */
export const pagesQuery = (incident: number) =>
  queryOptions({
    queryKey: ['incident', incident, 'pages'],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/incidents/{number}/pages', {
          params: { path: { number: incident } },
          signal,
        }),
      ),
  })

export const usePages = (incident: number) => useQuery(pagesQuery(incident))

/** The call links of an emergency; the open one is last. */
export const callsQuery = (incident: number) =>
  queryOptions({
    queryKey: ['incident', incident, 'calls'],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/incidents/{number}/calls', {
          params: { path: { number: incident } },
          signal,
        }),
      ),
  })

export const useCalls = (incident: number) => useQuery(callsQuery(incident))

/** The link everybody is to use now. */
export const openCall = (calls: Call[] | undefined): Call | undefined =>
  calls?.findLast(({ replacedAt }) => replacedAt === null)

export type IncidentAct =
  | { kind: 'acknowledge' | 'undo' | 'hand_back' | 'resolve' }
  | { kind: 'pass_on'; to: string | null; reason: string }
  | { kind: 'escalate'; version: number }

/** Asks the server for one act on an emergency; answers with the emergency as it is then. */
export function actOnIncident(number: number, act: IncidentAct): Promise<Incident> {
  const params = { path: { number } }
  switch (act.kind) {
    case 'acknowledge':
      return take(api.PUT('/api/v1/incidents/{number}/acknowledgement', { params }))
    case 'undo':
      return take(api.DELETE('/api/v1/incidents/{number}/acknowledgement', { params }))
    case 'hand_back':
      return take(api.POST('/api/v1/incidents/{number}/hand-backs', { params }))
    case 'resolve':
      return take(api.PUT('/api/v1/incidents/{number}/resolution', { params }))
    case 'pass_on': {
      const body = { to: act.to, reason: act.reason }
      return take(api.POST('/api/v1/incidents/{number}/passes', { params, body }))
    }
    case 'escalate': {
      const body = { version: act.version }
      return take(api.POST('/api/v1/incidents/{number}/escalations', { params, body }))
    }
  }
}

function doneWords(act: IncidentAct, { pagedNow }: Incident): string {
  const paged = pagedNow.length > 0 ? `Paging ${pagedNow.join(', ')}.` : 'The next level is paged.'
  const words: Record<IncidentAct['kind'], string> = {
    acknowledge: 'You have it.',
    undo: 'Taken back. The escalation stands where it stood.',
    hand_back: 'Handed back. It escalates on.',
    resolve: 'Resolved. Now write down what was done.',
    pass_on: 'Passed on. Thank you for saying so.',
    escalate: paged,
  }
  return words[act.kind]
}

/** Acts on an emergency from a ticket: says what became of it, in the server's words when refused. */
export function useIncidentAct(incident: Pick<Incident, 'number' | 'ticketNumber'>) {
  const queries = useQueryClient()
  const refresh = (): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['incident'] }),
      queries.invalidateQueries({ queryKey: ['ticket', incident.ticketNumber] }),
      queries.invalidateQueries({ queryKey: ['shell'] }),
    ])
  const mutation = useMutation({
    mutationFn: (act: IncidentAct) => actOnIncident(incident.number, act),
    onSuccess: async (now, act) => {
      if (incident.ticketNumber !== null) {
        queries.setQueryData(ofTicket(incident.ticketNumber), now)
      }
      const until = now.undoUntil === null ? undefined : Date.parse(now.undoUntil)
      if (act.kind === 'acknowledge' && until !== undefined && now.may.includes('undo')) {
        undoToast(doneWords(act, now), {
          run: async () => {
            await mutation.mutateAsync({ kind: 'undo' }).catch(() => undefined)
          },
          until,
        })
      } else toast(doneWords(act, now))
      await refresh()
    },
    onError: async (error) => {
      problemToast(problemOf(error).sentence)
      await refresh()
    },
  })
  return mutation
}

/** Makes the call link, or moves everybody to the next one when this one does not open. */
export function useCallChange(incident: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (replaces: string | undefined) =>
      take(
        api.POST('/api/v1/incidents/{number}/calls', {
          params: { path: { number: incident } },
          body: { replaces, reason: 'It does not open' },
        }),
      ),
    onSuccess: async (call, replaces) => {
      if (replaces !== undefined) toast(`Everybody moves to ${call.name}.`)
      await queries.invalidateQueries({ queryKey: ['incident', incident, 'calls'] })
    },
    onError: (error) => void problemToast(problemOf(error).sentence),
  })
}
