import { PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { auth, signed } from './auth.ts'
import { useEnter } from './enter.ts'
import classes from './Door.module.css'

async function accept(token: string, email: string, password: string): Promise<void> {
  await take(
    api.POST('/api/v1/invitations/{token}', { params: { path: { token } }, body: { password } }),
  )
  await signed(auth.signIn.email({ email, password }))
}

function SetPassword({ token, name, email }: { token: string; name: string; email: string }) {
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const set = useMutation({
    mutationFn: () => accept(token, email, password),
    onSuccess: () => enter('/me/reach'),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (password.length >= 10 && !set.isPending) set.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <p className={classes.text}>
        Hello {name}. Choose a password; you sign in as {email}. Next we make sure that we can reach
        your phone.
      </p>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordInput
        label="Password"
        description="At least 10 characters. You can add a passkey later."
        autoComplete="new-password"
        required
        value={password}
        error={tried && password.length < 10 ? 'At least 10 characters.' : undefined}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      {set.error && <Problem tried="The password was not set." problem={problemOf(set.error)} />}
      <AppButton type="submit" kind="primary" size="md" busy={set.isPending}>
        {set.isPending ? 'Setting…' : 'Set the password and sign in'}
      </AppButton>
    </form>
  )
}

/** Somebody opens the link they were given: it names them, works once, and ends after three days. */
export function Invitation({ token }: { token: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => take(api.GET('/api/v1/invitations/{token}', { params: { path: { token } } })),
    retry: false,
  })
  if (data) return <SetPassword token={token} {...data} />
  if (!error) return <Loading rows={3} />
  return (
    <Problem
      tried="This invitation cannot be used."
      problem={problemOf(error)}
      retry={() => void refetch()}
    />
  )
}
