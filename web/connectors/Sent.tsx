import { ActionBar, Checkbox, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { usePhone } from '../ui/phone.ts'
import { useMay } from '../people/me.ts'
import { sendAgain, useEach } from './acts.ts'
import { FateWord } from './FateWord.tsx'
import {
  canSendAgain,
  outgoingFate,
  outgoingStates,
  purposeWords,
  stateIn,
  type Outgoing,
} from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { outgoingQuery } from './queries.ts'
import { useSelection, type Selection } from './selection.ts'
import { SentDrawer } from './SentDrawer.tsx'
import classes from './Mail.module.css'

type RowProps = { message: Outgoing; selection: Selection | undefined; onOpen: () => void }

function Row({ message, selection, onOpen }: RowProps) {
  const { number, createdAt, sentAt, subject, toAddresses, purpose, ticketNumber } = message
  return (
    <tr data-selected={selection?.has(number) || undefined}>
      {selection && (
        <td>
          {canSendAgain(message) && (
            <Checkbox
              aria-label={`Select mail ${number}`}
              checked={selection.has(number)}
              onChange={() => selection.toggle(number)}
            />
          )}
        </td>
      )}
      <td>
        <LocalTime at={sentAt ?? createdAt} show="soon" />
      </td>
      <th scope="row">
        {subject}
        <span className={classes.second}>
          {purposeWords(purpose)}: {toAddresses.join(', ')}
        </span>
      </th>
      <td>
        <FateWord {...outgoingFate(message)} />
      </td>
      <td>
        {ticketNumber && (
          <Link to="/t/$number" params={{ number: String(ticketNumber) }} className={classes.link}>
            Ticket #{ticketNumber}
          </Link>
        )}
      </td>
      <td>
        <AppButton size="compact-sm" aria-label={`Open sent mail ${number}`} onClick={onOpen}>
          Open
        </AppButton>
      </td>
    </tr>
  )
}

/** No mail server: said once above the table, with what to do. */
function Held({ count }: { count: number }) {
  return (
    <p className={classes.notice} role="note">
      <strong>No mail server is set up, so nothing leaves.</strong> {count} held here. Set SMTP_URL
      (such as <code>smtps://user:password@smtp.example.com</code>), start Watchdesk again, then
      press "Send again".
    </p>
  )
}

function Bulk({ selection }: { selection: Selection }) {
  const phone = usePhone()
  const again = useEach(sendAgain, (count) => `${count} in the queue again.`, selection.clear)
  return (
    <ActionBar
      opened={selection.numbers.length > 0}
      onClose={selection.clear}
      withinPortal={false}
      aria-label="Selected mail"
      zIndex={45}
      position={{
        bottom: 'calc(var(--wd-bottom, 0px) + 16px)',
        left: phone ? 16 : 'calc(var(--wd-rail-width) + 24px)',
      }}
      maw="calc(100vw - 32px)"
      style={{ flexWrap: 'wrap' }}
    >
      <strong>{selection.numbers.length} selected</strong>
      <ActionBar.Divider />
      <AppButton busy={again.isPending} onClick={() => again.mutate(selection.numbers)}>
        {again.isPending ? 'Sending…' : 'Send again'}
      </AppButton>
      <ActionBar.CloseButton aria-label="Clear the selection" />
    </ActionBar>
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
        <table className={classes.table}>
          <caption className="wd-visually-hidden">Outgoing mail, newest first</caption>
          <thead>
            <tr>
              {boxes && (
                <th scope="col" className={classes.tick}>
                  <span className="wd-visually-hidden">Select</span>
                </th>
              )}
              <th scope="col" className={classes.time}>
                When
              </th>
              <th scope="col">Mail</th>
              <th scope="col" className={classes.fate}>
                What became of it
              </th>
              <th scope="col" className={classes.act}>
                Ticket
              </th>
              <th scope="col" className={classes.act}>
                <span className="wd-visually-hidden">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((message) => (
              <Row
                key={message.number}
                message={message}
                selection={boxes}
                onOpen={() => setOpened(message.number)}
              />
            ))}
          </tbody>
        </table>
        {ticked > 0 && <div className={classes.under} />}
      </MailList>
      {boxes && <Bulk selection={boxes} />}
      {opened !== undefined && <SentDrawer number={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}
