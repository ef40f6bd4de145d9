import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { TicketField, useFoundTicket } from './FoundTicket.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Sheets.module.css'

/** Whether two tickets are of one customer; the server asks the same (server/tickets/guards.ts). */
const sameCustomer = (one: Ticket, other: Ticket): boolean =>
  one.requester.email === other.requester.email ||
  (one.organizationName !== null && one.organizationName === other.organizationName)

const nameOf = ({ organizationName, requester }: Ticket): string =>
  organizationName ?? requester.name

/** Makes this ticket part of another one. Nothing is moved, and it can be taken back at any time. */
export function MergeSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { number } = ticket
  const navigate = useNavigate()
  const wanted = useFoundTicket(number)
  const act = useTicketAct(number)
  const [allowed, setAllowed] = useState(false)
  const into = wanted.found
  const across = into !== undefined && !sameCustomer(ticket, into)
  const ready = into !== undefined && (!across || allowed)
  const params = { path: { number } }
  const merge = (): void => {
    if (!into || !ready) return
    act.mutate({
      run: () =>
        take(
          api.PUT('/api/v1/tickets/{number}/merge', {
            params,
            body: { into: into.number, acrossCustomers: across },
          }),
        ),
      words: `#${number} is part of #${into.number} now`,
      undo: () => take(api.DELETE('/api/v1/tickets/{number}/merge', { params })),
      next: () => void navigate({ to: '/t/$number', params: { number: String(into.number) } }),
    })
    onClose()
  }
  return (
    <BottomSheet opened onClose={onClose} title={`Merge #${number} into another ticket`}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          merge()
        }}
      >
        <TicketField label="It becomes part of" wanted={wanted} />
        {across && (
          <div className={classes.warning}>
            <p>
              <strong>Two customers.</strong> {nameOf(ticket)} and {nameOf(into)} would read each
              other’s words.
            </p>
            <Checkbox
              label="They may read each other’s words"
              checked={allowed}
              onChange={({ currentTarget }) => setAllowed(currentTarget.checked)}
            />
          </div>
        )}
        <AppButton
          kind="primary"
          type="submit"
          aria-disabled={!ready || undefined}
          data-disabled={!ready || undefined}
        >
          {into ? `Merge #${number} into #${into.number}` : 'Merge'}
        </AppButton>
      </form>
    </BottomSheet>
  )
}
