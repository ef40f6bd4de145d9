// Decides how the rules of paging read, and which rules a person ends up with.

import { durationWords } from '../ui/durations.ts'
import { isWay, wayName, type Way } from './proof.ts'

export type Urgency = 'high' | 'low'
export type Rule = {
  urgency: Urgency
  kind: Way
  afterSeconds: number
  repeatEverySeconds: number | null
}
export type UsualRule = {
  method: string
  afterSeconds: number
  repeatEverySeconds: number | null
}

/** 'now', '30 s', '5 min'. */
export const afterWords = (seconds: number): string =>
  seconds === 0 ? 'now' : durationWords(seconds * 1000)

/** 'Push, then every 60 s': one line of a plan. */
export function ruleWords(kind: string, repeatEverySeconds: number | null): string {
  const again = repeatEverySeconds
    ? `, then every ${durationWords(repeatEverySeconds * 1000)} until somebody has it`
    : ''
  return `${wayName(kind)}${again}`
}

/** Why a line does nothing for this person; empty where it works. */
export function ruleRemark(kind: string, ways: { kind: Way; brokenAt: string | null }[]): string {
  if (!isWay(kind)) return 'not connected here, so it is left out'
  const mine = ways.filter((way) => way.kind === kind)
  if (mine.length === 0) return 'you have none set up, so it is left out'
  return mine.every(({ brokenAt }) => brokenAt !== null) ? 'broken, so it is left out' : ''
}

/** The company's rules as a first draft of one's own: only the ways that exist here. */
export function draftFrom(usual: UsualRule[], urgency: Urgency): Rule[] {
  return usual.flatMap(({ method, afterSeconds, repeatEverySeconds }) =>
    isWay(method) ? [{ urgency, kind: method, afterSeconds, repeatEverySeconds }] : [],
  )
}

/** Whether two lists of rules say the same, in the same order. */
export function sameRules(one: Rule[], other: Rule[]): boolean {
  const plain = (rules: Rule[]): string =>
    JSON.stringify(
      rules.map((rule) => [
        rule.urgency,
        rule.kind,
        rule.afterSeconds,
        rule.repeatEverySeconds ?? null,
      ]),
    )
  return plain(one) === plain(other)
}
