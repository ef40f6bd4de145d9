import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconFingerprint } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { auth, canPasskey, signed } from './auth.ts'
import classes from './Door.module.css'

type Props = { onDone: () => void; onCode: () => void }

/** The two ways in: a passkey, or e-mail address and password. */
export function SignInForm({ onDone, onCode }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const passkey = useMutation({
    mutationFn: () => signed(auth.signIn.passkey()),
    onSuccess: onDone,
  })
  const byPassword = useMutation({
    mutationFn: () => signed(auth.signIn.email({ email: email.trim(), password })),
    onSuccess: (answer) => ('twoFactorRedirect' in answer ? onCode() : onDone()),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (email.trim() && password && !byPassword.isPending) byPassword.mutate()
  }
  const withPasskey = canPasskey()
  return (
    <>
      {withPasskey && (
        <>
          <AppButton
            kind="primary"
            size="lg"
            leftSection={<IconFingerprint size={20} stroke={1.75} aria-hidden="true" />}
            busy={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {passkey.isPending ? 'Waiting for your device…' : 'Sign in with a passkey'}
          </AppButton>
          {passkey.error && (
            <Problem tried="You are not signed in." problem={problemOf(passkey.error)} />
          )}
          <div className={classes.or}>or</div>
        </>
      )}
      <form onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          error={tried && !email.trim() ? 'Write your e-mail address.' : undefined}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          error={tried && !password ? 'Write your password.' : undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {byPassword.error && (
          <Problem tried="You are not signed in." problem={problemOf(byPassword.error)} />
        )}
        <AppButton
          type="submit"
          kind={withPasskey ? 'plain' : 'primary'}
          size="md"
          busy={byPassword.isPending}
        >
          {byPassword.isPending ? 'Signing in…' : 'Sign in'}
        </AppButton>
      </form>
      <p className={classes.text}>
        No way in? Ask an administrator: people are invited, nobody signs up here.
      </p>
    </>
  )
}
