import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { components } from '../../api/types.ts'
import type { MailSearch } from './mail-search.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { arrivalStates } from './mail-words.ts'
import classes from './Mail.module.css'

type Counts = components['schemas']['ArrivalCounts']

const spans = [
  { value: '', label: 'Any time' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
]

const fields = [
  { name: 'q', label: 'Words', hint: 'in subject or sender' },
  { name: 'from', label: 'From', hint: 'part of the sender' },
  { name: 'mailbox', label: 'To', hint: 'our address' },
  { name: 'ticket', label: 'Ticket', hint: 'number' },
] as const

type Field = (typeof fields)[number]['name']

function stateChoices(counts: Counts | undefined) {
  const every = counts && arrivalStates.reduce((sum, { value }) => sum + counts[value], 0)
  const withCount = (label: string, count: number | undefined): string =>
    count === undefined ? label : `${label} (${count})`
  return [
    { value: '', label: withCount('Every fate', every) },
    ...arrivalStates.map(({ value, label }) => ({
      value,
      label: withCount(label, counts?.[value]),
    })),
  ]
}

type Props = {
  search: MailSearch
  counts: Counts | undefined
  onSearch: (search: MailSearch) => void
}

/** Which of what came in. Choices apply at once, words with Enter. */
export function ArrivalFilters({ search, counts, onSearch }: Props) {
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const valueOf = (name: Field): string => typed[name] ?? search[name] ?? ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const words = Object.fromEntries(
      fields.map(({ name }) => [name, valueOf(name).trim().replace(/^#/, '') || undefined]),
    )
    onSearch({ ...search, ...words })
    setTyped({})
  }
  const clear = (): void => {
    setTyped({})
    onSearch({})
  }
  const filtered = Object.values({ ...search, ...typed }).some(Boolean)
  return (
    <form role="search" aria-label="Incoming mail" className={classes.filters} onSubmit={submit}>
      <NativeSelect
        label="What became of it"
        value={search.state ?? ''}
        data={stateChoices(counts)}
        onChange={({ currentTarget }) =>
          onSearch({ ...search, state: currentTarget.value || undefined })
        }
      />
      <NativeSelect
        label="When"
        value={search.days ?? ''}
        data={spans}
        onChange={({ currentTarget }) =>
          onSearch({ ...search, days: currentTarget.value || undefined })
        }
      />
      {fields.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          label={label}
          placeholder={hint}
          className={name === 'ticket' ? classes.short : classes.field}
          inputMode={name === 'ticket' ? 'numeric' : undefined}
          value={valueOf(name)}
          onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
        />
      ))}
      <div className={classes.buttons}>
        <AppButton type="submit">Search</AppButton>
        {filtered && (
          <AppButton kind="quiet" onClick={clear}>
            Clear
          </AppButton>
        )}
      </div>
    </form>
  )
}
