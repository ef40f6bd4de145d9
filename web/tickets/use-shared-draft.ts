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
  /** Sent: the words are forgotten, here and on the server. */
  forget: () => Promise<void>
}

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

  /** One at a time: two saves that cross each other would look like two devices. */
  const reconcile = useCallback(
    (read: boolean): Promise<void> => {
      const once = async (fromServer: boolean): Promise<void> => {
        const base = recallBase(who, number, kind)
        const there = fromServer ? await keptDraft(number, kind) : base
        const here = latest.current.text
        const { kind: what } = mergeDraft(here, base, there)
        if (what === 'push') {
          rememberBase(who, number, kind, await keepDraft(number, kind, { ...there, body: here }))
          return
        }
        if (what === 'both') {
          setOther(there)
          return
        }
        if (what === 'take') latest.current.write(there.body)
        rememberBase(who, number, kind, there)
      }
      sync.current = sync.current.then(async () => {
        try {
          await once(read).catch(async (error: unknown) => {
            if (problemOf(error).status !== 409) throw error
            await once(true)
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

  const unsettled = useRef(false)
  useEffect(() => {
    void reconcile(true)
    const look = (): void => {
      if (!document.hidden) void reconcile(true)
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      if (unsettled.current) void reconcile(false)
    }
  }, [reconcile])

  const { text } = draft
  useEffect(() => {
    if (other || text === recallBase(who, number, kind).body) return undefined
    unsettled.current = true
    const timer = setTimeout(() => {
      unsettled.current = false
      void reconcile(false)
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
    look: () => void reconcile(true),
    forget: () => {
      write('')
      latest.current = { ...latest.current, text: '' }
      unsettled.current = false
      return reconcile(false)
    },
  }
}
