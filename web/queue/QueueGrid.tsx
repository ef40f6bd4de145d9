import { useWindowVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual'
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { usePhone } from '../ui/phone.ts'
import type { FocusStore } from './focus-store.ts'
import { BandHead, Row } from './Row.tsx'
import { bandSelections, type Item } from './rows.ts'
import { TopicRow } from './TopicRow.tsx'
import { useSteady } from './use-steady.ts'
import classes from './QueueGrid.module.css'

type VirtualItem = { index: number; key: string | number | bigint; start: number }

type Props = {
  items: Item[]
  /** All rows there are, as far as is known; -1 when the end has not been seen. */
  rowCount: number
  store: FocusStore
  /** Filled here: puts the focus on a row of the document, wherever it is. */
  reveal: RefObject<((number: number) => void) | undefined>
  selected: ReadonlySet<number>
  /** On a phone: a press on a row selects it. */
  selecting: boolean
  onOpen: (number: number) => void
  onSelect: (number: number) => void
  onSelectTo: (number: number) => void
  onSelectBand: (channel: string, wanted: boolean) => void
  onNearEnd: () => void
  /** Somebody points at the list or is in the middle of it: the row in hand must not move. */
  hold: boolean
  onPointer: (over: boolean) => void
  /** Arrow keys inside the list; J and K work everywhere on the screen. */
  onMove: (step: number) => void
  /** The same with Shift: selects on the way. */
  onExtend: (step: number) => void
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** Items under the head of their band, so that readers hear groups; a flat list is one group. */
function groups(items: Item[], visible: VirtualItem[]): { name: string; items: VirtualItem[] }[] {
  const flat = items[0]?.kind !== 'band'
  const found = new Map<string, VirtualItem[]>()
  for (const virtual of visible) {
    const item = items[virtual.index]
    if (!item) continue
    const band = item.kind === 'row' ? item.row.channel.name : item.name
    const name = flat ? 'By time' : band
    const members = found.get(name)
    if (members) members.push(virtual)
    else found.set(name, [virtual])
  }
  return [...found].map(([name, members]) => ({ name, items: members }))
}

/** The one list: a grid with one tab stop, real focus on rows, and only what is visible mounted. */
export function QueueGrid(props: Props) {
  const { items, store, reveal, selected, selecting, onNearEnd } = props
  const phone = usePhone()
  const grid = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = grid.current?.getBoundingClientRect().top ?? 0
    setMargin(Math.round(top + window.scrollY))
  }, [items.length, phone])

  const indexOf = useMemo(
    () =>
      new Map(items.flatMap((item, at) => (item.kind === 'row' ? [[item.row.number, at]] : []))),
    [items],
  )
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
        const focused = indexOf.get(store.get() ?? -1)
        if (focused === undefined || shown.includes(focused)) return shown
        return [...shown, focused].sort((a, b) => a - b)
      },
      [indexOf, store],
    ),
  })
  const visible = virtualizer.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (lastVisible >= items.length - 20) onNearEnd()
  }, [lastVisible, items.length, onNearEnd])

  const focusRow = useCallback((number: number): boolean => {
    const row = grid.current?.querySelector<HTMLElement>(`[data-number="${number}"]`)
    if (!row) return false
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
    return true
  }, [])
  // Rows that go into another group are drawn anew; a browser tells nobody that the focus went with them.
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) focusRow(store.get() ?? -1)
  })
  // The row one left for a ticket is focused as soon as it is there again.
  const pending = useRef(store.get())
  useLayoutEffect(() => {
    reveal.current = (number) => {
      if (focusRow(number)) return
      const index = indexOf.get(number)
      if (index === undefined) return
      pending.current = number
      virtualizer.scrollToIndex(index, { align: 'center' })
    }
    if (pending.current !== undefined && focusRow(pending.current)) pending.current = undefined
  })

  const bands = useMemo(
    () =>
      bandSelections(
        items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])),
        selected,
      ),
    [items, selected],
  )
  const pointed = useRef<number>(undefined)
  const steady = useSteady(
    grid,
    props.hold,
    useCallback(() => pointed.current ?? store.get(), [store]),
  )
  const hand = useRef('')
  /** A row that came under a pointer which did not move is not in hand: the one that left is brought back. */
  const pointAt = (event: PointerEvent): void => {
    const at = `${event.clientX} ${event.clientY}`
    const isMounted = grid.current?.querySelector(`[data-number="${pointed.current}"]`) != null
    if (at !== hand.current || !isMounted) {
      const row = event.target instanceof Element ? event.target.closest('[data-number]') : null
      pointed.current = row ? Number(row.getAttribute('data-number')) : undefined
    }
    hand.current = at
    steady()
  }

  const firstRow = items.find((item) => item.kind === 'row')?.row.number
  const isTabStop = useCallback(
    (number: number) => {
      const focused = store.get()
      return focused !== undefined && indexOf.has(focused)
        ? number === focused
        : number === firstRow
    },
    [store, indexOf, firstRow],
  )
  const draw = (virtual: VirtualItem): ReactNode => {
    const item = items[virtual.index]
    if (!item) return null
    const place = {
      measure: phone ? virtualizer.measureElement : undefined,
      index: virtual.index,
      top: virtual.start - margin,
    }
    if (item.kind === 'band')
      return (
        <BandHead
          key={item.key}
          item={item}
          {...place}
          selection={bands.get(item.channel)}
          selecting={selecting}
          onSelect={props.onSelectBand}
        />
      )
    if (item.kind === 'topic') return <TopicRow key={item.key} topic={item.topic} {...place} />
    const { number } = item.row
    return (
      <Row
        key={item.key}
        row={item.row}
        rowIndex={item.index + 1}
        {...place}
        store={store}
        isTabStop={isTabStop}
        isSelected={selected.has(number)}
        selecting={selecting}
        onSelectTo={props.onSelectTo}
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
        if (event.shiftKey) props.onExtend(step)
        else props.onMove(step)
      }}
      onFocus={() => (hadFocus.current = true)}
      onBlur={() => (hadFocus.current = false)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && props.onPointer(true)}
      onPointerOver={(event) => event.pointerType === 'mouse' && pointAt(event)}
      onPointerLeave={() => {
        pointed.current = undefined
        props.onPointer(false)
      }}
    >
      {groups(items, visible).map(({ name, items: members }) => (
        <div key={name} role="rowgroup" aria-label={name}>
          {members.map(draw)}
        </div>
      ))}
    </div>
  )
}
