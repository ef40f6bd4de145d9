import { Checkbox, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { serverNow } from '../ui/clock.ts'
import { momentWords, viewerZone } from '../ui/zone.ts'
import { useTicketAct } from './use-ticket-act.ts'
import type { Comment, Ticket } from './words.ts'
import classes from './Sheets.module.css'

const firstWords = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return flat.length > 90 ? `${flat.slice(0, 90)}…` : flat
}

function said({ author, createdAt, kind }: Comment): string {
  const when = momentWords(Date.parse(createdAt), viewerZone(), serverNow())
  return `${author.name}${kind === 'note' ? ' (note)' : ''}, ${when}`
}

/** Makes a ticket of its own out of some messages; they stay where they were written. */
export function SplitSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { number } = ticket
  const navigate = useNavigate()
  const act = useTicketAct(number)
  const [chosen, setChosen] = useState<string[]>([])
  const [subject, setSubject] = useState('')
  const messages = ticket.comments.filter(({ author }) => author.kind !== 'machine')
  const fromCustomer = messages.some(
    ({ id, author }) => chosen.includes(id) && author.kind === 'contact',
  )
  const why =
    chosen.length === 0
      ? undefined
      : chosen.length === messages.length
        ? 'Leave at least one message here.'
        : fromCustomer
          ? undefined
          : 'Choose at least one message of the customer: theirs is the question.'
  const ready = chosen.length > 0 && why === undefined
  const split = (): void => {
    if (!ready) return
    let made = 0
    act.mutate({
      run: async () => {
        const created = await take(
          api.POST('/api/v1/tickets/{number}/splits', {
            params: { path: { number } },
            body: { comments: chosen, subject: subject.trim() },
          }),
        )
        made = created.number
      },
      words: `A ticket of its own was made out of #${number}`,
      undo: () =>
        take(api.DELETE('/api/v1/tickets/{number}/split', { params: { path: { number: made } } })),
      next: () => void navigate({ to: '/t/$number', params: { number: String(made) } }),
    })
    onClose()
  }
  return (
    <BottomSheet opened onClose={onClose} title={`Split #${number}`} width={600}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          split()
        }}
      >
        <fieldset className={classes.messages}>
          <legend>Messages that become a ticket of their own</legend>
          {messages.map((comment, index) => (
            <Checkbox
              key={comment.id}
              data-autofocus={index === 0 || undefined}
              label={said(comment)}
              description={firstWords(comment.body)}
              checked={chosen.includes(comment.id)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen((now) =>
                  checked ? [...now, comment.id] : now.filter((id) => id !== comment.id),
                )
              }
            />
          ))}
        </fieldset>
        {why && <p className={classes.problem}>{why}</p>}
        <TextInput
          label="Subject of the new ticket"
          description="Left empty: the first words of the customer."
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <AppButton
          kind="primary"
          type="submit"
          aria-disabled={!ready || undefined}
          data-disabled={!ready || undefined}
        >
          Split {chosen.length === 1 ? 'one message' : `${chosen.length} messages`} off
        </AppButton>
      </form>
    </BottomSheet>
  )
}
