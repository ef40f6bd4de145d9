import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { announce } from '../../shell/announce.ts'
import { useKeys } from '../../shell/use-keys.ts'
import { AppButton } from '../../ui/AppButton.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useServerTime } from '../../ui/clock.ts'
import { CountdownRing } from '../../ui/CountdownRing.tsx'
import { clockWords } from '../../ui/durations.ts'
import { LocalTime, TimeAgo } from '../../ui/LocalTime.tsx'
import { promiseView } from '../../ui/promise.ts'
import { viewerZone } from '../../ui/zone.ts'
import { problemOf } from '../../problem.ts'
import { Legs } from '../DeliveryTrace.tsx'
import { PassForm } from '../PassSheet.tsx'
import { newestLegs } from '../trace.ts'
import {
  countdownFrom,
  hasMovedOn,
  levelWords,
  myLevel,
  whoWords,
  type PageFacts,
} from './facts.ts'
import { useAcknowledge, type Sending } from './use-acknowledge.ts'
import { passOn, type Way } from './use-page.ts'
import classes from './Page.module.css'

function Countdown({ facts }: { facts: PageFacts }) {
  const { nextAt, nextNames, status } = facts
  const due = nextAt === null ? undefined : Date.parse(nextAt)
  const promise = { state: 'running' as const, startedAt: countdownFrom(facts), dueAt: due }
  const words = useServerTime((now) => (due === undefined ? '' : clockWords(due - now)))
  const seen = useServerTime((now) => {
    const { look, share } = promiseView(promise, now, viewerZone())
    return `${look} ${share}`
  })
  if (due === undefined) return null
  const [look = '', share = '0'] = seen.split(' ')
  const next = nextNames.length > 0 ? nextNames.join(', ') : 'everybody'
  const then =
    status === 'snoozed'
      ? 'then it rings again'
      : `then ${next} ${nextNames.length > 1 ? 'are' : 'is'} paged`
  return (
    <p className={classes.countdown}>
      <CountdownRing
        look={look === 'late' ? 'soon' : look === 'soon' ? 'soon' : 'on-time'}
        share={Number(share)}
        size={72}
      />
      <span>
        <span className={classes.big} role="timer">
          {words}
        </span>
        <span className={classes.then}>{then}</span>
      </span>
    </p>
  )
}

/** The first line: whose this is. */
function tag(facts: PageFacts): string {
  const level = myLevel(facts)
  if (hasMovedOn(facts)) return `EMERGENCY, now paging ${levelWords(facts.level)}`
  if (level === undefined) return 'EMERGENCY, nobody has it'
  return `EMERGENCY, paging you (${levelWords(level)})`
}

function Trouble({ sending, dialIn }: { sending: Sending; dialIn: string | null }) {
  const call = dialIn && (
    <a href={`tel:${dialIn.replaceAll(/[^+\d,]/g, '')}`}>Join the call by phone: {dialIn}</a>
  )
  if (sending.state === 'slow') {
    return (
      <p className={classes.trouble} role="status">
        Still sending. {call}
      </p>
    )
  }
  if (sending.state === 'offline') {
    return (
      <p className={classes.trouble} role="alert">
        <strong>Not sent: no connection.</strong> It keeps trying; the escalation goes on until the
        server has your answer. {call}
      </p>
    )
  }
  if (sending.state === 'refused') {
    return (
      <p className={classes.trouble} role="alert">
        <strong>Not acknowledged.</strong> {sending.words} <Link to="/sign-in">Sign in</Link>
      </p>
    )
  }
  return null
}

const buttonWords: Record<Sending['state'], string> = {
  idle: 'Acknowledge',
  sending: 'Sending…',
  slow: 'Still sending…',
  offline: 'Not sent',
  refused: 'Acknowledge',
}

type Props = {
  facts: PageFacts
  way: Way
  /** Asks the server how it stands now. */
  onChanged: () => void
}

