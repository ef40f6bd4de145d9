import { useQuery } from '@tanstack/react-query'
import { Chip } from '@mantine/core'
import { useState } from 'react'
import { useMe, usePeople } from '../people/me.ts'
import { ticketQuery, type TicketChange } from '../tickets/queries.ts'
import { MessageBody } from '../tickets/MessageBody.tsx'
import {
  metricWords,
  priorityChoices,
  priorityWords,
  statusChoices,
  statusWords,
} from '../tickets/words.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { TimeAgo } from '../ui/LocalTime.tsx'
import { Person } from '../ui/Person.tsx'
import { PromiseChip } from '../ui/PromiseChip.tsx'
import { promiseFacts } from './promise-facts.ts'
import type { QueueRow } from './queries.ts'
import { whyWords } from './Row.tsx'
import classes from './RowSheets.module.css'

type SheetProps = { onClose: () => void }

/** `Space`: a look at a ticket without leaving the list. */
export function Peek({
  row,
  onClose,
  onOpen,
  onMine,
}: SheetProps & { row: QueueRow; onOpen: () => void; onMine: () => void }) {
  const { data } = useQuery(ticketQuery(row.number))
  const me = useMe()
  const last = (data?.comments ?? []).filter(({ author }) => author.kind !== 'machine').slice(-3)
  return (
    <BottomSheet opened onClose={onClose} title={`#${row.number} ${row.subject}`} width={640}>
      <div className={classes.peek}>
        <PromiseChip
          facts={promiseFacts(row)}
          metric={metricWords(row.promise.metric)}
          withMetric
          size={24}
        />
        <p className={classes.why}>
          <strong>Why here?</strong> {whyWords(row)}
        </p>
        <p className={classes.why}>
          {[row.requesterName, row.organizationName, row.planName].filter(Boolean).join(', ')}.{' '}
          {row.assignee ? `${row.assignee.name} owns it.` : 'Nobody owns it.'}
        </p>
        {last.map(({ id, author, createdAt, body, kind }) => (
          <article key={id} className={classes.message} data-note={kind === 'note' || undefined}>
            <p className={classes.by}>
              <strong>{author.name}</strong> {kind === 'note' && '(note) '}
              <TimeAgo at={createdAt} />
            </p>
            <MessageBody body={body} />
          </article>
        ))}
        <div className={classes.buttons}>
          {row.assignee?.id !== me?.id && <AppButton onClick={onMine}>Assign to me</AppButton>}
          <AppButton kind="primary" data-autofocus onClick={onOpen}>
            Open
          </AppButton>
        </div>
      </div>
    </BottomSheet>
  )
}

/** Who is to have these tickets. */
export function AssignSheet({
  what,
  onClose,
  onChange,
}: SheetProps & { what: string; onChange: (change: TicketChange) => void }) {
  const people = usePeople()
  const me = useMe()
  const ordered = [
    ...people.filter(({ id }) => id === me?.id),
    ...people.filter(({ id }) => id !== me?.id),
  ]
  return (
    <BottomSheet opened onClose={onClose} title={`Who takes ${what}?`}>
      <ul className={classes.list}>
        {ordered.map((person, index) => (
          <li key={person.id}>
            <AppButton
              className={classes.wide}
              data-autofocus={index === 0 || undefined}
              onClick={() => onChange({ kind: 'assign', to: person })}
            >
              <Person {...person} />
              {person.id === me?.id && ' (me)'}
            </AppButton>
          </li>
        ))}
        <li>
          <AppButton
            className={classes.wide}
            onClick={() => onChange({ kind: 'assign', to: null })}
          >
            Nobody
          </AppButton>
        </li>
      </ul>
    </BottomSheet>
  )
}

const skipReasons = ['Not my field', 'I know the customer too well', 'Needs another language']

type ActionProps = SheetProps & {
  row: QueueRow
  onOpen: () => void
  onSheet: (kind: 'assign' | 'snooze') => void
  onChange: (change: TicketChange) => void
  onSkip: (reason: string) => void
}

/** `.`: everything that can be done with one row. */
export function RowActions({ row, onClose, onOpen, onSheet, onChange, onSkip }: ActionProps) {
  const me = useMe()
  const [reason, setReason] = useState('')
  return (
    <BottomSheet opened onClose={onClose} title={`#${row.number} ${row.subject}`}>
      <div className={classes.list}>
        <AppButton keys="Enter" data-autofocus onClick={onOpen}>
          Open
        </AppButton>
        {me && row.assignee?.id !== me.id && (
          <AppButton keys="M" onClick={() => onChange({ kind: 'assign', to: me })}>
            Assign to me
          </AppButton>
        )}
        <AppButton keys="A" onClick={() => onSheet('assign')}>
          Assign…
        </AppButton>
        <AppButton keys="H" onClick={() => onSheet('snooze')}>
          Snooze…
        </AppButton>
        <fieldset className={classes.group}>
          <legend>Status</legend>
          {statusChoices
            .filter((status) => status !== row.status)
            .map((status) => (
              <AppButton key={status} onClick={() => onChange({ kind: 'status', status })}>
                {statusWords[status]}
              </AppButton>
            ))}
        </fieldset>
        <fieldset className={classes.group}>
          <legend>Priority</legend>
          {priorityChoices
            .filter((priority) => priority !== row.priority)
            .map((priority) => (
              <AppButton
                key={priority}
                onClick={() => onChange({ kind: 'priority', priority, why: '' })}
              >
                {priorityWords[priority]}
              </AppButton>
            ))}
        </fieldset>
        {row.assignee === null && (
          <fieldset className={classes.group}>
            <legend>Take the next one instead of this, because</legend>
            {skipReasons.map((one) => (
              <Chip
                key={one}
                checked={reason === one}
                onChange={(checked) => setReason(checked ? one : '')}
              >
                {one}
              </Chip>
            ))}
            <AppButton
              aria-disabled={reason === '' || undefined}
              data-disabled={reason === '' || undefined}
              onClick={() => reason !== '' && onSkip(reason)}
            >
              Skip this one
            </AppButton>
          </fieldset>
        )}
      </div>
    </BottomSheet>
  )
}
