import { useState, type RefObject } from 'react'
import { firstUnfilled } from './placeholders.ts'
import type { Uploads } from './uploads.ts'
import type { SharedDraft } from './use-shared-draft.ts'

/** What goes to the server; `draft`: what it keeps them as until then. */
export type Words = { body: string; files: string[]; draft: number | undefined }

/**
 * What must be so before words go anywhere: one text, every place filled, every file on the server.
 * `prepare` waits for the files; undefined: it does not go, and `stop` says why.
 */
export function usePrepare(
  draft: SharedDraft,
  uploads: Uploads,
  field: RefObject<HTMLTextAreaElement | null>,
) {
  const [stop, setStop] = useState<string>()
  const [waiting, setWaiting] = useState(false)
  const prepare = async (): Promise<Words | undefined> => {
    setStop(undefined)
    if (draft.other !== undefined) {
      setStop('Say first which of your two texts counts.')
      return undefined
    }
    const place = firstUnfilled(draft.text)
    if (place) {
      setStop(`Fill in {{${place.name}}} first. Braces that are meant go into a code block.`)
      field.current?.focus()
      field.current?.setSelectionRange(place.from, place.to)
      return undefined
    }
    setWaiting(true)
    const files = await uploads.settled()
    setWaiting(false)
    if ('failed' in files) {
      setStop(`${files.failed} did not reach the server. Remove it, or attach it again.`)
      return undefined
    }
    return { body: draft.text, files: files.ids, draft: draft.version() }
  }
  return { prepare, stop, waiting, goesOn: () => setStop(undefined) }
}
