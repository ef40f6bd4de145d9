import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { IconChevronLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { problemOf } from '../problem.ts'
import { Screen } from '../shell/Screen.tsx'
import { Empty, Forbidden, Loading, Offline, Problem } from '../shell/states.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { serverNow } from '../ui/clock.ts'
import { day } from '../ui/durations.ts'
import { usePhone } from '../ui/phone.ts'
import { useMay } from '../people/me.ts'
import { CoverDialog } from './CoverDialog.tsx'
import { onCallQuery, scheduleQuery } from './queries.ts'
import { ScheduleControls, type View } from './ScheduleControls.tsx'
import { ScheduleView } from './ScheduleView.tsx'
import type { Covering } from './shapes.ts'
import { askedSpan, movedBy, weeksOf, windowOf, windowWords } from './window.ts'
import classes from './Schedule.module.css'

const route = getRouteApi('/staff/oncall/$schedule')

/** The window and how to move it; it lives in the address, so Back and a shared link restore it. */
function useWindow(usual: number, zone: string) {
  const { from, weeks: written } = route.useSearch()
  const navigate = route.useNavigate()
  const weeks = weeksOf(written, usual)
  const window = windowOf(from, weeks, zone, serverNow())
  const go = (search: { from?: string; weeks?: string }): void =>
    void navigate({ search, replace: true })
  return {
    window,
    weeks,
    move: (by: number) => go({ from: movedBy(window, by * weeks, zone), weeks: written }),
    today: () => go({ weeks: written }),
    setWeeks: (count: number) => go({ from, weeks: String(count) }),
  }
}

/** One schedule: the final row first, its gaps in words, and who covers whom. */
export function SchedulePage() {
  const { schedule: key } = route.useParams()
  const phone = usePhone()
  const navigate = route.useNavigate()
  const mayCover = useMay('oncall.write')
  const [chosenZone, setZone] = useState<string>()
  const [view, setView] = useState<View>('timeline')
  const [covering, setCovering] = useState<Covering>()
  const overview = useQuery(onCallQuery).data
  // The first picture needs a zone before the schedule is here; UTC days are within its padding.
  const [knownZone, setKnownZone] = useState('UTC')
  const zone = chosenZone ?? knownZone
  const { window, weeks, ...moves } = useWindow(phone ? 2 : 1, zone)
  const { data, error, refetch } = useQuery({
    ...scheduleQuery(key, ...askedSpan(window)),
    placeholderData: (before) => (before?.key === key ? keepPreviousData(before) : undefined),
  })
  if (data && data.timeZone !== knownZone) setKnownZone(data.timeZone)
  const name = data?.name ?? overview?.onDuty.find((other) => other.key === key)?.name ?? 'Schedule'
  const cover = (): void => setCovering({ from: serverNow(), to: serverNow() + day / 3 })
  const scope = 'On call'
  useKeys([
    { key: 'ArrowLeft', label: 'Earlier', scope, keyOnly: true, run: () => moves.move(-1) },
    { key: 'ArrowRight', label: 'Later', scope, keyOnly: true, run: () => moves.move(1) },
    { key: 'T', label: 'Show today', scope, run: moves.today },
    {
      key: 'Escape',
      label: 'Back to on call',
      scope,
      keyOnly: true,
      run: () => void navigate({ to: '/oncall' }),
    },
    ...(mayCover ? [{ key: 'V', label: 'Cover a shift', scope, run: cover }] : []),
  ])
  const problem = error ? problemOf(error) : undefined
  return (
    <Screen
      title={name}
      before={
        <Link to="/oncall" aria-label="Back to on call" className={classes.back}>
          <IconChevronLeft size={20} stroke={1.75} aria-hidden="true" />
        </Link>
      }
      actions={
        mayCover && (
          <AppButton keys="V" onClick={cover}>
            Cover a shift
          </AppButton>
        )
      }
    >
      {data && (
        <Offline problem={problem}>
          What you see is the last we heard. Nothing can be covered right now.
        </Offline>
      )}
      {data ? (
        <div className={classes.page}>
          <ScheduleControls
            {...{ weeks, zone, view, phone }}
            when={windowWords(window, zone)}
            scheduleZone={data.timeZone}
            onMove={moves.move}
            onToday={moves.today}
            onWeeks={moves.setWeeks}
            onZone={setZone}
            onView={setView}
          />
          {data.layers.length === 0 && data.covers.length === 0 ? (
            <Empty title="No one is on this schedule yet">
              People and their turns come from the playbook. A cover can close a gap at once.
            </Empty>
          ) : (
            <ScheduleView
              schedule={data}
              {...{ window, zone, view, phone }}
              onCover={mayCover ? setCovering : undefined}
            />
          )}
        </div>
      ) : problem?.status === 403 ? (
        <Forbidden>{problem.sentence}</Forbidden>
      ) : problem?.status === 404 ? (
        <Empty title="There is no such schedule" action={<Link to="/oncall">Back to on call</Link>}>
          It may have another name now, or the playbook no longer has it.
        </Empty>
      ) : problem ? (
        <Problem
          tried="Couldn't load this schedule."
          problem={problem}
          retry={() => void refetch()}
        />
      ) : (
        <Loading rows={4} rowHeight={72} label="Loading the schedule" />
      )}
      {covering && (
        <CoverDialog
          {...covering}
          scheduleKey={key}
          zone={zone}
          onClose={() => setCovering(undefined)}
        />
      )}
    </Screen>
  )
}
