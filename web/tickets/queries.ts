import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { useMe } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, undoToast } from '../shell/toasts.ts'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone } from '../ui/zone.ts'
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

/** Fields, forms and named statuses of the playbook. */
export const formsQuery = queryOptions({
  queryKey: ['ticket-forms'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/ticket-forms', { signal })),
  staleTime: 10 * 60_000,
})

export type TicketChange =
  | { kind: 'assign'; to: PersonName | null }
  /** `name`: one of the playbook's own names inside that status. */
  | { kind: 'status'; status: Status; name?: { key: string; name: string } }
  | { kind: 'priority'; priority: Priority; why: string; tellCustomer?: boolean }
  /** An instant, or null: until the customer answers. */
  | { kind: 'snooze'; until: string | null }
  | { kind: 'wake' }

/** Asks the server for one change of one ticket. Throws a problem. */
export function changeTicket(number: number, change: TicketChange) {
  const params = { path: { number } }
  if (change.kind === 'assign') {
    const body = { assignee: change.to?.id ?? null }
    return take(api.PUT('/api/v1/tickets/{number}/assignee', { params, body }))
  }
  if (change.kind === 'snooze') {
    const body = change.until === null ? { untilAnswer: true as const } : { until: change.until }
    return take(api.PUT('/api/v1/tickets/{number}/snooze', { params, body }))
  }
  if (change.kind === 'wake') return take(api.DELETE('/api/v1/tickets/{number}/snooze', { params }))
  const { kind: _kind, ...rest } = change
  const body =
    'status' in rest
      ? rest.name
        ? { statusName: rest.name.key, why: '', tellCustomer: false }
        : { status: rest.status, why: '', tellCustomer: false }
      : { tellCustomer: false, ...rest }
  return take(api.PATCH('/api/v1/tickets/{number}', { params, body }))
}

/** What a change did, as a short sentence. */
export function changeWords(number: number, change: TicketChange, myId?: string): string {
  if (change.kind === 'status') {
    return `#${number}: ${change.name?.name ?? statusWords[change.status]}`
  }
  if (change.kind === 'wake') return `#${number} is awake`
  if (change.kind === 'snooze') {
    const until = change.until && momentWords(Date.parse(change.until), viewerZone(), serverNow())
    return `#${number} sleeps until ${until ?? 'they answer'}`
  }
  if (change.kind === 'priority') return `#${number}: ${priorityWords[change.priority]} priority`
  if (change.to === null) return `#${number} belongs to nobody now`
  return change.to.id === myId ? `#${number} is yours` : `#${number} belongs to ${change.to.name}`
}

/** What of a ticket must be known to put a change back. */
type Before = Pick<Ticket, 'status' | 'priority' | 'assignee'> &
  Partial<Pick<Ticket, 'statusName' | 'snoozed'>>

/** The change that puts back what was; undefined where there is no way back ("new"). */
export function reverseOf(before: Before, change: TicketChange): TicketChange | undefined {
  if (change.kind === 'snooze' || change.kind === 'wake') {
    const { snoozed } = before
    if (!snoozed) return { kind: 'wake' }
    return { kind: 'snooze', until: snoozed.untilAnswer ? null : snoozed.until }
  }
  if (change.kind === 'assign') return { kind: 'assign', to: before.assignee }
  if (change.kind === 'priority') {
    return { kind: 'priority', priority: before.priority, why: 'Taken back' }
  }
  if (before.status === 'new' || before.status === 'closed') return undefined
  const key = before.statusName
  return { kind: 'status', status: before.status, ...(key && { name: { key, name: key } }) }
}

/** Goes to the field of the form that stands in the way. */
function focusField(key: string): void {
  const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`)
  const fold = field?.closest('details')
  if (fold) fold.open = true
  field?.focus()
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
      ticket: Before & Pick<Ticket, 'number'>
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
    onError: (error, { ticket }) => {
      const { sentence, errors } = problemOf(error)
      const missing = errors.find(({ path }) => path.startsWith('fields.'))
      const what = errors.map(({ message }) => message).filter((one) => !sentence.includes(one))
      problemToast([`#${ticket.number} was not changed.`, sentence, what.join('; ')].join(' '))
      if (missing) focusField(missing.path.slice('fields.'.length))
    },
  })
}
