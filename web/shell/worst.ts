// Decides what the title of a tab and its icon say while one looks elsewhere: the worst thing of mine.

import { durationWords } from '../ui/durations.ts'
import type { ShellFacts } from './facts.ts'

type Known = Pick<ShellFacts, 'unanswered' | 'counts'>

/** 'emergency': a customer is down and nobody has it. 'mine': so many open tickets are mine. */
export type Worst = { kind: 'emergency' | 'mine'; count: number } | undefined

export function worstOf({ unanswered, counts }: Known): Worst {
  if (unanswered.length > 0) return { kind: 'emergency', count: unanswered.length }
  return counts && counts.mine > 0 ? { kind: 'mine', count: counts.mine } : undefined
}

/** '⯃ 2 min Acme' while nobody has an emergency, '(3) Queue' otherwise; `now` is server time. */
export function titleWords(facts: Known, screen: string, now: number): string {
  const [first] = facts.unanswered
  if (first)
    return `⯃ ${durationWords(now - Date.parse(first.since))} ${first.customer || first.subject}`
  const worst = worstOf(facts)
  return `${worst ? `(${worst.count}) ` : ''}${screen}`
}
