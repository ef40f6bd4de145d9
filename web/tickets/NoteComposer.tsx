import { Textarea } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { composerKey, draftWords } from './composer-keys.ts'
import { useDraft } from './drafts.ts'
import { ticketQuery } from './queries.ts'
import type { Ticket } from './words.ts'
import classes from './Composers.module.css'

/** Writes what only the team reads: amber, dashed, with a lock, and never a blue button. */
export function NoteComposer({
  ticket,
  me,
  onDone,
  onLeave,
  onSwitch,
}: {
  ticket: Ticket
  me: { id: string }
  onDone: () => void
  onLeave: () => void
  onSwitch: () => void
}) {
  const queries = useQueryClient()
  const draft = useDraft('note', me.id, ticket.number)
  const add = useMutation({
    mutationFn: (body: string) =>
      take(
        api.POST('/api/v1/tickets/{number}/notes', {
          params: { path: { number: ticket.number } },
          body: { body },
        }),
      ),
    onSuccess: async () => {
      draft.write('')
      toast('Note added. Only your team sees it.')
      onDone()
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey })
    },
  })
  const empty = draft.text.trim() === ''
  const submit = (): void => {
    if (!empty && !add.isPending) add.mutate(draft.text)
  }
  return (
    <div className={classes.note}>
      <p className={classes.audience}>
        <IconLock size={16} stroke={1.75} aria-hidden="true" />
        Internal note: only your team sees this
      </p>
      <Textarea
        id="note-text"
        data-composer="note"
        aria-label="Internal note, only your team sees this"
        placeholder="Write for your team…"
        autosize
        minRows={3}
        maxRows={14}
        // What is written while it is on its way would vanish with what was sent.
        readOnly={add.isPending}
        value={draft.text}
        onChange={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={composerKey({
          send: submit,
          leave: onLeave,
          other: onSwitch,
          write: draft.write,
        })}
      />
      {add.error && (
        <p className={classes.problem} role="alert">
          <strong>Not added.</strong> {problemOf(add.error).sentence} Your note is saved on this
          device.
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.kept}>{draftWords(draft)}</span>
        <AppButton
          kind="note"
          keys="Mod+Enter"
          busy={add.isPending || undefined}
          aria-disabled={empty || undefined}
          data-disabled={empty || undefined}
          onClick={submit}
        >
          {add.isPending ? 'Adding…' : 'Add note for the team'}
        </AppButton>
      </div>
    </div>
  )
}
