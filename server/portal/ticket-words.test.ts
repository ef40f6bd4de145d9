import { expect, test } from 'vitest'
import { nextLine, type StandingFacts } from './ticket-words.ts'

const dueAt = new Date('2026-03-03T14:40:00Z')
const facts = (given: Partial<StandingFacts>): StandingFacts => ({
  status: 'open',
  dueAt: null,
  dueMetric: null,
  dueState: 'none',
  assigneeName: null,
  isEmergency: false,
  ...given,
})
const running = { dueAt, dueState: 'running' } as const
const late = { dueAt, dueState: 'breached' } as const

test.each<[Partial<StandingFacts>, string, Date | null]>([
  [{ ...running, dueMetric: 'first_reply' }, 'next.firstReply', dueAt],
  [{ ...running, dueMetric: 'next_reply' }, 'next.reply', dueAt],
  [{ ...running, dueMetric: 'update' }, 'next.update', dueAt],
  [{ ...running, dueMetric: 'resolution' }, 'next.solved', dueAt],
  [{ ...running, dueMetric: 'of a later version' }, 'next.reply', dueAt],
  [{ ...late, dueMetric: 'first_reply' }, 'next.firstReplyLate', dueAt],
  [{ ...late, dueMetric: 'update' }, 'next.updateLate', dueAt],
  [{ dueAt, dueState: 'paused', status: 'pending' }, 'next.yours', null],
  [{ status: 'on_hold' }, 'next.onHold', null],
  [{ isEmergency: true }, 'next.emergency', null],
  [{}, 'next.ours', null],
  [{ status: 'solved', ...late }, 'next.isSolved', null],
  [{ status: 'closed' }, 'next.isClosed', null],
])('what happens next is one true sentence %#', (given, key, at) => {
  expect(nextLine(facts(given))).toEqual({ key, at })
})
