import { Checkbox, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { Empty } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { readAgain, release, useEach } from './acts.ts'
import { ArrivalDrawer } from './ArrivalDrawer.tsx'
import { ArrivalTable } from './ArrivalTable.tsx'
import { BanDialog } from './BanDialog.tsx'
import type { Arrival } from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { arrivalsQuery } from './queries.ts'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import { useSelection, type Selection } from './selection.ts'
import { SelectionBar } from './SelectionBar.tsx'
import classes from './Mail.module.css'

const ages = [
  { value: '', label: 'Of the last 30 days' },
  { value: 'past', label: 'Older, not released' },
]

/** The sender of all of them, where it is one. */
function oneSender(rows: Arrival[]): string | undefined {
  const senders = new Set(rows.map(({ fromAddress, envelopeFrom }) => fromAddress ?? envelopeFrom))
  const [sender] = senders
  return senders.size === 1 && sender?.includes('@') ? sender : undefined
}

function Bulk({ selection, rows }: { selection: Selection; rows: Arrival[] }) {
  const { numbers, clear } = selection
  const [dialog, setDialog] = useState<'release' | 'ban'>()
  const letOut = useEach(release, (count) => `${count} released, each to a new ticket.`, clear)
  const again = useEach(readAgain, (count) => `${count} read again.`, clear)
  const sender = oneSender(rows.filter(({ number }) => selection.has(number)))
  const busy = letOut.isPending || again.isPending
  const close = (): void => setDialog(undefined)
  return (
    <>
      <SelectionBar selection={selection}>
        <AppButton busy={busy} onClick={() => letOut.mutate({ numbers, ticket: null })}>
          Release
        </AppButton>
        <AppButton busy={busy} onClick={() => setDialog('release')}>
          Release to ticket…
        </AppButton>
        <AppButton busy={busy} onClick={() => again.mutate(numbers)}>
          Process again
        </AppButton>
        {sender && <AppButton onClick={() => setDialog('ban')}>Ban sender…</AppButton>}
      </SelectionBar>
      {dialog === 'release' && (
        <ReleaseDialog
          numbers={numbers}
          onClose={close}
          onDone={() => {
            close()
            clear()
          }}
        />
      )}
      {dialog === 'ban' && sender && <BanDialog address={sender} onClose={close} />}
    </>
  )
}

type Props = { state: string | undefined; onState: (state: string | undefined) => void }

/** What no ticket took and a person should look at: released, read again, or left. */
export function Quarantine({ state, onState }: Props) {
  const past = state === 'past'
  const list = useInfiniteQuery(arrivalsQuery({ quarantine: past ? 'past' : 'waiting' }))
  const mayWrite = useMay('mail.write')
  const [opened, setOpened] = useState<number>()
  const rows = list.data?.pages.flatMap(({ arrivals }) => arrivals) ?? []
  const selection = useSelection(rows.map(({ number }) => number))
  const open = rows.find(({ number }) => number === opened)
  const ticked = selection.numbers.length
  const bar = (
    <>
      <NativeSelect
        aria-label="Which mail in quarantine"
        value={past ? 'past' : ''}
        data={ages}
        onChange={({ currentTarget }) => onState(currentTarget.value || undefined)}
      />
      {mayWrite && rows.length > 0 && (
        <Checkbox
          label="Select all that are shown"
          checked={ticked === rows.length}
          indeterminate={ticked > 0 && ticked < rows.length}
          onChange={ticked === rows.length ? selection.clear : selection.all}
        />
      )}
    </>
  )
  return (
    <>
      <MailList
        what="quarantine"
        list={list}
        count={rows.length}
        bar={bar}
        empty={
          <Empty title={past ? 'Nothing older' : 'Quarantine is empty'}>
            {past
              ? 'Everything that ever waited here was released or read again.'
              : 'Mail of banned senders, and mail no program can read, waits here for a person. After 30 days it leaves this list; it is never deleted.'}
          </Empty>
        }
      >
        <ArrivalTable
          caption="Mail in quarantine, newest first"
          rows={rows}
          onOpen={setOpened}
          selection={mayWrite ? selection : undefined}
        />
        {ticked > 0 && <div className={classes.under} />}
      </MailList>
      {mayWrite && <Bulk selection={selection} rows={rows} />}
      {open && <ArrivalDrawer arrival={open} onClose={() => setOpened(undefined)} />}
    </>
  )
}
