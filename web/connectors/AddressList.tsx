import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { TextInput } from '@mantine/core'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Empty, Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

export type AddressRow = {
  address: string
  reason: string
  since: string
  by: string | null
  ticketNumber: number | null
}

type Props = {
  what: string
  rows: AddressRow[] | undefined
  error: Error | null
  retry: () => void
  /** What lifting is called, and what is said afterwards. */
  lift: string
  lifted: (address: string) => string
  onLift: (address: string) => Promise<unknown>
  empty: ReactNode
}

/** Addresses with a reason and a button that takes it back: banned senders, and those mail does not reach. */
export function AddressList({ what, rows, error, retry, empty, ...props }: Props) {
  const queries = useQueryClient()
  const mayWrite = useMay('mail.write')
  const [words, setWords] = useState('')
  const lifting = useMutation({
    mutationFn: props.onLift,
    onSuccess: (_, address) => toast(props.lifted(address)),
    onError: (failed) => problemToast(`Nothing was changed. ${problemOf(failed).sentence}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mail'] }),
  })
  const problem = error ? problemOf(error) : undefined
  if (!rows) {
    if (!problem) return <Loading rows={6} label={`Loading ${what}`} />
    if (problem.status === 403) return <Forbidden>{problem.sentence}</Forbidden>
    return <Problem tried={`Couldn't load ${what}.`} problem={problem} retry={retry} />
  }
  const shown = rows.filter(({ address }) => address.includes(words.trim().toLowerCase()))
  return (
    <>
      <div className={classes.bar}>
        {rows.length > 10 && (
          <TextInput
            aria-label={`Find among ${what}`}
            placeholder="Part of an address"
            value={words}
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
          />
        )}
      </div>
      <Offline problem={problem}>What you see is the last we heard.</Offline>
      {rows.length === 0 && empty}
      {rows.length > 0 && shown.length === 0 && (
        <Empty title="No such address">None of {rows.length} holds these words.</Empty>
      )}
      <ul className={parts.addresses}>
        {shown.map(({ address, reason, since, by, ticketNumber }) => (
          <li key={address}>
            <span className={parts.what}>
              <strong>{address}</strong>
              <span className={classes.second}>{reason}</span>
              <span className={classes.second}>
                Since <LocalTime at={since} />
                {by && `, by ${by}`}
                {ticketNumber && (
                  <>
                    {', '}
                    <Link
                      to="/t/$number"
                      params={{ number: String(ticketNumber) }}
                      className={classes.link}
                    >
                      Ticket #{ticketNumber}
                    </Link>
                  </>
                )}
              </span>
            </span>
            {mayWrite && (
              <AppButton
                aria-label={`${props.lift}: ${address}`}
                busy={lifting.isPending}
                onClick={() => lifting.mutate(address)}
              >
                {props.lift}
              </AppButton>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
