import { ActionBar } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePhone } from '../ui/phone.ts'
import type { Selection } from './selection.ts'

/** What can be done to all that is ticked; it comes with the first tick and lies above the phone's own bar. */
export function SelectionBar({
  selection: { numbers, clear },
  children,
}: {
  selection: Selection
  children: ReactNode
}) {
  const phone = usePhone()
  return (
    <ActionBar
      opened={numbers.length > 0}
      onClose={clear}
      withinPortal={false}
      aria-label="Selected mail"
      zIndex={45}
      position={{
        bottom: 'calc(var(--wd-bottom, 0px) + 16px)',
        left: phone ? 16 : 'calc(var(--wd-rail-width) + 24px)',
      }}
      maw="calc(100vw - 32px)"
      style={{ flexWrap: 'wrap' }}
    >
      <strong>{numbers.length} selected</strong>
      <ActionBar.Divider />
      {children}
      <ActionBar.CloseButton aria-label="Clear the selection" />
    </ActionBar>
  )
}
