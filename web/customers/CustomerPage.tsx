import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Problem } from '../shell/states.tsx'
import { AppButton } from '../ui/AppButton.tsx'
import { useServerTime } from '../ui/clock.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import { Bought, OwnFields, type Layer } from './Bought.tsx'
import { EmergencyLink } from './EmergencyLink.tsx'
import { Notes } from './Notes.tsx'
import { OrganizationForm } from './OrganizationForm.tsx'
import { People } from './People.tsx'
import {
  customerTicketsQuery,
  organizationQuery,
  type CustomerTicket,
  type Organization,
} from './queries.ts'
import { SharingForm } from './SharingForm.tsx'
import { HoursForm, SubscriptionForm } from './SubscriptionForm.tsx'
import { hostingWords, planWords, standingSentence, timeThere } from './words.ts'
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
      <p className={classes.facts}>{facts.join(' · ')}</p>
      {said && <p className={classes.amber}>{said}</p>}
    </>
  )
}

/** The form that lies over the page, fed by what the page has now. */
function Forms({
  organization,
  layer,
  onClose,
}: {
  organization: Organization
  layer: Layer
  onClose: () => void
}) {
  const shared = { organization, onClose }
  if (layer.is === 'organization') return <OrganizationForm {...shared} />
  if (layer.is === 'sharing') return <SharingForm {...shared} />
  if (layer.is === 'hours') return <HoursForm subscription={layer.one} onClose={onClose} />
  const now = organization.subscriptions.find(({ id }) => id === layer.one?.id)
  return <SubscriptionForm {...shared} subscription={now} />
}

function Beside({
  organization,
  onOpen,
}: {
  organization: Organization
  onOpen: (layer: Layer) => void
}) {
  return (
    <aside aria-label="About this customer">
      <Notes organization={organization} />
      <Bought organization={organization} onOpen={onOpen} />
      <section className={classes.block} aria-label="Environments">
        <h2 className={classes.heading}>Environments</h2>
        {organization.environments.length === 0 && <p className={classes.faint}>None on record.</p>}
        {organization.environments.map((one) => (
          <p key={one.name} className={classes.line}>
            {one.name}: {hostingWords[one.hosting]} {one.version}
          </p>
        ))}
      </section>
      <OwnFields organization={organization} />
      <People organization={organization} />
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
  const mayWrite = useMay('customers.write')
  const [layer, setLayer] = useState<Layer>()
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
    <Screen
      title={page.data.name}
      before={back}
      actions={
        mayWrite && <AppButton onClick={() => setLayer({ is: 'organization' })}>Change</AppButton>
      }
    >
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
          <Beside organization={page.data} onOpen={setLayer} />
        </div>
        {layer && (
          <Forms organization={page.data} layer={layer} onClose={() => setLayer(undefined)} />
        )}
      </div>
    </Screen>
  )
}
