import { describe, expect, it } from 'vitest'
import type { PageTrace } from '../queries.ts'
import { byPerson, legWords, newestLegs } from '../trace.ts'
import { faceOf, factsOfLink, hasMovedOn, levelWords, tellWords, type LinkedPage } from './facts.ts'

const leg = (over: Partial<PageTrace>): PageTrace => ({
  id: 'p',
  person: { id: 'amira', name: 'Amira' },
  kind: 'web_push',
  level: 1,
  round: 1,
  learner: false,
  state: 'delivered',
  notBefore: '2026-11-22T02:12:00.000Z',
  acceptedAt: '2026-11-22T02:12:00.000Z',
  deliveredAt: '2026-11-22T02:12:01.000Z',
  seenAt: null,
  attempts: 1,
  outcome: null,
  ...over,
})

const linked: LinkedPage = {
  now: '2026-11-22T02:14:00.000Z',
  person: { id: 'amira', name: 'Amira Wolf' },
  isTest: false,
  learner: false,
  incident: {
    number: 7,
    title: 'All git pushes fail',
    status: 'acknowledged',
    level: 1,
    nextAt: null,
    nextNames: [],
    acknowledgedBy: { id: 'amira', name: 'Amira Wolf' },
    acknowledgedAt: '2026-11-22T02:14:00.000Z',
    undoUntil: null,
    ticketNumber: 12,
    organizationName: 'Acme Robotics',
    planName: 'Premium',
    requesterName: 'Dana Okoye',
    customerWords: 'Every push fails.',
    notes: [],
    createdAt: '2026-11-22T02:12:00.000Z',
    callUrl: null,
    dialIn: null,
  },
  trace: [],
  colleagues: [],
}

describe('the page', () => {
  it('is yours only when the server says that you hold it', () => {
    const facts = factsOfLink(linked)
    expect(facts && faceOf(facts)).toBe('yours')
    const other = factsOfLink({ ...linked, person: { id: 'jo', name: 'Jonas' } })
    expect(other && faceOf(other)).toBe('taken')
  })

  it('has no emergency when it is a test', () => {
    expect(factsOfLink({ ...linked, isTest: true, incident: null })).toBeNull()
  })

  it('goes on ringing while it is snoozed or triggered', () => {
    expect(faceOf({ status: 'triggered', holder: null })).toBe('ringing')
    expect(faceOf({ status: 'snoozed', holder: null })).toBe('ringing')
    expect(faceOf({ status: 'resolved', holder: null })).toBe('resolved')
  })

  it('knows that it was passed on when the level is above mine', () => {
    expect(hasMovedOn({ trace: [leg({})], level: 2, status: 'triggered' })).toBe(true)
    expect(hasMovedOn({ trace: [leg({ level: 2 })], level: 2, status: 'triggered' })).toBe(false)
    expect(hasMovedOn({ trace: [], level: 2, status: 'triggered' })).toBe(false)
  })

  it('prepares the first words to the customer', () => {
    const facts = factsOfLink(linked)
    const words = facts ? tellWords({ ...facts, callUrl: 'https://meet.test/x', dialIn: null }) : ''
    expect(words).toContain('Hello Dana,')
    expect(words).toContain('Amira Wolf here.')
    expect(words).toContain('https://meet.test/x')
    expect(levelWords(1)).toBe('1st level')
    expect(levelWords(5)).toBe('5th level')
  })
})

describe('the delivery trace', () => {
  it('gives a check only for what was proven to arrive', () => {
    expect(legWords(leg({}), 'Europe/Berlin')).toBe('Push 03:12 ✓')
    expect(legWords(leg({ state: 'accepted' }), 'Europe/Berlin')).toBe('Push 03:12 sent')
    expect(legWords(leg({ state: 'failed', outcome: 'gone' }), 'UTC')).toBe('Push failed: gone')
  })

  it('keeps one line for each way, however often it repeats', () => {
    const again = leg({ id: 'q', kind: 'ntfy', notBefore: '2026-11-22T02:13:00.000Z' })
    const third = leg({ id: 'r', kind: 'ntfy', notBefore: '2026-11-22T02:14:00.000Z' })
    const planned = leg({ id: 's', kind: 'ntfy', state: 'queued' })
    expect(newestLegs([leg({}), again, third, planned]).map(({ id }) => id)).toEqual(['p', 'r'])
  })

  it('shows the newest round only', () => {
    const second = leg({ id: 'z', round: 2, person: { id: 'jo', name: 'Jonas' } })
    expect(byPerson([leg({}), second]).map(({ name }) => name)).toEqual(['Jonas'])
  })
})
