/** Decides how half-open spans of one unit join, overlap and cut each other; empty ones vanish. */

/** `[from, to)`; the unit (minutes, milliseconds, nanoseconds) is said by whoever holds it. */
export interface Span<T extends number | bigint> {
  from: T
  to: T
}

/** Ascending spans covering the same points; touching ones are joined. */
export function mergeSpans<T extends number | bigint>(spans: readonly Span<T>[]): Span<T>[] {
  const sorted = spans.filter((span) => span.from < span.to).sort(byStart)
  const merged: Span<T>[] = []
  for (const { from, to } of sorted) {
    const last = merged.at(-1)
    if (!last || last.to < from) merged.push({ from, to })
    else if (last.to < to) last.to = to
  }
  return merged
}

/** The points that lie in both, as ascending spans. */
export function intersectSpans<T extends number | bigint>(
  some: readonly Span<T>[],
  others: readonly Span<T>[],
): Span<T>[] {
  const left = mergeSpans(some)
  const right = mergeSpans(others)
  const common: Span<T>[] = []
  let i = 0
  let j = 0
  for (let a = left[i], b = right[j]; a && b; a = left[i], b = right[j]) {
    const from = a.from < b.from ? b.from : a.from
    const to = a.to < b.to ? a.to : b.to
    if (from < to) common.push({ from, to })
    if (a.to < b.to) i += 1
    else j += 1
  }
  return common
}

/** The points of `spans` that `holes` do not cover, as ascending spans. */
export function subtractSpans<T extends number | bigint>(
  spans: readonly Span<T>[],
  holes: readonly Span<T>[],
): Span<T>[] {
  const cuts = mergeSpans(holes)
  const rest: Span<T>[] = []
  let next = 0
  for (const { from, to } of mergeSpans(spans)) {
    let start = from
    for (let cut = cuts[next]; cut && cut.from < to; cut = cuts[next]) {
      if (start < cut.from) rest.push({ from: start, to: cut.from })
      if (start < cut.to) start = cut.to
      // A hole that reaches past this span may cut the next one too.
      if (cut.to > to) break
      next += 1
    }
    if (start < to) rest.push({ from: start, to })
  }
  return rest
}

function byStart<T extends number | bigint>(a: Span<T>, b: Span<T>): number {
  if (a.from < b.from) return -1
  return a.from > b.from ? 1 : 0
}
