import { expect, test } from 'vitest'
import {
  adviceFor,
  arrivalFate,
  arrivalStates,
  bannedPattern,
  canReadAgain,
  canSendAgain,
  domainOf,
  outgoingFate,
  purposeWords,
  sizeWords,
  stateIn,
  tryWords,
  type Arrival,
  type Outgoing,
} from './mail-words.ts'

const arrival = (more: Partial<Arrival>): Arrival => ({
  number: 1,
  connection: 'smtp',
  mailbox: 'support',
  receivedAt: '2026-10-22T10:00:00Z',
  state: 'received',
  reason: null,
  fromAddress: null,
  envelopeFrom: null,
  envelopeTo: [],
  remoteAddress: null,
  subject: null,
  messageId: null,
  ticketNumber: null,
  bytes: 1,
  settledAt: null,
  attempts: 0,
  lastError: null,
  releasedBy: null,
  releasedAt: null,
  releaseTo: null,
  ...more,
})
const outgoing = (more: Partial<Outgoing>): Outgoing => ({
  number: 1,
  purpose: 'comment',
  toAddresses: [],
  subject: '',
  state: 'queued',
  attempts: 0,
  answer: null,
  createdAt: '2026-10-22T10:00:00Z',
  sentAt: null,
  ticketNumber: null,
  heldBecause: null,
  recipients: [],
  words: '',
  nextTryAt: null,
  ...more,
})

test('an arrival names the ticket it is on', () => {
  expect(arrivalFate(arrival({ state: 'taken', ticketNumber: 12 }))).toEqual({
    word: 'On #12',
    tone: 'good',
  })
})

test('what was set aside says why and asks for a person', () => {
  expect(arrivalFate(arrival({ state: 'quarantined', reason: 'too many parts' }))).toEqual({
    word: 'Set aside',
    tone: 'stuck',
    why: 'too many parts',
  })
})

test('a dead letter says after how many tries, and what the other server answered', () => {
  expect(
    outgoingFate(outgoing({ state: 'failed', attempts: 12, answer: '550 no such user' })),
  ).toEqual({ word: 'Not sent, after 12 tries', tone: 'stuck', why: '550 no such user' })
  expect(outgoingFate(outgoing({ attempts: 1 })).word).toBe('Trying again, after 1 try')
})

test('what is held says why', () => {
  expect(
    outgoingFate(outgoing({ state: 'held', heldBecause: 'No mail server is set up.' })),
  ).toEqual({ word: 'Held', tone: 'stuck', why: 'No mail server is set up.' })
})

test('only what nobody took can be read again, only what did not leave can be sent again', () => {
  const states = arrivalStates.map(({ value }) => value)
  expect(states.filter((state) => canReadAgain({ state }))).toEqual(['quarantined', 'ignored'])
  expect(canSendAgain({ state: 'held' })).toBe(true)
  expect(canSendAgain({ state: 'queued' })).toBe(false)
})

test('an address with a made-up state shows everything', () => {
  expect(stateIn(arrivalStates, 'nonsense')).toBeUndefined()
  expect(stateIn(arrivalStates, 'taken')).toBe('taken')
})

test('sizes and purposes are words', () => {
  expect([812, 4100, 2_300_000].map((size) => sizeWords(size).replace('\u202F', ' '))).toEqual([
    '812 B',
    '4.1 kB',
    '2.3 MB',
  ])
  expect(purposeWords('sign_in_code')).toBe('Code for an address')
  expect(purposeWords('weekly_note')).toBe('weekly note')
})

test('what waits in quarantine says what a person can do about it', () => {
  const reason = '@acme.test is banned. Spam: #4'
  expect(bannedPattern(reason)).toBe('@acme.test')
  expect(bannedPattern('It is banned. Really.')).toBeUndefined()
  expect(adviceFor(arrival({ state: 'quarantined', reason }))).toContain('lift the ban')
  expect(
    adviceFor(arrival({ state: 'quarantined', reason: 'More than 100 MIME parts' })),
  ).toContain('download')
  expect(adviceFor(arrival({ state: 'taken' }))).toBeUndefined()
})

test('a try that was cut off does not claim that nothing left', () => {
  expect(tryWords('unknown').word).toContain('may have gone out')
  expect(tryWords(null)).toEqual({ word: 'Under way', tone: 'wait' })
})

test('the domain of an address is what stands behind its last @', () => {
  expect(domainOf('"a@b"@Acme.test')).toBe('@acme.test')
  expect(domainOf('nobody')).toBeUndefined()
  expect(domainOf(null)).toBeUndefined()
})
