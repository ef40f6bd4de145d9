import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { auth, signed } from './auth.ts'
import classes from './Door.module.css'

type Props = { onDone: () => void; onBack: () => void }

type Try = { code: string; backup: boolean; trustDevice: boolean }

const verify = async ({ code, backup, trustDevice }: Try): Promise<void> => {
  if (backup) await signed(auth.twoFactor.verifyBackupCode({ code, trustDevice }))
  else await signed(auth.twoFactor.verifyTotp({ code, trustDevice }))
}

/** The second step: a code from the app, pasted or typed, or one of the backup codes. */
export function CodeStep({ onDone, onBack }: Props) {
  const [code, setCode] = useState('')
  const [backup, setBackup] = useState(false)
  const [trustDevice, setTrust] = useState(false)
  const check = useMutation({ mutationFn: verify, onSuccess: onDone })
  const write = (text: string): void => {
    const written = backup ? text : text.replaceAll(/\D/g, '').slice(0, 6)
    setCode(written)
    // Six digits are a whole code: nobody has to look for the button.
    if (!backup && written.length === 6 && !check.isPending) {
      check.mutate({ code: written, backup, trustDevice })
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (code && !check.isPending) check.mutate({ code: code.trim(), backup, trustDevice })
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Checkbox
        label="Do not ask for a code on this device for 30 days"
        checked={trustDevice}
        onChange={({ currentTarget }) => setTrust(currentTarget.checked)}
      />
      <TextInput
        key={backup ? 'backup' : 'app'}
        label={backup ? 'Backup code' : 'Code from your authenticator app'}
        description={backup ? 'Each one works once.' : 'Six digits. You can paste them.'}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={({ currentTarget }) => write(currentTarget.value)}
      />
      {check.error && (
        <Problem tried="You are not signed in yet." problem={problemOf(check.error)} />
      )}
      <AppButton type="submit" kind="primary" size="md" busy={check.isPending}>
        {check.isPending ? 'Checking…' : 'Sign in'}
      </AppButton>
      <AppButton
        kind="quiet"
        onClick={() => {
          setBackup(!backup)
          setCode('')
        }}
      >
        {backup ? 'Use the app instead' : 'Use a backup code'}
      </AppButton>
      <AppButton kind="quiet" onClick={onBack}>
        Back
      </AppButton>
    </form>
  )
}
