import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { DocumentationPanel } from '../incidents/DocumentationPanel.tsx'
import { IncidentPanel } from '../incidents/IncidentPanel.tsx'
import { useIncidentOf } from '../incidents/queries.ts'
import { useMe, usePeople } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { recall, remember } from '../shell/remember.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Loading, Offline, Problem } from '../shell/states.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { usePhone } from '../ui/phone.ts'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { Banners } from './Banners.tsx'
import { Clocks } from './Clocks.tsx'
import { Composers } from './Composers.tsx'
import { clockView, nextClock } from './clocks.ts'
import { conversation } from './entries.ts'
import { Entries } from './Entries.tsx'
import { Facts } from './Facts.tsx'
import { PendingReplies } from './PendingReplies.tsx'
import { Presence } from './Presence.tsx'
import { useBesideAwaited } from './prefetch.ts'
import { clocksQuery, ticketQuery } from './queries.ts'
import { TicketMenu, type TicketSheet } from './TicketMenu.tsx'
import { metricWords, statusWords, type Ticket } from './words.ts'
import { NewBelow } from './NewBelow.tsx'
import { useMessageKeys } from './use-message-keys.ts'
import { useTrail } from './use-trail.ts'
import classes from './TicketPage.module.css'

const factsKey = 'watchdesk-facts'

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
    <div className={classes.subject}>
      {phone && <strong>{ticket.subject}</strong>}
      <span className={classes.about}>
        <span>{facts.filter(Boolean).join(', ')}</span>
        <Presence number={ticket.number} />
      </span>
    </div>
  )
}

/** On a phone the facts are folded, so the promise that counts stands in the header. */
function HeadPromise({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery(clocksQuery(ticket.number))
  const clock = nextClock(data?.clocks ?? [])
  const view = clock && clockView(clock)
  if (view?.kind !== 'open') return null
  return <PromiseChip facts={view.facts} metric={metricWords(clock?.metric ?? null)} />
}

function Loaded({
  ticket,
  onSent,
  onLink,
}: {
  ticket: Ticket
  onSent: () => void
  onLink: () => void
}) {
  const me = useMe()
  const people = usePeople()
  const phone = usePhone()
  const [folded, setFolded] = useState(() => recall(factsKey) === 'folded')
  useMessageKeys()
  useKeys([
    {
      key: ']',
      label: 'Fold or unfold the facts',
      scope: 'Ticket',
      run: () => {
        remember(factsKey, folded ? 'open' : 'folded')
        // What has the focus in them goes with them.
        if (!folded && document.activeElement?.closest('#facts'))
          document.querySelector('main')?.focus({ preventScroll: true })
        setFolded(!folded)
      },
    },
  ])
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
    <Facts ticket={ticket} myId={me?.id} onLink={onLink}>
      <Clocks number={ticket.number} />
    </Facts>
  )
  return (
    <div className={classes.columns} data-folded={(folded && !phone) || undefined}>
      <div className={classes.main}>
        <Head ticket={ticket} />
        <Banners ticket={ticket} />
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
      {!phone && !folded && facts}
    </div>
  )
}

/** One ticket: the conversation, its facts and promises, its emergency, and two ways to write. */
export function TicketPage() {
  const number = Number(route.useParams().number)
  const { data: fetched, error, refetch } = useQuery(ticketQuery(number))
  const awaited = useBesideAwaited(number)
  const ticket = awaited ? undefined : fetched
  const trail = useTrail(number)
  const phone = usePhone()
  const [sheet, setSheet] = useState<TicketSheet>()
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
      actions={
        ticket && (
          <>
            {phone ? <HeadPromise ticket={ticket} /> : <span>#{number}</span>}
            <TicketMenu key={number} ticket={ticket} sheet={sheet} onSheet={setSheet} />
          </>
        )
      }
      skips={
        ticket && [
          { to: 'composer', label: 'Skip to writing' },
          { to: 'facts', label: 'Skip to the facts' },
        ]
      }
    >
      {ticket && (
        <Offline problem={problem}>
          You read what was here last. What you write is saved on this device and not sent.
        </Offline>
      )}
      {ticket ? (
        <Loaded ticket={ticket} onSent={trail.next} onLink={() => setSheet('link')} />
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
