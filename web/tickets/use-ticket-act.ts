import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { operations } from '../../api/types.ts'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast, undoToast } from '../shell/toasts.ts'
import { serverNow } from '../ui/clock.ts'

export type TicketAct = {
  run: () => Promise<unknown>
  /** What it did, as a sentence. */
  words: string
  /** Puts back what was. */
  undo?: () => Promise<unknown>
  /** What comes after it, also where its sheet has closed meanwhile. */
  next?: () => void
}

const undoWindow = 10_000

/** Does one thing to a ticket, says so, and offers to take it back for ten seconds. */
export function useTicketAct(number: number) {
  const queries = useQueryClient()
  const refresh = (): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['ticket'] }),
      queries.invalidateQueries({ queryKey: ['queue'] }),
    ])
  const takeBack = async (undo: () => Promise<unknown>): Promise<void> => {
    try {
      await undo()
      toast('Taken back.')
    } catch (error) {
      problemToast(`It was not taken back. ${problemOf(error).sentence}`)
    }
    await refresh()
  }
  return useMutation({
    mutationFn: (act: TicketAct) => act.run(),
    onSuccess: async (_done, { words, undo, next }) => {
      next?.()
      if (undo) undoToast(words, { run: () => takeBack(undo), until: serverNow() + undoWindow })
      else toast(words)
      await refresh()
    },
    onError: (error) =>
      void problemToast(`#${number} was not changed. ${problemOf(error).sentence}`),
  })
}

type Filing = Partial<operations['changeTicket']['requestBody']['content']['application/json']>

/** Changes what a ticket is filed under: type, due date, tags, form and fields. */
export function file(number: number, filing: Filing) {
  const body = { why: '', tellCustomer: false, ...filing }
  return take(api.PATCH('/api/v1/tickets/{number}', { params: { path: { number } }, body }))
}
