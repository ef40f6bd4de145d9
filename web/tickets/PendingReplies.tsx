import { useServerTime } from '../ui/clock.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { MessageBody } from './MessageBody.tsx'
import { useSendHeld, useTakeBack } from './use-take-back.ts'
import { firstName, type Ticket } from './words.ts'
import classes from './PendingReplies.module.css'

type Pending = Ticket['pendingReplies'][number]

function Countdown({ pending, reader }: { pending: Pending; reader: string }) {
  const seconds = useServerTime((now) =>
    Math.max(0, Math.ceil((Date.parse(pending.sendAt) - now) / 1000)),
  )
  if (pending.problem) return <strong>Not sent. {pending.problem}</strong>
  const when = seconds > 0 ? `in ${seconds}\u202Fs` : 'now'
  return (
    <span>
      {pending.authorName} to {reader}: goes out {when}
    </span>
  )
}

/** Replies that have not left yet, each with the way to take it back. */
export function PendingReplies({ ticket, myId }: { ticket: Ticket; myId: string }) {
  const takeBack = useTakeBack(ticket.number, myId)
  const sendHeld = useSendHeld(ticket.number)
  if (ticket.pendingReplies.length === 0) return null
  return (
    <ul className={classes.pending} aria-label="Not sent yet">
      {ticket.pendingReplies.map((pending) => (
        <li key={pending.id}>
          <MessageBody body={pending.body} />
          <p className={classes.foot}>
            <Countdown pending={pending} reader={firstName(ticket.requester.name)} />
            {pending.problem && (
              <AppButton onClick={() => void sendHeld(pending.id)}>Try again</AppButton>
            )}
            <AppButton onClick={() => void takeBack(pending.id)}>Take it back</AppButton>
          </p>
        </li>
      ))}
    </ul>
  )
}
