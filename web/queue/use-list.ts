import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueRow } from './queries.ts'
import { between } from './rows.ts'
import { lastTrail, leaveTrail } from './trail.ts'

const none: ReadonlySet<number> = new Set()

/** Which rows are selected, by number. */
export function useSelection() {
  const [selected, setSelected] = useState(none)
  const toggle = useCallback((number: number) => {
    setSelected((now) => {
      const next = new Set(now)
      if (!next.delete(number)) next.add(number)
      return next
    })
  }, [])
  const clear = useCallback(() => setSelected(none), [])
  return { selected, setSelected, toggle, clear }
}

/** Which row has the focus and which are selected, and how the keyboard moves both. */
export function useList(rows: QueueRow[], selection: ReturnType<typeof useSelection>) {
  const { setSelected } = selection
  const [focused, setFocused] = useState(() => lastTrail().focused)
  // Coming back from a ticket, the row one left is the row one stands on.
  const [wish, setWish] = useState(focused === undefined ? 0 : 1)
  const anchor = useRef<number>(undefined)

  const focus = useCallback((number: number) => {
    setFocused(number)
    leaveTrail({ focused: number })
  }, [])

  /** Puts the focus on a row in the document too. */
  const goTo = useCallback(
    (number: number | undefined) => {
      if (number === undefined) return
      focus(number)
      setWish((count) => count + 1)
    },
    [focus],
  )

  // A row that left the list hands its focus to the one that took its place.
  const before = useRef(rows)
  useEffect(() => {
    const old = before.current
    before.current = rows
    if (focused === undefined || rows.some(({ number }) => number === focused)) return
    const at = old.findIndex(({ number }) => number === focused)
    const successor =
      at < 0 ? undefined : (rows[Math.min(at, rows.length - 1)]?.number ?? undefined)
    const wasThere = document.activeElement === document.body
    if (successor === undefined) return
    focus(successor)
    if (wasThere) setWish((count) => count + 1)
  }, [rows, focused, focus])

  const index = rows.findIndex(({ number }) => number === focused)
  const move = (step: number): void => {
    const to = index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))
    anchor.current = undefined
    goTo(rows[to]?.number)
  }
  const extend = (step: number): void => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, index + step))]?.number
    if (focused === undefined || to === undefined) return
    anchor.current ??= focused
    const from = anchor.current
    setSelected(new Set(between(rows, from, to)))
    goTo(to)
  }
  return {
    ...selection,
    focused,
    row: rows[index],
    wish,
    focus,
    goTo,
    move,
    extend,
  }
}
