import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { FateWord } from './FateWord.tsx'
import type { Fate } from './mail-words.ts'
import type { Selection } from './selection.ts'
import classes from './Mail.module.css'

export type MailRow = {
  number: number
  at: string
  subject: string
  /** Who wrote to whom, or what for. */
  second: string
  fate: Fate
  ticketNumber: number | null
  /** False: nothing can be done to it together with others. */
  mayTick?: boolean
}

type Props = {
  caption: string
  /** The head of the column of times. */
  when: string
  /** What one of them is called on its buttons. */
  what: string
  rows: MailRow[]
  onOpen: (number: number) => void
  selection?: Selection | undefined
}

type RowProps = Pick<Props, 'what' | 'onOpen' | 'selection'> & { row: MailRow }

function Row({ row, what, onOpen, selection }: RowProps) {
  const { number, at, subject, second, fate, ticketNumber, mayTick = true } = row
  return (
    <tr data-selected={selection?.has(number) || undefined}>
      {selection && (
        <td>
          {mayTick && (
            <Checkbox
              aria-label={`Select mail ${number}`}
              checked={selection.has(number)}
              onChange={() => selection.toggle(number)}
            />
          )}
        </td>
      )}
      <td>
        <LocalTime at={at} show="soon" />
      </td>
      <th scope="row">
        {subject}
        <span className={classes.second}>{second}</span>
      </th>
      <td>
        <FateWord {...fate} />
      </td>
      <td>
        {ticketNumber && (
          <Link to="/t/$number" params={{ number: String(ticketNumber) }} className={classes.link}>
            Ticket #{ticketNumber}
          </Link>
        )}
      </td>
      <td>
        <AppButton
          size="compact-sm"
          aria-label={`Open ${what} ${number}`}
          onClick={() => onOpen(number)}
        >
          Open
        </AppButton>
      </td>
    </tr>
  )
}

/** Mail, one row each with its fate; with boxes to tick where many can be dealt with at once. */
export function MailTable({ caption, when, rows, ...rest }: Props) {
  return (
    <table className={classes.table}>
      <caption className="wd-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {rest.selection && (
            <th scope="col" className={classes.tick}>
              <span className="wd-visually-hidden">Select</span>
            </th>
          )}
          <th scope="col" className={classes.time}>
            {when}
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
        {rows.map((row) => (
          <Row key={row.number} row={row} {...rest} />
        ))}
      </tbody>
    </table>
  )
}
