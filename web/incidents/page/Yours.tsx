import { IconCheck } from '@tabler/icons-react'
import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, take } from '../../api.ts'
import { problemOf } from '../../problem.ts'
import { AppButton } from '../../ui/AppButton.tsx'
import { useServerTime } from '../../ui/clock.ts'
import { LocalTime } from '../../ui/LocalTime.tsx'
import { actOnIncident, type IncidentAct } from '../queries.ts'
import { tellWords, type PageFacts } from './facts.ts'
import classes from './Page.module.css'

type Guard = (act: () => void) => () => void

/** What stands here took the place of another button: for 600 ms, and after each press, nothing counts. */
function useCalm(): Guard {
  const openAt = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    openAt.current = performance.now() + 600
  }, [])
  return (act) => () => {
    if (performance.now() < openAt.current) return
    openAt.current = performance.now() + 600
    act()
  }
}

function Tell({ facts, guard, ticket }: { facts: PageFacts; guard: Guard; ticket: number }) {
  const [words, setWords] = useState<string>()
  const text = words ?? tellWords(facts)
  const reader = facts.requesterName?.split(' ')[0] ?? 'the customer'
  const send = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/tickets/{number}/replies', {
          params: { path: { number: ticket } },
          body: { body: text },
        }),
      ),
  })
  if (send.isSuccess) {
    return (
      <li className={classes.step}>
        <span>
          <b>1</b> {reader} was told <IconCheck size={16} stroke={2} aria-hidden="true" />
        </span>
      </li>
    )
  }
  return (
    <li className={classes.step}>
      <span>
        <b>1</b> Tell {reader}
        {facts.callUrl && ' + call link'}
      </span>
      <AppButton
        kind="primary"
        busy={send.isPending}
        onClick={guard(() => send.mutate())}
        aria-label={`Send to ${reader}`}
      >
        {send.isPending ? 'Sending…' : 'Send'}
      </AppButton>
      <details className={classes.preview}>
        <summary>What it says</summary>
        <Textarea
          aria-label={`Message to ${facts.requesterName ?? 'the customer'}`}
          autosize
          minRows={3}
          value={text}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </details>
      {send.error && (
        <p className={classes.trouble} role="alert">
          <strong>Not sent.</strong> {problemOf(send.error).sentence}
        </p>
      )}
    </li>
  )
}

function Undo({ until, onUndo, busy }: { until: string; onUndo: () => void; busy: boolean }) {
  const left = useServerTime((now) => Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)))
  if (left === 0) return null
  return (
    <AppButton busy={busy} className={classes.undo} onClick={onUndo}>
      Undo ({left} s)
    </AppButton>
  )
}

function CallStep({ facts, guard }: { facts: PageFacts; guard: Guard }) {
  const queries = useQueryClient()
  const [opened, setOpened] = useState<string>()
  const start = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/incidents/{number}/calls', {
          params: { path: { number: facts.number } },
          body: { reason: '' },
        }),
      ),
    onSuccess: async ({ url }) => {
      setOpened(url)
      window.open(url, '_blank', 'noopener,noreferrer')
      await queries.invalidateQueries({ queryKey: ['incident'] })
    },
  })
  const url = facts.callUrl ?? opened
  return (
    <li className={classes.step}>
      {url ? (
        <a href={url} target="_blank" rel="noreferrer noopener" className={classes.stepLink}>
          <span>
            <b>2</b> Start the call
          </span>
        </a>
      ) : (
        <button
          type="button"
          className={classes.stepLink}
          onClick={guard(() => start.mutate())}
          aria-disabled={start.isPending || undefined}
        >
          <span>
            <b>2</b> {start.isPending ? 'Opening the call…' : 'Start the call'}
          </span>
        </button>
      )}
      {facts.dialIn && (
        <a href={`tel:${facts.dialIn.replaceAll(/[^+\d,]/g, '')}`}>{facts.dialIn}</a>
      )}
      {start.error && (
        <p className={classes.trouble} role="alert">
          {problemOf(start.error).sentence}
        </p>
      )}
    </li>
  )
}

type Props = {
  facts: PageFacts
  /** Whether this device is signed in as the person who has it; without that, some presses are hidden. */
  mayAct: boolean
  version?: number
  onChanged: () => void
}

/** After the server confirmed: three next steps in order, and two ways out. */
export function Yours({ facts, mayAct, version, onChanged }: Props) {
  const calm = useCalm()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const act = useMutation({
    mutationFn: (what: IncidentAct) => actOnIncident(facts.number, what),
    onSettled: onChanged,
  })
  const reader = facts.requesterName?.split(' ')[0] ?? 'The customer'
  const { ticketNumber, undoUntil, me } = facts
  const ticketPath = `/t/${ticketNumber}`
  return (
    <>
      <div className={classes.what}>
        <p className={classes.have}>
          <IconCheck size={16} stroke={2} aria-hidden="true" /> YOU HAVE IT
          {facts.acknowledgedAt && (
            <>
              , <LocalTime at={facts.acknowledgedAt} show="exact" />
            </>
          )}
        </p>
        <h1 className={classes.headline} tabIndex={-1} ref={heading}>
          {facts.title}
        </h1>
        <p className={classes.who}>
          {reader} sees: “{me?.name ?? facts.holder?.name} has this.”
        </p>
        {mayAct && undoUntil && (
          <Undo
            until={undoUntil}
            busy={act.isPending}
            onUndo={calm(() => act.mutate({ kind: 'undo' }))}
          />
        )}
        {act.error && (
          <p className={classes.trouble} role="alert">
            {problemOf(act.error).sentence}
          </p>
        )}
      </div>
      <div className={classes.presses}>
        <ol className={classes.steps}>
          {ticketNumber !== null &&
            (mayAct ? (
              <Tell facts={facts} guard={calm} ticket={ticketNumber} />
            ) : (
              <li className={classes.step}>
                <Link to="/sign-in" search={{ next: ticketPath }} className={classes.stepLink}>
                  <span>
                    <b>1</b> Sign in and tell {reader}
                  </span>
                </Link>
              </li>
            ))}
          {(mayAct || facts.callUrl) && <CallStep facts={facts} guard={calm} />}
          {ticketNumber !== null && (
            <li className={classes.step}>
              <Link
                to="/t/$number"
                params={{ number: String(ticketNumber) }}
                className={classes.stepLink}
              >
                <span>
                  <b>3</b> Open the ticket
                </span>
              </Link>
            </li>
          )}
        </ol>
        {mayAct ? (
          <div className={classes.pair}>
            <AppButton
              className={classes.second}
              busy={act.isPending || version === undefined}
              onClick={calm(() => {
                if (version !== undefined) act.mutate({ kind: 'escalate', version })
              })}
            >
              Get help
            </AppButton>
            <AppButton
              className={classes.second}
              busy={act.isPending}
              onClick={calm(() => act.mutate({ kind: 'hand_back' }))}
            >
              Hand back
            </AppButton>
          </div>
        ) : (
          <Link to="/sign-in" search={{ next: `/page/${facts.number}` }} className={classes.second}>
            Sign in to get help or hand back
          </Link>
        )}
      </div>
    </>
  )
}
