import { useId, useState, type KeyboardEvent } from 'react'
import { nearest, type Span } from './timeline.ts'
import type { CellProps } from './ShiftBlock.tsx'

type Cell = Span & { open: () => void }

/**
 * One tab stop for the whole grid: arrows walk between cells of a row and to the cell at the same
 * time in the row above or below; Enter and Space open the cell.
 */
export function useGridWalk(rows: Cell[][]) {
  const base = useId()
  const [at, setAt] = useState<[row: number, cell: number]>([0, 0])
  const idOf = (row: number, cell: number): string => `${base}-${row}-${cell}`
  const first = rows.findIndex((cells) => cells.length > 0)
  const [row, cell] = rows[at[0]]?.[at[1]] ? at : [first, 0]

  const go = (toRow: number, toCell: number): void => {
    setAt([toRow, toCell])
    document.getElementById(idOf(toRow, toCell))?.focus()
  }
  const vertical = (step: 1 | -1): void => {
    const here = rows[row]?.[cell]
    if (!here) return
    for (let next = row + step; next >= 0 && next < rows.length; next += step) {
      const found = nearest(rows[next] ?? [], (here.from + here.to) / 2)
      if (found >= 0) return go(next, found)
    }
  }
  const horizontal = (to: number): void => {
    const last = (rows[row]?.length ?? 1) - 1
    go(row, Math.min(Math.max(to, 0), last))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ArrowRight: () => horizontal(cell + 1),
      ArrowLeft: () => horizontal(cell - 1),
      Home: () => horizontal(0),
      End: () => horizontal(Number.POSITIVE_INFINITY),
      ArrowDown: () => vertical(1),
      ArrowUp: () => vertical(-1),
      Enter: () => rows[row]?.[cell]?.open(),
      ' ': () => rows[row]?.[cell]?.open(),
    }
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  const cellProps = (atRow: number, atCell: number): CellProps => ({
    id: idOf(atRow, atCell),
    tabIndex: atRow === row && atCell === cell ? 0 : -1,
    onFocus: () => setAt([atRow, atCell]),
    onClick: () => rows[atRow]?.[atCell]?.open(),
  })
  return { onKeyDown, cellProps }
}
