/** Decides what a measured value means beside its goal, and how all of them are printed. */
import { round } from './figures.ts'

export interface Result {
  /** The number of the goal in docs/performance.md. */
  goal: string
  what: string
  floor: number
  target: number
  /** A ratio of at least the floor is wanted, or a value of at most. */
  wanted: 'at least' | 'at most'
  unit?: string
  reached: number
  /** Rounds and how far they lay apart. */
  rounds: string
  /** Absolute figures: they belong to this machine. */
  absolute: string
}

export function verdictOf({ wanted, reached, floor, target }: Result): string {
  const isWithin = (limit: number) => (wanted === 'at least' ? reached >= limit : reached <= limit)
  if (isWithin(target)) return 'target'
  return isWithin(floor) ? 'floor' : 'missed'
}

export function table(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { goal, what, wanted, floor, target, reached, rounds, absolute, unit = '' } = result
    const sign = wanted === 'at least' ? '≥' : '≤'
    const limits = `${sign} ${round(floor)}${unit} | ${sign} ${round(target)}${unit}`
    return `| ${goal} | ${what} | ${limits} | **${round(reached)}${unit}** ${verdictOf(result)} | ${rounds} | (${absolute}) |`
  })
  return [
    '| # | goal | floor | target | reached | rounds | absolute, this machine only |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
