import { useElementSize } from '@mantine/hooks'
import { Fragment, type ReactNode } from 'react'
import { IconAlertTriangle } from '@tabler/icons-react'
import { AppButton } from '../AppButton.tsx'
import { durationWords } from '../durations.ts'
import { millisOf, type Moment } from '../moment.ts'
import { usePhone } from '../phone.ts'
import { clockChanges, timeWords, viewerZone } from '../zone.ts'
import { DayHeader } from './DayHeader.tsx'
import {
  readGaps,
  readRow,
  type Gap,
  type Row,
  type ScheduleGap,
  type ScheduleRow,
  type ShiftBlock,
} from './rows.ts'
import { ScheduleAgenda } from './ScheduleAgenda.tsx'
import { BlockCell, GapCell, type Frame } from './ShiftBlock.tsx'
import { flagPlaces, gapSentence, hatch, lanes, place, type Span } from './timeline.ts'
import { useGridWalk } from './use-grid-walk.ts'
import classes from './ScheduleTimeline.module.css'

export type ScheduleTimelineProps = {
  /** What it is, for readers: 'EMEA first level, 22 to 28 October'. */
  label: string
  from: Moment
  to: Moment
  /** The schedule's IANA zone. The viewer's own hours appear below where they differ. */
  zone: string
  /** The final row first: it is the answer, the rest is the reasoning. */
  rows: ScheduleRow[]
  /** Server time. */
  now: Moment
  gaps?: ScheduleGap[]
  /** A press or Enter on a block. */
  onBlock?: (block: ShiftBlock, row: ScheduleRow) => void
  /** 'Cover it' on a gap. */
  onCover?: (gap: ScheduleGap) => void
  /** auto: the agenda on a phone, the timeline elsewhere. */
  view?: 'auto' | 'timeline' | 'list'
}

const percent = (share: number): string => `${share * 100}%`

/** Flags for what is too narrow to see, with a line down to where it is. */
function Flags({ gaps, frame }: { gaps: Gap[]; frame: Frame }) {
  const visible = gaps.filter((gap) => place(gap, frame.window))
  const flags = flagPlaces(visible, frame.window, frame.pixels)
  return (
    <div className={classes.flags} aria-hidden="true">
      {visible.map((gap, index) => {
        const width = (place(gap, frame.window)?.width ?? 0) * frame.pixels
        const flag = flags[index]
        return (
          <Fragment key={gap.from}>
            <span className={classes.flag} style={{ left: flag?.left }}>
              <IconAlertTriangle size={16} stroke={1.75} />
              {width >= 80 && <>gap {durationWords(gap.to - gap.from)}</>}
            </span>
            {width < 28 && (
              <span className={classes.leader} style={{ left: percent(flag?.at ?? 0) }} />
            )}
          </Fragment>
        )
      })}
    </div>
  )
}

/** What runs through all rows: hatches of clock changes, and the line of now. */
function Overlays({ frame }: { frame: Frame }) {
  const { window, zone, now } = frame
  const spans: Span[] = clockChanges(window.from, window.to, zone).map((change) =>
    hatch(change, window),
  )
  const nowAt = place({ from: now, to: now + 1 }, window)
  return (
    <div className={classes.overlays} aria-hidden="true">
      {spans.map((span) => {
        const at = place(span, window)
        return (
          at && (
            <span
              key={span.from}
              className={classes.clockChange}
              style={{ left: percent(at.left), width: percent(at.width) }}
            />
          )
        )
      })}
      {nowAt && (
        <span className={classes.now} style={{ left: percent(nowAt.left) }}>
          <span className={classes.nowTime}>{timeWords(now, zone)}</span>
        </span>
      )}
    </div>
  )
}

/** One sentence for each gap, with the action. */
export function GapSentences({
  gaps,
  zone,
  onCover,
}: {
  gaps: Gap[]
  zone: string
  onCover?: (gap: ScheduleGap) => void
}) {
  if (gaps.length === 0) return null
  return (
    <ul className={classes.sentences}>
      {gaps.map((gap) => (
        <li key={gap.from} className={classes.sentence}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
          <span>
            <strong>{gapSentence(gap, zone)}</strong> {gap.meanwhile}
          </span>
          {onCover && <AppButton onClick={() => onCover(gap.source)}>Cover it</AppButton>}
        </li>
      ))}
    </ul>
  )
}

