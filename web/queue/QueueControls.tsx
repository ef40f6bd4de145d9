import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { RefObject } from 'react'
import { usePhone } from '../ui/phone.ts'
import { filters, type Band, type Filter } from './queries.ts'
import classes from './QueuePage.module.css'

const filterWords: Record<Filter, string> = {
  open: 'Open',
  mine: 'Mine',
  unassigned: 'Nobody’s',
  snoozed: 'Snoozed',
  solved: 'Solved',
}

type Props = {
  filter: Filter
  channel: string | undefined
  byTime: boolean
  bands: Band[]
  channelField: RefObject<HTMLSelectElement | null>
  onSet: (next: { view?: Filter; channel?: string; order?: 'due' }) => void
}

/** Which tickets the list shows, and in which order. */
export function QueueControls({ filter, channel, byTime, bands, channelField, onSet }: Props) {
  const phone = usePhone()
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth={phone}
        className={classes.filter}
        aria-label="Which tickets"
        value={filter}
        data={filters.map((value) => ({ value, label: filterWords[value] }))}
        onChange={(view) => onSet({ view: view === 'open' ? undefined : view })}
      />
      <NativeSelect
        ref={channelField}
        size="xs"
        className={classes.choice}
        aria-label="Channel"
        value={channel ?? ''}
        data={[
          { value: '', label: 'All channels' },
          ...bands.map(({ key, name, open }) => ({
            value: key,
            label: `${name} (${open > 1000 ? '1000+' : open})`,
          })),
        ]}
        onChange={(event) => onSet({ channel: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        className={classes.choice}
        aria-label="Order"
        value={byTime ? 'due' : 'strictest'}
        data={[
          { value: 'strictest', label: 'Strictest first' },
          { value: 'due', label: 'By time left' },
        ]}
        onChange={(event) =>
          onSet({ order: event.currentTarget.value === 'due' ? 'due' : undefined })
        }
      />
    </>
  )
}
