import { Tooltip } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { useServerTime } from '../ui/clock.ts'
import { clockWords } from '../ui/durations.ts'
import { LocalTime } from '../ui/LocalTime.tsx'
import type { Ticket } from '../tickets/words.ts'
import { CallControls } from './CallControls.tsx'
import { DeliveryTrace } from './DeliveryTrace.tsx'
import { PassSheet } from './PassSheet.tsx'
import { useIncidentAct, type Incident } from './queries.ts'
import classes from './IncidentPanel.module.css'

function Countdown({ incident }: { incident: Incident }) {
  const { nextAt, nextNames, status } = incident
  const left = useServerTime((now) => (nextAt ? clockWords(Date.parse(nextAt) - now) : ''))
  if (!nextAt || status === 'resolved') return null
  if (status === 'snoozed') return <span>Snoozed, wakes in {left}</span>
  const next = nextNames.length > 0 ? nextNames.join(', ') : 'everybody'
  return (
    <span>
      <strong role="timer">{left}</strong> until {next} {nextNames.length > 1 ? 'are' : 'is'} paged
    </span>
  )
}

/** One sentence: who has it, or who is being paged. */
function Standing({ incident }: { incident: Incident }) {
  const { status, acknowledgedBy, acknowledgedAt, resolvedAt, pagedNow, level, levels } = incident
  if (status === 'resolved') {
    return <span>Resolved {resolvedAt && <LocalTime at={resolvedAt} show="exact" />}</span>
  }
  if (status === 'acknowledged') {
    return (
      <span>
        <strong>{acknowledgedBy} has it</strong>
        {acknowledgedAt && (
          <>
            {' '}
            since <LocalTime at={acknowledgedAt} show="exact" />
          </>
        )}
      </span>
    )
  }
  const paging = pagedNow.length > 0 ? pagedNow.join(', ') : 'nobody yet'
  return (
    <span>
      <strong>Nobody has it.</strong> Paging {paging}, level {Math.max(1, level)} of {levels}
    </span>
  )
}

function needsReply(ticket: Ticket): boolean {
  return !ticket.comments.some(({ kind, author }) => kind === 'public' && author.kind === 'user')
}

/** The emergency of a ticket: where it stands, who is paged, the call, and what can be done now. */
export function IncidentPanel({ incident, ticket }: { incident: Incident; ticket: Ticket }) {
  const act = useIncidentAct(incident)
  const [passing, setPassing] = useState(false)
  const may = (what: Incident['may'][number]): boolean => incident.may.includes(what)
  const silent = needsReply(ticket)
  const run = (kind: 'acknowledge' | 'undo' | 'hand_back' | 'resolve') => () => {
    if (!act.isPending) act.mutate({ kind })
  }
  const escalate = (): void => {
    if (may('escalate') && !act.isPending)
      act.mutate({ kind: 'escalate', version: incident.version })
  }
  useKeys([{ key: 'Shift+E', label: 'Escalate', scope: 'Ticket', run: escalate }])
  const loud = incident.status === 'triggered'
  const busy = act.isPending
  return (
    <section
      className={classes.panel}
      data-loud={loud || undefined}
      data-over={incident.status === 'resolved' || undefined}
      aria-label="Emergency"
    >
      <div className={classes.head}>
        <IconAlertOctagon size={20} stroke={1.75} aria-hidden="true" />
        <h2 className={classes.title}>Emergency</h2>
        <Standing incident={incident} />
        <Countdown incident={incident} />
      </div>
      <div className={classes.acts}>
        {may('acknowledge') && (
          <AppButton kind="primary" busy={busy} onClick={run('acknowledge')}>
            Acknowledge
          </AppButton>
        )}
        {may('undo') && (
          <AppButton busy={busy} onClick={run('undo')}>
            Undo
          </AppButton>
        )}
        {may('pass_on') && (
          <AppButton busy={busy} onClick={() => setPassing(true)}>
            Pass on
          </AppButton>
        )}
        {may('hand_back') && (
          <AppButton busy={busy} onClick={run('hand_back')}>
            Hand back
          </AppButton>
        )}
        {may('escalate') && (
          <AppButton keys="Shift+E" busy={busy} onClick={escalate}>
            {loud ? 'Page the next level' : 'Get help'}
          </AppButton>
        )}
        {may('resolve') && (
          <Tooltip label="Resolving waits for a reply to the customer" disabled={!silent}>
            <AppButton
              busy={busy || undefined}
              aria-disabled={silent || undefined}
              data-disabled={silent || undefined}
              aria-describedby={silent ? 'resolve-why' : undefined}
              onClick={silent ? undefined : run('resolve')}
            >
              Resolve
            </AppButton>
          </Tooltip>
        )}
        {incident.status !== 'resolved' && <CallControls incident={incident} />}
      </div>
      {may('resolve') && silent && (
        <p className={classes.why} id="resolve-why">
          Resolve opens after your first reply: the customer has not heard from a person yet.
        </p>
      )}
      <DeliveryTrace incident={incident.number} open={loud} />
      <PassSheet
        opened={passing}
        onClose={() => setPassing(false)}
        next={incident.nextNames}
        busy={busy}
        onPass={(to, reason) => {
          setPassing(false)
          act.mutate({ kind: 'pass_on', to, reason })
        }}
      />
    </section>
  )
}
