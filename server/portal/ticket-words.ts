/** Decides what a customer is told of a ticket: where it stands, and what happens next. */
import type { Key } from './words.ts'

export interface StandingFacts {
  status: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'
  dueAt: Date | null
  dueMetric: string | null
  dueState: 'none' | 'running' | 'paused' | 'breached'
  assigneeName: string | null
  isEmergency: boolean
}

export interface Line {
  key: Key
  /** The instant it speaks of. */
  at: Date | null
}

const PROMISES: Record<string, Key> = {
  first_reply: 'next.firstReply',
  next_reply: 'next.reply',
  update: 'next.update',
  resolution: 'next.solved',
}
const LATE: Record<string, Key> = {
  first_reply: 'next.firstReplyLate',
  next_reply: 'next.replyLate',
  update: 'next.updateLate',
  resolution: 'next.solvedLate',
}

/** One true sentence about what happens next. Late is said to be late. */
export function nextLine({ status, dueAt, dueMetric, dueState, isEmergency }: StandingFacts): Line {
  if (status === 'solved') return { key: 'next.isSolved', at: null }
  if (status === 'closed') return { key: 'next.isClosed', at: null }
  const metric = dueMetric ?? ''
  if (dueAt && dueState === 'breached') return { key: LATE[metric] ?? 'next.replyLate', at: dueAt }
  if (dueAt && dueState === 'running') return { key: PROMISES[metric] ?? 'next.reply', at: dueAt }
  if (status === 'pending') return { key: 'next.yours', at: null }
  if (status === 'on_hold') return { key: 'next.onHold', at: null }
  return { key: isEmergency ? 'next.emergency' : 'next.ours', at: null }
}

export const STATUS: Record<StandingFacts['status'], Key> = {
  new: 'status.new',
  open: 'status.open',
  pending: 'status.pending',
  on_hold: 'status.onHold',
  solved: 'status.solved',
  closed: 'status.closed',
}

/** How bad it is, in the words of whoever has it. What is down now has a door of its own. */
export const SEVERITIES = [
  { key: 'high', words: 'severity.high' },
  { key: 'normal', words: 'severity.normal' },
  { key: 'low', words: 'severity.low' },
] as const satisfies readonly { key: 'high' | 'normal' | 'low'; words: Key }[]
export type Severity = (typeof SEVERITIES)[number]['key']
