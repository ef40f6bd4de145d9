import { useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../problem.ts'
import { problemToast, toast, undoToast } from '../shell/toasts.ts'
import { serverNow } from '../ui/clock.ts'

/** What was done, as a sentence, and how it is taken back. */
export type Saved = { words: string; undo?: () => Promise<unknown> }

const undoWindow = 10_000

/** Everything of customers that a change may have touched. */
export function useCustomersChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['organization', 'organizations', 'contacts', 'contact'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    )
}

/** Says what was done, and offers to take it back for ten seconds. */
export function useSaid(): (saved: Saved) => void {
  const changed = useCustomersChanged()
  const takeBack = async (undo: () => Promise<unknown>): Promise<void> => {
    try {
      await undo()
      toast('Taken back.')
    } catch (error) {
      problemToast(`It was not taken back. ${problemOf(error).sentence}`)
    }
    await changed()
  }
  return ({ words, undo }) => {
    if (undo) undoToast(words, { run: () => takeBack(undo), until: serverNow() + undoWindow })
    else toast(words)
  }
}
