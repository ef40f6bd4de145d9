import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { QueueRow } from './queries.ts'
import { heldRows } from './rows.ts'

const sameRows = (one: QueueRow[], other: QueueRow[]): boolean =>
  one.length === other.length && one.every((row, at) => row === other[at])

/**
 * The rows to show: fresh ones, or, while `hold`, those that stood there with fresh words. `list`
 * names which list it is; another list is shown at once. `rowHeight` in pixels.
 */
export function useHeld(fresh: QueueRow[], hold: boolean, list: string, rowHeight: number) {
  const [shown, setShown] = useState({ list, rows: fresh, entries: 0 })
  const held = useMemo(
    () =>
      hold && shown.list === list && shown.rows.length > 0
        ? heldRows(shown.rows, fresh)
        : { rows: fresh, waiting: 0, entered: 0 },
    [hold, shown, fresh, list],
  )
  if (shown.list !== list || !sameRows(shown.rows, held.rows)) {
    setShown({ list, rows: held.rows, entries: shown.entries + held.entered })
  }
  const { entries } = shown
  const before = useRef(entries)
  useLayoutEffect(() => {
    // The row under the pointer stays where it was, also when an emergency enters above it.
    window.scrollBy(0, (entries - before.current) * rowHeight)
    before.current = entries
  }, [entries, rowHeight])
  const release = (): void => setShown({ list, rows: fresh, entries })
  return { rows: held.rows, waiting: held.waiting, release }
}

/** True for three seconds after each call of `touch`. */
export function useRecent(): { recent: boolean; touch: () => void } {
  const [recent, setRecent] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const touch = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setRecent(false), 3000)
    setRecent(true)
  }, [])
  return { recent, touch }
}
