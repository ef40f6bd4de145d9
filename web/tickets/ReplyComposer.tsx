import { useEffect, useRef } from 'react'
import { toast, undoToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { composerKey, draftWords } from './composer-keys.ts'
import { ComposerField } from './ComposerField.tsx'
import { DraftConflict } from './DraftConflict.tsx'
import { sayWriting, sayWritten } from './presence.ts'
import { placeholderValues } from './snippets.ts'
import type { Uploads } from './uploads.ts'
import { usePrepare } from './use-prepare.ts'
import { useSharedDraft } from './use-shared-draft.ts'
import { useTakeBack } from './use-take-back.ts'
import { useReply, type After, type Pause } from './use-reply.ts'
import { readerWords, type Ticket } from './words.ts'
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

/** What will stand below it in their mailbox. */
function Signature({ words }: { words: string }) {
  return (
    <details className={classes.signature}>
      <summary>Signed: {words.trim().split('\n').join(', ')}</summary>
      <pre>{words}</pre>
    </details>
  )
}

const sentWords: Record<After, string> = {
  stay: 'Sent to',
  pending: 'Waiting on the customer now. Sent to',
  solved: 'Solved. Sent to',
}

const willWords: Record<After, string> = {
  stay: 'Sending to',
  pending: 'Then it waits on the customer. Sending to',
  solved: 'Then it is solved. Sending to',
}

/** Answers the customer. Its text never becomes a note; its button names who will read it. */
export function ReplyComposer({
  ticket,
  me,
  uploads,
  onDone,
  onLeave,
  onSwitch,
}: {
  ticket: Ticket
  me: { id: string; name: string }
  uploads: Uploads
  onDone: (after: After) => void
  onLeave: () => void
  onSwitch: () => void
}) {
  const draft = useSharedDraft('reply', me.id, ticket.number)
  const reader = readerWords(ticket)
  const field = useRef<HTMLTextAreaElement>(null)
  const takeBack = useTakeBack(ticket.number, me.id)
  const reply = useReply(ticket, me.name, (after, { id, sendAt }, isHere) => {
    sayWritten()
    uploads.clear(id)
    void draft.forget()
    if (sendAt) {
      const until = Date.parse(sendAt)
      undoToast(`${willWords[after]} ${reader}…`, { run: () => takeBack(id), until })
    } else toast(`${sentWords[after]} ${reader}.`)
    if (isHere) onDone(after)
  })
  const ready = usePrepare(draft, uploads, field)
  const empty = draft.text.trim() === ''
  const busy = reply.busy || ready.waiting
  const submit = async (after: After): Promise<void> => {
    if (empty || busy) return
    const words = await ready.prepare()
    if (words) await reply.submit(words, after)
  }
  const goOn = async (): Promise<void> => {
    const words = await ready.prepare()
    if (words) reply.goOn(words)
  }
  const write = (text: string): void => {
    reply.begin()
    ready.goesOn()
    draft.write(text)
    sayWriting(ticket.number, 'replying')
  }
  const button = {
    busy: busy || undefined,
    'aria-disabled': empty || undefined,
    'data-disabled': empty || undefined,
  }
  return (
    <div className={classes.reply}>
      <DraftConflict draft={draft} />
      <ComposerField
        kind="reply"
        ref={field}
        label={`Reply to ${ticket.requester.name}`}
        placeholder={`Write to ${reader}…`}
        text={draft.text}
        write={write}
        readOnly={busy}
        uploads={uploads}
        values={placeholderValues(ticket, me.name)}
        onFocus={() => {
          reply.begin()
          draft.look()
        }}
        onKeyDown={composerKey({
          send: () => void submit('stay'),
          wait: () => void submit('pending'),
          solve: () => void submit('solved'),
          leave: onLeave,
          other: onSwitch,
          write,
        })}
      />
      {ticket.signature.trim() !== '' && <Signature words={ticket.signature} />}
      {reply.pause && (
        <PauseNotice
          pause={reply.pause}
          onBack={() => {
            reply.back()
            field.current?.focus()
          }}
          onGoOn={() => void goOn()}
        />
      )}
      {(reply.problem || ready.stop) && (
        <p className={classes.problem} role="alert">
          <strong>Not sent.</strong> {ready.stop ?? reply.problem?.sentence} Your reply is saved on
          this device.
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.kept}>{draftWords(draft, draft.onlyHere)}</span>
        <AppButton
          kind="quiet"
          keys="Mod+Alt+Enter"
          {...button}
          onClick={() => void submit('solved')}
        >
          Send and solve
        </AppButton>
        <AppButton keys="Mod+Shift+Enter" {...button} onClick={() => void submit('pending')}>
          Send and wait
        </AppButton>
        <AppButton kind="primary" keys="Mod+Enter" {...button} onClick={() => void submit('stay')}>
          {ready.waiting ? 'Waiting for files…' : reply.busy ? 'Sending…' : `Send to ${reader}`}
        </AppButton>
      </div>
    </div>
  )
}
