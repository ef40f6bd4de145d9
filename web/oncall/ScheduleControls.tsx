import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { AppButton } from '../ui/AppButton.tsx'
import { viewerZone, zoneCity } from '../ui/zone.ts'
import classes from './Schedule.module.css'

export type View = 'timeline' | 'list'

type Props = {
  when: string
  weeks: number
  zone: string
  scheduleZone: string
  view: View
  phone: boolean
  onMove: (weeks: number) => void
  onToday: () => void
  onWeeks: (weeks: number) => void
  onZone: (zone: string) => void
  onView: (view: View) => void
}

function zoneChoices(scheduleZone: string): { value: string; label: string }[] {
  const mine = viewerZone()
  const named = [
    { value: scheduleZone, label: `${zoneCity(scheduleZone)} (the schedule's)` },
    { value: mine, label: `${zoneCity(mine)} (yours)` },
    { value: 'UTC', label: 'UTC' },
  ]
  return named.filter(
    ({ value }, index) => named.findIndex((other) => other.value === value) === index,
  )
}

/** Which weeks are shown, by which clock, and as what. Changes nothing but the picture. */
export function ScheduleControls({ weeks, phone, ...props }: Props) {
  const span = weeks === 1 ? 'week' : `${weeks} weeks`
  return (
    <div className={classes.bar} role="group" aria-label="What is shown">
      <div className={classes.window}>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={`Previous ${span}`}
          onClick={() => props.onMove(-1)}
        >
          <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
        <span className={classes.when} role="status">
          {props.when}
        </span>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={`Next ${span}`}
          onClick={() => props.onMove(1)}
        >
          <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </div>
      <AppButton size="compact-md" keys="T" onClick={props.onToday}>
        Today
      </AppButton>
      <SegmentedControl
        aria-label="Weeks shown"
        data={[1, 2, 4].map((count) => ({ value: String(count), label: `${count}w` }))}
        value={String(weeks)}
        onChange={(value) => props.onWeeks(Number(value))}
      />
      {!phone && (
        <SegmentedControl
          aria-label="Shown as"
          data={[
            { value: 'timeline', label: 'Timeline' },
            { value: 'list', label: 'List' },
          ]}
          value={props.view}
          onChange={(value) => props.onView(value === 'list' ? 'list' : 'timeline')}
        />
      )}
      <NativeSelect
        className={classes.zone}
        aria-label="Times shown in"
        data={zoneChoices(props.scheduleZone)}
        value={props.zone}
        onChange={({ currentTarget }) => props.onZone(currentTarget.value)}
      />
    </div>
  )
}
