import { Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePhone } from './phone.ts'

type Props = {
  opened: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Pixels on the desktop, where the sheet is a dialog in the middle. */
  width?: number
  /** False while something in it needs Escape for itself. */
  closesOnEscape?: boolean
}

/** A dialog: from the bottom edge on a phone, in the middle elsewhere. Focus goes in and back out. */
export function BottomSheet({ opened, onClose, title, children, ...props }: Props) {
  const { width = 440, closesOnEscape = true } = props
  const phone = usePhone()
  if (!phone) {
    return (
      <Modal
        opened={opened}
        onClose={onClose}
        title={title}
        size={width}
        closeOnEscape={closesOnEscape}
        centered
      >
        {children}
      </Modal>
    )
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      closeOnEscape={closesOnEscape}
      position="bottom"
      size="auto"
      radius="md"
      transitionProps={{ duration: 160 }}
      styles={{
        inner: { alignItems: 'flex-end' },
        content: {
          height: 'auto',
          maxHeight: '88dvh',
          borderRadius: 'var(--wd-r-dialog) var(--wd-r-dialog) 0 0',
        },
        body: {
          paddingBottom:
            'calc(var(--wd-s-4) + var(--wd-under-messages, 0px) + env(safe-area-inset-bottom))',
        },
      }}
    >
      {children}
    </Drawer>
  )
}
