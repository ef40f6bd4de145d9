import { NativeSelect, SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { useTicketChange, type TicketChange } from '../tickets/queries.ts'
import { SnoozeSheet } from '../tickets/SnoozeSheet.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { BulkBar, useBulk } from './BulkBar.tsx'
import { DueStrip } from './DueStrip.tsx'
import { filterOf, filters, useQueue, useTakeNext, type Filter, type QueueRow } from './queries.ts'
import { QueueGrid } from './QueueGrid.tsx'
import { QueueState } from './QueueState.tsx'
import { byDueTime, cellWindow, dueWithin, listItems } from './rows.ts'
import { AssignSheet, Peek, RowActions } from './RowSheets.tsx'
import { leaveTrail } from './trail.ts'
import { useHeld, useRecent } from './use-held.ts'
import { useList, useSelection } from './use-list.ts'
import { useQueueKeys } from './use-queue-keys.ts'
import classes from './QueuePage.module.css'

const route = getRouteApi('/staff/queue')

const filterWords: Record<Filter, string> = {
  open: 'Open',
  mine: 'Mine',
  unassigned: 'Nobody’s',
  snoozed: 'Snoozed',
  solved: 'Solved',
}

type Sheet =
  | { kind: 'peek' | 'actions'; row: QueueRow }
  | { kind: 'assign' | 'snooze'; numbers: number[]; row?: QueueRow }

type Chosen = { numbers: number[]; row?: QueueRow }

const whatOf = ({ numbers, row }: Chosen): string =>
  row ? `#${row.number}` : `${numbers.length} tickets`

/** One list for every channel: the next right thing is the top row that nobody owns. */
export function QueuePage() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const phone = usePhone()
  const me = useMe()
  const filter = filterOf(search.view)
  const byTime = search.order === 'due'
  const [cell, setCell] = useState<number>()
  const ask = useMemo(() => ({ filter, channel: search.channel }), [filter, search.channel])
  const queue = useQueue(ask, byTime || cell !== undefined)
  const { first, fetchNextPage, hasNextPage, isFetchingNextPage } = queue
  useEffect(() => {
    leaveTrail({ ask, search: { ...search } })
  }, [ask, search])

  const from = first ? Date.parse(first.now) : 0
  const wanted = useMemo(() => {
    const ordered = byTime ? byDueTime(queue.rows) : queue.rows
    return cell === undefined ? ordered : dueWithin(ordered, cellWindow(from, cell))
  }, [queue.rows, byTime, cell, from])

  const [pointed, setPointed] = useState(false)
  const { recent, touch } = useRecent()
  const selection = useSelection()
  const listName = JSON.stringify([ask, byTime, cell])
  const held = useHeld(
    wanted,
    pointed || recent || selection.selected.size > 0,
    listName,
    phone ? 104 : 44,
  )
  const list = useList(held.rows, selection)
  const items = useMemo(
    () => listItems(held.rows, first?.bands ?? [], byTime || filter === 'solved'),
    [held.rows, first, byTime, filter],
  )

  const [sheet, setSheet] = useState<Sheet>()
  const back = (): void => {
    setSheet(undefined)
    list.goBack()
  }
  const save = useTicketChange()
  const clear = (): void => {
    list.clear()
    list.goBack()
  }
  const bulk = useBulk(clear)
  const change = (row: QueueRow, what: TicketChange): void => {
    back()
    save.mutate({ ticket: row, change: what })
  }
  const changeOf = (on: Chosen) => (what: TicketChange) => {
    if (on.row) return change(on.row, what)
    back()
    void bulk.run(on.numbers, what)
  }
  const open = useCallback(
    (number: number) => {
      leaveTrail({ focused: number })
      void navigate({ to: '/t/$number', params: { number: String(number) } })
    },
    [navigate],
  )
  const take = useTakeNext()
  const takeNext = (skip: number[] = [], reason = ''): void => {
    if (take.isPending) return
    take.mutate(
      { skip, reason },
      {
        onSuccess: ({ number }) => {
          toast(`#${number} is yours.`)
          open(number)
        },
        onError: (error) => {
          const { status, sentence } = problemOf(error)
          if (status === 404) toast(sentence)
          else problemToast(`Nothing was taken. ${sentence}`)
        },
      },
    )
  }
  const set = (next: Partial<typeof search>): void => {
    setCell(undefined)
    list.clear()
    void navigate({ to: '/queue', search: { ...search, ...next }, replace: true })
  }
  const channelField = useRef<HTMLSelectElement>(null)
  useQueueKeys({
    list,
    touch,
    open,
    peek: (row) => setSheet({ kind: 'peek', row }),
    actions: (row) => setSheet({ kind: 'actions', row }),
    assign: (row) => setSheet({ kind: 'assign', numbers: [row.number], row }),
    snooze: (row) => setSheet({ kind: 'snooze', numbers: [row.number], row }),
    mine: (row) => me && change(row, { kind: 'assign', to: me }),
    takeNext: () => takeNext(),
    flip: () => set({ order: byTime ? undefined : 'due' }),
    filter: () => channelField.current?.focus(),
    bands: first?.bands ?? [],
    rows: held.rows,
    onlyBand: (channel) => set({ channel }),
  })
  const nearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const presses = (
    <>
      {held.waiting > 0 && (
        <AppButton
          className={classes.pill}
          onClick={() => {
            held.release()
            window.scrollTo({ top: 0 })
            list.goTo(wanted[0]?.number)
          }}
        >
          {held.waiting} new above ↑
        </AppButton>
      )}
      <AppButton kind="primary" keys="T" busy={take.isPending} onClick={() => takeNext()}>
        Take next
      </AppButton>
    </>
  )
  const total = first?.bands.reduce((sum, { open }) => sum + open, 0) ?? 0
  return (
    <Screen
      title="Queue"
      documentTitle={total > 0 ? `(${total}) Queue` : 'Queue'}
      skips={[{ to: 'queue-list', label: 'Skip to the list' }]}
      controls={
        <>
          <SegmentedControl
            size="xs"
            fullWidth={phone}
            className={classes.filter}
            aria-label="Which tickets"
            value={filter}
            data={filters.map((value) => ({ value, label: filterWords[value] }))}
            onChange={(view) => set({ view: view === 'open' ? undefined : view })}
          />
          <NativeSelect
            ref={channelField}
            size="xs"
            className={classes.choice}
            aria-label="Channel"
            value={search.channel ?? ''}
            data={[
              { value: '', label: 'All channels' },
              ...(first?.bands ?? []).map(({ key, name, open }) => ({
                value: key,
                label: `${name} (${open > 1000 ? '1000+' : open})`,
              })),
            ]}
            onChange={(event) => set({ channel: event.currentTarget.value || undefined })}
          />
          <NativeSelect
            size="xs"
            className={classes.choice}
            aria-label="Order"
            value={byTime ? 'due' : 'strictest'}
            data={[
              { value: 'strictest', label: 'Strictest first' },
              { value: 'due', label: 'By time left' },
            ]}
            onChange={(event) =>
              set({ order: event.currentTarget.value === 'due' ? 'due' : undefined })
            }
          />
        </>
      }
      actions={!phone && presses}
    >
      {!phone && first && first.bands.length > 0 && filter !== 'solved' && (
        <DueStrip due={first.promisesDue} from={from} chosen={cell} onChoose={setCell} />
      )}
      <div id="queue-list" className={classes.list}>
        <QueueState
          queue={queue}
          shown={held.rows.length}
          filter={filter}
          search={search}
          due={cell === undefined ? undefined : cellWindow(from, cell)}
          onAll={() => {
            setCell(undefined)
            set({ view: undefined, channel: undefined })
          }}
        >
          <QueueGrid
            items={items}
            rowCount={hasNextPage ? -1 : held.rows.length}
            store={list.store}
            reveal={list.reveal}
            selected={list.selected}
            onOpen={open}
            onSelect={list.toggle}
            onNearEnd={nearEnd}
            onPointer={setPointed}
            onMove={(step) => {
              touch()
              list.move(step)
            }}
          />
        </QueueState>
      </div>
      {phone && selection.selected.size === 0 && <div className={classes.thumb}>{presses}</div>}
      <BulkBar
        selected={list.selected}
        onSheet={(kind) => setSheet({ kind, numbers: [...list.selected] })}
        onClose={clear}
      />
      {sheet?.kind === 'peek' && (
        <Peek
          row={sheet.row}
          onClose={back}
          onOpen={() => open(sheet.row.number)}
          onMine={() => me && change(sheet.row, { kind: 'assign', to: me })}
        />
      )}
      {sheet?.kind === 'actions' && (
        <RowActions
          row={sheet.row}
          onClose={back}
          onOpen={() => open(sheet.row.number)}
          onSheet={(kind) => setSheet({ kind, numbers: [sheet.row.number], row: sheet.row })}
          onChange={(what) => change(sheet.row, what)}
          onSkip={(reason) => {
            back()
            takeNext([sheet.row.number], reason)
          }}
        />
      )}
      {sheet?.kind === 'assign' && (
        <AssignSheet what={whatOf(sheet)} onClose={back} onChange={changeOf(sheet)} />
      )}
      {sheet?.kind === 'snooze' && (
        <SnoozeSheet
          what={whatOf(sheet)}
          onClose={back}
          onChoose={(until) => changeOf(sheet)({ kind: 'snooze', until })}
        />
      )}
    </Screen>
  )
}
