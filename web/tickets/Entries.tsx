import { IconAlertOctagon, IconCheck, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import {
  Conversation,
  CustomerMessage,
  FoldedEvents,
  IncidentEvent,
  InternalNote,
  PublicReply,
  SystemEvent,
  type Fate,
} from '../ui/Conversation.tsx'
import { exactTimeWords, timeWords, viewerZone } from '../ui/zone.ts'
import { changesWords, foldedMiddle, type Entry } from './entries.ts'
import { happeningWords, type NameOf } from './happenings.ts'
import { CommentBody } from './CommentBody.tsx'
import { firstName, type Comment, type Happening, type Ticket } from './words.ts'
import classes from './MessageBody.module.css'

/** What became of the mail that carried a public message. */
export function fateOf(delivery: Comment['delivery']): Fate | undefined {
  if (!delivery) return undefined
  const { state, at, words, nextTryAt, recipients } = delivery
  if (state === 'held') return { kind: 'waiting', words: `Held. ${words}` }
  if (state === 'queued') {
    const next = nextTryAt ? ` Next try ${timeWords(Date.parse(nextTryAt), viewerZone())}` : ''
    return { kind: 'waiting', words: `${words}${next}` }
  }
  const isFailed = state === 'failed' || recipients.some((one) => one.state === 'failed')
  if (isFailed) return { kind: 'failed', words }
  if (recipients.some((one) => one.state === 'delayed')) return { kind: 'waiting', words }
  const when = at ? ` ${timeWords(Date.parse(at), viewerZone())}` : ''
  return { kind: 'delivered', words: `Sent${when}` }
}

/** After a merge or a split a message is read elsewhere than where it was written. */
const From = ({ number }: { number: number }) => (
  <Link to="/t/$number" params={{ number: String(number) }} className={classes.link}>
    from #{number}
  </Link>
)

function Message({ comment, ticket }: { comment: Comment; ticket: Ticket }) {
  const { id, author, createdAt: at, delivery, home } = comment
  const about = home === ticket.number ? undefined : <From number={home} />
  const shared = { id: `message-${id}`, at, about, children: <CommentBody comment={comment} /> }
  if (comment.kind === 'note') return <InternalNote {...shared} author={author} />
  if (author.kind === 'contact') {
    return (
      <CustomerMessage {...shared} author={author} company={ticket.organizationName ?? undefined} />
    )
  }
  const to = firstName(ticket.requester.name)
  if (author.kind === 'machine') {
    return (
      <PublicReply {...shared} author={{ name: 'Automatic' }} to={to} fate={fateOf(delivery)}>
        <details className={classes.automatic}>
          <summary>What it says</summary>
          <CommentBody comment={comment} />
        </details>
      </PublicReply>
    )
  }
  return <PublicReply {...shared} author={author} to={to} fate={fateOf(delivery)} />
}

function iconOf(type: string): ReactNode {
  if (type === 'incident.acknowledged' || type === 'incident.resolved') {
    return <IconCheck size={16} stroke={1.75} aria-hidden="true" />
  }
  if (type.startsWith('call_link.')) return <IconPhone size={16} stroke={1.75} aria-hidden="true" />
  return <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
}

type RunProps = { happenings: Happening[]; nameOf: NameOf; unresolved: boolean }

function IncidentEvents({ happenings, nameOf, unresolved }: RunProps) {
  return happenings.map((happening) => (
    <IncidentEvent
      key={happening.id}
      at={happening.at}
      unresolved={unresolved}
      icon={iconOf(happening.type)}
    >
      {happeningWords(happening, nameOf)}
    </IncidentEvent>
  ))
}

function IncidentRun({ happenings, ...rest }: RunProps) {
  const { before, folded, after } = foldedMiddle(happenings)
  const [first, last] = [folded[0], folded.at(-1)]
  return (
    <>
      <IncidentEvents happenings={before} {...rest} />
      {first && last && (
        <FoldedEvents
          summary={`${folded.length} more steps, ${exactTimeWords(Date.parse(first.at), viewerZone())} to ${exactTimeWords(Date.parse(last.at), viewerZone())}`}
        >
          <IncidentEvents happenings={folded} {...rest} />
        </FoldedEvents>
      )}
      <IncidentEvents happenings={after} {...rest} />
    </>
  )
}

function ChangeRun({ happenings, nameOf }: Pick<RunProps, 'happenings' | 'nameOf'>) {
  const events = happenings.map((happening) => (
    <SystemEvent key={happening.id} at={happening.at}>
      {happeningWords(happening, nameOf)}
    </SystemEvent>
  ))
  if (events.length < 3) return events
  return <FoldedEvents summary={changesWords(happenings)}>{events}</FoldedEvents>
}

/** The whole conversation of a ticket. `unresolved`: its emergency is open and nobody has it. */
export function Entries({
  entries,
  ticket,
  nameOf,
  unresolved,
}: {
  entries: Entry[]
  ticket: Ticket
  nameOf: NameOf
  unresolved: boolean
}) {
  return (
    <Conversation label="Conversation">
      {entries.map((entry) => {
        if (entry.kind === 'message') {
          return <Message key={entry.id} comment={entry.comment} ticket={ticket} />
        }
        if (entry.kind === 'incident') {
          return (
            <IncidentRun
              key={entry.id}
              happenings={entry.happenings}
              nameOf={nameOf}
              unresolved={unresolved}
            />
          )
        }
        return <ChangeRun key={entry.id} happenings={entry.happenings} nameOf={nameOf} />
      })}
    </Conversation>
  )
}
