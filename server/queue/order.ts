/** Decides the order of the one list and the words for why a row stands where it does. */

export interface Row {
  rank: number
  /** Milliseconds since the epoch; the far end for a promise that is paused or absent. */
  queueAt: number
  number: number
}

/** Strictest promise class first, inside it least time left; ties keep the order of arrival. */
export function compareRows(a: Row, b: Row): number {
  return a.rank - b.rank || a.queueAt - b.queueAt || a.number - b.number
}

export interface WhyFacts {
  channelName: string
  priority: string
  metric: string | null
  state: 'none' | 'running' | 'paused' | 'breached'
  dueAt: Date | null
  strictersOpen: number
}

const METRICS: Record<string, string> = {
  first_reply: 'first reply',
  next_reply: 'next reply',
  update: 'next update',
  resolution: 'resolution',
}

/** "Paid support · urgent · next reply due …; 2 tickets of stricter channels come first." */
export function whyHere({
  channelName,
  priority,
  metric,
  state,
  dueAt,
  strictersOpen,
}: WhyFacts): string {
  const promise = promiseWords(metric, state, dueAt)
  const above =
    strictersOpen === 0
      ? 'No stricter channel has anything open.'
      : `${strictersOpen} of stricter channels ${strictersOpen === 1 ? 'comes' : 'come'} first.`
  return `${channelName} · ${priority} · ${promise}. ${above}`
}

function promiseWords(metric: string | null, state: WhyFacts['state'], dueAt: Date | null): string {
  const name = METRICS[metric ?? ''] ?? 'reply'
  if (state === 'none' || !dueAt)
    return 'no promise is running, so it stands at the end of its band'
  if (state === 'paused') return `the ${name} is paused, so it stands at the end of its band`
  return `${name} ${state === 'breached' ? 'was due' : 'due'} ${dueAt.toISOString()}`
}
