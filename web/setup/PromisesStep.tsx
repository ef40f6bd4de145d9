import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { StepFoot } from './StepFoot.tsx'
import { ErrorSummary, Proof, StepHeading } from './StepParts.tsx'
import { proofOf, stateOf, type Setup } from './steps.ts'
import { fieldId, useStepForm } from './use-step.ts'
import classes from './Setup.module.css'

type Preset = Setup['presets'][number]['key']

/** Three ways to begin. Whatever is chosen is written into the playbook, line by line. */
export function PromisesStep({ setup }: { setup: Setup }) {
  const isDone = stateOf(setup, 'promises') === 'done'
  const [preset, setPreset] = useState<Preset>(setup.preset ?? 'calm')
  const dirty = isDone && preset !== setup.preset
  const form = useStepForm(
    () => ({}),
    (chosen: Preset) => take(api.PUT('/api/v1/setup/promises', { body: { preset: chosen } })),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit(preset)
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <StepHeading>What do you promise?</StepHeading>
      <p className={classes.text}>
        How soon a paying customer hears from a person. Emergencies are apart: whoever is on call is
        woken at once. Everything here can be edited later, in the playbook.
      </p>
      <ErrorSummary wrong={form.wrongNow(preset)} problem={form.problem} tries={form.tries} />
      <fieldset className={classes.group}>
        <legend>First reply</legend>
        {setup.presets.map(({ key, name, words }, index) => (
          <label key={key} className={classes.choice}>
            <input
              id={index === 0 ? fieldId('preset') : undefined}
              type="radio"
              name="preset"
              value={key}
              checked={preset === key}
              onChange={() => setPreset(key)}
            />
            <span>
              <strong>{name}</strong>
              <span className={classes.second}>{words}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Proof proof={dirty ? undefined : proofOf(setup, 'promises')} />
      <StepFoot step="promises" setup={setup} dirty={dirty}>
        {(!isDone || dirty) && (
          <AppButton type="submit" kind="primary" busy={form.saving}>
            {form.saving ? 'Saving…' : 'Promise this'}
          </AppButton>
        )}
      </StepFoot>
    </form>
  )
}
