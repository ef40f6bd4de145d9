import { useCallback, useEffect, useState } from 'react'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { usePhone } from '../ui/phone.ts'
import { onCameBack } from './drafts.ts'
import { NoteComposer } from './NoteComposer.tsx'
import { ReplyComposer } from './ReplyComposer.tsx'
import { useUploads } from './uploads.ts'
import type { After } from './use-reply.ts'
import { firstName, type Ticket } from './words.ts'
import classes from './Composers.module.css'

type Which = 'reply' | 'note'

function focusText(which: Which, atEnd = false): void {
  const field = document.querySelector<HTMLTextAreaElement>(`[data-composer="${which}"]`)
  field?.focus()
  if (atEnd) field?.setSelectionRange(field.value.length, field.value.length)
}

/** The keys that work while writing, for the sheet. */
function inTheField(open: Which | undefined): { key: string; label: string }[] {
  if (!open) return []
  const code = { key: 'Mod+Shift+C', label: 'Code block' }
  if (open === 'note') return [{ key: 'Mod+Enter', label: 'Add the note' }, code]
  return [
    { key: 'Mod+Enter', label: 'Send' },
    { key: 'Mod+Shift+Enter', label: 'Send and wait for the customer' },
    { key: 'Mod+Alt+Enter', label: 'Send and solve' },
    code,
  ]
}

/** Two composers that never share a text; one is open at a time, the drafts of both are kept. */
export function Composers({
  ticket,
  me,
  onSent,
}: {
  ticket: Ticket
  me: { id: string; name: string }
  onSent: (after: After) => void
}) {
  const phone = usePhone()
  const mayReply = ticket.may.includes('reply')
  const mayNote = ticket.may.includes('note')
  // Files go on travelling while the other composer is open.
  const replyFiles = useUploads('reply', me.id, ticket.number)
  const noteFiles = useUploads('note', me.id, ticket.number)
  const [open, setOpen] = useState<Which | undefined>(phone || !mayReply ? undefined : 'reply')
  const [wanted, setWanted] = useState<{ which: Which; atEnd?: boolean }>()
  useEffect(() => {
    if (wanted) focusText(wanted.which, wanted.atEnd)
  }, [wanted])
  // What was taken back is gone on with where it ended.
  useEffect(
    () =>
      onCameBack(ticket.number, (which) => {
        if (which === 'documentation') return
        setOpen(which)
        setWanted({ which, atEnd: true })
      }),
    [ticket.number],
  )

  const show = useCallback(
    (which: Which) => {
      if (which === 'reply' ? !mayReply : !mayNote) return
      setOpen(which)
      setWanted({ which })
    },
    [mayReply, mayNote],
  )
  const leave = (): void => {
    const opener = open
    if (phone) setOpen(undefined)
    // The opener is there again only after the composer has gone.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-opens="${opener}"]`)?.focus(), 0)
  }
  const other = (): void => show(open === 'note' ? 'reply' : 'note')
  useKeys([
    { key: 'R', label: 'Reply', scope: 'Ticket', run: () => show('reply') },
    { key: 'I', label: 'Internal note', scope: 'Ticket', run: () => show('note') },
    { key: 'Mod+.', label: 'The other composer', scope: 'Composer', keyOnly: true, run: other },
    ...inTheField(open).map((key) => ({
      ...key,
      scope: 'Composer',
      keyOnly: true,
      // The field itself acts on them; from elsewhere they only lead to it.
      run: () => open && focusText(open),
    })),
  ])
  if (!mayReply && !mayNote) return null
  const reader = firstName(ticket.requester.name)
  return (
    <section className={classes.dock} data-open={open} aria-label="Write" id="composer">
      <div className={classes.openers}>
        {mayReply && (
          <AppButton
            data-opens="reply"
            keys="R"
            aria-expanded={open === 'reply'}
            className={classes.opener}
            onClick={() => show('reply')}
          >
            Reply to {reader}
          </AppButton>
        )}
        {mayNote && (
          <AppButton
            kind="note"
            data-opens="note"
            keys="I"
            aria-expanded={open === 'note'}
            className={classes.opener}
            onClick={() => show('note')}
          >
            Internal note
          </AppButton>
        )}
      </div>
      {open === 'reply' && (
        <ReplyComposer
          ticket={ticket}
          me={me}
          uploads={replyFiles}
          onDone={(after) => {
            leave()
            onSent(after)
          }}
          onLeave={leave}
          onSwitch={other}
        />
      )}
      {open === 'note' && (
        <NoteComposer
          ticket={ticket}
          me={me}
          uploads={noteFiles}
          onDone={leave}
          onLeave={leave}
          onSwitch={other}
        />
      )}
    </section>
  )
}
