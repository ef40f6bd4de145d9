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
      withinPortal={false}
      floatingStrategy="fixed"
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={label} mah={360} style={{ overflowY: 'auto' }}>
        <Menu.RadioGroup
          value={choices.find(({ chosen }) => chosen)?.id ?? null}
          onChange={(id) => {
            const choice = choices.find((one) => one.id === id)
            if (choice) onChoose(choice.value)
          }}
        >
          {choices.map(({ id, label }) => (
            <Menu.RadioItem key={id} value={id}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
