import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import {
  bodyOf,
  foundWords,
  missingIn,
  providerNames,
  startOf,
  withHosts,
  withProvider,
  type MailForm,
  type Provider,
} from './mail-form.ts'
import { MailTried } from './MailTried.tsx'
import { ServerFields } from './ServerFields.tsx'
import { StepFoot } from './StepFoot.tsx'
import { ErrorSummary, Proof, StepHeading } from './StepParts.tsx'
import { proofOf, stateOf, type Setup } from './steps.ts'
import { fieldId, useStepForm } from './use-step.ts'
import classes from './Setup.module.css'

const providers: Provider[] = ['google', 'microsoft', 'other']

const passwordHints: Record<Provider, string> = {
  google: 'An app password of 16 letters; Google takes no other one here.',
  microsoft: 'Works where your administrator still allows passwords (SMTP AUTH).',
  other: 'Stored encrypted, and never shown.',
}

/** Where customers write to: believed when a message has gone out and come back. */
export function MailStep({ setup }: { setup: Setup }) {
  const { test, outgoingIsGiven } = setup.mail
  const sends = outgoingIsGiven === null
  const isDone = stateOf(setup, 'mail') === 'done'
  const isRunning = test?.state === 'running'
  const [form, setForm] = useState<MailForm>(() => startOf(setup.mail))
  const [opened, setOpened] = useState(false)
  const needsPassword = !test?.hasPassword
  const step = useStepForm(
    (value: MailForm) => missingIn(value, { needsPassword, sends }),
    (value: MailForm) => take(api.POST('/api/v1/setup/mail/tests', { body: bodyOf(value, sends) })),
  )
  const look = useMutation({
    mutationFn: (address: string) =>
      take(api.POST('/api/v1/setup/mail/hosts', { body: { address } })),
    onSuccess: (hosts) => setForm((now) => withHosts(now, hosts)),
  })
  const wrong = step.wrongNow(form)
  const isOpen = opened || Object.keys(wrong).some((path) => /\.(host|port)$/.test(path))
  const find = (): void => {
    const address = form.address.trim()
    const known = form.foundBy === 'hand' || address === look.variables
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !known) look.mutate(address)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // What is tried is read below it.
    setOpened(false)
    step.submit(form)
  }
  const { incoming, outgoing } = form
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <StepHeading>Mail: where customers write to you</StepHeading>
      <ErrorSummary wrong={wrong} problem={step.problem} tries={step.tries} />
      <TextInput
        id={fieldId('address')}
        label="Address"
        type="email"
        placeholder="support@example.com"
        autoComplete="off"
        required
        value={form.address}
        error={wrong['address']}
        onChange={({ currentTarget }) => setForm({ ...form, address: currentTarget.value })}
        onBlur={find}
      />
      <fieldset className={classes.group}>
        <legend>Provider</legend>
        <div className={classes.chips}>
          {providers.map((provider) => (
            <label key={provider} className={classes.choice}>
              <input
                type="radio"
                name="provider"
                value={provider}
                checked={form.provider === provider}
                onChange={() => setForm(withProvider(form, provider))}
              />
              {providerNames[provider]}
            </label>
          ))}
        </div>
      </fieldset>
      <PasswordInput
        id={fieldId('incoming.password')}
        label="Password"
        description={
          needsPassword
            ? passwordHints[form.provider]
            : 'Left empty, the one of the last try is used.'
        }
        autoComplete="new-password"
        required={needsPassword}
        value={form.password}
        error={wrong['incoming.password']}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        onChange={({ currentTarget }) => setForm({ ...form, password: currentTarget.value })}
      />
      <div className={classes.found} role="status">
        {incoming.host && !isOpen && (
          <>
            <p>
              Incoming: {incoming.host} {incoming.port} {incoming.tls.toUpperCase()}
            </p>
            <p>
              Outgoing:{' '}
              {sends
                ? `${outgoing.host} ${outgoing.port} ${outgoing.tls.toUpperCase()}`
                : `${outgoingIsGiven} (by SMTP_URL)`}
            </p>
          </>
        )}
        <p className={classes.hint}>{look.isPending ? 'Looking…' : foundWords[form.foundBy]}</p>
      </div>
      <details open={isOpen} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
        <summary>Change the servers</summary>
        <div className={classes.form}>
          <ServerFields
            side="incoming"
            name="Incoming (IMAP)"
            server={incoming}
            wrong={wrong}
            onChange={(server) => setForm({ ...form, incoming: server, foundBy: 'hand' })}
          />
          {sends && (
            <ServerFields
              side="outgoing"
              name="Outgoing (SMTP)"
              server={outgoing}
              wrong={wrong}
              onChange={(server) => setForm({ ...form, outgoing: server, foundBy: 'hand' })}
            />
          )}
          <div className={classes.pair}>
            <TextInput
              label="Signs in as"
              placeholder={form.address || 'The address'}
              autoComplete="off"
              value={form.user}
              onChange={({ currentTarget }) => setForm({ ...form, user: currentTarget.value })}
            />
            {sends && (
              <PasswordInput
                label="Password for sending"
                placeholder="The same"
                autoComplete="new-password"
                value={form.outgoingPassword}
                visibilityToggleButtonProps={{ 'aria-label': 'Show the password for sending' }}
                onChange={({ currentTarget }) =>
                  setForm({ ...form, outgoingPassword: currentTarget.value })
                }
              />
            )}
          </div>
        </div>
      </details>
      {test && <MailTried test={test} />}
      <Proof proof={isRunning ? undefined : proofOf(setup, 'mail')} />
      <StepFoot step="mail" setup={setup}>
        <AppButton
          type="submit"
          kind={isDone ? 'plain' : 'primary'}
          busy={step.saving || isRunning}
        >
          {isRunning ? 'Testing…' : test ? 'Try again' : 'Test both ways'}
        </AppButton>
      </StepFoot>
    </form>
  )
}
