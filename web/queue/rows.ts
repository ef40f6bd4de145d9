// Decides what the list shows: bands with their heads, which rows wait, and which are due when.

import type { Band, QueueRow, UnansweredTopic } from './queries.ts'

export type Item =
  | {
      kind: 'band'
      key: string
      channel: string
      band: Band | undefined
      name: string
      promise: string
    }
  | { kind: 'row'; key: string; row: QueueRow; index: number }
  | { kind: 'topic'; key: string; topic: UnansweredTopic; name: string }

const minute = 60_000

/** Rows under the head of their channel, in the order the server gave. `flat`: without heads. */
export function listItems(rows: QueueRow[], bands: Band[], flat: boolean): Item[] {
  const items: Item[] = []
  let channel: string | undefined
  rows.forEach((row, index) => {
    if (!flat && row.channel.key !== channel) {
      channel = row.channel.key
      const band = bands.find(({ key }) => key === channel)
      items.push({
        kind: 'band',
        key: `band ${channel}`,
        channel,
        band,
        name: band?.name ?? row.channel.name,
        promise: band?.promise ?? '',
      })
    }
    items.push({ kind: 'row', key: `row ${row.number}`, row, index })
  })
  return items
}

/**
 * The community's unanswered topics in its band: behind its tickets, before what is promised less. `isWhole`: no rows
 * are still to come, so that an empty rest of the list is one.
 */
export function withTopics(
  items: Item[],
  topics: UnansweredTopic[],
  bands: Band[],
  isWhole: boolean,
): Item[] {
  const at = bands.findIndex(({ kind }) => kind === 'community')
  const band = bands[at]
  if (!band || topics.length === 0) return items
  const rankOf = (item: Item): number =>
    bands.findIndex(({ key }) => item.kind === 'row' && item.row.channel.key === key)
  const rows = items.map(rankOf)
  const next = rows.findIndex((rank) => rank > at)
  if (next < 0 && !isWhole) return items
  // The head of the next band stands before its first row.
  const place = next < 0 ? items.length : next - (items[next - 1]?.kind === 'band' ? 1 : 0)
  const { name, promise } = band
  const head: Item[] = rows.includes(at)
    ? []
    : [{ kind: 'band', key: `band ${band.key}`, channel: band.key, band, name, promise }]
  const added = topics.map((topic): Item => ({
    kind: 'topic',
    key: `topic ${topic.number}`,
    topic,
    name,
  }))
  return [...items.slice(0, place), ...head, ...added, ...items.slice(place)]
}

const dueOf = ({ promise }: QueueRow): number => {
  const counts = promise.state === 'running' || promise.state === 'breached'
  return counts && promise.dueAt !== null ? Date.parse(promise.dueAt) : Number.POSITIVE_INFINITY
}

/** One flat list by due time; what has no running promise comes last, in the order it had. */
export function byDueTime(rows: QueueRow[]): QueueRow[] {
  return rows.toSorted((a, b) => {
    const [one, other] = [dueOf(a), dueOf(b)]
    return one === other ? 0 : one - other
  })
}

/** The half hour of one bar of the strip; `from` is when the strip begins. */
export function cellWindow(from: number, cell: number): { from: number; to: number } {
  return { from: from + cell * 30 * minute, to: from + (cell + 1) * 30 * minute }
}

/** The rows whose promise falls due inside the window. */
export function dueWithin(rows: QueueRow[], window: { from: number; to: number }): QueueRow[] {
  return rows.filter((row) => dueOf(row) >= window.from && dueOf(row) < window.to)
}

export type Held = {
  rows: QueueRow[]
  /** How many would have come in above, or moved up. */
  waiting: number
}

/**
 * What may change while somebody points at the list: rows keep their places with fresh words, what
 * is gone stays until they look away, new rows at the end are added, emergencies come in at once.
 */
export function heldRows(shown: QueueRow[], fresh: QueueRow[]): Held {
  const byNumber = new Map(fresh.map((row) => [row.number, row]))
  const known = new Set(shown.map(({ number }) => number))
  const kept = shown.map((row) => byNumber.get(row.number) ?? row)
  const lastKnown = fresh.findLastIndex(({ number }) => known.has(number))
  const news = fresh.filter(({ number }) => !known.has(number))
  const loud = news.filter(({ channel }) => channel.kind === 'emergency')
  const below = fresh.slice(lastKnown + 1).filter(({ channel }) => channel.kind !== 'emergency')
  const order = fresh.filter(({ number }) => known.has(number)).map(({ number }) => number)
  const moved = kept
    .filter(({ number }) => byNumber.has(number))
    .some(({ number }, index) => order[index] !== number)
  const above = news.length - loud.length - below.length
  return {
    rows: [...loud, ...kept, ...below],
    waiting: above > 0 ? above : moved ? 1 : 0,
  }
}

export type BandSelection = 'none' | 'some' | 'all'

/** How much of each channel's rows is selected, by the channel's key. */
export function bandSelections(
  rows: QueueRow[],
  selected: ReadonlySet<number>,
): Map<string, BandSelection> {
  const found = new Map<string, BandSelection>()
  for (const { number, channel } of rows) {
    const one = selected.has(number) ? 'all' : 'none'
    const before = found.get(channel.key) ?? one
    found.set(channel.key, before === one ? one : 'some')
  }
  return found
}

/** The numbers from one row to another, both included, in the order of the list. */
export function between(rows: QueueRow[], from: number, to: number): number[] {
  const numbers = rows.map(({ number }) => number)
  const [a, b] = [numbers.indexOf(from), numbers.indexOf(to)]
  if (a < 0 || b < 0) return []
  return numbers.slice(Math.min(a, b), Math.max(a, b) + 1)
}
