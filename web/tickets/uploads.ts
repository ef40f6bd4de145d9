import { useCallback, useEffect, useRef, useState } from 'react'
import { problemOf } from '../problem.ts'
import { recall, remember } from '../shell/remember.ts'
import { upload } from '../upload.ts'
import type { SharedKind } from './draft-server.ts'

export type Upload = {
  key: string
  name: string
  bytes: number
} & (
  | { state: 'going'; share: number }
  | { state: 'ready'; id: string }
  | { state: 'failed'; why: string }
)

export type Uploads = {
  list: Upload[]
  add: (files: Iterable<File>) => void
  remove: (key: string) => void
  /** Waits until nothing is on its way; then the ids to send, or the name of one that failed. */
  settled: () => Promise<{ ids: string[] } | { failed: string }>
  /** They were sent; `heldAs`: with a reply that can still be taken back. */
  clear: (heldAs?: string) => void
}

const storageKey = (who: string, number: number, kind: SharedKind): string =>
  `watchdesk-files:${who}:${number}:${kind}`

function recalled(key: string): Upload[] {
  try {
    const value: unknown = JSON.parse(recall(key) || '[]')
    if (!Array.isArray(value)) return []
    return value.flatMap((one: unknown): Upload[] => {
      const { id, name, bytes } = { id: '', name: '', bytes: 0, ...(one as object) }
      return typeof id === 'string' && id !== ''
        ? [{ key: id, id, name, bytes, state: 'ready' }]
        : []
    })
  } catch {
    // What another version left here names no files of ours.
    return []
  }
}

let next = 0

const sentWith = new Map<string, Upload[]>()

/** A reply was taken back: its files are there again, before those that have come since. */
export function putFilesBack(who: string, number: number, replyId: string): void {
  const files = sentWith.get(replyId)
  if (!files || files.length === 0) return
  sentWith.delete(replyId)
  const key = storageKey(who, number, 'reply')
  remember(key, JSON.stringify([...files, ...recalled(key)]))
  window.dispatchEvent(new StorageEvent('storage', { key }))
}

/**
 * The files that go with what is being written: sent to the server at once, remembered on this
 * device, and never shared between the two composers.
 */
export function useUploads(kind: SharedKind, who: string, number: number): Uploads {
  const key = storageKey(who, number, kind)
  const [list, setList] = useState(() => recalled(key))
  const stops = useRef(new Map<string, AbortController>())
  const going = useRef(new Set<Promise<void>>())
  const latest = useRef(list)

  const change = useCallback(
    (to: (now: Upload[]) => Upload[]) => {
      latest.current = to(latest.current)
      setList(latest.current)
      const ready = latest.current.filter((one) => one.state === 'ready')
      remember(key, ready.length === 0 ? '' : JSON.stringify(ready))
    },
    [key],
  )
  useEffect(() => {
    const follow = (event: StorageEvent): void => {
      if (event.key !== key) return
      const ready = recalled(key)
      const known = new Set(ready.map(({ key }) => key))
      const others = latest.current.filter((one) => one.state !== 'ready' && !known.has(one.key))
      latest.current = [...ready, ...others]
      setList(latest.current)
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key])
  useEffect(() => {
    const running = stops.current
    return () => running.forEach((stop) => stop.abort())
  }, [])

  const start = (file: File): void => {
    const one = { key: `new-${(next += 1)}`, name: file.name, bytes: file.size }
    const stop = new AbortController()
    stops.current.set(one.key, stop)
    const become = (now: Upload): void =>
      change((all) => all.map((other) => (other.key === one.key ? now : other)))
    change((all) => [...all, { ...one, state: 'going', share: 0 }])
    const run = upload(file, (share) => become({ ...one, state: 'going', share }), stop.signal)
      .then(({ id, name, bytes }) => become({ key: one.key, id, name, bytes, state: 'ready' }))
      .catch((error: unknown) =>
        become({ ...one, state: 'failed', why: problemOf(error).sentence }),
      )
      .finally(() => {
        stops.current.delete(one.key)
        going.current.delete(run)
      })
    going.current.add(run)
  }

  return {
    list,
    add: (files) => {
      for (const file of files) start(file)
    },
    remove: (gone) => {
      change((all) => all.filter(({ key }) => key !== gone))
      stops.current.get(gone)?.abort()
    },
    settled: async () => {
      await Promise.all(going.current)
      const failed = latest.current.find(({ state }) => state === 'failed')
      if (failed) return { failed: failed.name }
      return { ids: latest.current.flatMap((one) => (one.state === 'ready' ? [one.id] : [])) }
    },
    clear: (heldAs) => {
      if (heldAs !== undefined) sentWith.set(heldAs, latest.current)
      change(() => [])
    },
  }
}
