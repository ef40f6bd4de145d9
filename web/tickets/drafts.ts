import { useCallback, useEffect, useState } from 'react'
import { recall, remember } from '../shell/remember.ts'

export type DraftKind = 'reply' | 'note' | 'documentation'

type Stored = { text: string; savedAt: number }

const nothing: Stored = { text: '', savedAt: 0 }

function read(key: string): Stored {
  const text = recall(key)
  if (text === undefined || text === '') return nothing
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return nothing
    const { text: body, savedAt } = { text: '', savedAt: 0, ...value }
    return typeof body === 'string' && typeof savedAt === 'number'
      ? { text: body, savedAt }
      : nothing
  } catch {
    // What another version left here is no draft of ours.
    return nothing
  }
}

export type Draft = {
  text: string
  /** When it was kept on this device, on the device's clock; 0 when there is nothing to keep. */
  savedAt: number
  /** False where the browser does not let us keep anything: then it must be said. */
  kept: boolean
  write: (text: string) => void
}

/** Words that came back go before what has been written since. Open composers follow. */
export function putBack(kind: DraftKind, who: string, number: number, words: string): void {
  const key = `watchdesk-draft:${who}:${number}:${kind}`
  const since = read(key).text
  const text = since.trim() === '' ? words : `${words}\n\n${since}`
  remember(key, JSON.stringify({ text, savedAt: Date.now() } satisfies Stored))
  window.dispatchEvent(new StorageEvent('storage', { key }))
  window.dispatchEvent(new CustomEvent(cameBack, { detail: { kind, number } }))
}

const cameBack = 'watchdesk-words-came-back'

/** Tells when words came back to one composer of this ticket; returns how to stop. */
export function onCameBack(number: number, tell: (kind: DraftKind) => void): () => void {
  const hear = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return
    const to: { kind: DraftKind; number: number } = event.detail
    if (to.number === number) tell(to.kind)
  }
  window.addEventListener(cameBack, hear)
  return () => window.removeEventListener(cameBack, hear)
}

/**
 * A text that is being written: kept on this device at every key press, per person, ticket and kind.
 * Another tab that writes the same draft is followed.
 */
export function useDraft(kind: DraftKind, who: string, number: number): Draft {
  const key = `watchdesk-draft:${who}:${number}:${kind}`
  const [draft, setDraft] = useState({ key, ...read(key), kept: true })
  const current = draft.key === key ? draft : { key, ...read(key), kept: true }

  useEffect(() => {
    const follow = (event: StorageEvent): void => {
      if (event.key === key) setDraft({ key, ...read(key), kept: true })
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key])

  const write = useCallback(
    (text: string) => {
      const stored = text === '' ? nothing : { text, savedAt: Date.now() }
      const kept = remember(key, text === '' ? '' : JSON.stringify(stored))
      setDraft({ key, ...stored, kept })
    },
    [key],
  )
  return { text: current.text, savedAt: current.savedAt, kept: current.kept, write }
}
