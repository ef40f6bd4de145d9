import { Radio } from '@mantine/core'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Sheets.module.css'

type Ban = 'address' | 'domain' | null

export const callNoSpam = (number: number) =>
  take(api.DELETE('/api/v1/tickets/{number}/spam', { params: { path: { number } } }))

/** Closes it as spam and, where asked, keeps what its sender sends in quarantine: one act, one undo. */
export function SpamSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { number, requester } = ticket
  const act = useTicketAct(number)
  const [ban, setBan] = useState<Ban>(null)
  const domain = requester.email.split('@').at(-1) ?? ''
  return (
    <BottomSheet opened onClose={onClose} title={`#${number} is spam`}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          const whom = ban === 'address' ? requester.email : `everything from ${domain}`
          act.mutate({
            run: () =>
              take(
                api.PUT('/api/v1/tickets/{number}/spam', {
                  params: { path: { number } },
                  body: { ban },
                }),
              ),
            words: ban
              ? `#${number} is closed as spam; ${whom} goes to quarantine`
              : `#${number} is closed as spam`,
            undo: () => callNoSpam(number),
          })
        }}
      >
        <Radio.Group
          label="Further mail of this sender"
          description="What is kept in quarantine can be read and let in by hand."
          value={ban ?? 'none'}
          onChange={(value) => setBan(value === 'address' || value === 'domain' ? value : null)}
        >
          <div className={classes.list}>
            <Radio value="none" label="comes in as before" data-autofocus />
            <Radio value="address" label={`from ${requester.email} goes to quarantine`} />
            <Radio value="domain" label={`from anybody at ${domain} goes to quarantine`} />
          </div>
        </Radio.Group>
        <AppButton kind="primary" type="submit">
          Close it as spam
        </AppButton>
      </form>
    </BottomSheet>
  )
}
