import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { DocumentationPanel } from '../incidents/DocumentationPanel.tsx'
import { IncidentPanel } from '../incidents/IncidentPanel.tsx'
import { useIncidentOf } from '../incidents/queries.ts'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Offline, Problem } from '../shell/states.tsx'
import { usePhone } from '../ui/phone.ts'
import { Clocks } from './Clocks.tsx'
import { Composers } from './Composers.tsx'
import { conversation } from './entries.ts'
import { Entries } from './Entries.tsx'
import { Facts } from './Facts.tsx'
import { PendingReplies } from './PendingReplies.tsx'
import { useMe, usePeople, ticketQuery } from './queries.ts'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { promiseFacts } from './promise-facts.ts'
import { metricWords, statusWords, type Ticket } from './words.ts'
import { NewBelow } from './NewBelow.tsx'
import { useTrail } from './use-trail.ts'
import classes from './TicketPage.module.css'

const route = getRouteApi('/staff/t/$number')

function Head({ ticket }: { ticket: Ticket }) {
  const phone = usePhone()
  const { organizationName, planName, requester, status, assignee } = ticket
  const facts = [
    organizationName ?? requester.name,
    planName,
    statusWords[status],
    assignee?.name ?? 'nobody owns it',
  ]
  return (
    <p className={classes.subject}>
      {phone && <strong>{ticket.subject}</strong>}
      <span>{facts.filter(Boolean).join(', ')}</span>
    </p>
  )
}

/** On a phone the facts are folded, so the promise that counts stands in the header. */
function HeadPromise({ ticket }: { ticket: Ticket }) {
  return <PromiseChip facts={promiseFacts(ticket)} metric={metricWords(ticket.promise.metric)} />
}

function Loaded({ ticket, onSent }: { ticket: Ticket; onSent: () => void }) {
  const me = useMe()
  const people = usePeople()
  const phone = usePhone()
  const { data: incident } = useIncidentOf(ticket.number)
  const entries = useMemo(
    () => conversation(ticket.comments, ticket.history),
    [ticket.comments, ticket.history],
  )
  const nameOf = useCallback(
    (id: string) => people.find((person) => person.id === id)?.name ?? 'somebody',
    [people],
  )
  const facts = (
    <Facts ticket={ticket} myId={me?.id}>
      <Clocks number={ticket.number} />
    </Facts>
  )
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <Head ticket={ticket} />
        {incident && <IncidentPanel incident={incident} ticket={ticket} />}
        {phone && (
          <details className={classes.fold}>
            <summary>Promises, status and customer</summary>
            {facts}
          </details>
        )}
        {me && (incident?.status === 'resolved' || ticket.documentedAt) && (
          <DocumentationPanel ticket={ticket} me={me} />
        )}
        <div className={classes.conversation}>
          <Entries
            entries={entries}
            ticket={ticket}
            nameOf={nameOf}
            unresolved={incident?.status === 'triggered'}
          />
        </div>
        {me && <PendingReplies ticket={ticket} myId={me.id} />}
        <NewBelow number={ticket.number} comments={ticket.comments} myName={me?.name} />
        {me ? (
          <Composers
            key={ticket.number}
            ticket={ticket}
            me={me}
            onSent={(after) => after !== 'stay' && onSent()}
          />
        ) : null}
      </div>
      {!phone && facts}
    </div>
  )
}

/** One ticket: the conversation, its facts and promises, its emergency, and two ways to write. */
export function TicketPage() {
  const number = Number(route.useParams().number)
  const { data: ticket, error, refetch } = useQuery(ticketQuery(number))
  const trail = useTrail(number)
  const phone = usePhone()
  const problem = error ? problemOf(error) : undefined
  const before = (
    <Link to="/queue" search={trail.search} className={classes.back}>
      ‹ Queue {trail.words}
    </Link>
  )
  return (
    <Screen
      title={ticket && !phone ? ticket.subject : `#${number}`}
      documentTitle={ticket ? `#${number} ${ticket.subject}` : `#${number}`}
      before={before}
      actions={ticket && (phone ? <HeadPromise ticket={ticket} /> : <span>#{number}</span>)}
      skips={[
        { to: 'composer', label: 'Skip to writing' },
        { to: 'facts', label: 'Skip to the facts' },
      ]}
    >
      {problem && ticket && problem.status === 0 && (
        <Offline>You read what was here last. What you write is saved on this device.</Offline>
      )}
      {ticket ? (
        <Loaded ticket={ticket} onSent={trail.next} />
      ) : problem?.status === 404 ? (
        <Empty
          title={`There is no ticket #${number}`}
          action={<Link to="/queue">Go to the queue</Link>}
        >
          {problem.sentence} It may also be one that you may not see.
        </Empty>
      ) : problem ? (
        <Problem
          tried={`Couldn't load ticket #${number}.`}
          problem={problem}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={5} rowHeight={120} label="Loading the ticket" />
      )}
    </Screen>
  )
}
