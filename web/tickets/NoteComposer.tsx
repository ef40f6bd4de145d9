import { IconLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, take } from '../api.ts'
import { usePeople } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { problemToast, toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { mentioned } from './completion.ts'
import { ComposerField } from './ComposerField.tsx'
import { composerKey, draftWords } from './composer-keys.ts'
import { DraftConflict } from './DraftConflict.tsx'
import { sayWriting, sayWritten } from './presence.ts'
import { ticketQuery, type PersonName } from './queries.ts'
import { placeholderValues } from './snippets.ts'
import type { Uploads } from './uploads.ts'
import { usePrepare, type Words } from './use-prepare.ts'
import { useSharedDraft } from './use-shared-draft.ts'
import type { Ticket } from './words.ts'
import classes from './Composers.module.css'

/** Who is named in a note follows the ticket from then on. */
async function letFollow(number: number, people: PersonName[]): Promise<void> {
  for (const { id, name } of people) {
    try {
      const params = { path: { number, user: id } }
      await take(api.PUT('/api/v1/tickets/{number}/followers/{user}', { params }))
    } catch (error) {
      problemToast(`${name} does not follow #${number}. ${problemOf(error).sentence}`)
    }
  }
}

/** Adds a note and lets those named in it follow. */
function useAddNote(ticket: Ticket, onAdded: () => void) {
  const queries = useQueryClient()
  const people = usePeople()
  return useMutation({
    mutationFn: (words: Words) =>
      take(
        api.POST('/api/v1/tickets/{number}/notes', {
          params: { path: { number: ticket.number } },
          body: words,
        }),
      ),
    onSuccess: async (_written, { body }) => {
      const named = mentioned(body, people).filter(
        ({ id }) => !ticket.followers.some((follower) => follower.id === id),
      )
      onAdded()
      const follow = named.map(({ name }) => name).join(' and ')
      const also =
        named.length > 0 ? ` ${follow} ${named.length > 1 ? 'follow' : 'follows'} it.` : ''
      toast(`Note added. Only your team sees it.${also}`)
      await letFollow(ticket.number, named)
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey })
    },
  })
}

/** Writes what only the team reads: amber, dashed, with a lock, and never a blue button. */
export function NoteComposer({
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
  onDone: () => void
  onLeave: () => void
  onSwitch: () => void
}) {
  const draft = useSharedDraft('note', me.id, ticket.number)
  const field = useRef<HTMLTextAreaElement>(null)
  const add = useAddNote(ticket, () => {
    sayWritten()
    uploads.clear()
    void draft.forget()
    onDone()
  })
  const ready = usePrepare(draft, uploads, field)
  const empty = draft.text.trim() === ''
  const busy = add.isPending || ready.waiting
  const submit = async (): Promise<void> => {
    if (empty || busy) return
    const words = await ready.prepare()
    if (words) add.mutate(words)
  }
  const write = (text: string): void => {
    ready.goesOn()
    draft.write(text)
    sayWriting(ticket.number, 'noting')
  }
  return (
    <div className={classes.note}>
      <p className={classes.audience}>
        <IconLock size={16} stroke={1.75} aria-hidden="true" />
        Internal note: only your team sees this
      </p>
      <DraftConflict draft={draft} />
      <ComposerField
        kind="note"
        ref={field}
        label="Internal note, only your team sees this"
        placeholder="Write for your team…"
        text={draft.text}
        write={write}
        readOnly={busy}
        uploads={uploads}
        values={placeholderValues(ticket, me.name)}
        onFocus={draft.look}
        onKeyDown={composerKey({
          send: () => void submit(),
          leave: onLeave,
          other: onSwitch,
          write,
        })}
      />
      {(add.error !== null || ready.stop) && (
        <p className={classes.problem} role="alert">
          <strong>Not added.</strong> {ready.stop ?? problemOf(add.error).sentence} Your note is
          saved on this device.
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.kept}>{draftWords(draft, draft.onlyHere)}</span>
        <AppButton
          kind="note"
          keys="Mod+Enter"
          busy={busy || undefined}
          aria-disabled={empty || undefined}
          data-disabled={empty || undefined}
          onClick={() => void submit()}
        >
          {ready.waiting
            ? 'Waiting for files…'
            : add.isPending
              ? 'Adding…'
              : 'Add note for the team'}
        </AppButton>
      </div>
    </div>
  )
}
