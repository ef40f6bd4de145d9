import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { auth, signed } from './auth.ts'
import classes from './Me.module.css'

type Started = { totpURI: string; backupCodes: string[] }

const secretOf = (uri: string): string => new URL(uri).searchParams.get('secret') ?? ''
const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

function Password({
  button,
  busy,
  error,
  onGo,
}: {
  button: string
  busy: boolean
  error: unknown
  onGo: (password: string) => void
}) {
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (password && !busy) onGo(password)
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      {error ? <Problem tried="Nothing was changed." problem={problemOf(error)} /> : null}
      <div className={classes.buttons}>
        <AppButton type="submit" busy={busy}>
          {busy ? 'Asking…' : button}
        </AppButton>
      </div>
    </form>
  )
}

function Confirm({ started, onDone }: { started: Started; onDone: () => void }) {
  const [code, setCode] = useState('')
  const check = useMutation({
    mutationFn: () => signed(auth.twoFactor.verifyTotp({ code })),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (code.length === 6 && !check.isPending) check.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <p className={classes.text}>
        1. On a phone press{' '}
        <a href={started.totpURI} className={classes.link}>
          open in my authenticator app
        </a>
        , or type this key into the app:
      </p>
      <code className={classes.secret}>{inFours(secretOf(started.totpURI))}</code>
      <p className={classes.text}>
        2. Keep these backup codes where your phone is not. Each one works once.
      </p>
      <ul className={classes.codes} aria-label="Backup codes">
        {started.backupCodes.map((backup) => (
          <li key={backup}>{backup}</li>
        ))}
      </ul>
      <TextInput
        label="3. The code that the app shows now"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={({ currentTarget }) =>
          setCode(currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))
        }
      />
      {check.error && <Problem tried="It is not switched on." problem={problemOf(check.error)} />}
      <div className={classes.buttons}>
        <AppButton type="submit" kind="primary" busy={check.isPending}>
          {check.isPending ? 'Checking…' : 'Switch it on'}
        </AppButton>
      </div>
    </form>
  )
}

/** The second step of signing in: off, being set up, or on. */
export function TwoFactor({ enabled }: { enabled: boolean }) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [started, setStarted] = useState<Started>()
  const finish = async (words: string): Promise<void> => {
    toast(words)
    setAsking(false)
    setStarted(undefined)
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  const enable = useMutation({
    mutationFn: async (password: string) => {
      const answer = await signed(auth.twoFactor.enable({ password }))
      if (answer.method !== 'totp') throw new Error('the server offers no codes from an app')
      return answer
    },
    onSuccess: setStarted,
  })
  const disable = useMutation({
    mutationFn: (password: string) => signed(auth.twoFactor.disable({ password })),
    onSuccess: () => finish('Off. Your password alone signs you in again.'),
  })
  const change = enabled ? disable : enable
  const words = enabled
    ? 'On. Your password alone does not open your account.'
    : 'Off. With it, your password and a code from your phone are needed to sign in.'
  return (
    <div className={classes.form}>
      <p className={classes.text}>{words}</p>
      {started && !enabled ? (
        <Confirm started={started} onDone={() => void finish('On. Keep the backup codes safe.')} />
      ) : asking ? (
        <Password
          button={enabled ? 'Switch it off' : 'Go on'}
          busy={change.isPending}
          error={change.error}
          onGo={(password) => change.mutate(password)}
        />
      ) : (
        <div className={classes.buttons}>
          <AppButton onClick={() => setAsking(true)}>
            {enabled ? 'Switch off codes' : 'Set up codes'}
          </AppButton>
        </div>
      )}
    </div>
  )
}
