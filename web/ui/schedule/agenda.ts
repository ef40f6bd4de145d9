// Decides what the agenda of a schedule says: per day, who begins when, and where nobody is.

import { civilDays, type CivilDay } from '../zone.ts'
import type { Span } from './timeline.ts'

/** One line: somebody begins, or goes on from the day before, or nobody is there. */
export type AgendaLine<B extends Span, G extends Span> =
  | { kind: 'shift'; at: number; block: B; goesOn: boolean }
  | { kind: 'gap'; at: number; gap: G; goesOn: boolean }

export type AgendaDay<B extends Span, G extends Span> = {
  day: CivilDay
  lines: AgendaLine<B, G>[]
}

/** The days of the window with their lines; every day says who is on at its beginning. */
export function agenda<B extends Span, G extends Span>(
  window: Span,
  zone: string,
  blocks: B[],
  gaps: G[],
): AgendaDay<B, G>[] {
  return civilDays(window.from, window.to, zone).map((day) => {
    const begins = Math.max(day.from, window.from)
    const touches = ({ from, to }: Span): boolean =>
      from < Math.min(day.to, window.to) && to > begins
    const shifts = blocks.filter(touches).map((block) => ({
      kind: 'shift' as const,
      at: Math.max(block.from, begins),
      block,
      goesOn: block.from < begins,
    }))
    const holes = gaps.filter(touches).map((gap) => ({
      kind: 'gap' as const,
      at: Math.max(gap.from, begins),
      gap,
      goesOn: gap.from < begins,
    }))
    return { day, lines: [...shifts, ...holes].sort((a, b) => a.at - b.at) }
  })
}
