import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { useMe } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, undoToast } from '../shell/toasts.ts'
import { serverNow } from '../ui/clock.ts'
import { priorityWords, statusWords, type Priority, type Status, type Ticket } from './words.ts'

export type PersonName = { id: string; name: string }

const undoWindow = 10_000

/** One ticket with its conversation. The topic `ticket:12` makes it old. */
export const ticketQuery = (number: number) =>
  queryOptions({
    queryKey: ['ticket', number],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/tickets/{number}', { params: { path: { number } }, signal })),
  })

/** Every promise of a ticket with its ledger. */
export const clocksQuery = (number: number) =>
  queryOptions({
    queryKey: ['ticket', number, 'clocks'],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/tickets/{number}/clocks', { params: { path: { number } }, signal })),
  })

export type TicketChange =
  | { kind: 'assign'; to: PersonName | null }
  | { kind: 'status'; status: Status }
  | { kind: 'priority'; priority: Priority; why: string }

/** Asks the server for one change of one ticket. Throws a problem. */
export function changeTicket(number: number, change: TicketChange) {
  const params = { path: { number } }
  if (change.kind === 'assign') {
    const body = { assignee: change.to?.id ?? null }
    return take(api.PUT('/api/v1/tickets/{number}/assignee', { params, body }))
  }
  const body =
    change.kind === 'status'
      ? { status: change.status, why: '' }
      : { priority: change.priority, why: change.why }
  return take(api.PATCH('/api/v1/tickets/{number}', { params, body }))
}

/** What a change did, as a short sentence. */
export function changeWords(number: number, change: TicketChange, myId?: string): string {
  if (change.kind === 'status') return `#${number}: ${statusWords[change.status]}`
  if (change.kind === 'priority') return `#${number}: ${priorityWords[change.priority]} priority`
  if (change.to === null) return `#${number} belongs to nobody now`
  return change.to.id === myId ? `#${number} is yours` : `#${number} belongs to ${change.to.name}`
}

/** The change that puts back what was; undefined where there is no way back ("new"). */
export function reverseOf(
  before: Pick<Ticket, 'status' | 'priority' | 'assignee'>,
  change: TicketChange,
): TicketChange | undefined {
  if (change.kind === 'assign') return { kind: 'assign', to: before.assignee }
  if (change.kind === 'priority') {
    return { kind: 'priority', priority: before.priority, why: 'Taken back' }
  }
  if (before.status === 'new' || before.status === 'closed') return undefined
  return { kind: 'status', status: before.status }
}

/** Changes one ticket, says so, and offers to take it back for ten seconds. */
export function useTicketChange() {
  const queries = useQueryClient()
  const me = useMe()
  const refresh = (number: number): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['ticket', number] }),
      queries.invalidateQueries({ queryKey: ['queue'] }),
    ])
  const undo = async (number: number, back: TicketChange): Promise<void> => {
    try {
      await changeTicket(number, back)
    } catch (error) {
      problemToast(`#${number} was not taken back. ${problemOf(error).sentence}`)
    }
    await refresh(number)
  }
  return useMutation({
    mutationFn: ({
      ticket,
      change,
    }: {
      ticket: Pick<Ticket, 'number' | 'status' | 'priority' | 'assignee'>
      change: TicketChange
    }) => changeTicket(ticket.number, change),
    onSuccess: async (changed, { ticket, change }) => {
      queries.setQueryData(ticketQuery(ticket.number).queryKey, (before) =>
        before ? { ...before, ...changed } : undefined,
      )
      const back = reverseOf(ticket, change)
      if (back) {
        undoToast(changeWords(ticket.number, change, me?.id), {
          run: () => undo(ticket.number, back),
          until: serverNow() + undoWindow,
        })
      }
      await refresh(ticket.number)
    },
    onError: (error, { ticket }) =>
      void problemToast(`#${ticket.number} was not changed. ${problemOf(error).sentence}`),
  })
}
