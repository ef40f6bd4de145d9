import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { KeyCaps } from '../ui/KeyCaps.tsx'
import { LinkSheet } from './LinkSheet.tsx'
import { MergeSheet } from './MergeSheet.tsx'
import { useTicketChange } from './queries.ts'
import { SnoozeSheet } from './SnoozeSheet.tsx'
import { SpamSheet } from './SpamSheet.tsx'
import { SplitSheet } from './SplitSheet.tsx'
import type { Ticket } from './words.ts'

export type TicketSheet = 'snooze' | 'link' | 'merge' | 'split' | 'spam'

/** What can be done with a ticket as a whole; shown is one sheet at a time. */
export function TicketMenu({
  ticket,
  sheet,
  onSheet,
}: {
  ticket: Ticket
  sheet: TicketSheet | undefined
  onSheet: (sheet: TicketSheet | undefined) => void
}) {
  const save = useTicketChange()
  const [opened, setOpened] = useState(false)
  const mayEdit = ticket.may.includes('edit')
  const mayFile = ticket.may.length > 0
  const close = (): void => {
    onSheet(undefined)
    // A sheet opened by its key has no opener to give the focus back to.
    setTimeout(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('[data-ticket-menu]')?.focus()
    }, 0)
  }
  const show = (wanted: TicketSheet, allowed: boolean) => () => {
    if (allowed) onSheet(wanted)
  }
  useKeys([
    { key: 'H', label: 'Snooze', scope: 'Ticket', run: show('snooze', mayEdit) },
    { key: 'L', label: 'Link another ticket', scope: 'Ticket', run: show('link', mayFile) },
  ])
  const item = (wanted: TicketSheet, label: string, allowed: boolean, keys?: string) => (
    <Menu.Item
      disabled={!allowed}
      rightSection={keys && <KeyCaps keys={keys} />}
      onClick={show(wanted, allowed)}
    >
      {label}
    </Menu.Item>
  )
  const alone = ticket.mergedInto === null && !ticket.spam
  return (
    <>
      <Menu
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={240}
        shadow="none"
        withinPortal={false}
        returnFocus
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <AppButton aria-label="More to do with this ticket" data-ticket-menu px="xs">
            <IconDots size={16} stroke={1.75} aria-hidden="true" />
          </AppButton>
        </Menu.Target>
        <Menu.Dropdown aria-label="More to do with this ticket">
          {item('snooze', 'Snooze…', mayEdit, 'H')}
          {item('link', 'Link another ticket…', mayFile, 'L')}
          {item('merge', 'Merge into another ticket…', mayFile && alone)}
          {item('split', 'Split…', mayEdit)}
          {item('spam', 'Spam…', mayFile && alone)}
        </Menu.Dropdown>
      </Menu>
      {sheet === 'snooze' && (
        <SnoozeSheet
          what={`#${ticket.number}`}
          onClose={close}
          onChoose={(until) => {
            close()
            save.mutate({ ticket, change: { kind: 'snooze', until } })
          }}
        />
      )}
      {sheet === 'link' && <LinkSheet ticket={ticket} onClose={close} />}
      {sheet === 'merge' && <MergeSheet ticket={ticket} onClose={close} />}
      {sheet === 'split' && <SplitSheet ticket={ticket} onClose={close} />}
      {sheet === 'spam' && <SpamSheet ticket={ticket} onClose={close} />}
    </>
  )
}
