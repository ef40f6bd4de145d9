import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { ticketQuery } from '../tickets/queries.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { release, useEach } from './acts.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

type Props = { numbers: number[]; onClose: () => void; onDone: () => void }

/** Into which ticket: its subject shows before anything is filed there. */
export function ReleaseDialog({ numbers, onClose, onDone }: Props) {
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const number = /^#?(\d{1,9})$/.exec(typed.trim())?.[1]
  const { data, error } = useQuery({ ...ticketQuery(Number(number ?? 0)), enabled: !!number })
  const ticket = number ? data : undefined
  const letOut = useEach(release, (count) => `${count} released to #${number}.`, onDone)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (ticket && !letOut.isPending) letOut.mutate({ numbers, ticket: ticket.number })
  }
  const wrong = number && error ? problemOf(error).sentence : undefined
  return (
    <BottomSheet opened onClose={onClose} title="Release to a ticket">
      <form onSubmit={submit} noValidate className={parts.form}>
        <TextInput
          label="Ticket number"
          inputMode="numeric"
          data-autofocus
          value={typed}
          error={wrong ?? (tried && !number ? 'Write the number of the ticket.' : undefined)}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <p className={parts.found} role="status">
          {ticket && `#${ticket.number} ${ticket.subject}, of ${ticket.requester.name}`}
        </p>
        <div className={classes.buttons}>
          <AppButton type="submit" kind="primary" busy={letOut.isPending}>
            {numbers.length === 1 ? 'Release it' : `Release ${numbers.length}`}
          </AppButton>
          <AppButton onClick={onClose}>Cancel</AppButton>
        </div>
      </form>
    </BottomSheet>
  )
}
