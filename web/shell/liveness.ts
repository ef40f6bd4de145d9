// Decides how fresh the page is, and which cached queries a change from the server makes old.

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'stale'

/** All in milliseconds of the same clock; `undefined` means it has not happened. */
export type Hearing = {
  startedAt: number
  /** The last event or ping. */
  heardAt?: number
  /** When the stream broke, until it is open again. */
  lostAt?: number
}

/** The server pings this often; so a silence of this length says nothing yet. */
export const pingEvery = 5_000
const reconnectingAfter = 10_000
const staleAfter = 60_000

/** A break counts from the moment it was noticed, a silence from the ping that should have come. */
export function liveState({ startedAt, heardAt, lostAt }: Hearing, now: number): LiveState {
  const last = heardAt ?? startedAt
  const brokenSince = lostAt ?? last + pingEvery
  if (now - last >= staleAfter) return 'stale'
  if (now - brokenSince >= reconnectingAfter) return 'reconnecting'
  return heardAt === undefined ? 'connecting' : 'live'
}

/**
 * Whether a change of `topic` ('queue', 'ticket:12' or 'ticket/12') makes the query under `key` old.
 * A key without a plain id after its first word is a list and is touched by any of its kind.
 */
export function topicTouches(topic: string, key: readonly unknown[]): boolean {
  const [name, id] = topic.split(/[:/]/, 2)
  if (key[0] !== name) return false
  const subject = key[1]
  if (id === undefined) return true
  return typeof subject === 'string' || typeof subject === 'number' ? String(subject) === id : true
}
