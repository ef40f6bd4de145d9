import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { LocalTime, TimeAgo } from '../ui/LocalTime.tsx'
import { connectionFate, type Connection } from './connection-words.ts'
import { FateWord } from './FateWord.tsx'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

/** What can be done with one connection as it is. */
function useConnection({ key, name }: Connection) {
  const queries = useQueryClient()
  const params = { path: { key } }
  const onSettled = () => queries.invalidateQueries({ queryKey: ['connections'] })
  const onError = (error: unknown) =>
    problemToast(`Nothing was changed. ${problemOf(error).sentence}`)
  const pause = useMutation({
    mutationFn: (paused: boolean) =>
      take(api.PATCH('/api/v1/connections/{key}', { params, body: { paused } })),
    onSuccess: (_, paused) => toast(paused ? `${name} is paused.` : `${name} goes on.`),
    onError,
    onSettled,
  })
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/connections/{key}', { params })),
    onSuccess: () => toast(`${name} is removed. What was mirrored stays.`),
    onError,
    onSettled,
  })
  const attempt = useMutation({
    mutationFn: () => take(api.POST('/api/v1/connections/{key}/tests', { params })),
  })
  return { pause, remove, attempt }
}

function State({ connection }: { connection: Connection }) {
  const { failingSince, nextTryAt, lastSeenAt, lastCalledAt, callUrl } = connection
  return (
    <>
      <FateWord {...connectionFate(connection)} />
      {failingSince && (
        <span className={classes.second}>
          Since <LocalTime at={failingSince} />. What waits is kept.
          {nextTryAt && (
            <>
              {' '}
              Tried again <LocalTime at={nextTryAt} />
            </>
          )}
        </span>
      )}
      {lastSeenAt && (
        <span className={classes.second}>
          Last look that went well: <TimeAgo at={lastSeenAt} />
        </span>
      )}
      {callUrl && (
        <span className={classes.second}>
          It calls us at {callUrl}
          {lastCalledAt ? (
            <>
              , last <TimeAgo at={lastCalledAt} />
            </>
          ) : (
            ', and has not yet'
          )}
        </span>
      )}
    </>
  )
}

type Props = { connection: Connection; kindName: string; onEdit: () => void }

/** One connection: what it does now, what ails it, and what can be done. */
export function ConnectionCard({ connection, kindName, onEdit }: Props) {
  const { pause, remove, attempt } = useConnection(connection)
  const [asks, setAsks] = useState(false)
  const { name, settings } = connection
  const paused = connection.state === 'paused'
  const problem = attempt.error ? problemOf(attempt.error) : undefined
  const answer = attempt.data ?? (problem && { ok: false, says: problem.sentence })
  const address = settings['baseUrl']
  return (
    <li>
      <div className={parts.what}>
        <h2 className={parts.mailbox}>{name}</h2>
        <span className={classes.second}>
          {kindName}
          {typeof address === 'string' && ` at ${address}`}
        </span>
        <State connection={connection} />
        <div role="status">
          {attempt.isPending && <span className={classes.second}>Asking…</span>}
          {answer && !attempt.isPending && (
            <FateWord
              word={answer.ok ? 'It works' : 'It does not work'}
              tone={answer.ok ? 'good' : 'stuck'}
              why={answer.says}
            />
          )}
        </div>
      </div>
      <div className={classes.buttons}>
        <AppButton
          aria-label={`Try ${name}`}
          busy={attempt.isPending}
          onClick={() => attempt.mutate()}
        >
          Try
        </AppButton>
        <AppButton aria-label={`Change ${name}`} onClick={onEdit}>
          Change
        </AppButton>
        <AppButton
          aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
          busy={pause.isPending}
          onClick={() => pause.mutate(!paused)}
        >
          {paused ? 'Resume' : 'Pause'}
        </AppButton>
        <AppButton kind="quiet" aria-label={`Remove ${name}`} onClick={() => setAsks(true)}>
          Remove
        </AppButton>
      </div>
      <BottomSheet opened={asks} onClose={() => setAsks(false)} title={`Remove ${name}?`}>
        <p className={parts.text}>
          Nothing is asked of it any more, its keys are forgotten, and answers that still wait are
          not sent. What was mirrored stays, and over there nothing changes.
        </p>
        <div className={classes.buttons}>
          <AppButton
            kind="primary"
            busy={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSettled: () => setAsks(false) })}
          >
            Remove it
          </AppButton>
          <AppButton data-autofocus onClick={() => setAsks(false)}>
            Keep it
          </AppButton>
        </div>
      </BottomSheet>
    </li>
  )
}