const second: Record<ScheduleRow['kind'], ReactNode> = {
  final: 'who is paged',
  cover: null,
  layer: null,
}

type GridProps = Pick<ScheduleTimelineProps, 'label' | 'onBlock' | 'onCover'> & {
  rows: Row[]
  gaps: Gap[]
  frame: Frame
}

function Grid({ rows, gaps, frame, label, onBlock, onCover }: GridProps) {
  const visible = rows.map((row) => ({
    ...row,
    blocks: row.blocks.filter((block) => place(block, frame.window)),
  }))
  const holes = gaps.filter((gap) => place(gap, frame.window))
  const cells = visible.map((row) => [
    ...row.blocks.map((block) => ({ ...block, open: () => onBlock?.(block.source, row.source) })),
    ...(row.kind === 'final'
      ? holes.map((gap) => ({ ...gap, open: () => onCover?.(gap.source) }))
      : []),
  ])
  // Arrows follow time, also across a gap.
  const ordered = cells.map((row) => row.toSorted((a, b) => a.from - b.from))
  const { onKeyDown, cellProps } = useGridWalk(ordered)
  const cellOf = (row: number, from: number) =>
    cellProps(
      row,
      (ordered[row] ?? []).findIndex((cell) => cell.from === from),
    )
  return (
    <div
      role="grid"
      aria-label={label}
      aria-readonly="true"
      className={classes.grid}
      onKeyDown={onKeyDown}
    >
      <DayHeader {...frame} />
      <div role="rowgroup" className={classes.rows}>
        <Flags gaps={holes} frame={frame} />
        {visible.map((row, index) => {
          const lane = lanes(row.blocks)
          const count = Math.max(1, ...lane.map((at) => at + 1))
          return (
            <div role="row" key={row.label} className={classes.row} data-kind={row.kind}>
              <div role="rowheader" className={classes.label}>
                {row.label}
                {second[row.kind] && (
                  <span className={classes.labelSecond}>{second[row.kind]}</span>
                )}
              </div>
              <div role="none" className={classes.track}>
                {row.blocks.map((block, at) => (
                  <BlockCell
                    key={`${block.userId} ${block.from}`}
                    block={block}
                    row={row}
                    frame={frame}
                    lane={lane[at] ?? 0}
                    lanes={count}
                    cell={cellOf(index, block.from)}
                  />
                ))}
                {row.kind === 'final' &&
                  holes.map((gap) => (
                    <GapCell
                      key={gap.from}
                      gap={gap}
                      frame={frame}
                      cell={cellOf(index, gap.from)}
                    />
                  ))}
              </div>
            </div>
          )
        })}
        <Overlays frame={frame} />
      </div>
    </div>
  )
}

/** A schedule on an axis of real time: the final row first, gaps with flag, hatch and sentence. */
export function ScheduleTimeline(props: ScheduleTimelineProps) {
  const phone = usePhone()
  const { ref, width } = useElementSize()
  const window = { from: millisOf(props.from), to: millisOf(props.to) }
  const rows = props.rows.map(readRow)
  const gaps = readGaps(props.gaps ?? [])
  const { zone, view = 'auto' } = props
  const now = millisOf(props.now)
  if (view === 'list' || (view === 'auto' && phone)) {
    return (
      <ScheduleAgenda
        {...{ window, zone, now, gaps }}
        label={props.label}
        final={rows.find(({ kind }) => kind === 'final')}
        onBlock={props.onBlock}
        onCover={props.onCover}
      />
    )
  }
  const pixels = Math.max(width, 720) - 132
  return (
    <div className={classes.frame}>
      <div ref={ref} className={classes.scroller}>
        <Grid
          label={props.label}
          onBlock={props.onBlock}
          onCover={props.onCover}
          rows={rows}
          gaps={gaps}
          frame={{ window, zone, viewer: viewerZone(), now, pixels }}
        />
      </div>
      <GapSentences
        gaps={gaps.filter((gap) => place(gap, window))}
        zone={zone}
        onCover={props.onCover}
      />
    </div>
  )
}
