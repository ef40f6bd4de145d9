import { Menu } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

export type Choice<T> = { value: T; label: ReactNode; id: string; chosen: boolean }

/** A short list to choose from, opened by its button or its key; arrows move, Enter chooses. */
export function ChoiceMenu<T>({
  opened,
  onChange,
  label,
  choices,
  onChoose,
  children,
}: {
  opened: boolean
  onChange: (opened: boolean) => void
  label: string
  choices: Choice<T>[]
  onChoose: (value: T) => void
  children: ReactElement
}) {
  return (
    <Menu
      opened={opened}
      onChange={onChange}
      position="bottom-start"
      width={240}
      shadow="none"
      withinPortal
      returnFocus
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={label} mah={360} style={{ overflowY: 'auto' }}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.id}
            role="menuitemradio"
            aria-checked={choice.chosen}
            rightSection={choice.chosen ? '✓' : undefined}
            onClick={() => onChoose(choice.value)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
