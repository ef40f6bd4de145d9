import { Checkbox, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { viewerZone } from '../ui/zone.ts'
import { LogoField } from './LogoField.tsx'
import { StepFoot } from './StepFoot.tsx'
import { ErrorSummary, Proof, StepHeading } from './StepParts.tsx'
import { proofOf, stateOf, type Setup } from './steps.ts'
import { fieldId, useStepForm, type Wrong } from './use-step.ts'
import { dayNames, isDay, weekdays } from './weekdays.ts'
import classes from './Setup.module.css'

type Company = Setup['company']

function missing({ name, timeZone, days, from, to }: Company): Wrong {
  const found: Wrong = {}
  if (!name.trim()) found['name'] = 'Write the name of your company.'
  if (!timeZone.trim()) found['timeZone'] = 'Write a time zone, such as Europe/Berlin.'
  if (days.length === 0) found['days'] = 'Choose at least one day on which you work.'
  if (!from) found['from'] = 'Say when you open.'
  if (!to) found['to'] = 'Say when you close.'
  else if (from === to) found['to'] = 'You open and close at the same time.'
  return found
}

const zones = (): string[] => Intl.supportedValuesOf?.('timeZone') ?? []

/** Who you are for customers, and when you work: promises count in these hours. */
export function CompanyStep({ setup }: { setup: Setup }) {
  const isDone = stateOf(setup, 'company') === 'done'
  const start = setup.hasPlaybook
    ? setup.company
    : { ...setup.company, name: '', timeZone: viewerZone() }
  const [company, setCompany] = useState<Company>(start)
  const [dirty, setDirty] = useState(false)
  const form = useStepForm(
    missing,
    (body: Company) => take(api.PUT('/api/v1/setup/company', { body })),
    () => setDirty(false),
  )
  const wrong = form.wrongNow(company)
  const change = (changed: Partial<Company>): void => {
    setCompany({ ...company, ...changed })
    setDirty(true)
  }
  const field = (key: 'name' | 'timeZone' | 'from' | 'to') => ({
    id: fieldId(key),
    required: true,
    value: company[key],
    error: wrong[key],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      change({ [key]: currentTarget.value }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit(company)
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <StepHeading>Your company</StepHeading>
      <p className={classes.text}>
        Customers read the name and see the logo. Promises are counted in these hours.
      </p>
      <ErrorSummary wrong={wrong} problem={form.problem} tries={form.tries} />
      <TextInput label="Name" autoComplete="organization" {...field('name')} />
      <LogoField />
      <TextInput
        label="Time zone"
        description="Read from this device, such as Europe/Berlin."
        list="setup-zones"
        {...field('timeZone')}
      />
      <datalist id="setup-zones">
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Checkbox.Group
        label="You work on"
        error={wrong['days']}
        value={company.days}
        onChange={(days) => change({ days: days.filter(isDay) })}
      >
        <div className={classes.days}>
          {weekdays.map((day, index) => (
            <Checkbox
              key={day}
              id={index === 0 ? fieldId('days') : undefined}
              value={day}
              label={dayNames[day].slice(0, 3)}
              aria-label={dayNames[day]}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.pair}>
        <TextInput type="time" label="From" {...field('from')} />
        <TextInput type="time" label="To" {...field('to')} />
      </div>
      <Proof proof={dirty ? undefined : proofOf(setup, 'company')} />
      <StepFoot step="company" setup={setup} dirty={dirty}>
        {(!isDone || dirty) && (
          <AppButton type="submit" kind="primary" busy={form.saving}>
            {form.saving ? 'Saving…' : 'Save the company'}
          </AppButton>
        )}
      </StepFoot>
    </form>
  )
}
