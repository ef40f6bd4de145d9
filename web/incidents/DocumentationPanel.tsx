import { Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { useDraft } from '../tickets/drafts.ts'
import { MessageBody } from '../tickets/MessageBody.tsx'
import { draftWords } from '../tickets/composer-keys.ts'
import type { Ticket } from '../tickets/words.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import classes from './DocumentationPanel.module.css'

function Editor({
  ticket,
  me,
  onSaved,
}: {
  ticket: Ticket
  me: { id: string }
  onSaved: () => void
}) {
  const queries = useQueryClient()
  const draft = useDraft('documentation', me.id, ticket.number)
  const first = useQuery({
    queryKey: ['ticket', ticket.number, 'documentation-draft'],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/tickets/{number}/documentation-draft', {
          params: { path: { number: ticket.number } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
  // An emptied field is empty; only one that nobody has touched shows the machine's draft.
  const [touched, setTouched] = useState(false)
  const text = touched || draft.savedAt > 0 ? draft.text : (first.data?.text ?? '')
  const save = useMutation({
    mutationFn: (words: string) =>
      take(
        api.PUT('/api/v1/tickets/{number}/documentation', {
          params: { path: { number: ticket.number } },
          body: { text: words, solve: true },
        }),
      ),
    onSuccess: async () => {
      draft.write('')
      toast(`Kept. #${ticket.number} is solved.`)
      onSaved()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['ticket', ticket.number] }),
        queries.invalidateQueries({ queryKey: ['queue'] }),
      ])
    },
  })
  if (first.error && text === '') {
    return (
      <Problem
        tried="Couldn't make a first draft. You can still reply and write notes."
        problem={problemOf(first.error)}
        retry={() => void first.refetch()}
      />
    )
  }
  return (
    <>
      <p className={classes.hint}>
        A first draft from the timeline. Say what caused it and what put it right; saving solves the
        ticket.
      </p>
      <Textarea
        aria-label="What was done"
        autosize
        minRows={8}
        maxRows={24}
        value={text}
        disabled={first.isPending && draft.savedAt === 0}
        readOnly={save.isPending}
        onChange={(event) => {
          setTouched(true)
          draft.write(event.currentTarget.value)
        }}
      />
      {save.error && (
        <p className={classes.problem} role="alert">
          <strong>Not saved.</strong> {problemOf(save.error).sentence} Your text is kept on this
          device.
        </p>
      )}
      <div className={classes.foot}>
        <span>{draftWords(draft)}</span>
        <AppButton
          kind="primary"
          busy={save.isPending || undefined}
          aria-disabled={text.trim() === '' || undefined}
          onClick={() => text.trim() !== '' && save.mutate(text)}
        >
          {save.isPending ? 'Saving…' : 'Save and solve'}
        </AppButton>
      </div>
    </>
  )
}

/** After an emergency: what was done, drafted from the timeline and finished by a person. */
export function DocumentationPanel({ ticket, me }: { ticket: Ticket; me: { id: string } }) {
  const [editing, setEditing] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const saved = ticket.documentedAt !== null && !editing
  return (
    <section className={classes.panel} aria-labelledby="documentation-title">
      <h2 className={classes.title} id="documentation-title" tabIndex={-1} ref={heading}>
        What was done
      </h2>
      {saved && ticket.documentedAt ? (
        <>
          <p className={classes.hint}>
            Kept <LocalTime at={ticket.documentedAt} />
          </p>
          <div className={classes.text}>
            <MessageBody body={ticket.documentation} />
          </div>
          {ticket.may.includes('edit') && (
            <AppButton onClick={() => setEditing(true)}>Change the text</AppButton>
          )}
        </>
      ) : (
        <Editor
          ticket={ticket}
          me={me}
          onSaved={() => {
            setEditing(false)
            heading.current?.focus()
          }}
        />
      )}
    </section>
  )
}
