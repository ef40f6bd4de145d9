import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { QueueRow } from './queries.ts'
import { heldRows } from './rows.ts'

const sameRows = (one: QueueRow[], other: QueueRow[]): boolean =>
  one.length === other.length && one.every((row, at) => row === other[at])

/**
 * The rows to show: fresh ones, or, while `hold`, those that stood there with fresh words. `list`
 * names which list it is; another list is shown at once.
 */
export function useHeld(fresh: QueueRow[], hold: boolean, list: string) {
  const [shown, setShown] = useState({ list, rows: fresh })
  const held = useMemo(
    () =>
      hold && shown.list === list && shown.rows.length > 0
        ? heldRows(shown.rows, fresh)
        : { rows: fresh, waiting: 0 },
    [hold, shown, fresh, list],
  )
  if (shown.list !== list || !sameRows(shown.rows, held.rows)) setShown({ list, rows: held.rows })
  const release = (): void => setShown({ list, rows: fresh })
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
