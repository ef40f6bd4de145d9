// Decides how a change of many tickets is said, before, while and after it happens.

import type { components } from '../../api/types.ts'
import type { TicketChange } from '../tickets/queries.ts'
import { priorityWords, statusWords } from '../tickets/words.ts'

export type BulkSet = components['schemas']['BulkSet']
export type BulkPreview = components['schemas']['BulkPreview']
export type BulkChange = components['schemas']['BulkChange']

/** What many tickets are to become, and what that is called: "Assign to Bob". */
export type Wish = { set: BulkSet; words: string }

/** The wish for many that says what this change says for one. `until`: words for the end of a snooze. */
export function wishOf(change: TicketChange, untilWords: (at: string) => string): Wish | undefined {
  switch (change.kind) {
    case 'assign':
      return {
        set: { assignee: change.to?.id ?? null },
        words: change.to ? `Assign to ${change.to.name}` : 'Take the owner off',
      }
    case 'status':
      return { set: { status: change.status }, words: `Set to “${statusWords[change.status]}”` }
    case 'priority':
      return {
        set: { priority: change.priority },
        words: `Set ${priorityWords[change.priority].toLowerCase()} priority`,
      }
    case 'snooze': {
      const { until } = change
      return {
        set: { snooze: { until } },
        words: `Snooze until ${until === null ? 'they answer' : untilWords(until)}`,
      }
    }
    case 'wake':
      return undefined
  }
}

/** Tags as people say them: "Tag +outage −old". Undefined when nothing was typed. */
export function tagWish(added: string[], removed: string[]): Wish | undefined {
  if (added.length + removed.length === 0) return undefined
  const words = [...added.map((tag) => `+${tag}`), ...removed.map((tag) => `−${tag}`)]
  return {
    set: {
      ...(added.length > 0 && { addTags: added }),
      ...(removed.length > 0 && { removeTags: removed }),
    },
    words: `Tag ${words.join(' ')}`,
  }
}

export const ticketWords = (count: number): string =>
  count === 1 ? '1 ticket' : `${count} tickets`

/** "9 will change. 2 are so already. 1 won’t change:" */
export function previewSentences({ changing, same, refused }: BulkPreview): string[] {
  return [
    changing === 0 ? 'Nothing will change.' : `${ticketWords(changing)} will change.`,
    ...(same > 0 ? [`${same} ${same === 1 ? 'is' : 'are'} so already.`] : []),
    ...(refused > 0 ? [`${refused} won’t change:`] : []),
  ]
}

/** How far it is, in one sentence. */
export function progressWords({ state, total, done, failed, undone, kept }: BulkChange): string {
  if (state === 'running') return `${done + failed} of ${total} done`
  if (state === 'undoing') return `${undone} of ${done} given back`
  if (state === 'undone')
    return kept > 0
      ? `${ticketWords(undone)} as before, ${kept} not`
      : `${ticketWords(undone)} as before`
  return failed > 0 ? `${ticketWords(done)} done, ${failed} refused` : `${ticketWords(done)} done`
}

/** From 0 to 100. */
export function progressShare({ state, total, done, failed, undone, kept }: BulkChange): number {
  if (state === 'done' || state === 'undone') return 100
  if (state === 'undoing') return done === 0 ? 100 : ((undone + kept) / done) * 100
  return ((done + failed) / total) * 100
}

/** Whether it can be taken back at this moment, in milliseconds of the server's time. */
export function canUndo({ state, undoUntil }: BulkChange, now: number): boolean {
  return state === 'running' || (state === 'done' && Date.parse(undoUntil) > now)
}
