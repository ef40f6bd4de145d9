import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { formErrors, problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { viewerZone } from '../ui/zone.ts'
import { auth, signed } from './auth.ts'
import { Door } from './Door.tsx'
import { useEnter } from './enter.ts'
import { Invitation } from './Invitation.tsx'
import classes from './Door.module.css'

type Admin = { name: string; email: string; password: string; timeZone: string }

async function create(admin: Admin): Promise<void> {
  await take(api.POST('/api/v1/welcome', { body: admin }))
  const { email, password } = admin
  await signed(auth.signIn.email({ email, password }))
}

/** What is still missing, by field; empty when the form can go. */
function missing({ name, email, password }: Admin): Record<string, string> {
  const found: Record<string, string> = {}
  if (!name) found['name'] = 'Write your name.'
  if (!/^\S+@\S+$/.test(email)) found['email'] = 'Write your e-mail address.'
  if (password.length < 10) found['password'] = 'At least 10 characters.'
  return found
}

function FirstAdmin() {
  const enter = useEnter()
  const [admin, setAdmin] = useState<Admin>({
    name: '',
    email: '',
    password: '',
    timeZone: viewerZone(),
  })
  const [tried, setTried] = useState(false)
  const made = useMutation({ mutationFn: create, onSuccess: () => enter('/me/reach') })
  const problem = made.error ? problemOf(made.error) : undefined
  const errors = { ...(problem && formErrors(problem)), ...(tried && missing(admin)) }
  const field = (key: keyof Admin) => ({
    required: true,
    value: admin[key],
    error: errors[key],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setAdmin({ ...admin, [key]: currentTarget.value }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const ready = { ...admin, name: admin.name.trim(), email: admin.email.trim() }
    if (Object.keys(missing(ready)).length === 0 && !made.isPending) made.mutate(ready)
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <TextInput label="Your name" autoComplete="name" {...field('name')} />
      <TextInput label="E-mail address" type="email" autoComplete="username" {...field('email')} />
      <PasswordInput
        label="Password"
        description="At least 10 characters. You can add a passkey later."
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        {...field('password')}
      />
      <TextInput
        label="Your time zone"
        description="Read from this device, such as Europe/Berlin."
        {...field('timeZone')}
      />
      {problem && <Problem tried="Nobody was created." problem={problem} />}
      <AppButton type="submit" kind="primary" size="md" busy={made.isPending}>
        {made.isPending ? 'Creating…' : 'Create the administrator'}
      </AppButton>
    </form>
  )
}

/** The first visit of all, or somebody's own first visit by invitation. */
export function WelcomePage() {
  const { invitation } = useSearch({ from: '/welcome' })
  if (!invitation) return <FirstStart />
  return (
    <Door title="Welcome">
      <Invitation token={invitation} />
    </Door>
  )
}

/** Nobody is here yet, and whoever comes first becomes the administrator. */
function FirstStart() {
  const { data, error, refetch } = useQuery({
    queryKey: ['welcome'],
    queryFn: () => take(api.GET('/api/v1/welcome')),
  })
  if (data && !data.isEmpty) return <Navigate to="/sign-in" replace />
  return (
    <Door title="Welcome">
      {data ? (
        <>
          <p className={classes.text}>
            Nobody is here yet. You become the administrator: you invite the others, apply the
            playbook, and can do everything. Next we make sure that we can reach your phone.
          </p>
          <FirstAdmin />
          <p className={classes.text}>
            Only looking? Stop Watchdesk and load the demo: <code>npm run demo</code>
          </p>
        </>
      ) : error ? (
        <Problem
          tried="Couldn't ask whether somebody is here already."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={4} />
      )}
    </Door>
  )
}
