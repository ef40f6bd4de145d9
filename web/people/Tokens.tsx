import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { day } from '../ui/durations.ts'
import { LocalTime, TimeAgo } from '../ui/LocalTime.tsx'
import { millisOf } from '../ui/moment.ts'
import type { components } from '../../api/types.ts'
import classes from './Me.module.css'

type Token = components['schemas']['Token']
const key = ['tokens']

function tokenState({ revokedAt, expiresAt }: Token): string {
  if (revokedAt) return 'Revoked'
  return expiresAt && millisOf(expiresAt) < serverNow() ? 'Over' : ''
}

const scopeWords = (scopes: string[]): string =>
  scopes.includes('*') ? 'everything you may' : scopes.join(', ')

function TokenLine({ token }: { token: Token }) {
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () =>
      take(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id: token.id } } })),
    onSuccess: () => toast(`${token.name} is revoked: what used it is refused from now on.`),
    onError: (error) => problemToast(`Not revoked: ${problemOf(error).sentence}`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  const state = tokenState(token)
  return (
    <li className={classes.line}>
      <span className={classes.what}>
        <strong>
          {token.name}
          {state && ` · ${state}`}
        </strong>
        <span className={classes.second}>
          May do {scopeWords(token.scopes)} ·{' '}
          {token.lastUsedAt ? (
            <>
              used <TimeAgo at={token.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
          {token.expiresAt && !state && (
            <>
              {' · until '}
              <LocalTime at={token.expiresAt} show="day" />
            </>
          )}
        </span>
      </span>
      {!state && (
        <AppButton
          kind="quiet"
          aria-label={`Revoke ${token.name}`}
          busy={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </AppButton>
      )}
    </li>
  )
}

function Fresh({ token, onDone }: { token: string; onDone: () => void }) {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(token)
      toast('Copied.')
    } catch {
      // Without a secure address there is no clipboard; the text can be selected by hand.
      toast('This browser does not allow copying here. Select the text instead.')
    }
  }
  return (
    <div className={`${classes.panel} ${classes.form}`} role="status">
      <p className={classes.lead}>Copy it now: it is shown only this once.</p>
      <code className={classes.secret}>{token}</code>
      <div className={classes.buttons}>
        <AppButton onClick={() => void copy()}>Copy</AppButton>
        <AppButton onClick={onDone}>I have it</AppButton>
      </div>
    </div>
  )
}

type Wanted = { name: string; scopes: string[]; expiresAt?: string }

function NewToken({ permissions, onMade }: { permissions: string[]; onMade: (t: string) => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [scope, setScope] = useState('*')
  const [days, setDays] = useState('90')
  const [tried, setTried] = useState(false)
  const make = useMutation({
    mutationFn: (body: Wanted) => take(api.POST('/api/v1/tokens', { body })),
    onSuccess: ({ token }) => {
      setName('')
      setTried(false)
      onMade(token)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || make.isPending) return
    const end = days ? new Date(serverNow() + Number(days) * day).toISOString() : undefined
    make.mutate({ name: name.trim(), scopes: [scope], ...(end && { expiresAt: end }) })
  }
  return (
    <form onSubmit={submit} noValidate className={`${classes.panel} ${classes.form}`}>
      <TextInput
        label="What is it for"
        placeholder="Nightly report"
        required
        maxLength={100}
        value={name}
        error={tried && !name.trim() ? 'Name it, so that you know it again.' : undefined}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <NativeSelect
        label="May do"
        value={scope}
        data={[
          { value: '*', label: 'Everything you may' },
          ...permissions.map((value) => ({ value, label: `Only ${value}` })),
        ]}
        onChange={({ currentTarget }) => setScope(currentTarget.value)}
      />
      <NativeSelect
        label="Ends"
        value={days}
        data={[
          { value: '30', label: 'In 30 days' },
          { value: '90', label: 'In 90 days' },
          { value: '365', label: 'In a year' },
          { value: '', label: 'Never' },
        ]}
        onChange={({ currentTarget }) => setDays(currentTarget.value)}
      />
      {make.error && <Problem tried="No token was made." problem={problemOf(make.error)} />}
      <div className={classes.buttons}>
        <AppButton type="submit" busy={make.isPending}>
          {make.isPending ? 'Making…' : 'Make a token'}
        </AppButton>
      </div>
    </form>
  )
}

/** Tokens by which programs act for me: listed, made (shown once), revoked. */
export function Tokens({ permissions }: { permissions: string[] }) {
  const [fresh, setFresh] = useState<string>()
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/tokens')),
  })
  return (
    <div className={classes.form}>
      {fresh && <Fresh token={fresh} onDone={() => setFresh(undefined)} />}
      {data && data.tokens.length > 0 && (
        <ul className={classes.list}>
          {data.tokens.map((token) => (
            <TokenLine key={token.id} token={token} />
          ))}
        </ul>
      )}
      {data?.tokens.length === 0 && (
        <p className={classes.text}>None. A token lets a program act for you, through the API.</p>
      )}
      {!data && error && (
        <Problem
          tried="Couldn't load your tokens."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      )}
      {!data && !error && <Loading rows={2} label="Loading your tokens" />}
      <NewToken permissions={permissions} onMade={setFresh} />
    </div>
  )
}
