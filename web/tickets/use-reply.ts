import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf, type Problem } from '../problem.ts'
import { newSince, readable } from './entries.ts'
import { leakedPassage } from './leak.ts'
import { ticketQuery } from './queries.ts'
import type { components } from '../../api/types.ts'
import type { Words } from './use-prepare.ts'
import type { Comment, Ticket } from './words.ts'

export type After = 'stay' | 'pending' | 'solved'

/** Why sending waits for a second look; each asks once. */
export type Pause =
  | { kind: 'leak'; passage: string; after: After }
  | { kind: 'stale'; fresh: Comment[]; after: After }

type Skips = { leak?: boolean; stale?: boolean }

const leakOf = ({ comments }: Ticket, body: string): string | undefined =>
  leakedPassage(
    body,
    comments.filter(({ kind }) => kind === 'note').map(({ body }) => body),
  )

function send(ticket: Ticket, words: Words, after: After) {
  return take(
    api.POST('/api/v1/tickets/{number}/replies', {
      params: { path: { number: ticket.number } },
      body: { ...words, version: ticket.version, ...(after !== 'stay' && { status: after }) },
    }),
  )
}

/**
 * `onSent` is told whether the writer is still there: an answer that comes late must carry nobody away.
 * Sends a public reply behind two guards: words of an internal note, and messages that came while
 * it was written. The server compares the version again.
 */
export function useReply(
  ticket: Ticket,
  myName: string,
  onSent: (after: After, written: components['schemas']['Written'], isHere: boolean) => void,
) {
  const queries = useQueryClient()
  const [pause, setPause] = useState<Pause>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const known = useRef<Set<string>>(undefined)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  /** Called when writing begins: from here on, what others write is news. */
  const begin = (): void => {
    known.current ??= new Set(readable(ticket).map(({ id }) => id))
  }

  const refetch = (): Promise<Ticket> =>
    queries.fetchQuery({ ...ticketQuery(ticket.number), staleTime: 0 })

  const guard = (body: string, after: After, skips: Skips): Pause | undefined => {
    const passage = skips.leak ? undefined : leakOf(ticket, body)
    if (passage) return { kind: 'leak', passage, after }
    const fresh = newSince(readable(ticket), known.current ?? new Set(), myName)
    return known.current && fresh.length > 0 && !skips.stale
      ? { kind: 'stale', fresh, after }
      : undefined
  }

  const onConflict = async (
    words: Words,
    after: After,
    skips: Skips,
    error: unknown,
  ): Promise<void> => {
    const now = await refetch()
    // Refused for another reason, for one that it is closed.
    if (now.version === ticket.version) throw error
    const fresh = newSince(readable(now), new Set(readable(ticket).map(({ id }) => id)), myName)
    // A note of a moment ago, also one's own, was not known when the words were looked at.
    const passage = skips.leak ? undefined : leakOf(now, words.body)
    if (passage) setPause({ kind: 'leak', passage, after })
    else if (fresh.length > 0) setPause({ kind: 'stale', fresh, after })
    // Only its owner or status changed: nothing to read, so the reply goes out as it is.
    else await deliver(now, words, after)
  }

  const deliver = async (seen: Ticket, words: Words, after: After): Promise<void> => {
    const written = await send(seen, words, after)
    known.current = undefined
    onSent(after, written, here.current)
    await Promise.all([refetch(), queries.invalidateQueries({ queryKey: ['queue'] })])
  }

  const submit = async (words: Words, after: After, skips: Skips = {}): Promise<void> => {
    if (busy) return
    const stop = guard(words.body, after, skips)
    setPause(stop)
    if (stop) return
    setBusy(true)
    setProblem(undefined)
    try {
      await deliver(ticket, words, after).catch(async (error: unknown) => {
        if (problemOf(error).status !== 409) throw error
        await onConflict(words, after, skips, error)
      })
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return {
    begin,
    submit,
    busy,
    pause,
    problem,
    goOn: (words: Words) => {
      if (!pause) return
      // What was shown has been read: it is not news any more.
      known.current = new Set(readable(ticket).map(({ id }) => id))
      void submit(words, pause.after, { leak: true, stale: true })
    },
    back: () => setPause(undefined),
  }
}
