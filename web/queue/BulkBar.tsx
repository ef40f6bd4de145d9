import { ActionBar, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { changeTicket, type TicketChange } from '../tickets/queries.ts'
import { priorityChoices, priorityWords, statusChoices, statusWords } from '../tickets/words.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'

/** Changes one after the other; says how many were changed, and of each other one why not. */
async function changeAll(numbers: number[], change: TicketChange): Promise<void> {
  let done = 0
  for (const number of numbers) {
    try {
      await changeTicket(number, change)
      done += 1
    } catch (error) {
      problemToast(`#${number} was not changed. ${problemOf(error).sentence}`)
    }
  }
  if (done > 0) toast(done === 1 ? '1 ticket changed.' : `${done} tickets changed.`)
}

/** What can be done with the selected rows, at the bottom edge. */
export function BulkBar({
  selected,
  onSheet,
  onClose,
}: {
  selected: ReadonlySet<number>
  onSheet: (kind: 'assign' | 'snooze') => void
  onClose: () => void
}) {
  const { busy, run } = useBulk(onClose)
  const me = useMe()
  const phone = usePhone()
  const numbers = [...selected]
  const all = (change: TicketChange) => () => void run(numbers, change)
  return (
    <ActionBar
      opened={selected.size > 0}
      onClose={onClose}
      closeOnEscape
      withinPortal={false}
      aria-label="Selected tickets"
      zIndex={45}
      position={{
        bottom: 'calc(var(--wd-bottom, 0px) + 16px)',
        left: phone ? 16 : 'calc(var(--wd-rail-width) + 24px)',
      }}
      maw="calc(100vw - 32px)"
      style={{ flexWrap: 'wrap' }}
    >
      <strong>{selected.size} selected</strong>
      <ActionBar.Divider />
      {me && (
        <AppButton busy={busy} onClick={all({ kind: 'assign', to: me })}>
          Assign to me
        </AppButton>
      )}
      <AppButton busy={busy} onClick={() => onSheet('assign')}>
        Assign…
      </AppButton>
      <Menu
        shadow="none"
        position="top"
        withinPortal={false}
        floatingStrategy="fixed"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <AppButton busy={busy}>Status</AppButton>
        </Menu.Target>
        <Menu.Dropdown>
          {statusChoices.map((status) => (
            <Menu.Item key={status} onClick={all({ kind: 'status', status })}>
              {statusWords[status]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu
        shadow="none"
        position="top"
        withinPortal={false}
        floatingStrategy="fixed"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <AppButton busy={busy}>Priority</AppButton>
        </Menu.Target>
        <Menu.Dropdown>
          {priorityChoices.map((priority) => (
            <Menu.Item key={priority} onClick={all({ kind: 'priority', priority, why: '' })}>
              {priorityWords[priority]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <AppButton busy={busy} onClick={() => onSheet('snooze')}>
        Snooze…
      </AppButton>
      <ActionBar.CloseButton aria-label="Clear the selection" />
    </ActionBar>
  )
}

/** Runs one change over many tickets, then clears the selection and fetches what is true. */
export function useBulk(onDone: () => void) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const run = async (numbers: number[], change: TicketChange): Promise<void> => {
    if (busy) return
    setBusy(true)
    await changeAll(numbers, change)
    await queries.invalidateQueries({ queryKey: ['queue'] })
    await queries.invalidateQueries({ queryKey: ['ticket'] })
    setBusy(false)
    onDone()
  }
  return { busy, run }
}
