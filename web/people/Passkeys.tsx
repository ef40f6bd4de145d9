import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { auth, canPasskey, signed } from './auth.ts'
import classes from './Me.module.css'

type Passkey = { id: string; name?: string | undefined; createdAt: Date | string }
const key = ['passkeys']

function PasskeyLine({ passkey }: { passkey: Passkey }) {
  const queries = useQueryClient()
  const name = passkey.name ?? 'Passkey'
  const remove = useMutation({
    mutationFn: () => signed(auth.passkey.deletePasskey({ id: passkey.id })),
    onSuccess: () => toast(`${name} no longer opens your account.`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  return (
    <li className={classes.line}>
      <span className={classes.what}>
        <strong>{name}</strong>
        <span className={classes.second}>
          Added <TimeAgo at={passkey.createdAt} />
        </span>
        {remove.error && (
          <span className={`${classes.second} ${classes.broken}`} role="alert">
            Not removed: {problemOf(remove.error).sentence}
          </span>
        )}
      </span>
      <AppButton
        kind="quiet"
        aria-label={`Remove ${name}`}
        busy={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove
      </AppButton>
    </li>
  )
}

/** The passkeys that open my account; each can be removed, and this device's can be added. */
export function Passkeys() {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => signed(auth.passkey.listUserPasskeys()),
  })
  const add = useMutation({
    mutationFn: () => signed(auth.passkey.addPasskey({ name: name.trim() || 'This device' })),
    onSuccess: () => {
      setName('')
      toast('Added. Next time one touch signs you in.')
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!add.isPending) add.mutate()
  }
  if (error && !data) {
    return (
      <Problem
        tried="Couldn't load your passkeys."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  if (!data) return <Loading rows={2} label="Loading your passkeys" />
  return (
    <div className={classes.form}>
      {data.length > 0 ? (
        <ul className={classes.list}>
          {data.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      ) : (
        <p className={classes.text}>
          None yet. With a passkey nobody can steal your password, and you sign in with one touch.
        </p>
      )}
      {canPasskey() ? (
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            label="Name of the new passkey"
            placeholder="This device"
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {add.error && <Problem tried="No passkey was added." problem={problemOf(add.error)} />}
          <div className={classes.buttons}>
            <AppButton type="submit" busy={add.isPending}>
              {add.isPending ? 'Waiting for your device…' : 'Add a passkey'}
            </AppButton>
          </div>
        </form>
      ) : (
        <p className={classes.text}>
          Passkeys need a secure address with a name (https). This page was opened without one.
        </p>
      )}
    </div>
  )
}
