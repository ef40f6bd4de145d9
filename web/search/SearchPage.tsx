import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { onceEach } from '../once-each.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Problem } from '../shell/states.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { Parts } from './Parts.tsx'
import { searchQuery } from './queries.ts'
import { ResultList } from './ResultList.tsx'
import { countWords, delayWords } from './words.ts'
import classes from './Search.module.css'

const route = getRouteApi('/staff/search')
const slowMs = 1500

/** Everything that was ever said in a ticket, a topic or an article, by words and filters; the address holds the query. */
export function SearchPage() {
  const { q = '' } = route.useSearch()
  return (
    <Screen title="Search" documentTitle={q ? `${q} · Search` : 'Search'}>
      {/* A query from elsewhere (a chip, Back, a link) begins the box anew. */}
      <Box key={q} q={q} />
      <Results q={q} />
    </Screen>
  )
}

function Box({ q }: { q: string }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const input = useRef<HTMLInputElement>(null)
  useKeys([
    {
      key: '/',
      label: 'Search box',
      scope: 'Search',
      keyOnly: true,
      run: () => input.current?.select(),
    },
  ])
  const go = (event: FormEvent): void => {
    event.preventDefault()
    void navigate({ to: '/search', search: { q: typed.trim() || undefined } })
  }
  return (
    <search>
      <form className={classes.box} onSubmit={go}>
        <TextInput
          ref={input}
          className={classes.input}
          type="search"
          aria-label="Search tickets, topics and articles"
          placeholder='ldap sync status:open org:acme "exit 137"'
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <AppButton type="submit" kind="primary">
          Search
        </AppButton>
      </form>
    </search>
  )
}

function Results({ q }: { q: string }) {
  const query = useInfiniteQuery(searchQuery(q))
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const first = data?.pages[0]
  if (!first && error)
    return (
      <Problem
        tried="This was not searched."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  if (!first) return <Waiting />
  const rows = onceEach(data.pages.flatMap((page) => page.rows))
  const total = first.total ?? rows.length
  return (
    <>
      <Parts query={first.query} />
      {first.findings.map(({ at, message }) => (
        <p key={at} className={classes.finding} role="note">
          {message}
        </p>
      ))}
      <p className={classes.count} role="status">
        {q === '' ? 'The newest tickets.' : `${countWords(total)}.`} {delayWords(first.indexed)}
      </p>
      {rows.length === 0 ? <Nothing /> : <ResultList rows={rows} />}
      {hasNextPage && (
        <div className={classes.more}>
          <AppButton busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </AppButton>
        </div>
      )}
    </>
  )
}

const Nothing = () => (
  <Empty title="Nothing found">
    Every word must stand in it. Leave one out, write only its beginning (connec*), or remove a
    filter above.
  </Empty>
)

/** Rows to come; after a moment it says that it is still at it. */
function Waiting() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <p className={classes.count} role="status">
        {slow && 'Still searching. A customer (org:…) or a time (after:2026-01) makes it faster.'}
      </p>
      <Loading rows={8} rowHeight={88} label="Searching" />
    </>
  )
}
