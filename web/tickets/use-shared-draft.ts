import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { problemOf } from '../problem.ts'
import { keepDraft, keptDraft, recallBase, rememberBase, type SharedKind } from './draft-server.ts'
import { mergeDraft, type Kept } from './draft-merge.ts'
import { useDraft, type Draft } from './drafts.ts'

/** So long after the last key press the server gets the words; with the way there under two seconds. */
const settleAfter = 1000

export type SharedDraft = Draft & {
  /** Words of another device that do not go together with those here. */
  other: string | undefined
  /** Keeps these words and lets the other ones go. */
  decide: (text: string) => void
  /** True while the server could not be reached: then only this device keeps the words. */
  onlyHere: boolean
  /** Looks whether another device has written meanwhile. */
  look: () => void
  /** What the server keeps these words as, for it to forget as they are sent; undefined: it keeps none. */
  version: () => number | undefined
  /** Sent: the words are forgotten here too. What another device has written since takes their place. */
  forget: () => Promise<void>
}

/**
 * `write`: these words go to the server. `look`: its words are read first. `follow`: the same, but what is still being
 * typed here waits for its own pause: each key press would be a request otherwise, for the answer is heard as news.
 */
type How = 'write' | 'look' | 'follow'

/** A draft kept on this device at each key press and on the server soon after; never overwritten unseen. */
export function useSharedDraft(kind: SharedKind, who: string, number: number): SharedDraft {
  const draft = useDraft(kind, who, number)
  const [other, setOther] = useState<Kept>()
  const [onlyHere, setOnlyHere] = useState(false)
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  const sync = useRef(Promise.resolve())
  const unsettled = useRef(false)

  /** One at a time: two saves that cross each other would look like two devices. */
  const reconcile = useCallback(
    (how: How): Promise<void> => {
      const once = async (how: How): Promise<void> => {
        const base = recallBase(who, number, kind)
        const there = how === 'write' ? base : await keptDraft(number, kind)
        const here = latest.current.text
        const { kind: what } = mergeDraft(here, base, there)
        if (what === 'push') {
          if (how === 'follow' && unsettled.current) return
          rememberBase(who, number, kind, await keepDraft(number, kind, { ...there, body: here }))
          return
        }
        if (what === 'both') {
          setOther(there)
          return
        }
        if (what === 'take') {
          latest.current.write(there.body)
          // The next one of the row may come before the screen does.
          latest.current = { ...latest.current, text: there.body }
        }
        rememberBase(who, number, kind, there)
      }
      sync.current = sync.current.then(async () => {
        try {
          await once(how).catch(async (error: unknown) => {
            if (problemOf(error).status !== 409) throw error
            await once('look')
          })
          setOnlyHere(false)
        } catch {
          // The device has the words, and says so; the next key press or look tries again.
          setOnlyHere(true)
        }
      })
      return sync.current
    },
    [who, number, kind],
  )

  // Read when the composer opens and when somebody comes back to it, and followed in between: the topic `drafts:12` of the
  // live stream makes it old.
  useQuery({
    queryKey: ['drafts', number, kind, who],
    queryFn: async () => {
      await reconcile('follow')
      return null
    },
    staleTime: 0,
    gcTime: 0,
  })
  useEffect(
    () => () => {
      if (unsettled.current) void reconcile('write')
    },
    [reconcile],
  )

  const { text } = draft
  useEffect(() => {
    unsettled.current = text !== recallBase(who, number, kind).body
    if (other || !unsettled.current) return undefined
    const timer = setTimeout(() => {
      unsettled.current = false
      void reconcile('write')
    }, settleAfter)
    return () => clearTimeout(timer)
  }, [text, other, who, number, kind, reconcile])

  const { write } = draft
  return {
    ...draft,
    other: other?.body,
    decide: (words) => {
      if (other) rememberBase(who, number, kind, other)
      setOther(undefined)
      write(words)
    },
    onlyHere,
    look: () => void reconcile('look'),
    version: () => recallBase(who, number, kind).version || undefined,
    forget: () => {
      write('')
      latest.current = { ...latest.current, text: '' }
      unsettled.current = false
      return reconcile('write')
    },
  }
}
