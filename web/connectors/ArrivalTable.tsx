import { arrivalFate, type Arrival } from './mail-words.ts'
import { MailTable, type MailRow } from './MailTable.tsx'
import type { Selection } from './selection.ts'

function rowOf(arrival: Arrival): MailRow {
  const { number, receivedAt, subject, fromAddress, envelopeFrom, mailbox, envelopeTo } = arrival
  const from = fromAddress ?? envelopeFrom ?? 'sender unknown'
  return {
    number,
    at: receivedAt,
    subject: subject ?? 'Without a subject',
    second: `${from} to ${envelopeTo.join(', ') || mailbox}`,
    fate: arrivalFate(arrival),
    ticketNumber: arrival.ticketNumber,
  }
}

type Props = {
  caption: string
  rows: Arrival[]
  onOpen: (number: number) => void
  selection?: Selection | undefined
}

/** Mail that came in. */
export function ArrivalTable({ rows, ...rest }: Props) {
  return <MailTable when="Came" what="mail" rows={rows.map(rowOf)} {...rest} />
}
