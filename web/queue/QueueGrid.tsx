import { useWindowVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { usePhone } from '../ui/phone.ts'
import { BandHead, Row } from './Row.tsx'
import type { Item } from './rows.ts'
import classes from './QueueGrid.module.css'

type VirtualItem = { index: number; key: string | number | bigint; start: number }

type Props = {
  items: Item[]
  /** All rows there are, as far as is known; -1 when the end has not been seen. */
  rowCount: number
  focused: number | undefined
  /** Changes each time the focus is to go to the row in the document, not only in our mind. */
  focusWish: number
  selected: ReadonlySet<number>
  onFocus: (number: number) => void
  onOpen: (number: number) => void
  onSelect: (number: number) => void
  onNearEnd: () => void
  onPointer: (over: boolean) => void
  /** Arrow keys inside the list; J and K work everywhere on the screen. */
  onMove: (step: number) => void
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** Consecutive items under the head of their band, so that readers hear groups. */
function groups(items: Item[], visible: VirtualItem[]): { name: string; items: VirtualItem[] }[] {
  const found: { name: string; items: VirtualItem[] }[] = []
  for (const virtual of visible) {
    const item = items[virtual.index]
    if (!item) continue
    const name = item.kind === 'band' ? item.name : item.row.channel.name
    const last = found.at(-1)
    if (last?.name === name) last.items.push(virtual)
    else found.push({ name, items: [virtual] })
  }
  return found
}

/** The one list: a grid with one tab stop, real focus on rows, and only what is visible mounted. */
export function QueueGrid(props: Props) {
  const { items, focused, focusWish, selected, onNearEnd } = props
  const phone = usePhone()
  const grid = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = grid.current?.getBoundingClientRect().top ?? 0
    setMargin(Math.round(top + window.scrollY))
  }, [items.length, phone])

  const focusedIndex = items.findIndex((item) => item.kind === 'row' && item.row.number === focused)
  // oxlint-disable-next-line react/incompatible-library -- its functions are used here only, and anew
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'band' ? 36 : phone ? 104 : 44),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    scrollMargin: margin,
    scrollPaddingStart: 60,
    scrollPaddingEnd: phone ? 72 : 24,
    // The row that has the focus stays mounted, however far one scrolls.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const shown = defaultRangeExtractor(range)
        if (focusedIndex < 0 || shown.includes(focusedIndex)) return shown
        return [...shown, focusedIndex].sort((a, b) => a - b)
      },
      [focusedIndex],
    ),
  })
  const visible = virtualizer.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (lastVisible >= items.length - 20) onNearEnd()
  }, [lastVisible, items.length, onNearEnd])

  const wished = useRef(0)
  useLayoutEffect(() => {
    if (focusWish === wished.current || focused === undefined) return
    const row = grid.current?.querySelector<HTMLElement>(`[data-number="${focused}"]`)
    if (!row) return
    wished.current = focusWish
    row.focus({ preventScroll: true })
    if (focusedIndex >= 0) virtualizer.scrollToIndex(focusedIndex, { align: 'auto' })
  })

  const firstRow = items.find((item) => item.kind === 'row')?.row.number
  const tabStop = focusedIndex >= 0 ? focused : firstRow
  const draw = (virtual: VirtualItem): ReactNode => {
    const item = items[virtual.index]
    if (!item) return null
    const place = {
      ref: phone ? virtualizer.measureElement : undefined,
      index: virtual.index,
      top: virtual.start - margin,
    }
    if (item.kind === 'band') return <BandHead key={item.key} item={item} place={place} />
    const { number } = item.row
    return (
      <Row
        key={item.key}
        row={item.row}
        rowIndex={item.index + 1}
        place={place}
        tabStop={number === tabStop}
        isSelected={selected.has(number)}
        onFocus={props.onFocus}
        onOpen={props.onOpen}
        onSelect={props.onSelect}
      />
    )
  }
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Tickets"
      aria-rowcount={props.rowCount}
      aria-multiselectable="true"
      className={classes.grid}
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={(event) => {
        const step = steps[event.key]
        if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return
        event.preventDefault()
        props.onMove(step)
      }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && props.onPointer(true)}
      onPointerLeave={() => props.onPointer(false)}
    >
      {groups(items, visible).map(({ name, items: members }) => (
        <div key={name + (members[0]?.index ?? 0)} role="rowgroup" aria-label={name}>
          {members.map(draw)}
        </div>
      ))}
    </div>
  )
}
