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
import { BulkBar } from './BulkBar.tsx'
import { BulkProgress } from './BulkProgress.tsx'
import { DueStrip, DueStripAwaited } from './DueStrip.tsx'
import { filterOf, numbersInChannel, useQueue, useTakeNext, type QueueRow } from './queries.ts'
import { QueueControls } from './QueueControls.tsx'
import { QueueGrid } from './QueueGrid.tsx'
import { QueueState } from './QueueState.tsx'
import { bandSelections, byDueTime, cellWindow, dueWithin, listItems, withTopics } from './rows.ts'
import { AssignSheet, Peek, RowActions } from './RowSheets.tsx'
import { leaveTrail } from './trail.ts'
import { useBulk } from './use-bulk.ts'
import { useHeld, useRecent } from './use-held.ts'
import { useList, useSelection } from './use-list.ts'
import { useQueueKeys } from './use-queue-keys.ts'
import classes from './QueuePage.module.css'

const route = getRouteApi('/staff/queue')

type Sheet = { kind: 'peek' | 'actions' | 'assign' | 'snooze'; row: QueueRow }

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
  /** On a phone there is no box to press before one has said that one wants to select. */
  const [selecting, setSelecting] = useState(false)
  const listName = JSON.stringify([ask, byTime, cell])
  const hold = pointed || recent || selecting || selection.selected.size > 0
  const held = useHeld(wanted, hold, listName)
  const list = useList(held.rows, selection)
  const select = list.set
  const topics = byTime || cell !== undefined ? undefined : first?.topics
  const items = useMemo(() => {
    const bands = first?.bands ?? []
    const listed = listItems(held.rows, bands, byTime || filter === 'solved')
    return withTopics(listed, topics ?? [], bands, !hasNextPage)
  }, [held.rows, first, byTime, filter, topics, hasNextPage])

  const [sheet, setSheet] = useState<Sheet>()
  const back = (): void => {
    setSheet(undefined)
    list.goBack()
  }
  const save = useTicketChange()
  const clear = (): void => {
    list.clear()
    setSelecting(false)
    list.goBack()
  }
  const bulk = useBulk(list.selected, clear)
  const isAny = list.selected.size > 0
  const change = (row: QueueRow, what: TicketChange): void => {
    back()
    save.mutate({ ticket: row, change: what })
  }
  const selectBand = useCallback(
    async (channel: string, wanted: boolean) => {
      try {
        select(await numbersInChannel(filter, channel), wanted)
      } catch (error) {
        problemToast(`Not all are selected. ${problemOf(error).sentence}`)
      }
    },
    [filter, select],
  )
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
    setSelecting(false)
    void navigate({ to: '/queue', search: { ...search, ...next }, replace: true })
  }
  const channelField = useRef<HTMLSelectElement>(null)
  useQueueKeys({
    list,
    touch,
    open,
    peek: (row) => setSheet({ kind: 'peek', row }),
    actions: (row) => setSheet({ kind: 'actions', row }),
    assign: (row) => (isAny ? bulk.open('assign') : setSheet({ kind: 'assign', row })),
    snooze: (row) => (isAny ? bulk.open('snooze') : setSheet({ kind: 'snooze', row })),
    mine: (row) => {
      if (!me) return
      if (isAny) bulk.askChange({ kind: 'assign', to: me })
      else change(row, { kind: 'assign', to: me })
    },
    band: ({ channel: { key } }) => {
      const isAll = bandSelections(held.rows, list.selected).get(key) === 'all'
      void selectBand(key, !isAll)
    },
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
  return (
    <Screen
      title="Queue"
      skips={[{ to: 'queue-list', label: 'Skip to the list' }]}
      controls={
        <QueueControls
          filter={filter}
          channel={search.channel}
          byTime={byTime}
          bands={first?.bands ?? []}
          channelField={channelField}
          onSet={set}
        />
      }
      actions={!phone && presses}
    >
      {!phone && first && first.bands.length > 0 && filter !== 'solved' && (
        <DueStrip due={first.promisesDue} from={from} chosen={cell} onChoose={setCell} />
      )}
      {!phone && queue.isPending && filter !== 'solved' && <DueStripAwaited />}
      <div id="queue-list" className={classes.list}>
        <QueueState
          queue={queue}
          shown={items.length}
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
            selecting={phone && (selecting || isAny)}
            onOpen={open}
            onSelect={list.toggle}
            onSelectTo={list.extendTo}
            onSelectBand={(channel, wanted) => void selectBand(channel, wanted)}
            onNearEnd={nearEnd}
            hold={hold}
            onPointer={setPointed}
            onMove={(step) => {
              touch()
              list.move(step)
            }}
            onExtend={(step) => {
              touch()
              list.extend(step)
            }}
          />
        </QueueState>
      </div>
      {phone && !isAny && !selecting && (
        <div className={classes.thumb}>
          {held.rows.length > 0 && <AppButton onClick={() => setSelecting(true)}>Select</AppButton>}
          {presses}
        </div>
      )}
      <BulkProgress />
      <BulkBar bulk={bulk} opened={isAny || selecting} onClose={clear} />
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
          onSheet={(kind) => setSheet({ kind, row: sheet.row })}
          onChange={(what) => change(sheet.row, what)}
          onSkip={(reason) => {
            back()
            takeNext([sheet.row.number], reason)
          }}
        />
      )}
      {sheet?.kind === 'assign' && (
        <AssignSheet
          what={`#${sheet.row.number}`}
          onClose={back}
          onChange={(what) => change(sheet.row, what)}
        />
      )}
      {sheet?.kind === 'snooze' && (
        <SnoozeSheet
          what={`#${sheet.row.number}`}
          onClose={back}
          onChoose={(until) => change(sheet.row, { kind: 'snooze', until })}
        />
      )}
    </Screen>
  )
}
