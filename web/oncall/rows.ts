// Decides how a schedule of the API becomes the rows, gaps and sentences of its picture.

import { day } from '../ui/durations.ts'
import { millisOf } from '../ui/moment.ts'
import type { ScheduleGap, ScheduleRow, ShiftBlock } from '../ui/schedule/rows.ts'
import { proofDays } from '../people/proof.ts'
import type { Cover, Reach, Schedule, Shift } from './shapes.ts'

/** What a block stands for, for the card that opens on it. */
export type BlockDetail = { shift: Shift; cover?: Cover; insteadOf: string[] }
export type Picture = {
  rows: ScheduleRow[]
  gaps: ScheduleGap[]
  details: Map<ShiftBlock, BlockDetail>
  /** Names of people on duty in the window whom nothing is proven to reach. */
  unproven: string[]
}

type Span = { from: string; to: string }

const overlap = (a: Span, b: Span): boolean =>
  millisOf(a.from) < millisOf(b.to) && millisOf(b.from) < millisOf(a.to)

const cut = (piece: Span, whole: Span): Span => ({
  from: millisOf(piece.from) > millisOf(whole.from) ? piece.from : whole.from,
  to: millisOf(piece.to) < millisOf(whole.to) ? piece.to : whole.to,
})

/** A person counts as reachable with a working way that was proven in the last 30 days. */
export function isUnproven(reach: Reach | undefined, now: number): boolean {
  if (!reach) return false
  if (reach.ways === 0 || reach.lastProofAt === null) return true
  return now - millisOf(reach.lastProofAt) > proofDays * day
}

/** Whose turn the layers say it is in that span: those whom a cover stands in for. */
export function insteadOf({ layers }: Pick<Schedule, 'layers'>, span: Span, who: string): string[] {
  // The later layer wins, so the last one with somebody there is the one that is covered.
  const winning = layers.findLast(({ shifts }) => shifts.some((shift) => overlap(shift, span)))
  const people = (winning?.shifts ?? []).filter((shift) => overlap(shift, span))
  const names = people.flatMap(({ person }) => (person && person.id !== who ? [person.name] : []))
  return [...new Set(names)]
}

const coverNote = (names: string[], reason: string): string =>
  [names.length > 0 ? `covers ${names.join(' and ')}` : 'covers a gap', reason]
    .filter(Boolean)
    .join(', ')

/** A layer's shift in pieces: where the final row says somebody else, the piece is covered. */
export function layerPieces(
  shift: Shift,
  layer: string,
  final: Shift[],
): (Span & { covered: boolean })[] {
  const pieces: (Span & { covered: boolean })[] = []
  for (const part of final.filter((other) => overlap(other, shift))) {
    const covered = part.layer !== layer || part.overrideId !== null
    const last = pieces.at(-1)
    const piece = cut(part, shift)
    if (last && last.covered === covered) last.to = piece.to
    else pieces.push({ ...piece, covered })
  }
  return pieces
}

/** The rows of a schedule: final, cover, layers. Only duty that is not over can be unproven. */
export function picture(
  schedule: Schedule,
  reach: Reach[],
  window: { from: number; to: number },
): Picture {
  const now = millisOf(schedule.now)
  const details: Picture['details'] = new Map()
  const visible = ({ from, to }: Span): boolean =>
    millisOf(from) < window.to && millisOf(to) > window.from
  const reachOf = (id: string): Reach | undefined => reach.find((person) => person.id === id)
  const final = schedule.final.flatMap((shift): ShiftBlock[] => {
    if (!shift.person || !visible(shift)) return []
    const { id, name } = shift.person
    const cover = schedule.covers.find((other) => other.id === shift.overrideId)
    const instead = cover ? insteadOf(schedule, shift, id) : []
    const block: ShiftBlock = {
      from: shift.from,
      to: shift.to,
      person: name,
      userId: id,
      unproven: (millisOf(shift.to) > now && isUnproven(reachOf(id), now)) || undefined,
      note: cover && coverNote(instead, cover.reason),
    }
    details.set(block, { shift, cover, insteadOf: instead })
    return [block]
  })
  const covers = schedule.covers.filter(visible).map((cover): ShiftBlock => {
    const instead = insteadOf(schedule, cover, cover.person.id)
    const { from, to, person } = cover
    const block = { from, to, person: person.name, userId: person.id }
    const shift = { from, to, person, layer: null, overrideId: cover.id }
    const shown = { ...block, note: coverNote(instead, cover.reason) }
    details.set(shown, { shift, cover, insteadOf: instead })
    return shown
  })
  const layers = schedule.layers.map(({ name, shifts }): ScheduleRow => {
    const blocks = shifts.filter(visible).flatMap((shift) =>
      layerPieces(shift, name, schedule.final).flatMap((piece): ShiftBlock[] => {
        if (!shift.person || !visible(piece)) return []
        const { from, to, covered } = piece
        const block = { from, to, covered, person: shift.person.name, userId: shift.person.id }
        details.set(block, { shift: { ...shift, from, to }, insteadOf: [] })
        return [block]
      }),
    )
    return { label: name, kind: 'layer', blocks }
  })
  const coverRow: ScheduleRow = { label: `Cover (${covers.length})`, kind: 'cover', blocks: covers }
  return {
    rows: [
      { label: 'Final', kind: 'final', blocks: final },
      ...(covers.length > 0 ? [coverRow] : []),
      ...layers,
    ],
    gaps: gapsOf(schedule, visible),
    details,
    unproven: [...new Set(final.filter(({ unproven }) => unproven).map(({ person }) => person))],
  }
}

function gapsOf(schedule: Schedule, visible: (span: Span) => boolean): ScheduleGap[] {
  // Nobody waits for a learner: hours without one are not a hole in anything.
  if (schedule.shadow) return []
  return schedule.final
    .filter((shift) => shift.person === null && visible(shift))
    .filter(({ to }) => millisOf(to) > millisOf(schedule.now))
    .map(({ from, to }) => ({
      from,
      to,
      meanwhile: 'Pages in that time go straight to the next level.',
    }))
}
