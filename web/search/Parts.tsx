import { Link } from '@tanstack/react-router'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { SearchResults } from './queries.ts'
import classes from './Search.module.css'

const offers = [
  'is:open',
  'is:unassigned',
  'assignee:me',
  'priority:urgent',
  'has:note',
  'kind:topic',
  'kind:article',
]

/** The query as it was understood, each part removable, and a few filters to add. */
export function Parts({ query }: { query: SearchResults['query'] }) {
  const missing = offers.filter((offer) => !query.parts.some(({ text }) => text.includes(offer)))
  return (
    <ul className={classes.parts} aria-label="Parts of the search">
      {query.parts.map(({ text, isFilter, without }) => (
        <li key={text}>
          <Link
            to="/search"
            search={{ q: without || undefined }}
            replace
            className={classes.part}
            data-filter={isFilter || undefined}
            aria-label={`Remove ${text}`}
          >
            {text}
            <IconX size={14} stroke={1.75} aria-hidden="true" />
          </Link>
        </li>
      ))}
      {missing.map((offer) => (
        <li key={offer}>
          <Link
            to="/search"
            search={{ q: `${query.text} ${offer}`.trim() }}
            replace
            className={classes.part}
            data-offer
            aria-label={`Add ${offer}`}
          >
            <IconPlus size={14} stroke={1.75} aria-hidden="true" />
            {offer}
          </Link>
        </li>
      ))}
    </ul>
  )
}
