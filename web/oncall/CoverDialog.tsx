import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Loading, Problem } from '../shell/states.tsx'
import { problemToast, toast, undoToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { serverNow } from '../ui/clock.ts'
import { day } from '../ui/durations.ts'
import { peopleQuery } from '../people/me.ts'
import { coverWords } from './cover-words.ts'
import { reachOfQuery, scheduleQuery } from './queries.ts'
import { isUnproven } from './rows.ts'
import type { Schedule } from './shapes.ts'
import { meant, WallTimeField, type WallTime } from './WallTimeField.tsx'
import { typedTime } from './wall.ts'
import classes from './Schedule.module.css'

type Props = {
  scheduleKey: string
  /** What is offered first, in milliseconds: the clicked block or gap. */
  from: number
  to: number
  /** Id of the one who is covered: not offered as their own cover. */
  instead?: string
  /** The zone in which times are typed; the schedule's own where it is left out. */
  zone?: string
  onClose: () => void
}

async function giveBack(id: string): Promise<void> {
  try {
    await take(api.DELETE('/api/v1/covers/{id}', { params: { path: { id } } }))
    toast('Taken back. The schedule is as it was.')
  } catch (error) {
    problemToast(`The cover stands: ${problemOf(error).sentence}`)
  }
}

function useCover(scheduleKey: string, onClose: () => void) {
  return useMutation({
    mutationFn: (cover: { person: string; from: string; to: string; reason: string }) =>
      take(
        api.POST('/api/v1/schedules/{key}/covers', {
          params: { path: { key: scheduleKey } },
          body: cover,
        }),
      ),
    onSuccess: ({ id }) => {
      undoToast('Covered. The schedule counts from now on.', {
        run: () => giveBack(id),
        until: serverNow() + 10_000,
      })
      onClose()
    },
  })
}

function Form({ schedule, ...props }: Props & { schedule: Schedule }) {
  const zone = props.zone ?? schedule.timeZone
  const { data } = useQuery(peopleQuery)
  const [who, setWho] = useState('')
  const [from, setFrom] = useState<WallTime>(() => typed(props.from, zone))
  const [to, setTo] = useState<WallTime>(() => typed(props.to, zone))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const cover = useCover(schedule.key, props.onClose)
  const people = (data?.people ?? []).filter(({ id }) => id !== props.instead)
  const person = people.find(({ id }) => id === who)
  const reach = useQuery(reachOfQuery(who ? [who] : [])).data?.people[0]
  const [start, end] = [meant(from, zone), meant(to, zone)]
  const backwards = start !== undefined && end !== undefined && end <= start
  const planned = person && start !== undefined && end !== undefined && !backwards
  const words = planned ? coverWords(schedule, { person, from: start, to: end }, zone) : []
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!planned || cover.isPending) return
    const span = { from: new Date(start).toISOString(), to: new Date(end).toISOString() }
    cover.mutate({ person: person.id, ...span, reason: reason.trim() })
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <NativeSelect
        label="Who covers"
        required
        data-autofocus
        value={who}
        onChange={({ currentTarget }) => setWho(currentTarget.value)}
        error={tried && !person ? 'Choose who covers.' : undefined}
        data={[
          { value: '', label: 'Choose a person' },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <WallTimeField label="From" zone={zone} value={from} onChange={setFrom} />
      <WallTimeField
        label="To"
        zone={zone}
        value={to}
        onChange={setTo}
        error={backwards ? 'This is not after the beginning.' : undefined}
      />
      <TextInput
        label="Why (optional)"
        placeholder="Swap agreed, ill, holiday"
        maxLength={200}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div role="status" className={classes.effect} data-empty={words.length === 0 || undefined}>
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {person && isUnproven(reach, serverNow()) && (
          <p className={classes.warning}>
            Nothing proves that {person.name} can be woken: no page reached them in the last 30
            days.
          </p>
        )}
      </div>
      {cover.error && <Problem tried="The cover is not made." problem={problemOf(cover.error)} />}
      <div className={classes.buttons}>
        <AppButton onClick={props.onClose}>Cancel</AppButton>
        <AppButton kind="primary" type="submit" busy={cover.isPending}>
          {cover.isPending ? 'Saving…' : person ? `Put ${person.name} on call` : 'Cover it'}
        </AppButton>
      </div>
    </form>
  )
}

const typed = (at: number, zone: string): WallTime => {
  const text = typedTime(at, zone)
  // Of two equal readings of the clock the second one is meant where an hour earlier it read the same.
  return { typed: text, second: typedTime(at - day / 24, zone) === text }
}

/** Somebody takes a span: who, from, to, why, and in words what that does. */
export function CoverDialog(props: Props) {
  const pad = (at: number, days: number): string => new Date(at + days * day).toISOString()
  const [span] = useState(
    () => [pad(props.from, -3), pad(Math.min(props.to, props.from + 60 * day), 8)] as const,
  )
  const { data, error, refetch } = useQuery(scheduleQuery(props.scheduleKey, ...span))
  return (
    <BottomSheet
      opened
      onClose={props.onClose}
      title={data ? `Cover a shift: ${data.name}` : 'Cover a shift'}
      width={480}
    >
      {data ? (
        <Form {...props} schedule={data} />
      ) : error ? (
        <Problem
          tried="Couldn't load this schedule."
          problem={problemOf(error)}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={5} label="Loading the schedule" />
      )}
    </BottomSheet>
  )
}
