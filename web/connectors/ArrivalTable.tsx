import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { FateWord } from './FateWord.tsx'
import { arrivalFate, type Arrival } from './mail-words.ts'
import type { Selection } from './selection.ts'
import classes from './Mail.module.css'

type RowProps = { arrival: Arrival; onOpen: () => void; selection?: Selection | undefined }

function Row({ arrival, onOpen, selection }: RowProps) {
  const { number, receivedAt, subject, fromAddress, envelopeFrom, mailbox, envelopeTo } = arrival
  const from = fromAddress ?? envelopeFrom ?? 'sender unknown'
  return (
    <tr data-selected={selection?.has(number) || undefined}>
      {selection && (
        <td>
          <Checkbox
            aria-label={`Select mail ${number}`}
            checked={selection.has(number)}
            onChange={() => selection.toggle(number)}
          />
        </td>
      )}
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

type Props = {
  caption: string
  rows: Arrival[]
  onOpen: (number: number) => void
  selection?: Selection | undefined
}

/** Mail that came in, one row each; with boxes to tick where many can be dealt with at once. */
export function ArrivalTable({ caption, rows, onOpen, selection }: Props) {
  return (
    <table className={classes.table}>
      <caption className="wd-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={classes.tick}>
              <span className="wd-visually-hidden">Select</span>
            </th>
          )}
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
            selection={selection}
            onOpen={() => onOpen(arrival.number)}
          />
        ))}
      </tbody>
    </table>
  )
}
