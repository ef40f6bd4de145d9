// Decides the shape in which a schedule is handed to its pictures.

import { millisOf, type Moment } from '../moment.ts'
import type { Span } from './timeline.ts'

/** One stretch of one person's duty, as the API tells it. */
export type ShiftBlock = {
  from: Moment
  to: Moment
  person: string
  userId: string
  /** In a layer: somebody covers it, so it does not count. */
  covered?: boolean
  /** The person's phone is not proven: it counts as a gap. */
  unproven?: boolean
  /** Second line: 'covers Jonas, swap agreed'. Says who covers and why in the card too. */
  note?: string
}

export type ScheduleRow = {
  label: string
  kind: 'final' | 'cover' | 'layer'
  blocks: ShiftBlock[]
}

export type ScheduleGap = {
  from: Moment
  to: Moment
  /** What happens to pages in that time: 'Pages in that time go straight to EMEA second level.' */
  meanwhile?: string
}

export type Block = Omit<ShiftBlock, 'from' | 'to'> & Span & { source: ShiftBlock }
export type Row = Omit<ScheduleRow, 'blocks'> & { blocks: Block[]; source: ScheduleRow }
export type Gap = Span & { meanwhile?: string; source: ScheduleGap }

const byStart = (a: Span, b: Span): number => a.from - b.from

/** Instants as numbers, blocks in order of time. */
export function readRow(row: ScheduleRow): Row {
  const blocks = row.blocks.map((source) => ({
    ...source,
    from: millisOf(source.from),
    to: millisOf(source.to),
    source,
  }))
  return { ...row, blocks: blocks.sort(byStart), source: row }
}

/** The same for gaps. */
export function readGaps(gaps: ScheduleGap[]): Gap[] {
  const read = gaps.map((source) => ({
    meanwhile: source.meanwhile,
    from: millisOf(source.from),
    to: millisOf(source.to),
    source,
  }))
  return read.sort(byStart)
}
