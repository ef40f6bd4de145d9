import { AppButton } from '../ui/AppButton.tsx'
import { durationWords } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import type { ScheduleGap, ScheduleRow, ShiftBlock } from '../ui/schedule/rows.ts'
import { gapReason } from '../ui/schedule/timeline.ts'
import { momentWords, zoneCity } from '../ui/zone.ts'
import classes from './Schedule.module.css'

type Props = {
  label: string
  zone: string
  now: number
  final: ScheduleRow | undefined
  gaps: ScheduleGap[]
  onBlock: (block: ShiftBlock) => void
  onCover?: (gap: ScheduleGap) => void
}

type Line = { from: number; to: number; block?: ShiftBlock; gap?: ScheduleGap }

function notes({ block, gap, ...span }: Line, zone: string, onNow: boolean): string {
  const parts = block
    ? [onNow && 'on now', block.note, block.unproven && 'phone not proven, counts as a gap']
    : [gapReason(span, zone).replace(/^, /, ''), gap?.meanwhile]
  return parts.filter(Boolean).join(' · ')
}

/** The same as the timeline, as a table: who is paged, from when to when. */
export function ShiftTable({ label, zone, now, final, gaps, onBlock, onCover }: Props) {
  const span = ({ from, to }: ShiftBlock | ScheduleGap) => ({
    from: millisOf(from),
    to: millisOf(to),
  })
  const lines: Line[] = [
    ...(final?.blocks ?? []).map((block) => ({ ...span(block), block })),
    ...gaps.map((gap) => ({ ...span(gap), gap })),
  ].toSorted((a, b) => a.from - b.from)
  return (
    <table className={classes.table}>
      <caption className="wd-visually-hidden">{label}</caption>
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">From ({zoneCity(zone)})</th>
          <th scope="col">To</th>
          <th scope="col">Length</th>
          <th scope="col">Remarks</th>
          <th scope="col">
            <span className="wd-visually-hidden">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { from, to, block, gap } = line
          const onNow = block !== undefined && from <= now && now < to
          const who = block?.person ?? 'Nobody'
          const start = momentWords(from, zone, now)
          return (
            <tr
              key={`${from} ${block?.userId ?? 'gap'}`}
              data-now={onNow || undefined}
              data-gap={gap ? true : undefined}
            >
              <th scope="row">{who}</th>
              <td>{start}</td>
              <td>{momentWords(to, zone, now)}</td>
              <td>{durationWords(to - from)}</td>
              <td>{notes(line, zone, onNow)}</td>
              <td>
                {block && (
                  <AppButton
                    kind="quiet"
                    size="compact-sm"
                    aria-label={`Open ${who}, ${start}`}
                    onClick={() => onBlock(block)}
                  >
                    Open
                  </AppButton>
                )}
                {gap && onCover && (
                  <AppButton
                    size="compact-sm"
                    aria-label={`Cover it, ${start}`}
                    onClick={() => onCover(gap)}
                  >
                    Cover it
                  </AppButton>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
