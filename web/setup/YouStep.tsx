import { PasswordInput, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { auth, signed } from '../people/auth.ts'
import { insideKey } from '../people/enter.ts'
import { useMe } from '../people/me.ts'
import { Passkeys } from '../people/Passkeys.tsx'
import { remember } from '../shell/remember.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { viewerZone } from '../ui/zone.ts'
import { welcomeQuery } from './queries.ts'
import { StepFoot } from './StepFoot.tsx'
import { ErrorSummary, StepHeading } from './StepParts.tsx'
import type { Setup } from './steps.ts'
import { fieldId, useStepForm, type Wrong } from './use-step.ts'
import classes from './Setup.module.css'

type Admin = { name: string; email: string; password: string; timeZone: string }

async function create(admin: Admin): Promise<void> {
  await take(api.POST('/api/v1/welcome', { body: admin }))
  const { email, password } = admin
  await signed(auth.signIn.email({ email, password }))
}

function missing({ name, email, password }: Admin): Wrong {
  const found: Wrong = {}
  if (!name.trim()) found['name'] = 'Write your name.'
  if (!/^\S+@\S+$/.test(email.trim())) found['email'] = 'Write your e-mail address.'
  if (password.length < 10) found['password'] = 'At least 10 characters.'
  return found
}

/** Nobody is here yet, and whoever comes first becomes the administrator. */
export function FirstAdmin() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [admin, setAdmin] = useState<Admin>({
    name: '',
    email: '',
    password: '',
    timeZone: viewerZone(),
  })
  const form = useStepForm(
    missing,
    (given: Admin) => create({ ...given, name: given.name.trim(), email: given.email.trim() }),
    () => {
      remember(insideKey, 'yes')
      queries.setQueryData(welcomeQuery.queryKey, { isEmpty: false })
      void navigate({ to: '/setup', search: { step: 'you' } })
    },
  )
  const wrong = form.wrongNow(admin)
  const field = (key: keyof Admin) => ({
    id: fieldId(key),
    required: true,
    value: admin[key],
    error: wrong[key],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setAdmin({ ...admin, [key]: currentTarget.value }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit(admin)
  }
  return (
    <>
      <StepHeading>Who are you?</StepHeading>
      <p className={classes.text}>
        Nobody is here yet. You become the administrator: you invite the others, and can do
        everything. Six short steps lead from here to a phone that rings. Each can be left out, and
        done again.
      </p>
      <form onSubmit={submit} noValidate className={classes.form}>
        <ErrorSummary wrong={wrong} problem={form.problem} tries={form.tries} />
        <TextInput label="Your name" autoComplete="name" {...field('name')} />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          {...field('email')}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters. Next you can add a passkey, and sign in with one touch."
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          {...field('password')}
        />
        <div className={classes.foot}>
          <span className={classes.gap} />
          <AppButton type="submit" kind="primary" busy={form.saving}>
            {form.saving ? 'Creating…' : 'Create the administrator'}
          </AppButton>
        </div>
      </form>
      <p className={classes.text}>
        Only looking? The next page fills the console with sample data in one press.
      </p>
    </>
  )
}

/** The proof is that they are signed in; a passkey is the better key. */
export function YouStep({ setup }: { setup: Setup }) {
  const me = useMe()
  return (
    <>
      <StepHeading>You</StepHeading>
      {me && (
        <p className={classes.proof} role="status">
          <IconCheck size={20} stroke={1.75} aria-hidden="true" />
          <span>
            You are signed in as {me.name} ({me.email}), the administrator.
          </span>
        </p>
      )}
      <section className={classes.form} aria-labelledby="setup-passkeys">
        <h2 id="setup-passkeys" className={classes.sub}>
          Passkeys
        </h2>
        <Passkeys />
      </section>
      <StepFoot step="you" setup={setup} />
    </>
  )
}
