import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Problem } from '../shell/states.tsx'
import { useServerTime } from '../ui/clock.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import { EmergencyLink } from './EmergencyLink.tsx'
import { Notes } from './Notes.tsx'
import {
  customerTicketsQuery,
  organizationQuery,
  peopleOfQuery,
  type CustomerTicket,
  type Organization,
} from './queries.ts'
import { hostingWords, planWords, sharingWords, standingSentence, timeThere } from './words.ts'
import classes from './Customers.module.css'

const route = getRouteApi('/staff/customers/$id')

function Tickets({ title, rows }: { title: string; rows: CustomerTicket[] }) {
  if (rows.length === 0) return null
  return (
    <section className={classes.block} aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.number}>
            <Link to="/t/$number" params={{ number: String(row.number) }} className={classes.row}>
              <span className={classes.name}>
                #{row.number} {row.subject}
              </span>
              <span className={classes.faint}>
                {row.requesterName}, {row.status.replace('_', ' ')}
              </span>
              <span className={classes.faint}>
                <LocalTime at={row.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Head({ organization }: { organization: Organization }) {
  const { standing, heldBecause, timeZone, owner, region, successTier } = organization
  const said = standingSentence(standing, heldBecause)
  const there = useServerTime((now) => timeThere(timeZone, new Date(now)) ?? '')
  const facts = [
    standing && planWords(standing),
    region,
    successTier,
    there && `${there} there`,
    owner && `${owner.name} owns the account`,
  ].filter(Boolean)
  return (
    <>
      <p className={classes.line}>{facts.join(' · ')}</p>
      {said && <p className={classes.amber}>{said}</p>}
    </>
  )
}

function Bought({ organization }: { organization: Organization }) {
  const { subscriptions, sharing, contacts, contactLimit, citizenship } = organization
  return (
    <section className={classes.block} aria-label="What they have bought">
      <h2 className={classes.heading}>What they have bought</h2>
      {subscriptions.map((one) => (
        <p key={one.id} className={classes.line}>
          <strong>{one.plan.name}</strong>, {hostingWords[one.hosting]}
          {one.seats !== null && `, ${one.seats} seats`}: {one.startsAt.slice(0, 10)} to{' '}
          {one.endsAt?.slice(0, 10) ?? 'no end'}
          {one.minutesLeft !== null && `, ${Math.floor(one.minutesLeft / 60)} h left`}
        </p>
      ))}
      <p className={classes.faint}>
        {contactLimit ? `${contacts} of ${contactLimit} contacts` : `${contacts} contacts`}.{' '}
        {sharingWords[sharing.is]}
        {sharing.acceptedBy && `, accepted by ${sharing.acceptedBy}`}.
        {citizenship &&
          ` Only people cleared for "${citizenship}" should handle it: a note to people, not a lock.`}
      </p>
    </section>
  )
}

function Beside({ organization }: { organization: Organization }) {
  const { data: people } = useQuery(peopleOfQuery(organization.id))
  return (
    <aside aria-label="About this customer">
      <Notes organization={organization} />
      <Bought organization={organization} />
      <section className={classes.block} aria-label="Environments">
        <h2 className={classes.heading}>Environments</h2>
        {organization.environments.length === 0 && <p className={classes.faint}>None on record.</p>}
        {organization.environments.map((one) => (
          <p key={one.name} className={classes.line}>
            {one.name}: {hostingWords[one.hosting]} {one.version}
          </p>
        ))}
      </section>
      <section className={classes.block} aria-label="People">
        <h2 className={classes.heading}>People</h2>
        {people?.contacts.map((one) => (
          <p key={one.id} className={classes.line}>
            {one.name}, <a href={`mailto:${one.email}`}>{one.email}</a>
          </p>
        ))}
        {people?.next && <p className={classes.faint}>and more</p>}
      </section>
      <EmergencyLink id={organization.id} />
    </aside>
  )
}

/** Screen 14: who they are, what they were promised, what is open, and what matters at night. */
export function CustomerPage() {
  const { id } = route.useParams()
  const page = useQuery(organizationQuery(id))
  const tickets = useQuery(customerTicketsQuery(id))
  const problem = page.error ? problemOf(page.error) : undefined
  const back = (
    <Link to="/customers" className={classes.faint}>
      Customers
    </Link>
  )
  if (!page.data)
    return (
      <Screen title="Customer" before={back}>
        <div className={classes.page}>
          {problem ? (
            <Problem
              tried="Couldn't load this customer."
              problem={problem}
              retry={() => void page.refetch()}
            />
          ) : (
            <Loading rows={8} label="Loading the customer" />
          )}
        </div>
      </Screen>
    )
  const { open = [], over = [] } = tickets.data ?? {}
  return (
    <Screen title={page.data.name} before={back}>
      <div className={classes.page}>
        <Head organization={page.data} />
        <div className={classes.columns}>
          <div>
            <Tickets title="Open tickets" rows={open} />
            <Tickets title="History" rows={over} />
            {tickets.data && open.length + over.length === 0 && (
              <Empty title="Nothing yet.">First ticket. Say hello.</Empty>
            )}
          </div>
          <Beside organization={page.data} />
        </div>
      </div>
    </Screen>
  )
}
