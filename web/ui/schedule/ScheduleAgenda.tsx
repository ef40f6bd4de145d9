import { IconAlertTriangle, IconPhoneOff } from '@tabler/icons-react'
import { AppButton } from '../AppButton.tsx'
import { durationWords } from '../durations.ts'
import { Person } from '../Person.tsx'
import { dayWords, startOfDay, timeWords, zoneFormat } from '../zone.ts'
import { agenda, type AgendaDay } from './agenda.ts'
import type { Block, Gap, Row, ScheduleGap, ScheduleRow, ShiftBlock } from './rows.ts'
import { gapReason, specialLength, type Span } from './timeline.ts'
import classes from './ScheduleAgenda.module.css'

type Props = {
  label: string
  window: Span
  zone: string
  now: number
  final: Row | undefined
  gaps: Gap[]
  onBlock?: (block: ShiftBlock, row: ScheduleRow) => void
  onCover?: (gap: ScheduleGap) => void
}

type Day = AgendaDay<Block, Gap>

/** One cell a day; a notch where nobody is on call. Two weeks at most. */
function Strip({ days, zone, now }: { days: Day[]; zone: string; now: number }) {
  return (
    <div className={classes.strip} aria-hidden="true">
      {days.slice(0, 14).map(({ day, lines }) => (
        <span
          key={day.from}
          className={classes.cell}
          data-today={startOfDay(now, zone) === day.from || undefined}
          data-gap={lines.some(({ kind }) => kind === 'gap') || undefined}
        >
          {zoneFormat(zone, { day: 'numeric' }).format(day.from)}
        </span>
      ))}
    </div>
  )
}

/** 'Because 02:00 to 03:00 happens twice.' */
function agendaReason(gap: Gap, zone: string): string {
  const reason = gapReason(gap, zone).replace(/^, /, '')
  return reason && `${reason[0]?.toUpperCase()}${reason.slice(1)}.`
}

function GapLine({
  gap,
  at,
  zone,
  onCover,
}: {
  gap: Gap
  at: number
  zone: string
  onCover?: Props['onCover']
}) {
  return (
    <li className={classes.line} data-gap>
      <time dateTime={new Date(at).toISOString()}>{timeWords(at, zone)}</time>
      <span className={classes.who}>
        <span className={classes.nobody}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
          Nobody, {durationWords(gap.to - gap.from)}
        </span>
        <span className={classes.note}>
          {agendaReason(gap, zone)} {gap.meanwhile}
        </span>
      </span>
      {onCover && <AppButton onClick={() => onCover(gap.source)}>Cover it</AppButton>}
    </li>
  )
}

function ShiftLine({
  block,
  at,
  goesOn,
  today,
  row,
  ...props
}: Pick<Props, 'zone' | 'now' | 'onBlock'> & {
  block: Block
  at: number
  goesOn: boolean
  today: boolean
  row: Row
}) {
  const { zone, now, onBlock } = props
  const onNow = today && block.from <= now && now < block.to
  const notes = [goesOn && 'goes on', block.note, onNow && 'on now'].filter(Boolean).join(' · ')
  return (
    <li className={classes.line} data-now={onNow || undefined}>
      <time dateTime={new Date(at).toISOString()}>{timeWords(at, zone)}</time>
      <span className={classes.who}>
        <Person id={block.userId} name={block.person} />
        {notes && <span className={classes.note}>{notes}</span>}
        {block.unproven && (
          <span className={classes.nobody}>
            <IconPhoneOff size={16} stroke={1.75} aria-hidden="true" />
            Phone not proven, counts as a gap
          </span>
        )}
      </span>
      {onBlock && (
        <button
          type="button"
          className={classes.open}
          aria-label={`Open ${block.person}, ${dayWords(at, zone)} ${timeWords(at, zone)}`}
          onClick={() => onBlock(block.source, row.source)}
        >
          ···
        </button>
      )}
    </li>
  )
}

/** The schedule as a list: per day, who begins when. The phone's view, and the same for readers. */
export function ScheduleAgenda({ label, window, zone, now, final, gaps, onBlock, onCover }: Props) {
  const days = agenda(window, zone, final?.blocks ?? [], gaps)
  return (
    <div className={classes.agenda} role="group" aria-label={label}>
      <Strip days={days} zone={zone} now={now} />
      {days.map(({ day, lines }) => {
        const today = startOfDay(now, zone) === day.from
        const special = [today && 'today', specialLength(day)].filter(Boolean).join(', ')
        return (
          <section key={day.from}>
            <h3 className={classes.day} data-today={today || undefined}>
              {dayWords(day.from, zone)}
              {special && `, ${special}`}
            </h3>
            <ul className={classes.lines}>
              {lines.map((line) =>
                line.kind === 'gap' ? (
                  <GapLine
                    key={`gap ${line.at}`}
                    gap={line.gap}
                    at={line.at}
                    zone={zone}
                    onCover={onCover}
                  />
                ) : (
                  final && (
                    <ShiftLine
                      key={`${line.block.userId} ${line.at}`}
                      {...line}
                      {...{ zone, now, today, onBlock }}
                      row={final}
                    />
                  )
                ),
              )}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
