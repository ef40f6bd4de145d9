/** Decides how measured times become figures: medians, percentiles and the spread of rounds. */

export interface Times {
  perSecond: number
  p50: number
  p95: number
  p99: number
  count: number
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]) =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/** Milliseconds of each call and the seconds all of them took together. */
export function timesOf(milliseconds: readonly number[], seconds: number): Times {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  return {
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    count: sorted.length,
  }
}

/** Half the distance between the best and the worst round, as a share of the median: ±12 %. */
export function spread(values: readonly number[]): string {
  const share = (Math.max(...values) - Math.min(...values)) / 2 / median(values)
  return `±${Math.round(share * 100)} %`
}

export function round(value: number, digits = 3): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(digits)))
}
