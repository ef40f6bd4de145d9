import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { LocalTime, TimeAgo } from '../ui/LocalTime.tsx'
import { FateWord } from './FateWord.tsx'
import { mailboxFate, type Mailbox } from './mailbox-words.ts'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

/** What can be done with one mailbox as it is. */
function useMailbox({ key, name }: Mailbox) {
  const queries = useQueryClient()
  const params = { path: { key } }
  const onSettled = () => queries.invalidateQueries({ queryKey: ['mailboxes'] })
  const onError = (error: unknown) =>
    problemToast(`Nothing was changed. ${problemOf(error).sentence}`)
  const pause = useMutation({
    mutationFn: (paused: boolean) =>
      take(api.PATCH('/api/v1/mailboxes/{key}', { params, body: { paused } })),
    onSuccess: (_, paused) => toast(paused ? `${name} is paused.` : `${name} goes on.`),
    onError,
    onSettled,
  })
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/mailboxes/{key}', { params })),
    onSuccess: () => toast(`${name} is removed. What was taken stays.`),
    onError,
    onSettled,
  })
  const attempt = useMutation({
    mutationFn: () => take(api.POST('/api/v1/mailboxes/{key}/tests', { params })),
  })
  return { pause, remove, attempt }
}

type Props = {
  mailbox: Mailbox
  channels: { key: string; name: string }[]
  onEdit: () => void
}

/** One mailbox: what it does now, what ails it, and what can be done. */
export function MailboxCard({ mailbox, channels, onEdit }: Props) {
  const { pause, remove, attempt } = useMailbox(mailbox)
  const [asks, setAsks] = useState(false)
  const { name, kind, addresses, host, user, folder, intakeUrl, failingSince, lastSeenAt } = mailbox
  const channel = channels.find(({ key }) => key === mailbox.channel)?.name ?? mailbox.channel
  const paused = mailbox.state === 'paused'
  const problem = attempt.error ? problemOf(attempt.error) : undefined
  const answer = attempt.data ?? (problem && { ok: false, says: problem.sentence })
  return (
    <li>
      <div className={parts.what}>
        <h2 className={parts.mailbox}>{name}</h2>
        <span className={classes.second}>
          {addresses.join(', ')}, for {channel}
        </span>
        <span className={classes.second}>
          {kind === 'imap' ? `${user} at ${host}, folder ${folder}` : `Posted to ${intakeUrl}`}
        </span>
        <FateWord {...mailboxFate(mailbox)} />
        {failingSince && (
          <span className={classes.second}>
            Since <LocalTime at={failingSince} />
          </span>
        )}
        {kind === 'imap' && lastSeenAt && (
          <span className={classes.second}>
            Last look that went well: <TimeAgo at={lastSeenAt} />
          </span>
        )}
        <div role="status">
          {attempt.isPending && <span className={classes.second}>Signing in…</span>}
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
        {kind === 'imap' && (
          <AppButton
            aria-label={`Try ${name}`}
            busy={attempt.isPending}
            onClick={() => attempt.mutate()}
          >
            Try it
          </AppButton>
        )}
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
          No more mail is taken from it, and its password is forgotten. What was taken stays, and at
          the mail server nothing changes.
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
