import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { Invitations } from './Invitations.tsx'
import { StepFoot } from './StepFoot.tsx'
import { ErrorSummary, Proof, StepHeading } from './StepParts.tsx'
import { proofOf, stateOf, type Setup } from './steps.ts'
import { fieldId, useStepForm, type Wrong } from './use-step.ts'
import { dayNames, isDay, weekdays } from './weekdays.ts'
import classes from './Setup.module.css'

type Turns = Setup['onCall']
type Person = Turns['people'][number]

function missing({ people, time }: Turns): Wrong {
  const found: Wrong = {}
  people.forEach(({ name, email }, index) => {
    if (!name.trim()) found[`people.${index}.name`] = `Write the name of person ${index + 1}.`
    if (!/^\S+@\S+$/.test(email.trim()))
      found[`people.${index}.email`] = `Write the e-mail address of person ${index + 1}.`
  })
  if (!time) found['time'] = 'Say at what time a turn ends.'
  return found
}

function PersonRow({
  index,
  person,
  wrong,
  onChange,
  onRemove,
}: {
  index: number
  person: Person
  wrong: Wrong
  onChange: (person: Person) => void
  onRemove?: () => void
}) {
  const field = (key: keyof Person) => ({
    id: fieldId(`people.${index}.${key}`),
    value: person[key],
    error: wrong[`people.${index}.${key}`],
    required: true,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ ...person, [key]: currentTarget.value }),
  })
  const which = index + 1
  return (
    <li className={classes.person}>
      <span className={classes.turn} aria-hidden="true">
        {which}
      </span>
      <TextInput label="Name" aria-label={`Name of person ${which}`} {...field('name')} />
      <TextInput
        label="E-mail address"
        aria-label={`E-mail address of person ${which}`}
        type="email"
        {...field('email')}
      />
      <AppButton
        kind="quiet"
        disabled={!onRemove}
        aria-label={`Remove ${person.name || `person ${which}`}`}
        onClick={onRemove}
      >
        Remove
      </AppButton>
    </li>
  )
}

const tidy = (turns: Turns): Turns => ({
  ...turns,
  people: turns.people.map(({ name, email }) => ({ name: name.trim(), email: email.trim() })),
})

/** Who is woken: one layer, in turns. */
export function OnCallStep({ setup }: { setup: Setup }) {
  const isDone = stateOf(setup, 'on-call') === 'done'
  const [turns, setTurns] = useState<Turns>(setup.onCall)
  const [dirty, setDirty] = useState(false)
  const form = useStepForm(
    missing,
    (body: Turns) => take(api.PUT('/api/v1/setup/on-call', { body: tidy(body) })),
    () => setDirty(false),
  )
  const wrong = form.wrongNow(turns)
  const change = (changed: Partial<Turns>): void => {
    setTurns({ ...turns, ...changed })
    setDirty(true)
  }
  const { people } = turns
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit(turns)
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <StepHeading>Who is on call?</StepHeading>
      <p className={classes.text}>
        In the order of their turns; the first one has it now. Nobody answers within five minutes?
        Then everybody here is woken.
      </p>
      <ErrorSummary wrong={wrong} problem={form.problem} tries={form.tries} />
      <ol className={classes.people} aria-label="People, in the order of their turns">
        {people.map((person, index) => (
          <PersonRow
            // oxlint-disable-next-line react/no-array-index-key -- a row is its place in the order
            key={index}
            index={index}
            person={person}
            wrong={wrong}
            onChange={(changed) =>
              change({ people: people.map((one, at) => (at === index ? changed : one)) })
            }
            onRemove={
              people.length > 1
                ? () => change({ people: people.filter((_, at) => at !== index) })
                : undefined
            }
          />
        ))}
      </ol>
      <div className={classes.line}>
        <AppButton onClick={() => change({ people: [...people, { name: '', email: '' }] })}>
          Add a person
        </AppButton>
      </div>
      <div className={classes.turns}>
        <NativeSelect
          label="A turn lasts"
          value={turns.turn}
          data={[
            { value: 'day', label: 'A day' },
            { value: 'week', label: 'A week' },
            { value: 'two_weeks', label: 'Two weeks' },
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ turn: value === 'day' || value === 'two_weeks' ? value : 'week' })
          }
        />
        {turns.turn !== 'day' && (
          <NativeSelect
            label="On"
            value={turns.day}
            data={weekdays.map((value) => ({ value, label: dayNames[value] }))}
            onChange={({ currentTarget: { value } }) => isDay(value) && change({ day: value })}
          />
        )}
        <TextInput
          id={fieldId('time')}
          type="time"
          label="Hand-off at"
          required
          value={turns.time}
          error={wrong['time']}
          onChange={({ currentTarget }) => change({ time: currentTarget.value })}
        />
      </div>
      <Proof proof={dirty ? undefined : proofOf(setup, 'on-call')} />
      {isDone && !dirty && <Invitations people={setup.onCall.people} />}
      <StepFoot step="on-call" setup={setup} dirty={dirty}>
        {(!isDone || dirty) && (
          <AppButton type="submit" kind="primary" busy={form.saving}>
            {form.saving ? 'Saving…' : 'Save the turns'}
          </AppButton>
        )}
      </StepFoot>
    </form>
  )
}
