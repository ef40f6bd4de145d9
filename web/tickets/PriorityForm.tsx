import { Checkbox, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { AppButton } from '../ui/AppButton.tsx'
import { priorityChoices, priorityWords, type Priority } from './words.ts'
import classes from './Facts.module.css'

type Wish = { priority: Priority; why: string; tellCustomer: boolean }

/** The priority asks why: what is changed without a reason is changed back tomorrow. */
export function PriorityForm({
  now,
  reader,
  onSave,
}: {
  now: Priority
  /** Who would be told. */
  reader: string
  onSave: (wish: Wish) => void
}) {
  const [priority, setPriority] = useState<Priority>(now)
  const [why, setWhy] = useState('')
  const [tellCustomer, setTell] = useState(false)
  const [missing, setMissing] = useState(false)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (tellCustomer && why.trim() === '') setMissing(true)
        else onSave({ priority, why, tellCustomer })
      }}
    >
      <Radio.Group
        label="Priority"
        value={priority}
        onChange={(value) => setPriority(priorityChoices.find((one) => one === value) ?? now)}
      >
        <div className={classes.radios}>
          {priorityChoices.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={priorityWords[choice]}
              data-autofocus={choice === now || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label="Why"
        placeholder="Production is down for everybody"
        value={why}
        error={missing && why.trim() === '' ? `Say why: ${reader} reads it.` : undefined}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <Checkbox
        label={`Tell ${reader} the new priority and why`}
        checked={tellCustomer}
        onChange={(event) => setTell(event.currentTarget.checked)}
      />
      <AppButton kind="primary" type="submit">
        Set {priorityWords[priority].toLowerCase()} priority
      </AppButton>
    </form>
  )
}