/** Before anybody has it: what, who, how long, and the one press. */
export function Ringing({ facts, way, onChanged }: Props) {
  const { sending, press } = useAcknowledge(way, onChanged)
  const [passing, setPassing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [passed, setPassed] = useState('')
  const who = whoWords(facts)
  const reader = facts.requesterName?.split(' ')[0]
  const sub = reader ? `Tells ${reader} you have it` : 'Stops the escalation'
  useKeys([{ key: 'A', label: 'Acknowledge', scope: 'Page', run: press }])
  const said = `Emergency for ${who || 'a customer'}: ${facts.title}`
  useEffect(() => announce(said, 'assertive'), [said])

  const pass = async (to: string | null, reason: string): Promise<void> => {
    setBusy(true)
    try {
      await passOn(way, to, reason)
      const name = facts.colleagues.find(({ id }) => id === to)?.name
      const next = facts.nextNames.join(', ') || 'the next level'
      setPassed(`Passed to ${name ?? next}. Thank you for saying so.`)
      onChanged()
    } catch (error) {
      setPassed(`Not passed on. ${problemOf(error).sentence}`)
    } finally {
      setBusy(false)
      setPassing(false)
    }
  }
  return (
    <>
      <div className={classes.what}>
        <p className={classes.tag}>
          <CountdownRing look="late" size={24} /> {tag(facts)}
        </p>
        <h1 className={classes.headline}>{facts.title}</h1>
        <p className={classes.who}>{who}</p>
        <p className={classes.raised}>
          Raised {facts.requesterName && `by ${facts.requesterName} `}
          <LocalTime at={facts.createdAt} show="soon" /> (<TimeAgo at={facts.createdAt} />)
        </p>
        {facts.customerWords && facts.customerWords !== facts.title && (
          <blockquote className={classes.quote}>“{facts.customerWords}”</blockquote>
        )}
        {facts.notes.length > 0 && (
          <ul className={classes.nightNotes} aria-label="To know about this customer">
            {facts.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <Countdown facts={facts} />
        <div className={classes.legs}>
          <Legs legs={newestLegs(facts.trace)} />
        </div>
        {passed ? (
          <p className={classes.note} role="status">
            {passed} You can still take it.
          </p>
        ) : (
          hasMovedOn(facts) && <p className={classes.note}>It went on. You can still take it.</p>
        )}
        <Trouble sending={sending} dialIn={facts.dialIn} />
      </div>
      <div className={classes.presses}>
        <div className={classes.pair}>
          {facts.ticketNumber === null ? (
            <span />
          ) : (
            <Link
              to="/t/$number"
              params={{ number: String(facts.ticketNumber) }}
              className={classes.second}
            >
              Read ticket
            </Link>
          )}
          <AppButton className={classes.second} onClick={() => setPassing(true)}>
            Can’t take it
          </AppButton>
        </div>
        {facts.learner ? (
          <p className={classes.note}>
            You are shadowing: you were paged to learn. Somebody on duty has to acknowledge.
          </p>
        ) : (
          <BigButton
            label={buttonWords[sending.state]}
            guardKey="acknowledge"
            // The space keeps the two lines apart where they are read as one text.
            sub={` ${sending.state === 'offline' ? 'No connection. Trying again…' : sub}`}
            name={
              sending.state === 'idle'
                ? `Acknowledge, ${sub.toLowerCase()}: emergency for ${who || 'a customer'}`
                : undefined
            }
            busy={sending.state !== 'idle' && sending.state !== 'refused'}
            onPress={press}
            autoFocus
          />
        )}
      </div>
      <BottomSheet opened={passing} onClose={() => setPassing(false)} title="Can’t take it">
        <PassForm
          next={facts.nextNames}
          busy={busy}
          colleagues={facts.colleagues}
          onPass={(to, reason) => void pass(to, reason)}
        />
      </BottomSheet>
    </>
  )
}
