import { describe, expect, it } from 'vitest'
import {
  canUndo,
  previewSentences,
  progressShare,
  progressWords,
  tagWish,
  wishOf,
  type BulkChange,
} from './bulk-words.ts'

const bulk: BulkChange = {
  id: 'b',
  by: 'Alice',
  state: 'running',
  total: 12,
  done: 3,
  failed: 1,
  undone: 0,
  kept: 0,
  undoneBy: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  undoUntil: '2026-11-23T10:00:00.000Z',
  exceptions: [],
}
const monday = (): string => 'Mon 09:00'

describe('a wish for many', () => {
  it('says what it does', () => {
    expect(wishOf({ kind: 'assign', to: { id: '1', name: 'Bob' } }, monday)).toEqual({
      set: { assignee: '1' },
      words: 'Assign to Bob',
    })
    expect(wishOf({ kind: 'assign', to: null }, monday)?.set).toEqual({ assignee: null })
    expect(wishOf({ kind: 'status', status: 'solved' }, monday)?.words).toBe('Set to “Solved”')
    expect(wishOf({ kind: 'priority', priority: 'high', why: '' }, monday)).toEqual({
      set: { priority: 'high' },
      words: 'Set high priority',
    })
    expect(wishOf({ kind: 'snooze', until: 'x' }, monday)?.words).toBe('Snooze until Mon 09:00')
    expect(wishOf({ kind: 'snooze', until: null }, monday)).toEqual({
      set: { snooze: { until: null } },
      words: 'Snooze until they answer',
    })
  })

  it('of tags is none when nothing was typed', () => {
    expect(tagWish([], [])).toBeUndefined()
    expect(tagWish(['outage'], ['old'])).toEqual({
      set: { addTags: ['outage'], removeTags: ['old'] },
      words: 'Tag +outage −old',
    })
  })
})

describe('what happens', () => {
  it('is said before', () => {
    const preview = { total: 12, changing: 9, same: 1, refused: 2, refusals: [] }
    expect(previewSentences(preview)).toEqual([
      '9 tickets will change.',
      '1 is so already.',
      '2 won’t change:',
    ])
    expect(previewSentences({ ...preview, changing: 0, same: 0 })[0]).toBe('Nothing will change.')
  })

  it('is said while and after', () => {
    expect([progressWords(bulk), Math.round(progressShare(bulk))]).toEqual(['4 of 12 done', 33])
    expect(progressWords({ ...bulk, state: 'done', done: 11 })).toBe('11 tickets done, 1 refused')
    expect(progressWords({ ...bulk, state: 'done', done: 1, failed: 0 })).toBe('1 ticket done')
    expect(progressWords({ ...bulk, state: 'undoing', undone: 1 })).toBe('1 of 3 given back')
    expect(progressShare({ ...bulk, state: 'undoing', done: 0 })).toBe(100)
    expect(progressWords({ ...bulk, state: 'undone', undone: 3 })).toBe('3 tickets as before')
    expect(progressWords({ ...bulk, state: 'undone', undone: 2, kept: 1 })).toBe(
      '2 tickets as before, 1 not',
    )
  })

  it('can be taken back while it runs, and for a day', () => {
    const at = Date.parse('2026-11-23T09:59:59.000Z')
    expect(canUndo(bulk, at + 10_000)).toBe(true)
    expect(canUndo({ ...bulk, state: 'done' }, at)).toBe(true)
    expect(canUndo({ ...bulk, state: 'done' }, at + 10_000)).toBe(false)
    expect(canUndo({ ...bulk, state: 'undoing' }, at)).toBe(false)
  })
})
