import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { instantsOf, typedTime } from '../oncall/wall.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone, zoneCity } from '../ui/zone.ts'
import { snoozeChoices } from './snooze-times.ts'
import classes from './Sheets.module.css'

/** Until when it is out of sight; null: until the customer answers. A promise that comes near wakes it. */
export function SnoozeSheet({
  what,
  onClose,
  onChoose,
}: {
  what: string
  onClose: () => void
  onChoose: (until: string | null) => void
}) {
  const zone = viewerZone()
  const [now] = useState(serverNow)
  const [choices] = useState(() => snoozeChoices(now, zone))
  const [typed, setTyped] = useState(() => typedTime(choices.at(-1)?.at ?? now, zone))
  const [at] = instantsOf(typed, zone)
  const error = at !== undefined && at <= now ? 'That moment has passed.' : undefined
  return (
    <BottomSheet opened onClose={onClose} title={`Snooze ${what} until`}>
      <div className={classes.form}>
        <ul className={classes.list}>
          {choices.map(({ id, label, at: until }, index) => (
            <li key={id}>
              <AppButton
                className={classes.choice}
                data-autofocus={index === 0 || undefined}
                rightSection={<span className={classes.when}>{momentWords(until, zone, now)}</span>}
                onClick={() => onChoose(new Date(until).toISOString())}
              >
                {label}
              </AppButton>
            </li>
          ))}
          <li>
            <AppButton className={classes.choice} onClick={() => onChoose(null)}>
              Until they answer
            </AppButton>
          </li>
        </ul>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (at !== undefined && !error) onChoose(new Date(at).toISOString())
          }}
        >
          <TextInput
            type="datetime-local"
            label={`Another time (${zoneCity(zone)} time)`}
            value={typed}
            error={error}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <AppButton type="submit">Snooze until then</AppButton>
        </form>
      </div>
    </BottomSheet>
  )
}
