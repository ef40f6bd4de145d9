import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconFlag, IconLock } from '@tabler/icons-react'
import { memo, useEffect, useRef, useSyncExternalStore } from 'react'
import { channelKind } from '../tickets/channel.ts'
import { prefetchTicket } from '../tickets/prefetch.ts'
import { metricWords, priorityWords, withLocalTimes } from '../tickets/words.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { serverNow } from '../ui/clock.ts'
import { Person } from '../ui/Person.tsx'
import { usePhone } from '../ui/phone.ts'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { promiseView } from '../ui/promise.ts'
import { viewerZone } from '../ui/zone.ts'
import type { FocusStore } from './focus-store.ts'
import { promiseFacts } from './promise-facts.ts'
import type { QueueRow } from './queries.ts'
import type { BandSelection, Item } from './rows.ts'
import classes from './QueueGrid.module.css'

export type Place = {
  measure: ((element: Element | null) => void) | undefined
  index: number
  top: number
}

export const placed = ({ measure, index, top }: Place) => ({
  ref: measure,
  'data-index': index,
  style: { transform: `translateY(${top}px)` },
})

/** "Why here?": the order's reason, with the times of the reader's own zone. */
export const whyWords = (row: QueueRow): string =>
  withLocalTimes(row.whyHere, viewerZone(), serverNow())

function rowName(row: QueueRow): string {
  const metric = metricWords(row.promise.metric)
  const promise = promiseView(promiseFacts(row), serverNow(), viewerZone()).sentence
  return [
    [metric, promise].filter(Boolean).join(' '),
    row.subject,
    row.organizationName ?? row.requesterName,
    row.assignee?.name ?? 'nobody owns it',
    row.restricted && 'restricted',
  ]
    .filter(Boolean)
    .join(', ')
}

/** The head of a band: which channel, and what is promised there. */
export function BandHead({
  item,
  selection,
  selecting,
  onSelect,
  ...place
}: Place & {
  item: Extract<Item, { kind: 'band' }>
  /** Undefined: the band holds no ticket that could be selected. */
  selection: BandSelection | undefined
  selecting: boolean
  onSelect: (channel: string, wanted: boolean) => void
}) {
  const phone = usePhone()
  return (
    <div role="row" className={classes.band} {...placed(place)}>
      {selection && (!phone || selecting) && (
        <span role="gridcell" className={classes.check}>
          <Checkbox
            size={phone ? 'md' : 'xs'}
            radius="xs"
            tabIndex={-1}
            checked={selection === 'all'}
            indeterminate={selection === 'some'}
            aria-label={`Select all in ${item.name}`}
            onChange={() => onSelect(item.channel, selection !== 'all')}
          />
        </span>
      )}
      <span role="rowheader" className={classes.bandCell} title={item.promise}>
        <strong>{item.name}</strong>
        <span>{item.promise}</span>
      </span>
    </div>
  )
}

/** What is looked at for a moment is fetched before it is opened. */
function usePrefetch(number: number) {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => prefetchTicket(queries, number), 80)
  }
}

type Props = Place & {
  row: QueueRow
  rowIndex: number
  store: FocusStore
  isTabStop: (number: number) => boolean
  isSelected: boolean
  /** On a phone: a press selects, and each row has its box. */
  selecting: boolean
  onOpen: (number: number) => void
  onSelect: (number: number) => void
  onSelectTo: (number: number) => void
}

function Marks({ row }: { row: QueueRow }) {
  return (
    <>
      {row.restricted && (
        <span className={classes.restricted} title="Restricted">
          <IconLock size={16} stroke={1.75} aria-hidden="true" />
          <span className="wd-visually-hidden">Restricted</span>
        </span>
      )}
      {(row.flag !== null || !row.identityVerified) && (
        <span className={classes.flag} title={row.flag ?? 'Identity not verified'}>
          <IconFlag size={16} stroke={1.75} aria-hidden="true" />
          <span className="wd-visually-hidden">{row.flag ?? 'Identity not verified'}</span>
        </span>
      )}
    </>
  )
}

