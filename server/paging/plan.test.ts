import { describe, expect, test } from 'vitest'
import { planPages, type Method, type Responder, type Rule, type StepToPage } from './plan.ts'

const phone: Method = { id: 'phone', kind: 'ntfy', address: 'bobs-phone' }
const mail: Method = { id: 'mail', kind: 'email', address: 'bob@watchdesk.test' }
const rule = (
  kind: Rule['kind'],
  afterSeconds: number,
  repeatEverySeconds: number | null = null,
): Rule => ({ kind, afterSeconds, repeatEverySeconds })
const bob = (rules: Rule[], methods: Method[], othersRinging = 0): Responder => ({
  userId: 'bob',
  learner: false,
  rules,
  methods,
  othersRinging,
})
const step: StepToPage = {
  incidentId: 'i',
  reopenNo: 0,
  round: 1,
  level: 1,
  at: new Date('2026-03-03T10:00:00Z'),
  repeatForSeconds: 300,
  isFirst: true,
  byName: false,
}
const plan = (responders: Responder[], changes: Partial<StepToPage> = {}) =>
  planPages({ ...step, ...changes }, responders).map(
    ({ userId, kind, notBefore, lane }) =>
      `${notBefore.toISOString().slice(14, 19)} ${userId} ${kind} lane ${lane}`,
  )

describe('a responder is paged', () => {
  test('by each rule whose way they have, at its time; only the first of an incident is in lane 0', () => {
    expect(
      plan([bob([rule('ntfy', 0), rule('email', 60), rule('web_push', 0)], [phone, mail])]),
    ).toEqual(['00:00 bob ntfy lane 0', '01:00 bob email lane 2'])
    expect(plan([bob([rule('ntfy', 0)], [phone])], { isFirst: false })).toEqual([
      '00:00 bob ntfy lane 1',
    ])
  })

  test('by every way they have, at once, when their rules name none of them', () => {
    expect(plan([bob([rule('web_push', 30)], [phone, mail])])).toEqual([
      '00:00 bob ntfy lane 0',
      '00:00 bob email lane 0',
    ])
  })

  test('by every phone of a kind', () => {
    expect(plan([bob([rule('ntfy', 0)], [phone, { ...phone, id: 'tablet' }])])).toHaveLength(2)
  })

  test('not at all without a way', () => {
    expect(plan([bob([rule('ntfy', 0)], [])])).toEqual([])
  })

  test('again and again where the rule repeats, while the step may still need it, thirty times at most', () => {
    expect(plan([bob([rule('ntfy', 0, 60)], [phone])], { repeatForSeconds: 150 })).toEqual([
      '00:00 bob ntfy lane 0',
      '01:00 bob ntfy lane 2',
      '02:00 bob ntfy lane 2',
    ])
    expect(plan([bob([rule('ntfy', 0, 30)], [phone])], { repeatForSeconds: 86_400 })).toHaveLength(
      30,
    )
    expect(plan([bob([rule('ntfy', 120, 60)], [phone])], { repeatForSeconds: 60 })).toEqual([
      '02:00 bob ntfy lane 2',
    ])
  })
})

test('a page keeps its key when its step is planned again, and every page of a policy has its own', () => {
  const responders = [bob([rule('ntfy', 0, 60), rule('email', 60)], [phone, mail])]
  const keys = (changes: Partial<StepToPage>) =>
    planPages({ ...step, ...changes }, responders).map(({ key }) => key)
  expect(keys({})).toEqual(keys({ at: new Date('2026-03-03T11:00:00Z') }))
  const all = [{}, { level: 2 }, { round: 2 }, { reopenNo: 1 }, { incidentId: 'j' }].flatMap(keys)
  expect(new Set(all).size).toBe(all.length)
})
