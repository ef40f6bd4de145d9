import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { ticketQuery } from './queries.ts'
import { statusWords, type Ticket } from './words.ts'
import classes from './Sheets.module.css'

/** The ticket that a typed number means, while it is none of its own. */
export function useFoundTicket(own: number) {
  const [typed, setTyped] = useState('')
  const number = Number(/^\s*#?(\d{1,9})\s*$/.exec(typed)?.[1] ?? 0)
  const isOwn = number === own
  const query = useQuery({ ...ticketQuery(number), enabled: number > 0 && !isOwn })
  const found = number > 0 && !isOwn && query.data?.number === number ? query.data : undefined
  const problem = isOwn
    ? 'That is this ticket.'
    : query.error && number > 0
      ? problemOf(query.error).sentence
      : undefined
  return { typed, setTyped, found, problem }
}

/** Whose ticket it is and what it is about, so that a wrong number is seen before it does harm. */
function About({ ticket }: { ticket: Ticket }) {
  const { number, subject, requester, organizationName, status } = ticket
  return (
    <p className={classes.found} role="status">
      <strong>
        #{number} {subject}
      </strong>
      <br />
      {[requester.name, organizationName, statusWords[status]].filter(Boolean).join(', ')}
    </p>
  )
}

/** A field for the number of a ticket, and what is found under it. */
export function TicketField({
  label,
  wanted,
}: {
  label: string
  wanted: ReturnType<typeof useFoundTicket>
}) {
  return (
    <>
      <TextInput
        label={label}
        inputMode="numeric"
        placeholder="#12"
        data-autofocus
        value={wanted.typed}
        error={wanted.problem}
        onChange={({ currentTarget }) => wanted.setTyped(currentTarget.value)}
      />
      {wanted.found && <About ticket={wanted.found} />}
    </>
  )
}
