import { ActionBar, Menu } from '@mantine/core'
import { useMe } from '../people/me.ts'
import { priorityChoices, priorityWords, statusChoices, statusWords } from '../tickets/words.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { BulkSheets, spamWish } from './BulkSheets.tsx'
import type { Bulk } from './use-bulk.ts'

function Choice<T extends string>({
  label,
  choices,
  words,
  busy,
  onChoose,
}: {
  label: string
  choices: readonly T[]
  words: Record<T, string>
  busy: boolean
  onChoose: (value: T) => void
}) {
  return (
    <Menu
      shadow="none"
      position="top"
      withinPortal={false}
      floatingStrategy="fixed"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <AppButton busy={busy}>{label}</AppButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((value) => (
          <Menu.Item key={value} onClick={() => onChoose(value)}>
            {words[value]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Actions({ bulk }: { bulk: Bulk }) {
  const { busy, askChange, open } = bulk
  return (
    <>
      <AppButton busy={busy} onClick={() => open('assign')}>
        Assign…
      </AppButton>
      <AppButton busy={busy} onClick={() => open('team')}>
        Team…
      </AppButton>
      <Choice
        label="Status"
        choices={statusChoices}
        words={statusWords}
        busy={busy}
        onChoose={(status) => askChange({ kind: 'status', status })}
      />
      <Choice
        label="Priority"
        choices={priorityChoices}
        words={priorityWords}
        busy={busy}
        onChoose={(priority) => askChange({ kind: 'priority', priority, why: '' })}
      />
      <AppButton busy={busy} onClick={() => open('tags')}>
        Tags…
      </AppButton>
      <AppButton busy={busy} onClick={() => open('snooze')}>
        Snooze…
      </AppButton>
      <AppButton busy={busy} onClick={() => bulk.ask(spamWish)}>
        Spam
      </AppButton>
    </>
  )
}

/** What can be done with the selected rows, at the bottom edge. */
export function BulkBar({
  bulk,
  opened,
  onClose,
}: {
  bulk: Bulk
  /** Also open while somebody is about to select, with nothing selected yet. */
  opened: boolean
  onClose: () => void
}) {
  const me = useMe()
  const phone = usePhone()
  const count = bulk.numbers.length
  return (
    <>
      <ActionBar
        opened={opened}
        onClose={onClose}
        // Escape belongs to a sheet as long as one is open.
        closeOnEscape={bulk.sheet === undefined}
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
        <strong role="status">{count} selected</strong>
        {!phone && <ActionBar.Divider />}
        {count > 0 && me && (
          <AppButton
            keys="M"
            busy={bulk.busy}
            onClick={() => bulk.askChange({ kind: 'assign', to: me })}
          >
            {phone ? 'To me' : 'Assign to me'}
          </AppButton>
        )}
        {count > 0 &&
          (phone ? (
            <AppButton busy={bulk.busy} onClick={() => bulk.open('all')}>
              Change…
            </AppButton>
          ) : (
            <Actions bulk={bulk} />
          ))}
        <ActionBar.CloseButton aria-label="Clear the selection" />
      </ActionBar>
      <BulkSheets bulk={bulk} />
    </>
  )
}
