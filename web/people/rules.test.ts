import { expect, test } from 'vitest'
import { afterWords, draftFrom, ruleRemark, ruleWords, sameRules, type Rule } from './rules.ts'

const plain = (text: string): string => text.replaceAll('\u202F', ' ')
const rule = (more: Partial<Rule>): Rule => ({
  urgency: 'high',
  kind: 'ntfy',
  afterSeconds: 0,
  repeatEverySeconds: null,
  ...more,
})

test('a rule reads as a time and a way', () => {
  expect([0, 30, 300].map((seconds) => plain(afterWords(seconds)))).toEqual([
    'now',
    '30 s',
    '5 min',
  ])
  expect(plain(ruleWords('voice', 60))).toBe('Phone call, then every 1 min until somebody has it')
})

test('a line that does nothing says why', () => {
  const ways = [{ kind: 'ntfy' as const, brokenAt: '2026-10-22T10:00:00Z' }]
  expect(ruleRemark('sms', ways)).toBe('not connected here, so it is left out')
  expect(ruleRemark('email', ways)).toBe('you have none set up, so it is left out')
  expect(ruleRemark('ntfy', ways)).toBe('broken, so it is left out')
  expect(ruleRemark('ntfy', [{ kind: 'ntfy', brokenAt: null }])).toBe('')
})

test('a first draft of own rules leaves out ways that do not exist here', () => {
  const usual = [
    { method: 'web_push', afterSeconds: 0, repeatEverySeconds: null },
    { method: 'sms', afterSeconds: 30, repeatEverySeconds: null },
  ]
  expect(draftFrom(usual, 'high')).toEqual([rule({ kind: 'web_push' })])
})

test('rules are the same only in the same order', () => {
  const [a, b] = [rule({}), rule({ kind: 'email', afterSeconds: 60 })]
  expect(sameRules([a, b], [{ ...a }, { ...b }])).toBe(true)
  expect(sameRules([a, b], [b, a])).toBe(false)
})
