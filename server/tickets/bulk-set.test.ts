import { describe, expect, test } from 'vitest'
import { isAlreadySo, whyNotSet, whyRefused, type BulkSet, type Candidate } from './bulk-set.ts'

const now = new Date('2026-03-03T10:00:00Z')
const ticket: Candidate = {
  number: 7,
  status: 'open',
  priority: 'normal',
  assigneeId: 'alice',
  teamId: null,
  tags: ['ldap'],
  publicReplies: 1,
  isMerged: false,
  isSpam: false,
  snoozedUntil: null,
  snoozedForAnswer: false,
  unfilled: [],
}
const bob = { id: 'bob', name: 'Bob' }
const until = { until: '2026-03-04T08:00:00.000Z' }

describe('a change as a whole', () => {
  test.each<[string, BulkSet, RegExp | null]>([
    ['says nothing', {}, /Say what/],
    ['says nothing but undefined', { status: undefined }, /Say what/],
    ['is spam and more', { spam: true, priority: 'low' }, /nothing else/],
    ['is spam', { spam: true }, null],
    ['sleeps into the past', { snooze: { until: '2026-03-03T09:00:00Z' } }, /has passed/],
    ['sleeps for a year', { snooze: { until: '2027-03-03T09:00:00Z' } }, /Three months/],
    ['sleeps until they answer', { snooze: { until: null } }, null],
    ['gives to nobody', { assignee: null }, null],
  ])('that %s', (_, set, why) => {
    if (why) expect(whyNotSet(set, now)).toMatch(why)
    else expect(whyNotSet(set, now)).toBeNull()
  })
})

describe('one ticket of many', () => {
  test.each<[string, Partial<Candidate>, BulkSet, RegExp | null]>([
    ['is open and may be solved', {}, { status: 'solved' }, null],
    ['lacks a field', { unfilled: ['Area is needed'] }, { status: 'solved' }, /Area is needed\.$/],
    ['lacks a field that nobody asks for', { unfilled: ['Area'] }, { status: 'pending' }, null],
    ['was not answered', { publicReplies: 0 }, { status: 'pending' }, /Nobody has answered/],
    ['waits already', { publicReplies: 0, status: 'pending' }, { status: 'pending' }, null],
    ['is closed', { status: 'closed' }, { status: 'open' }, /closed is for ever/],
    ['is closed and tagged', { status: 'closed' }, { addTags: ['x'] }, /closed is for ever/],
    ['is closed and given', { status: 'closed' }, { assignee: bob }, null],
    ['is closed and given to a team', { status: 'closed' }, { team: bob }, /closed is for ever/],
    ['becomes new', {}, { status: 'new' }, /cannot become new/],
    ['is part of another', { isMerged: true }, { priority: 'low' }, /part of another/],
    ['is solved and put off', { status: 'solved' }, { snooze: until }, /nothing to put off/],
    ['is solved and put off at once', {}, { status: 'solved', snooze: until }, /nothing to put/],
    ['is reopened and put off', { status: 'solved' }, { status: 'open', snooze: until }, null],
    [
      'has forty tags',
      { tags: Array.from({ length: 40 }, (_, n) => `t${n}`) },
      { addTags: ['one more'] },
      /at most 40/,
    ],
    [
      'has forty tags and loses one',
      { tags: Array.from({ length: 40 }, (_, n) => `t${n}`) },
      { addTags: ['one more'], removeTags: ['t0'] },
      null,
    ],
  ])('that %s', (_, facts, set, why) => {
    const said = whyRefused({ ...ticket, ...facts }, set)
    if (why) expect(said).toMatch(why)
    else expect(said).toBeNull()
  })

  test.each<[boolean, Partial<Candidate>, BulkSet]>([
    [true, {}, { status: 'open', priority: 'normal' }],
    [false, {}, { status: 'open', priority: 'high' }],
    [true, {}, { addTags: ['LDAP'] }],
    [true, {}, { removeTags: ['saml'] }],
    [false, {}, { removeTags: ['ldap'] }],
    [false, {}, { assignee: null }],
    [true, { assigneeId: 'bob' }, { assignee: bob }],
    [true, {}, { team: null }],
    [false, {}, { team: bob }],
    [false, {}, { snooze: until }],
    [true, { snoozedUntil: new Date(until.until) }, { snooze: until }],
    [true, { snoozedUntil: now, snoozedForAnswer: true }, { snooze: { until: null } }],
    [false, {}, { spam: true }],
    [true, { isSpam: true }, { spam: true }],
  ])('is already so: %s', (isSo, facts, set) => {
    expect(isAlreadySo({ ...ticket, ...facts }, set)).toBe(isSo)
  })
})
