import { Checkbox, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { useMay } from '../people/me.ts'
import { sendAgain, useEach } from './acts.ts'
import {
  canSendAgain,
  outgoingFate,
  outgoingStates,
  purposeWords,
  stateIn,
  type Outgoing,
} from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { MailTable, type MailRow } from './MailTable.tsx'
import { outgoingQuery } from './queries.ts'
import { useSelection, type Selection } from './selection.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { SentDrawer } from './SentDrawer.tsx'
import classes from './Mail.module.css'

function rowOf(message: Outgoing): MailRow {
  const { number, createdAt, sentAt, subject, toAddresses, purpose, ticketNumber } = message
  return {
    number,
    at: sentAt ?? createdAt,
    subject,
    second: `${purposeWords(purpose)}: ${toAddresses.join(', ')}`,
    fate: outgoingFate(message),
    ticketNumber,
    mayTick: canSendAgain(message),
  }
}

/** No mail server: said once above the table, with what to do. */
function Held({ count }: { count: number }) {
  return (
    <p className={classes.notice} role="note">
      <strong>No mail server is set up, so nothing leaves.</strong> {count} held here. Prove one in
      the <Link to="/setup">setup</Link>, or set SMTP_URL (such as{' '}
      <code>smtps://user:password@smtp.example.com</code>) and start Watchdesk again; then press
      "Send again".
    </p>
  )
}

function Bulk({ selection }: { selection: Selection }) {
  const again = useEach(sendAgain, (count) => `${count} in the queue again.`, selection.clear)
  return (
    <SelectionBar selection={selection}>
      <AppButton busy={again.isPending} onClick={() => again.mutate(selection.numbers)}>
        {again.isPending ? 'Sending…' : 'Send again'}
      </AppButton>
    </SelectionBar>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title="No such mail">Nothing that goes out has this fate.</Empty>
  return (
    <Empty title="Nothing has gone out yet">
      Replies to customers and codes for sign-in show here, with what the other mail server said.
    </Empty>
  )
}

const isNoServer = ({ state, heldBecause }: Outgoing): boolean =>
  state === 'held' && /no mail server/i.test(heldBecause ?? '')

type Props = { state: string | undefined; onState: (state: string | undefined) => void }

/** What goes out, newest first, each with its fate and the other server's answer. */
export function Sent({ state, onState }: Props) {
  const chosen = stateIn(outgoingStates, state)
  const list = useInfiniteQuery(outgoingQuery(chosen))
  const mayWrite = useMay('mail.write')
  const [opened, setOpened] = useState<number>()
  const rows = list.data?.pages.flatMap(({ messages }) => messages) ?? []
  const stuck = rows.filter(canSendAgain).map(({ number }) => number)
  const selection = useSelection(stuck)
  const held = rows.filter(isNoServer).length
  const ticked = selection.numbers.length
  const boxes = mayWrite && stuck.length > 0 ? selection : undefined
  const bar = (
    <>
      <NativeSelect
        aria-label="Which outgoing mail"
        value={chosen ?? ''}
        data={[{ value: '', label: 'Every fate' }, ...outgoingStates]}
        onChange={({ currentTarget }) => onState(currentTarget.value || undefined)}
      />
      {boxes && (
        <Checkbox
          label="Select all that did not leave"
          checked={ticked === stuck.length}
          indeterminate={ticked > 0 && ticked < stuck.length}
          onChange={ticked === stuck.length ? selection.clear : selection.all}
        />
      )}
    </>
  )
  return (
    <>
      <MailList
        what="outgoing mail"
        list={list}
        count={rows.length}
        bar={bar}
        notice={held > 0 && <Held count={held} />}
        empty={<Nothing filtered={chosen !== undefined} />}
      >
        <MailTable
          caption="Outgoing mail, newest first"
          when="When"
          what="sent mail"
          rows={rows.map(rowOf)}
          onOpen={setOpened}
          selection={boxes}
        />
        {ticked > 0 && <div className={classes.under} />}
      </MailList>
      {boxes && <Bulk selection={boxes} />}
      {opened !== undefined && <SentDrawer number={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}