function Subject({ row }: { row: QueueRow }) {
  return (
    <span role="gridcell" className={classes.subject} title={row.subject}>
      <Marks row={row} />
      <Link
        to="/t/$number"
        params={{ number: String(row.number) }}
        tabIndex={-1}
        className={classes.title}
        data-unread={row.status === 'new' || undefined}
      >
        {row.subject}
      </Link>
      <span className={classes.words} title={row.customerWords}>
        {row.customerWords}
      </span>
    </span>
  )
}

function PromiseCell({ row }: { row: QueueRow }) {
  return (
    <span role="gridcell" className={classes.promise}>
      <PromiseChip
        facts={promiseFacts(row)}
        metric={metricWords(row.promise.metric)}
        withMetric
        why={whyWords(row)}
      />
    </span>
  )
}

function PhoneCells({ row, selecting, isSelected, onSelect }: Props) {
  const about = [row.organizationName ?? row.requesterName, row.planName].filter(Boolean)
  return (
    <>
      <span className={classes.phoneTop}>
        {selecting && (
          <span role="gridcell" className={classes.check}>
            <Checkbox
              size="md"
              radius="xs"
              tabIndex={-1}
              checked={isSelected}
              aria-label={`Select #${row.number}`}
              onChange={() => onSelect(row.number)}
            />
          </span>
        )}
        <PromiseCell row={row} />
        <span role="gridcell">
          {row.assignee && <Person {...row.assignee} size={24} compact />}
        </span>
      </span>
      <Subject row={row} />
      <span role="gridcell" className={classes.phoneAbout}>
        {about.join(', ')}
      </span>
    </>
  )
}

function DesktopCells({ row, isSelected, onSelect }: Props) {
  return (
    <>
      <span role="gridcell" className={classes.check}>
        <Checkbox
          size="xs"
          radius="xs"
          tabIndex={-1}
          checked={isSelected}
          aria-label={`Select #${row.number}`}
          onChange={() => onSelect(row.number)}
        />
      </span>
      <PromiseCell row={row} />
      <span role="gridcell" className={classes.owner}>
        <ChannelIcon kind={channelKind(row.channel.kind)} name={row.channel.name} compact />
      </span>
      <Subject row={row} />
      <span role="gridcell" className={classes.cell} title={row.requesterName}>
        {row.organizationName ?? row.requesterName}
      </span>
      <span role="gridcell" className={classes.cell}>
        {row.planName ?? priorityWords[row.priority]}
      </span>
      <span role="gridcell" className={classes.owner}>
        {row.assignee ? <Person {...row.assignee} size={24} compact /> : <Nobody />}
      </span>
    </>
  )
}

const Nobody = () => (
  <>
    <span aria-hidden="true">––</span>
    <span className="wd-visually-hidden">Nobody</span>
  </>
)

const isOnBox = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, label') !== null

/** One ticket: the state of its promise first, then what the customer said last, then who. */
export const Row = memo(function Row(props: Props) {
  const { row, rowIndex, store, isTabStop, isSelected, selecting, onOpen } = props
  const tabStop = useSyncExternalStore(store.subscribe, () => isTabStop(row.number))
  const phone = usePhone()
  const prefetch = usePrefetch(row.number)
  return (
    <div
      role="row"
      {...placed(props)}
      className={classes.row}
      data-number={row.number}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      aria-label={rowName(row)}
      aria-description={whyWords(row)}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => {
        store.set(row.number)
        prefetch()
      }}
      onPointerEnter={prefetch}
      // Before the link inside hears of it: this press selects and opens nothing.
      onClickCapture={(event) => {
        const isPick = phone && selecting
        if (isOnBox(event.target) || !(isPick || event.shiftKey)) return
        event.preventDefault()
        event.stopPropagation()
        if (isPick) props.onSelect(row.number)
        else props.onSelectTo(row.number)
      }}
      onClick={(event) => {
        if (isOnBox(event.target)) return
        if (event.metaKey || event.ctrlKey) return
        event.preventDefault()
        onOpen(row.number)
      }}
    >
      {phone ? <PhoneCells {...props} /> : <DesktopCells {...props} />}
    </div>
  )
})
