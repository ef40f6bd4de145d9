import { Radio } from '@mantine/core'
import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { TicketField, useFoundTicket } from './FoundTicket.tsx'
import { link, linkWords, unlink, type LinkKind } from './LinkedFacts.tsx'
import { useTicketAct } from './use-ticket-act.ts'
import type { Ticket } from './words.ts'
import classes from './Sheets.module.css'

const kinds: LinkKind[] = ['related', 'problem', 'duplicate']

/** Says that another ticket has to do with this one, and how. */
export function LinkSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { number } = ticket
  const wanted = useFoundTicket(number)
  const [kind, setKind] = useState<LinkKind>('related')
  const act = useTicketAct(number)
  const other = wanted.found?.number
  return (
    <BottomSheet opened onClose={onClose} title={`Link #${number}`}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (other === undefined) return
          onClose()
          act.mutate({
            run: () => link(number, other, kind),
            words: `#${number} and #${other} are linked`,
            undo: () => unlink(number, other),
          })
        }}
      >
        <TicketField label="Number of the other ticket" wanted={wanted} />
        <Radio.Group
          label={`#${number} is`}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'related')}
        >
          <div className={classes.list}>
            {kinds.map((one) => (
              <Radio key={one} value={one} label={linkWords({ kind: one, direction: 'to' })} />
            ))}
          </div>
        </Radio.Group>
        <AppButton kind="primary" type="submit" data-disabled={other === undefined || undefined}>
          {other === undefined ? 'Link' : `Link to #${other}`}
        </AppButton>
      </form>
    </BottomSheet>
  )
}
