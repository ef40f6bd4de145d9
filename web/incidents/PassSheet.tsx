import { Chip } from '@mantine/core'
import { useState } from 'react'
import { usePeople } from '../people/me.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { Person } from '../ui/Person.tsx'
import classes from './PassSheet.module.css'

const reasons = ['Driving', 'Ill', 'Already in one']

type Colleague = { id: string; name: string }

type Props = {
  opened: boolean
  onClose: () => void
  /** Who is paged next when nobody is chosen. */
  next: string[]
  busy: boolean
  onPass: (to: string | null, reason: string) => void
}

/** "Can't take it": to the next one now, or to somebody by name. Two taps, no typing, no shame. */
export function PassForm({
  next,
  busy,
  onPass,
  colleagues,
}: Omit<Props, 'opened' | 'onClose'> & { colleagues: Colleague[] }) {
  const [reason, setReason] = useState('')
  const [choosing, setChoosing] = useState(false)
  const to = next.length > 0 ? next.join(', ') : 'the next level'
  return (
    <div className={classes.form}>
      <fieldset className={classes.reasons}>
        <legend>Why, if you like</legend>
        {reasons.map((one) => (
          <Chip
            key={one}
            checked={reason === one}
            onChange={(checked) => setReason(checked ? one : '')}
          >
            {one}
          </Chip>
        ))}
      </fieldset>
      {choosing && (
        <ul className={classes.people} aria-label="Colleagues">
          {colleagues.map((person) => (
            <li key={person.id}>
              <AppButton
                className={classes.wide}
                busy={busy}
                onClick={() => onPass(person.id, reason)}
              >
                <Person {...person} />
              </AppButton>
            </li>
          ))}
        </ul>
      )}
      {!choosing && (
        <AppButton className={classes.tall} onClick={() => setChoosing(true)}>
          Choose someone
        </AppButton>
      )}
      <AppButton
        kind="primary"
        className={classes.tall}
        busy={busy}
        data-autofocus
        onClick={() => onPass(null, reason)}
      >
        Pass to {to} now
      </AppButton>
    </div>
  )
}

/** The same sheet for people who are signed in. */
export function PassSheet({ opened, onClose, ...props }: Props) {
  const people = usePeople().filter(({ role }) => role !== 'learner')
  return (
    <BottomSheet opened={opened} onClose={onClose} title="Can’t take it">
      <PassForm {...props} colleagues={people} />
    </BottomSheet>
  )
}
