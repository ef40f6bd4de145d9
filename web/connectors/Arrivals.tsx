import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { ArrivalDrawer } from './ArrivalDrawer.tsx'
import { FateWord } from './FateWord.tsx'
import { arrivalFate, arrivalStates, stateIn, type Arrival } from './mail-words.ts'
import { MailList } from './MailList.tsx'
import { arrivalsQuery } from './queries.ts'
import classes from './Mail.module.css'

function Row({ arrival, onOpen }: { arrival: Arrival; onOpen: () => void }) {
  const { number, receivedAt, subject, fromAddress, envelopeFrom, mailbox, envelopeTo } = arrival
  const from = fromAddress ?? envelopeFrom ?? 'sender unknown'
  return (
    <tr>
      <td>
        <LocalTime at={receivedAt} show="soon" />
      </td>
      <th scope="row">
        {subject ?? 'Without a subject'}
        <span className={classes.second}>
          {from} to {envelopeTo.join(', ') || mailbox}
        </span>
      </th>
      <td>
        <FateWord {...arrivalFate(arrival)} />
      </td>
      <td>
        {arrival.ticketNumber && (
          <Link
            to="/t/$number"
            params={{ number: String(arrival.ticketNumber) }}
            className={classes.link}
          >
            Ticket #{arrival.ticketNumber}
          </Link>
        )}
      </td>
      <td>
        <AppButton size="compact-sm" aria-label={`Open mail ${number}`} onClick={onOpen}>
          Open
        </AppButton>
      </td>
    </tr>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return <Empty title="No such mail">Nothing that came in has this fate.</Empty>
  }
  return (
    <Empty title="No mail has come in yet">
      Watchdesk takes mail itself: let your domain's MX record, or a forward from your mailbox,
      point to its mail port (SMTP_LISTEN_PORT). Every message then shows here with what became of
      it, also the ones that were refused a ticket.
    </Empty>
  )
}

type Props = { state: string | undefined; onState: (state: string | undefined) => void }

/** What came in, newest first, each with its fate. */
export function Arrivals({ state, onState }: Props) {
  const chosen = stateIn(arrivalStates, state)
  const list = useInfiniteQuery(arrivalsQuery(chosen))
  const [opened, setOpened] = useState<number>()
  const rows = list.data?.pages.flatMap(({ arrivals }) => arrivals) ?? []
  const open = rows.find(({ number }) => number === opened)
  return (
    <>
      <MailList
        what="incoming mail"
        list={list}
        count={rows.length}
        state={chosen}
        states={arrivalStates}
        onState={onState}
        empty={<Nothing filtered={chosen !== undefined} />}
      >
        <table className={classes.table}>
          <caption className="wd-visually-hidden">Incoming mail, newest first</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.time}>
                Came
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
            {rows.map((arrival) => (
              <Row
                key={arrival.number}
                arrival={arrival}
                onOpen={() => setOpened(arrival.number)}
              />
            ))}
          </tbody>
        </table>
      </MailList>
      {open && <ArrivalDrawer arrival={open} onClose={() => setOpened(undefined)} />}
    </>
  )
}
