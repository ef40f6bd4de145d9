import { Link } from '@tanstack/react-router'
import { IconLock, IconPaperclip } from '@tabler/icons-react'
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
import type { SearchResult } from './queries.ts'
import classes from './Search.module.css'

const exactWords = { number: 'This number', message: 'This message', address: 'From this address' }

/** One ticket: what it is about, the words that were found, and who has it. */
function Result({ row }: { row: SearchResult }) {
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
        <Result key={row.number} row={row} />
      ))}
    </ol>
  )
}
