import { useQuery } from '@tanstack/react-query'
import { IconCheck, IconPhoneOff } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { serverNow, useServerTime } from '../ui/clock.ts'
import { minute } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import type { ScheduleGap, ShiftBlock } from '../ui/schedule/rows.ts'
import { GapSentences, ScheduleTimeline } from '../ui/schedule/ScheduleTimeline.tsx'
import { readGaps } from '../ui/schedule/rows.ts'
import { BlockCard } from './BlockCard.tsx'
import { reachOfQuery } from './queries.ts'
import { picture, type BlockDetail, type Picture } from './rows.ts'
import type { View } from './ScheduleControls.tsx'
import type { Covering, Schedule } from './shapes.ts'
import { ShiftTable } from './ShiftTable.tsx'
import { windowWords, type Window } from './window.ts'
import classes from './Schedule.module.css'

type Props = {
  schedule: Schedule
  window: Window
  zone: string
  view: View
  phone: boolean
  onCover?: (covering: Covering) => void
}

/** What the picture amounts to, in sentences: gaps are said elsewhere, with their action. */
function Verdict({
  gaps,
  unproven,
  shadow,
}: Pick<Picture, 'gaps' | 'unproven'> & { shadow: boolean }) {
  return (
    <ul className={classes.verdict}>
      {gaps.length === 0 && !shadow && (
        <li>
          <IconCheck size={16} stroke={1.75} className={classes.kept} aria-hidden="true" />
          Every hour has somebody on call.
        </li>
      )}
      {shadow && <li>Learners: they are paged to see it and cannot take it.</li>}
      {unproven.length > 0 && (
        <li>
          <IconPhoneOff size={16} stroke={1.75} className={classes.broken} aria-hidden="true" />
          <span>
            Phone not proven: {unproven.join(', ')}. Hours with a phone that no page has reached in
            30 days count as a gap.
          </span>
        </li>
      )}
    </ul>
  )
}

/** A cover can only begin now or later. */
const ahead = (from: number): number => Math.max(from, Math.ceil(serverNow() / minute) * minute)

/** The picture of one schedule with its cards: timeline, table, or the phone's agenda. */
export function ScheduleView({ schedule, window, zone, view, phone, onCover }: Props) {
  // The card keeps what was pressed: a refetch makes new blocks, and it must not close for that.
  const [opened, setOpened] = useState<{ block: ShiftBlock; detail: BlockDetail }>()
  const ids = useMemo(() => {
    const people = schedule.final.flatMap(({ person }) => (person ? [person.id] : []))
    return [...new Set(people)]
  }, [schedule])
  const reaching = useQuery(reachOfQuery(ids))
  const reach = reaching.data?.people
  // What cannot be reached is written into the days; drawn before it is known, they would grow.
  const awaited = reaching.isFetching && reaching.isPending && reaching.failureCount === 0
  const { from, to } = window
  const drawn = useMemo(
    () => picture(schedule, reach ?? [], { from, to }),
    [schedule, reach, from, to],
  )
  const now = useServerTime((at) => Math.floor(at / minute) * minute)
  const label = `${schedule.name}, ${windowWords(window, zone)}`
  const coverGap = onCover
    ? (gap: ScheduleGap) => onCover({ from: ahead(millisOf(gap.from)), to: millisOf(gap.to) })
    : undefined
  const open = (block: ShiftBlock): void => {
    const detail = drawn.details.get(block)
    if (detail) setOpened({ block, detail })
  }
  const final = drawn.rows.find(({ kind }) => kind === 'final')
  const seen = drawn.gaps.filter(({ from: start }) => millisOf(start) < to)
  return (
    <section aria-labelledby="who-is-paged" style={awaited ? { visibility: 'hidden' } : undefined}>
      <h2 id="who-is-paged" className="wd-visually-hidden">
        Who is paged
      </h2>
      {view === 'list' && !phone ? (
        <>
          <ShiftTable
            {...{ label, zone, now, final }}
            gaps={seen}
            onBlock={open}
            onCover={coverGap}
          />
          <GapSentences gaps={readGaps(seen)} zone={zone} onCover={coverGap} />
        </>
      ) : (
        <ScheduleTimeline
          {...{ label, from, to, zone, now }}
          rows={drawn.rows}
          gaps={drawn.gaps}
          onBlock={open}
          onCover={coverGap}
        />
      )}
      <Verdict gaps={seen} unproven={drawn.unproven} shadow={schedule.shadow} />
      {opened && (
        <BlockCard
          scheduleKey={schedule.key}
          zone={zone}
          detail={opened.detail}
          unproven={opened.block.unproven ?? false}
          onClose={() => setOpened(undefined)}
          onCover={() => {
            const { from, to, userId } = opened.block
            setOpened(undefined)
            onCover?.({ from: ahead(millisOf(from)), to: millisOf(to), instead: userId })
          }}
        />
      )}
    </section>
  )
}
