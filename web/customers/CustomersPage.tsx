import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { NewOrganization } from './OrganizationForm.tsx'
import { organizationsQuery, type OrganizationRow } from './queries.ts'
import { planWords, standingSentence } from './words.ts'
import classes from './Customers.module.css'

const route = getRouteApi('/staff/customers')

function Row({ row }: { row: OrganizationRow }) {
  const said = standingSentence(row.standing, row.heldBecause)
  return (
    <li>
      <Link to="/customers/$id" params={{ id: row.id }} className={classes.row}>
        <span className={classes.name}>{row.name}</span>
        <span className={classes.faint}>
          {row.standing && !said ? planWords(row.standing) : said}
        </span>
        <span className={classes.faint}>
          {row.contacts === 1 ? '1 contact' : `${row.contacts} contacts`}
          {row.domains[0] && `, ${row.domains[0]}`}
        </span>
      </Link>
    </li>
  )
}

/** Every organization by name, found by the beginning of it, a domain or a key. */
export function CustomersPage() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery(organizationsQuery(q))
  const rows = list.data?.pages.flatMap(({ organizations }) => organizations) ?? []
  const mayWrite = useMay('customers.write')
  const [adds, setAdds] = useState(false)
  const problem = list.error ? problemOf(list.error) : undefined
  return (
    <Screen
      title="Customers"
      actions={mayWrite && <AppButton onClick={() => setAdds(true)}>Add a customer</AppButton>}
    >
      <div className={classes.page}>
        <div className={classes.bar}>
          <TextInput
            type="search"
            label="Find a customer"
            description="The beginning of a name, a domain, or a key of another system"
            defaultValue={q}
            onChange={({ currentTarget }) =>
              void navigate({ search: { q: currentTarget.value || undefined }, replace: true })
            }
          />
          <Link to="/customers/imports" className={classes.under}>
            Bring customers in from a file
          </Link>
        </div>
        {list.isPending && !problem && <Loading rows={8} label="Loading customers" />}
        {problem?.status === 403 && <Forbidden>{problem.sentence}</Forbidden>}
        {problem && problem.status !== 403 && (
          <Problem
            tried="Couldn't load customers."
            problem={problem}
            retry={() => void list.refetch()}
          />
        )}
        {!list.isPending && !problem && rows.length === 0 && (
          <Empty title={q ? 'Nobody is called that.' : 'No customers yet.'}>
            {q
              ? 'A name is found by its beginning, a domain by the whole of it.'
              : 'They come with their first message, by hand, or from a file.'}
          </Empty>
        )}
        {rows.length > 0 && (
          <ul className={classes.list} aria-label="Customers">
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        )}
        {adds && (
          <NewOrganization
            onClose={() => setAdds(false)}
            onMade={(id) => void navigate({ to: '/customers/$id', params: { id } })}
          />
        )}
        {list.hasNextPage && (
          <AppButton busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </AppButton>
        )}
      </div>
    </Screen>
  )
}
