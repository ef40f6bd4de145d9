import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../../problem.ts'
import { acknowledge, type Way } from './use-page.ts'

/**
 * idle: nothing was pressed. sending: on its way. slow: longer than two seconds. offline: not sent,
 * tried again until the server confirms. refused: the server said no, in `words`.
 */
export type Sending = {
  state: 'idle' | 'sending' | 'slow' | 'offline' | 'refused'
  words?: string
}

const slowAfter = 2000
const giveUpAfter = 8000
const againAfter = 1500

/** Waits, but not longer than until the connection is back or the wait is called off. */
function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const over = new AbortController()
    const finish = (): void => {
      over.abort()
      clearTimeout(timer)
      done()
    }
    const timer = setTimeout(finish, millis)
    window.addEventListener('online', finish, { signal: over.signal })
    signal.addEventListener('abort', finish, { signal: over.signal })
  })
}

const notReached = (error: unknown): boolean =>
  problemOf(error).status === 0 ||
  problemOf(error).status >= 500 ||
  (error instanceof DOMException && error.name === 'TimeoutError')

/** Acknowledging: it never says more than the server confirmed, and never gives up while offline. */
export function useAcknowledge(way: Way, onConfirmed: () => void) {
  const [sending, setSending] = useState<Sending>({ state: 'idle' })
  const running = useRef<AbortController>(undefined)
  const latest = useRef(onConfirmed)
  useEffect(() => {
    latest.current = onConfirmed
  })
  // Somebody else took it, or it is ours: there is nothing left to send.
  useEffect(
    () => () => {
      running.current?.abort()
      running.current = undefined
    },
    [],
  )

  const press = (): void => {
    if (running.current) return
    const control = new AbortController()
    running.current = control
    setSending({ state: 'sending' })

    const attempt = async (): Promise<void> => {
      const slow = setTimeout(() => {
        setSending((now) => (now.state === 'sending' ? { state: 'slow' } : now))
      }, slowAfter)
      try {
        const timeout = AbortSignal.timeout(giveUpAfter)
        await acknowledge(way, AbortSignal.any([control.signal, timeout]))
        if (control.signal.aborted) return
        running.current = undefined
        latest.current()
      } catch (error) {
        if (control.signal.aborted) return
        if (!notReached(error)) {
          running.current = undefined
          setSending({ state: 'refused', words: problemOf(error).sentence })
          return
        }
        setSending({ state: 'offline' })
        await pause(againAfter, control.signal)
        if (!control.signal.aborted) void attempt()
      } finally {
        clearTimeout(slow)
      }
    }
    void attempt()
  }
  return { sending, press }
}
