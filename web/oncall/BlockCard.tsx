import { useMutation } from '@tanstack/react-query'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { problemToast, toast, undoToast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { BottomSheet } from '../ui/BottomSheet.tsx'
import { serverNow } from '../ui/clock.ts'
import { durationWords } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import { spanWords } from '../ui/schedule/timeline.ts'
import { sameClock, viewerZone, zoneCity } from '../ui/zone.ts'
import { useMay } from '../people/me.ts'
import type { BlockDetail } from './rows.ts'
import type { Cover } from './shapes.ts'
import classes from './Schedule.module.css'

type Props = {
  scheduleKey: string
  zone: string
  detail: BlockDetail
  unproven: boolean
  onCover: () => void
  onClose: () => void
}

async function coverAgain(key: string, { person, from, to, reason }: Cover): Promise<void> {
  try {
    const body = { person: person.id, from, to, reason }
    await take(api.POST('/api/v1/schedules/{key}/covers', { params: { path: { key } }, body }))
    toast(`${person.name} covers again.`)
  } catch (error) {
    problemToast(`Not covered: ${problemOf(error).sentence}`)
  }
}

function useGiveBack(scheduleKey: string, onClose: () => void) {
  return useMutation({
    mutationFn: (cover: Cover) =>
      take(api.DELETE('/api/v1/covers/{id}', { params: { path: { id: cover.id } } })),
    onSuccess: (_, cover) => {
      undoToast(`Given back: ${cover.person.name} no longer covers.`, {
        run: () => coverAgain(scheduleKey, cover),
        until: serverNow() + 10_000,
      })
      onClose()
    },
  })
}

function Facts({ detail, zone, unproven }: Pick<Props, 'detail' | 'zone' | 'unproven'>) {
  const { shift, cover, insteadOf } = detail
  const span = { from: millisOf(shift.from), to: millisOf(shift.to) }
  const mine = viewerZone()
  const same = sameClock(zone, mine, span.from) && sameClock(zone, mine, span.to)
  return (
    <dl className={classes.facts}>
      <dt>When</dt>
      <dd>
        {spanWords(span, zone)} ({zoneCity(zone)})
        {!same && (
          <>
            <br />
            {spanWords(span, mine)} (your time, {zoneCity(mine)})
          </>
        )}
      </dd>
      <dt>Length</dt>
      <dd>{durationWords(span.to - span.from)}</dd>
      {shift.layer && (
        <>
          <dt>Layer</dt>
          <dd>{shift.layer}</dd>
        </>
      )}
      {cover && (
        <>
          <dt>Covers</dt>
          <dd>
            {insteadOf.join(' and ') || 'a gap'}
            {cover.reason && `: ${cover.reason}`} (put there by {cover.createdBy})
          </dd>
        </>
      )}
      {unproven && (
        <>
          <dt>Phone</dt>
          <dd className={classes.broken}>Not proven. Counts as a gap.</dd>
        </>
      )}
    </dl>
  )
}

/** One shift or cover, with what can be done about it. */
export function BlockCard({ scheduleKey, zone, detail, unproven, onCover, onClose }: Props) {
  const mayCover = useMay('oncall.write')
  const back = useGiveBack(scheduleKey, onClose)
  const { shift, cover, insteadOf } = detail
  const isOver = millisOf(shift.to) <= serverNow()
  return (
    <BottomSheet opened onClose={onClose} title={shift.person?.name ?? 'Nobody'}>
      <Facts detail={detail} zone={zone} unproven={unproven} />
      {cover && mayCover && !isOver && (
        <p>
          Give back: {insteadOf.join(' and ') || 'nobody'} is on call again in that time, and{' '}
          {cover.person.name} is not.
        </p>
      )}
      {back.error && <Problem tried="The cover stands." problem={problemOf(back.error)} />}
      {mayCover && !isOver && (
        <div className={classes.buttons}>
          {cover && (
            <AppButton busy={back.isPending} onClick={() => back.mutate(cover)}>
              {back.isPending ? 'Giving back…' : 'Give back'}
            </AppButton>
          )}
          <AppButton kind="primary" data-autofocus onClick={onCover}>
            Cover this shift
          </AppButton>
        </div>
      )}
    </BottomSheet>
  )
}
