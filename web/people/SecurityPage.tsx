import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { remember } from '../shell/remember.ts'
import { SchemeSwitch } from '../shell/SchemeSwitch.tsx'
import { Screen } from '../shell/Screen.tsx'
import { Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { problemToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { auth, signed } from './auth.ts'
import { meQuery } from './me.ts'
import { Passkeys } from './Passkeys.tsx'
import { insideKey } from './enter.ts'
import { Tokens } from './Tokens.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import classes from './Me.module.css'

function SignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const leave = async (): Promise<void> => {
    setBusy(true)
    try {
      await signed(auth.signOut())
      remember(insideKey, 'no')
      await navigate({ to: '/sign-in' })
      queries.clear()
    } catch (error) {
      problemToast(`You are still signed in: ${problemOf(error).sentence}`)
    }
    setBusy(false)
  }
  return (
    <div className={classes.buttons}>
      <AppButton busy={busy} onClick={() => void leave()}>
        {busy ? 'Signing out…' : 'Sign out on this device'}
      </AppButton>
    </div>
  )
}

function Body() {
  const { data, error, refetch } = useQuery(meQuery)
  if (!data) {
    if (!error) return <Loading rows={6} label="Loading your sign-in" />
    const problem = problemOf(error)
    if (problem.status === 403) return <Forbidden>{problem.sentence}</Forbidden>
    return (
      <Problem tried="Couldn't load your sign-in." problem={problem} retry={() => void refetch()} />
    )
  }
  return (
    <div className={`${classes.stack} ${classes.whole}`}>
      <Offline problem={error ? problemOf(error) : undefined}>
        Nothing about your sign-in can be changed right now.
      </Offline>
      <p className={classes.text}>
        {data.name}, {data.email}. Pages that leave from us also go to devices that are signed out:
        remove those under "Can we reach you?".
      </p>
      <section className={classes.section}>
        <h2>Passkeys</h2>
        <Passkeys />
      </section>
      <section className={classes.section}>
        <h2>Code from an app</h2>
        <TwoFactor enabled={data.twoFactorEnabled} />
      </section>
      <section className={classes.section}>
        <h2>API tokens</h2>
        <Tokens permissions={data.permissions} />
      </section>
      <section className={classes.section}>
        <h2>Colours</h2>
        <SchemeSwitch />
      </section>
      <section className={classes.section}>
        <h2>This device</h2>
        <SignOut />
      </section>
    </div>
  )
}

/** How I sign in, and what may act for me. */
export function SecurityPage() {
  return (
    <Screen title="Sign-in and tokens" narrow>
      <Body />
    </Screen>
  )
}
