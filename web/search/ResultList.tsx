import { Link } from '@tanstack/react-router'
import { IconBook, IconLock, IconPaperclip } from '@tabler/icons-react'
import { useRef, type KeyboardEvent } from 'react'
import { useKeys } from '../shell/use-keys.ts'
import { channelKind } from '../tickets/channel.ts'
import { promiseFacts } from '../queue/promise-facts.ts'
import { metricWords, statusWords } from '../tickets/words.ts'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { Person } from '../ui/Person.tsx'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { Marked } from './Marked.tsx'
import type { PublicResult, SearchResult, TicketResult } from './queries.ts'
import classes from './Search.module.css'

const exactWords = { number: 'This number', message: 'This message', address: 'From this address' }

/** One ticket: what it is about, the words that were found, and who has it. */
function Ticket({ row }: { row: TicketResult }) {
  const { number, subject, excerpt, exact, status, channel, assignee } = row
  return (
    <li className={classes.result}>
      <div className={classes.head}>
        <ChannelIcon kind={channelKind(channel.kind)} name={channel.name} compact />
        {row.restricted && (
          <span className={classes.restricted} title="Restricted">
            <IconLock size={16} stroke={1.75} aria-hidden="true" />
            <span className="wd-visually-hidden">Restricted</span>
          </span>
        )}
        <Link
          to="/t/$number"
          params={{ number: String(number) }}
          className={classes.subject}
          data-result
        >
          <span className={classes.number}>#{number}</span> <Marked {...subject} />
        </Link>
        {exact && <span className={classes.exact}>{exactWords[exact]}</span>}
      </div>
      {excerpt && (
        <p className={classes.excerpt} data-note={excerpt.kind === 'note' || undefined}>
          <span className={classes.author}>
            {excerpt.kind === 'note' ? `Note by ${excerpt.author}` : excerpt.author}:
          </span>{' '}
          <Marked {...excerpt} />
        </p>
      )}
      {row.files.length > 0 && (
        <ul className={classes.files} aria-label="Files">
          {row.files.map((file) => (
            <li key={file.text}>
              <IconPaperclip size={14} stroke={1.75} aria-hidden="true" /> <Marked {...file} />
            </li>
          ))}
        </ul>
      )}
      <div className={classes.facts}>
        <span>{statusWords[status]}</span>
        <span>{row.organizationName ?? row.requesterName}</span>
        <LocalTime at={row.updatedAt} show="soon" />
        {row.promise.state !== 'none' && (
          <PromiseChip facts={promiseFacts(row)} metric={metricWords(row.promise.metric)} />
        )}
        {assignee && <Person {...assignee} size={24} compact />}
      </div>
    </li>
  )
}

/** A topic of the community or an article of the help centre: what everybody may read. */
function PublicThing({ row }: { row: PublicResult }) {
  const { kind, number, subject, excerpt } = row
  const params = { number: String(number) }
  const answers = row.replies === 1 ? '1 answer' : `${row.replies} answers`
  const title = <Marked {...subject} />
  return (
    <li className={classes.result}>
      <div className={classes.head}>
        {kind === 'topic' ? (
          <ChannelIcon kind="community" name="Topic" compact />
        ) : (
          <span title="Article">
            <IconBook size={16} stroke={1.75} aria-hidden="true" />
            <span className="wd-visually-hidden">Article</span>
          </span>
        )}
        {kind === 'topic' ? (
          <Link to="/forum/$number" params={params} className={classes.subject} data-result>
            {title}
          </Link>
        ) : (
          <Link to="/articles/$number" params={params} className={classes.subject} data-result>
            {title}
          </Link>
        )}
      </div>
      {excerpt && (
        <p className={classes.excerpt}>
          {excerpt.author !== null && (
            <>
              <span className={classes.author}>{excerpt.author}:</span>{' '}
            </>
          )}
          <Marked {...excerpt} />
        </p>
      )}
      <div className={classes.facts}>
        <span>{kind === 'topic' ? 'Topic' : 'Article'}</span>
        <span>{row.category}</span>
        {kind === 'topic' && <span>{row.isSolved ? 'Solved' : answers}</span>}
        <LocalTime at={row.updatedAt} show="soon" />
      </div>
    </li>
  )
}

const Result = ({ row }: { row: SearchResult }) =>
  row.kind === 'ticket' ? <Ticket row={row} /> : <PublicThing row={row} />

/** Results as a list of links: J and K, or the arrows, move between them. */
export function ResultList({ rows }: { rows: SearchResult[] }) {
  const list = useRef<HTMLOListElement>(null)
  const move = (step: number): void => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-result]') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus()
  }
  const scope = 'Search'
  useKeys([
    { key: 'J', label: 'Next result', scope, keyOnly: true, run: () => move(1) },
    { key: 'K', label: 'Previous result', scope, keyOnly: true, run: () => move(-1) },
  ])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    move(step)
  }
  return (
    <ol ref={list} className={classes.list} aria-label="Results" onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <Result key={`${row.kind} ${row.number}`} row={row} />
      ))}
    </ol>
  )
}
