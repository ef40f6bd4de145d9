import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import type { TicketChange } from '../tickets/queries.ts'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone } from '../ui/zone.ts'
import { follow, previewBulk, startBulk } from './bulk-run.ts'
import { ticketWords, wishOf, type BulkPreview, type Wish } from './bulk-words.ts'

export type BulkSheet =
  | { kind: 'assign' | 'team' | 'tags' | 'snooze' | 'all' }
  | { kind: 'preview'; wish: Wish; preview: BulkPreview }

const untilWords = (at: string): string => momentWords(Date.parse(at), viewerZone(), serverNow())

/**
 * Changes the selected tickets. Where all of them would be changed it happens at once; where some would be refused, a
 * sheet says which and why first. `onStarted` lets go of the selection.
 */
export function useBulk(selected: ReadonlySet<number>, onStarted: () => void) {
  const [sheet, setSheet] = useState<BulkSheet>()
  const [busy, setBusy] = useState(false)
  const numbers = [...selected]

  const safely = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await act()
    } catch (error) {
      problemToast(`Nothing was changed. ${problemOf(error).sentence}`)
    } finally {
      setBusy(false)
    }
  }
  const begin = async (wish: Wish): Promise<void> => {
    const { id } = await startBulk(numbers, wish)
    follow({ id, words: wish.words })
    setSheet(undefined)
    onStarted()
  }
  const ask = (wish: Wish): Promise<void> =>
    safely(async () => {
      const preview = await previewBulk(numbers, wish)
      if (preview.refused > 0) return setSheet({ kind: 'preview', wish, preview })
      if (preview.changing > 0) return begin(wish)
      setSheet(undefined)
      toast(`${ticketWords(preview.same)}: so already.`)
    })
  return {
    numbers,
    busy,
    sheet,
    open: (kind: 'assign' | 'team' | 'tags' | 'snooze' | 'all') => setSheet({ kind }),
    close: () => setSheet(undefined),
    /** Looks what would happen, and does it when nobody would be refused. */
    ask: (wish: Wish | undefined): void => {
      if (wish) void ask(wish)
    },
    askChange: (change: TicketChange): void => {
      const wish = wishOf(change, untilWords)
      if (wish) void ask(wish)
    },
    /** Does it, also where some are refused. */
    begin: (wish: Wish): void => void safely(() => begin(wish)),
  }
}

export type Bulk = ReturnType<typeof useBulk>
