import { useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { putBack } from './drafts.ts'
import { ticketQuery } from './queries.ts'
import { putFilesBack } from './uploads.ts'

/** Takes a reply back before it is sent; its words go into the draft of whoever took it back. */
export function useTakeBack(number: number, myId: string): (id: string) => Promise<void> {
  const queries = useQueryClient()
  return async (id) => {
    try {
      const { body } = await take(
        api.DELETE('/api/v1/tickets/{number}/replies/{id}', { params: { path: { number, id } } }),
      )
      putBack('reply', myId, number, body)
      putFilesBack(myId, number, id)
      toast('Taken back. Nobody has seen it; your words are in the reply.')
    } catch (error) {
      problemToast(`It was not taken back. ${problemOf(error).sentence}`)
    }
    await queries.invalidateQueries({ queryKey: ticketQuery(number).queryKey })
  }
}

/** Tries once more to send a reply that could not be sent. */
export function useSendHeld(number: number): (id: string) => Promise<void> {
  const queries = useQueryClient()
  return async (id) => {
    try {
      await take(
        api.POST('/api/v1/tickets/{number}/replies/{id}/attempts', {
          params: { path: { number, id } },
        }),
      )
      toast('It is being sent. Should it fail again, it says so here.')
    } catch (error) {
      problemToast(`It was not tried again. ${problemOf(error).sentence}`)
    }
    await queries.invalidateQueries({ queryKey: ticketQuery(number).queryKey })
  }
}
