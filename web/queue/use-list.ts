import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { focusStore } from './focus-store.ts'
import type { QueueRow } from './queries.ts'
import { between } from './rows.ts'

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
  /** All of these, or none of them. */
  const set = useCallback((numbers: readonly number[], wanted: boolean) => {
    setSelected((now) => {
      const next = new Set(now)
      for (const number of numbers) {
        if (wanted) next.add(number)
        else next.delete(number)
      }
      return next
    })
  }, [])
  return { selected, setSelected, toggle, clear, set }
}

/** Which row has the focus and which are selected, and how the keyboard moves both. */
export function useList(rows: QueueRow[], selection: ReturnType<typeof useSelection>) {
  const { setSelected, toggle, clear } = selection
  const [store] = useState(focusStore)
  const anchor = useRef<number>(undefined)
  /** Puts the focus on a row in the document; the grid says how. */
  const reveal = useRef<(number: number) => void>(undefined)
  const indexOf = useMemo(() => new Map(rows.map(({ number }, index) => [number, index])), [rows])

  const goTo = useCallback(
    (number: number | undefined) => {
      if (number === undefined) return
      store.set(number)
      reveal.current?.(number)
    },
    [store],
  )

  // A row that left the list hands its focus to the one that took its place.
  const before = useRef(rows)
  useEffect(() => {
    const old = before.current
    before.current = rows
    const focused = store.get()
    if (focused === undefined || indexOf.has(focused)) return
    const at = old.findIndex(({ number }) => number === focused)
    const successor = at < 0 ? undefined : rows[Math.min(at, rows.length - 1)]?.number
    if (successor === undefined) return
    if (document.activeElement === document.body) goTo(successor)
    else store.set(successor)
  }, [rows, indexOf, store, goTo])

  const index = (): number => indexOf.get(store.get() ?? -1) ?? -1
  const at = (step: number): number | undefined => {
    const from = index()
    const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step))
    return rows[to]?.number
  }
  const move = (step: number): void => {
    anchor.current = undefined
    goTo(at(step))
  }
  // The same function as long as the page stands: a row is drawn again only when something of it changes.
  const extendTo = useCallback(
    (to: number | undefined): void => {
      const from = store.get()
      if (from === undefined || to === undefined) return
      anchor.current ??= from
      setSelected(new Set(between(before.current, anchor.current, to)))
      goTo(to)
    },
    [store, setSelected, goTo],
  )
  return {
    ...selection,
    /** What was pressed last is where a selection on the way begins. */
    toggle: useCallback(
      (number: number) => {
        anchor.current = number
        toggle(number)
      },
      [toggle],
    ),
    clear: useCallback(() => {
      anchor.current = undefined
      clear()
    }, [clear]),
    store,
    reveal,
    goTo,
    /** The focus goes back to the row it was on. */
    goBack: () => goTo(store.get()),
    /** The row that has the focus; undefined when none has. */
    row: () => rows[index()],
    move,
    extend: (step: number) => extendTo(at(step)),
    /** Everything from where the selection began to this row. */
    extendTo,
  }
}
