import { IconArrowRight, IconCheck, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChannelIcon, type ChannelKind } from './ChannelIcon.tsx'
import { LocalTime } from './LocalTime.tsx'
import { millisOf, type Moment } from './moment.ts'
import { Person } from './Person.tsx'
import { momentWords, viewerZone } from './zone.ts'
import { serverNow } from './clock.ts'
import classes from './Conversation.module.css'

export type Author = { id?: string; name: string }

/** What became of a message that left the house. `failed` names the reason in `words`. */
export type Fate = {
  kind: 'waiting' | 'sent' | 'delivered' | 'failed'
  words: string
  action?: ReactNode
}

const said = (at: Moment): string => momentWords(millisOf(at), viewerZone(), serverNow())

/** The conversation: an ordered list, oldest at the top; entries of five kinds. */
export function Conversation({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {children}
    </ol>
  )
}

type EntryProps = {
  id?: string
  at: Moment
  author: Author
  /** At the end of the header: from which ticket it came. */
  about?: ReactNode
  children: ReactNode
}

/** What the customer wrote: left, full width, with a frame. */
export function CustomerMessage({
  id,
  at,
  author,
  company,
  channel,
  about,
  children,
}: EntryProps & {
  company?: string
  channel?: { kind: ChannelKind; name: string }
}) {
  return (
    <li className={classes.entry}>
      <article
        id={id}
        tabIndex={-1}
        data-entry
        className={classes.customer}
        aria-label={`Message from ${author.name}, ${said(at)}`}
      >
        <header className={classes.header}>
          <Person {...author} />
          {company && <span className={classes.faint}>{company}</span>}
          <LocalTime at={at} />
          {channel && <ChannelIcon {...channel} />}
          {about}
        </header>
        <div className={classes.body}>{children}</div>
      </article>
    </li>
  )
}

/** What we answered: right, on blue paper, with who reads it and whether it arrived. */
export function PublicReply({
  id,
  at,
  author,
  to,
  fate,
  about,
  children,
}: EntryProps & {
  /** Who reads it: 'Dana +1'. */
  to: string
  fate?: Fate
}) {
  return (
    <li className={classes.entry} data-inset>
      <article
        id={id}
        tabIndex={-1}
        data-entry
        className={classes.reply}
        aria-label={`Public reply by ${author.name} to ${to}, ${said(at)}`}
      >
        <header className={classes.header}>
          <Person {...author} />
          <span>
            replied to <strong>{to}</strong>
          </span>
          <LocalTime at={at} />
          {fate && fate.kind !== 'failed' && (
            <span className={classes.faint}>
              {fate.words}
              {fate.kind === 'delivered' && (
                <IconCheck size={14} stroke={2} className={classes.kept} aria-hidden="true" />
              )}
              {fate.action && <> {fate.action}</>}
            </span>
          )}
          {about}
        </header>
        <div className={classes.body}>{children}</div>
        {fate?.kind === 'failed' && (
          <p className={classes.failed}>
            <strong>Did not arrive.</strong> {fate.words} {fate.action}
          </p>
        )}
      </article>
    </li>
  )
}

/** What only we may read: dashed amber frame, square corners, a lock, and the words. */
export function InternalNote({ id, at, author, about, children }: EntryProps) {
  return (
    <li className={classes.entry} data-inset>
      <article
        id={id}
        tabIndex={-1}
        data-entry
        className={classes.note}
        aria-label={`Internal note by ${author.name}, only your team sees this, ${said(at)}`}
      >
        <header className={classes.header}>
          <span className={classes.lock}>
            <IconLock size={16} stroke={1.75} aria-hidden="true" />
            Internal note · only your team sees this
          </span>
          <Person {...author} />
          <LocalTime at={at} />
          {about}
        </header>
        <div className={classes.body}>{children}</div>
      </article>
    </li>
  )
}

/** Something the machine or a person changed, as one sentence. */
export function SystemEvent({ at, children }: { at: Moment; children: ReactNode }) {
  return (
    <li className={classes.event}>
      <IconArrowRight size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {children}, <LocalTime at={at} show="soon" />
      </span>
    </li>
  )
}

/** Several changes in a row, folded: "4 changes by Mina". */
export function FoldedEvents({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <li className={classes.folded}>
      <details>
        <summary>{summary}</summary>
        <ol className={classes.list}>{children}</ol>
      </details>
    </li>
  )
}

/** Paged, acknowledged, room opened. The bar is red only while nobody has it. */
export function IncidentEvent({
  at,
  unresolved = false,
  icon,
  children,
}: {
  at: Moment
  unresolved?: boolean
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <li className={classes.incident} data-unresolved={unresolved || undefined}>
      {icon}
      <span>
        {children}, <LocalTime at={at} show="exact" />
      </span>
    </li>
  )
}

/** Quoted history of a mail, folded behind three dots. */
export function Quoted({ children }: { children: ReactNode }) {
  return (
    <details className={classes.quoted}>
      <summary aria-label="Show the quoted text">···</summary>
      {children}
    </details>
  )
}
