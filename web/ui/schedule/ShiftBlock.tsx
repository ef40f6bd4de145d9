import { Tooltip } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { day, durationWords } from '../durations.ts'
import { initialsOf, tintOf } from '../tint.ts'
import { dayWords, sameClock, timeWords, zoneCity } from '../zone.ts'
import type { Block, Gap, Row } from './rows.ts'
import { place, spanWords, type Span } from './timeline.ts'
import classes from './ScheduleTimeline.module.css'

export type Frame = { window: Span; zone: string; viewer: string; now: number; pixels: number }

/** What the grid gives each cell so that arrows can walk over it. */
export type CellProps = { id: string; tabIndex: 0 | -1; onFocus: () => void; onClick: () => void }

function bothClocks(span: Span, { zone, viewer }: Frame): string {
  const here = `${spanWords(span, zone)} (${zoneCity(zone)})`
  if (sameClock(zone, viewer, span.from) && sameClock(zone, viewer, span.to)) return here
  return `${here}\n${spanWords(span, viewer)} (your time, ${zoneCity(viewer)})`
}

function blockName(block: Block, row: Row, frame: Frame): string {
  const { zone, now } = frame
  const onNow = row.kind === 'final' && block.from <= now && now < block.to
  const parts = [
    `${block.person}, ${spanWords(block, zone)}`,
    durationWords(block.to - block.from),
    block.note,
    onNow && 'on now',
    block.covered && 'covered by somebody else',
    block.unproven && 'phone not proven, counts as a gap',
  ]
  return parts.filter(Boolean).join(', ')
}

function card(block: Block, frame: Frame): string {
  const lines = [
    block.person,
    bothClocks(block, frame),
    durationWords(block.to - block.from),
    block.note,
    block.covered && 'Covered by somebody else.',
    block.unproven && 'This phone is not proven. Counts as a gap.',
  ]
  return lines.filter(Boolean).join('\n')
}

/** 'until Mon 08:00'; a week or more later the weekday alone would name two days. */
function until({ from, to }: Span, { zone }: Frame): string {
  const words = dayWords(to, zone)
  const when = to - from < 6 * day ? words.slice(0, 3) : words
  return `until ${when} ${timeWords(to, zone)}`
}

type Props = { block: Block; row: Row; frame: Frame; lane: number; lanes: number; cell: CellProps }

/** One person's stretch: tint and full name, never the tint alone. */
export function BlockCell({ block, row, frame, lane, lanes, cell }: Props) {
  const at = place(block, frame.window)
  if (!at) return null
  const width = at.width * frame.pixels
  const tint = tintOf(block.userId)
  return (
    <Tooltip label={card(block, frame)} multiline maw={340} style={{ whiteSpace: 'pre-line' }}>
      <div
        {...cell}
        role="gridcell"
        className={classes.block}
        data-kind={row.kind}
        data-narrow={width < 56 || undefined}
        data-covered={block.covered || undefined}
        data-unproven={block.unproven || undefined}
        data-cut-start={at.cutStart || undefined}
        data-cut-end={at.cutEnd || undefined}
        style={{
          '--tint': `var(--wd-person-${tint})`,
          '--tint-edge': `var(--wd-person-${tint}-edge)`,
          left: `${at.left * 100}%`,
          width: `${at.width * 100}%`,
          top: `${(lane / lanes) * 100}%`,
          height: `${100 / lanes}%`,
        }}
      >
        <span className="wd-visually-hidden">{blockName(block, row, frame)}</span>
        <span className={classes.name} aria-hidden="true">
          {block.unproven && <IconPhoneOff size={16} stroke={1.75} aria-hidden="true" />}
          {width >= 56 ? block.person : width >= 26 ? initialsOf(block.person) : ''}
        </span>
        {width >= 96 && lanes === 1 && (
          <span className={classes.second} aria-hidden="true">
            {block.note ?? until(block, frame)}
          </span>
        )}
      </div>
    </Tooltip>
  )
}

/** Nobody: dashed and hatched, in the row of the truth. */
export function GapCell({ gap, frame, cell }: { gap: Gap; frame: Frame; cell: CellProps }) {
  const at = place(gap, frame.window)
  if (!at) return null
  const length = durationWords(gap.to - gap.from)
  return (
    <Tooltip
      label={`No one\n${bothClocks(gap, frame)}\n${length}`}
      multiline
      style={{ whiteSpace: 'pre-line' }}
    >
      <div
        {...cell}
        role="gridcell"
        aria-label={`No one, ${spanWords(gap, frame.zone)}, ${length}`}
        className={classes.gap}
        style={{ left: `${at.left * 100}%`, width: `${at.width * 100}%` }}
      >
        {at.width * frame.pixels >= 64 && <span className={classes.gapText}>No one</span>}
      </div>
    </Tooltip>
  )
}
