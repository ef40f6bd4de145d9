import { Drawer, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../people/me.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { LocalTime } from '../ui/LocalTime.tsx'
import { usePhone } from '../ui/phone.ts'
import { ArrivalActs } from './ArrivalActs.tsx'
import { FateWord } from './FateWord.tsx'
import { adviceFor, arrivalFate, sizeWords, type Arrival } from './mail-words.ts'
import { checkRows, verdictWords } from './check-words.ts'
import { arrivalQuery } from './queries.ts'
import { Source } from './Source.tsx'
import classes from './Mail.module.css'
import parts from './Parts.module.css'

function Facts({ arrival }: { arrival: Arrival }) {
  const { attempts, lastError, releasedBy, releasedAt, releaseTo } = arrival
  const rows: [string, string | null | false][] = [
    ['From', arrival.fromAddress],
    ['Sent as', arrival.envelopeFrom],
    ['To', arrival.envelopeTo.join(', ') || arrival.mailbox],
    ['By way of', [arrival.connection, arrival.remoteAddress].filter(Boolean).join(', ')],
    ['Message id', arrival.messageId],
    ['Size', sizeWords(arrival.bytes)],
    ['Readings that failed', attempts > 0 && `${attempts}`],
    ['Last error', lastError],
  ]
  const advice = adviceFor(arrival)
  return (
    <>
      <dl className={parts.facts}>
        <dt>Came</dt>
        <dd>
          <LocalTime at={arrival.receivedAt} />
        </dd>
        <dt>Fate</dt>
        <dd>
          <FateWord {...arrivalFate(arrival)} />
        </dd>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {releasedBy && releasedAt && (
          <>
            <dt>Released</dt>
            <dd>
              by {releasedBy}, <LocalTime at={releasedAt} />
              {releaseTo ? `, to #${releaseTo}` : ', to a ticket of its own'}
            </dd>
          </>
        )}
      </dl>
      {arrival.ticketNumber && (
        <p className={parts.text}>
          <Link
            to="/t/$number"
            params={{ number: String(arrival.ticketNumber) }}
            className={classes.link}
          >
            Open ticket #{arrival.ticketNumber}
          </Link>
        </p>
      )}
      {advice && <p className={parts.text}>{advice}</p>}
      <Findings number={arrival.number} />
    </>
  )
}

/** What kind of mail it is, what its sender's domain says of it, and what could not be read. */
function Findings({ number }: { number: number }) {
  const { data } = useQuery(arrivalQuery(number))
  if (!data) return null
  const rows = [
    ...(data.verdict ? [{ name: 'Kind', words: verdictWords(data.verdict) }] : []),
    ...checkRows(data.checks),
  ]
  return (
    <>
      {rows.length > 0 && (
        <dl className={parts.facts} aria-label="What was found out">
          {rows.map(({ name, words }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      {data.verdict && !data.checks && (
        <p className={parts.text}>
          Its sender was not checked: it came by a way that vouches for it.
        </p>
      )}
      {data.notes.map((note) => (
        <p key={note} className={parts.text}>
          {note}
        </p>
      ))}
    </>
  )
}

function Head({ number }: { number: number }) {
  const { data, error, refetch } = useQuery(arrivalQuery(number))
  if (!data) {
    if (!error) return <Loading rows={4} label="Loading the headers" />
    return (
      <Problem
        tried="Couldn't load the headers."
        problem={problemOf(error)}
        retry={() => void refetch()}
      />
    )
  }
  return (
    <>
      {data.copies.length > 0 && (
        <>
          <h3 className={parts.sub}>The same message also came</h3>
          <ul className={parts.copies}>
            {data.copies.map((copy) => (
              <li key={copy.number}>
                <LocalTime at={copy.receivedAt} /> to {copy.envelopeTo.join(', ') || copy.mailbox}:{' '}
                {arrivalFate(copy).word}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={parts.sub}>Its headers</h3>
      {data.headers.length === 0 && <p className={parts.text}>It has none.</p>}
      <dl className={parts.headers}>
        {data.headers.map(({ name, value }, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- a header may stand there twice
          <div key={place}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Delivery({ number }: { number: number }) {
  const { data } = useQuery(arrivalQuery(number))
  return (
    <pre className={parts.source} tabIndex={0} role="region" aria-label="Delivery">
      {data ? data.transcript || 'Nothing was noted.' : 'Loading…'}
    </pre>
  )
}

/** One message that came in: its facts, what can be done about it, its headers, source and delivery. */
export function ArrivalDrawer({ arrival, onClose }: { arrival: Arrival; onClose: () => void }) {
  const phone = usePhone()
  const mayWrite = useMay('mail.write')
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? '100%' : 640}
      title={arrival.subject ?? 'Without a subject'}
      transitionProps={{ duration: 160 }}
    >
      <Facts arrival={arrival} />
      {mayWrite && <ArrivalActs arrival={arrival} />}
      <Tabs defaultValue="head" keepMounted={false} className={parts.inside}>
        <Tabs.List aria-label="Parts of this mail">
          <Tabs.Tab value="head">Headers</Tabs.Tab>
          <Tabs.Tab value="source">Source</Tabs.Tab>
          <Tabs.Tab value="delivery">Delivery</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="head">
          <Head number={arrival.number} />
        </Tabs.Panel>
        <Tabs.Panel value="source">
          {mayWrite ? (
            <Source number={arrival.number} />
          ) : (
            <p className={parts.text}>
              The message as it came shows to people who may change mail. Ask an administrator.
            </p>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="delivery">
          <Delivery number={arrival.number} />
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  )
}
