import { Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { toast, undoToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { composerKey, draftWords } from './composer-keys.ts'
import { useDraft } from './drafts.ts'
import { useTakeBack } from './use-take-back.ts'
import { useReply, type After, type Pause } from './use-reply.ts'
import { firstName, type Ticket } from './words.ts'
import classes from './Composers.module.css'

function PauseNotice({
  pause,
  onBack,
  onGoOn,
}: {
  pause: Pause
  onBack: () => void
  onGoOn: () => void
}) {
  const goOn = useRef<HTMLButtonElement>(null)
  useEffect(() => goOn.current?.focus(), [])
  return (
    <div className={classes.pause} role="alertdialog" aria-label="Not sent yet">
      {pause.kind === 'leak' ? (
        <p>
          <strong>Not sent yet.</strong> These words are from an internal note: “{pause.passage}”
        </p>
      ) : (
        <>
          <p>
            <strong>Not sent yet.</strong> New since you began:
          </p>
          <ul className={classes.fresh}>
            {pause.fresh.map(({ id, author, body, createdAt, kind }) => (
              <li key={id}>
                {author.name} {kind === 'note' ? 'noted' : 'wrote'} <TimeAgo at={createdAt} />: “
                {body.slice(0, 280)}
                {body.length > 280 && '…'}”
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={classes.pauseButtons}>
        <AppButton onClick={onBack}>Back to the reply</AppButton>
        <AppButton ref={goOn} onClick={onGoOn}>
          Send anyway
        </AppButton>
      </div>
    </div>
  )
}

const sentWords: Record<After, string> = {
  stay: 'Sent to',
  pending: 'Waiting on the customer now. Sent to',
  solved: 'Solved. Sent to',
}

/** Answers the customer. Its text never becomes a note; its button names who will read it. */
export function ReplyComposer({
  ticket,
  me,
  onDone,
  onLeave,
  onSwitch,
}: {
  ticket: Ticket
  me: { id: string; name: string }
  onDone: (after: After) => void
  onLeave: () => void
  onSwitch: () => void
}) {
  const draft = useDraft('reply', me.id, ticket.number)
  const reader = firstName(ticket.requester.name)
  const field = useRef<HTMLTextAreaElement>(null)
  const takeBack = useTakeBack(ticket.number, me.id)
  const reply = useReply(ticket, me.name, (after, { id, sendAt }, isHere) => {
    draft.write('')
    if (sendAt) {
      const until = Date.parse(sendAt)
      undoToast(`Sending to ${reader}…`, { run: () => takeBack(id), until })
    } else toast(`${sentWords[after]} ${reader}.`)
    if (isHere) onDone(after)
  })
  const empty = draft.text.trim() === ''
  const submit = (after: After): void => {
    if (!empty) void reply.submit(draft.text, after)
  }
  return (
    <div className={classes.reply}>
      <Textarea
        ref={field}
        id="reply-text"
        data-composer="reply"
        aria-label={`Reply to ${ticket.requester.name}`}
        placeholder={`Write to ${reader}…`}
        autosize
        minRows={3}
        maxRows={14}
        // What is written while it is on its way would vanish with what was sent.
        readOnly={reply.busy}
        value={draft.text}
        onFocus={reply.begin}
        onChange={(event) => {
          reply.begin()
          draft.write(event.currentTarget.value)
        }}
        onKeyDown={composerKey({
          send: () => submit('stay'),
          wait: () => submit('pending'),
          solve: () => submit('solved'),
          leave: onLeave,
          other: onSwitch,
          write: draft.write,
        })}
      />
      {reply.pause && (
        <PauseNotice
          pause={reply.pause}
          onBack={() => {
            reply.back()
            field.current?.focus()
          }}
          onGoOn={() => reply.goOn(draft.text)}
        />
      )}
      {reply.problem && (
        <p className={classes.problem} role="alert">
          <strong>Not sent.</strong> {reply.problem.sentence} Your reply is saved on this device.
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.kept}>{draftWords(draft)}</span>
        <AppButton
          kind="quiet"
          keys="Mod+Alt+Enter"
          busy={reply.busy || undefined}
          aria-disabled={empty || undefined}
          data-disabled={empty || undefined}
          onClick={() => submit('solved')}
        >
          Send and solve
        </AppButton>
        <AppButton
          keys="Mod+Shift+Enter"
          busy={reply.busy || undefined}
          aria-disabled={empty || undefined}
          data-disabled={empty || undefined}
          onClick={() => submit('pending')}
        >
          Send and wait
        </AppButton>
        <AppButton
          kind="primary"
          keys="Mod+Enter"
          busy={reply.busy || undefined}
          aria-disabled={empty || undefined}
          data-disabled={empty || undefined}
          onClick={() => submit('stay')}
        >
          {reply.busy ? 'Sending…' : `Send to ${reader}`}
        </AppButton>
      </div>
    </div>
  )
}
