import { useKeys } from '../shell/use-keys.ts'
import { toast } from '../shell/toasts.ts'
import type { Band, QueueRow } from './queries.ts'
import type { useList } from './use-list.ts'

type Acts = {
  list: ReturnType<typeof useList>
  /** Called when the keyboard chose a row: for three seconds nothing moves. */
  touch: () => void
  open: (number: number) => void
  peek: (row: QueueRow) => void
  actions: (row: QueueRow) => void
  /** Each of these three is for what is selected, or else for the row. */
  assign: (row: QueueRow) => void
  snooze: (row: QueueRow) => void
  mine: (row: QueueRow) => void
  /** Selects all of the row's channel, or none of it. */
  band: (row: QueueRow) => void
  takeNext: () => void
  flip: () => void
  filter: () => void
  bands: Band[]
  rows: QueueRow[]
  onlyBand: (channel: string) => void
}

/** The keys of the queue; single ones can be switched off, and the sheet reads this same list. */
export function useQueueKeys(acts: Acts): void {
  const { list, touch, bands, rows } = acts
  const scope = 'Queue'
  const onRow = (act: (row: QueueRow) => void) => () => {
    const row = list.row()
    if (row) act(row)
  }
  const moving = (act: () => void) => () => {
    touch()
    act()
  }
  const inGrid = (act: (row: QueueRow) => void) => () => {
    if (document.activeElement?.closest('#queue-list')) onRow(act)()
  }
  const jump = (band: Band | undefined) => () => {
    if (!band) return
    const first = rows.find(({ channel }) => channel.key === band.key)
    if (first) list.goTo(first.number)
    else if (band.open > 0) acts.onlyBand(band.key)
    else toast(`${band.name}: nothing open.`)
  }
  useKeys([
    { key: 'J', label: 'Next row', scope, keyOnly: true, run: moving(() => list.move(1)) },
    { key: 'K', label: 'Previous row', scope, keyOnly: true, run: moving(() => list.move(-1)) },
    { key: 'Shift+J', label: 'Select on', scope, keyOnly: true, run: moving(() => list.extend(1)) },
    {
      key: 'Shift+K',
      label: 'Select back',
      scope,
      keyOnly: true,
      run: moving(() => list.extend(-1)),
    },
    {
      key: 'Enter',
      label: 'Open',
      scope,
      keyOnly: true,
      run: inGrid(({ number }) => acts.open(number)),
    },
    { key: 'Space', label: 'Peek', scope, keyOnly: true, run: inGrid(acts.peek) },
    {
      key: 'X',
      label: 'Select',
      scope,
      keyOnly: true,
      run: onRow(({ number }) => list.toggle(number)),
    },
    {
      key: 'Shift+X',
      label: 'Select the whole channel',
      scope,
      keyOnly: true,
      run: onRow(acts.band),
    },
    { key: 'T', label: 'Take next', scope, run: acts.takeNext },
    { key: 'M', label: 'Assign to me', scope, run: onRow(acts.mine) },
    { key: 'A', label: 'Assign', scope, run: onRow(acts.assign) },
    { key: 'H', label: 'Snooze', scope, run: onRow(acts.snooze) },
    { key: '.', label: 'Row actions', scope, keyOnly: true, run: onRow(acts.actions) },
    { key: 'O', label: 'Change the order', scope, run: acts.flip },
    { key: 'F', label: 'Filter by channel', scope, run: acts.filter },
    ...[0, 1, 2, 3, 4, 5].map((at) => ({
      key: String(at + 1),
      label: bands[at] ? `Jump to ${bands[at].name}` : 'Jump to a channel',
      scope,
      keyOnly: true,
      run: jump(bands[at]),
    })),
  ])
}
