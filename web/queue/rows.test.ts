import { describe, expect, it } from 'vitest'
import type { Band, QueueRow } from './queries.ts'
import {
  bandSelections,
  between,
  byDueTime,
  cellWindow,
  dueWithin,
  heldRows,
  listItems,
  withTopics,
} from './rows.ts'

const row = (number: number, channel = 'paid', dueAt: string | null = null): QueueRow => ({
  number,
  subject: `Ticket ${number}`,
  customerWords: '',
  status: 'open',
  priority: 'normal',
  channel: { key: channel, name: channel, kind: channel },
  requesterName: 'Dana',
  organizationName: null,
  planName: null,
  assignee: null,
  restricted: false,
  identityVerified: true,
  flag: null,
  promise: {
    metric: 'first_reply',
    state: dueAt ? 'running' : 'none',
    dueAt,
    startedAt: null,
    targetMinutes: null,
    counted: null,
  },
  whyHere: '',
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
  version: 1,
})

const numbers = (rows: QueueRow[]): number[] => rows.map(({ number }) => number)

const band = (key: string, kind = key): Band => ({ key, name: key, kind, promise: '', open: 1 })
const bands = [band('emergency'), band('paid'), band('forum', 'community'), band('issues')]
const topic = {
  number: 7,
  title: 'Why?',
  authorName: 'Lee',
  outside: null,
  waitingSince: '2026-11-22T10:00:00.000Z',
}

describe('what waits in the community', () => {
  const listed = (rows: QueueRow[], isWhole: boolean): string[] =>
    withTopics(listItems(rows, bands, false), [topic], bands, isWhole).map(({ key }) => key)

  it('stands behind the tickets of its band and before what is promised less', () => {
    expect(listed([row(1), row(2, 'forum'), row(3, 'issues')], false)).toEqual([
      'band paid',
      'row 1',
      'band forum',
      'row 2',
      'topic 7',
      'band issues',
      'row 3',
    ])
  })
  it('brings the head of its band along where no ticket stands there', () => {
    expect(listed([row(1), row(3, 'issues')], false).slice(2, 4)).toEqual(['band forum', 'topic 7'])
    expect(listed([], true)).toEqual(['band forum', 'topic 7'])
  })
  it('waits while stricter rows may still come', () => {
    expect(listed([row(1)], false)).toEqual(['band paid', 'row 1'])
    expect(listed([row(1)], true)).toEqual(['band paid', 'row 1', 'band forum', 'topic 7'])
  })
})

describe('the list', () => {
  it('stands under the heads of its channels', () => {
    const items = listItems([row(1, 'emergency'), row(2), row(3)], [], false)
    expect(items.map(({ key }) => key)).toEqual([
      'band emergency',
      'row 1',
      'band paid',
      'row 2',
      'row 3',
    ])
    expect(listItems([row(1)], [], true)).toHaveLength(1)
  })

  it('puts what has no promise last when it is ordered by due time', () => {
    const rows = [
      row(1),
      row(2, 'paid', '2026-11-22T12:00:00.000Z'),
      row(3, 'forum', '2026-11-22T11:00:00.000Z'),
    ]
    expect(numbers(byDueTime(rows))).toEqual([3, 2, 1])
  })

  it('finds what is due in one half hour', () => {
    const from = Date.parse('2026-11-22T11:00:00.000Z')
    const rows = [
      row(1, 'paid', '2026-11-22T11:29:59.000Z'),
      row(2, 'paid', '2026-11-22T11:30:00.000Z'),
    ]
    expect(numbers(dueWithin(rows, cellWindow(from, 0)))).toEqual([1])
    expect(numbers(dueWithin(rows, cellWindow(from, 1)))).toEqual([2])
  })

  it('selects from one row to another in either direction', () => {
    const rows = [row(1), row(2), row(3), row(4)]
    expect(between(rows, 3, 1)).toEqual([1, 2, 3])
    expect(between(rows, 3, 9)).toEqual([])
  })

  it('knows how much of each channel is selected', () => {
    const rows = [row(1), row(2), row(3, 'forum'), row(4, 'security'), row(5, 'security')]
    expect([...bandSelections(rows, new Set([1, 2, 4]))]).toEqual([
      ['paid', 'all'],
      ['forum', 'none'],
      ['security', 'some'],
    ])
  })
})

describe('while somebody points at the list', () => {
  it('holds new rows back and counts them', () => {
    const held = heldRows([row(1), row(2)], [row(5), row(1), row(2)])
    expect(numbers(held.rows)).toEqual([1, 2])
    expect(held).toMatchObject({ waiting: 1 })
  })

  it('lets an emergency in at once', () => {
    const held = heldRows([row(1), row(2)], [row(9, 'emergency'), row(1), row(2)])
    expect(numbers(held.rows)).toEqual([9, 1, 2])
    expect(held).toMatchObject({ waiting: 0 })
  })

  it('adds what comes at the end, where it moves nothing', () => {
    const held = heldRows([row(1)], [row(1), row(2)])
    expect(numbers(held.rows)).toEqual([1, 2])
    expect(held.waiting).toBe(0)
  })

  it('keeps a row that is gone in its place, and shows fresh words of the others', () => {
    const changed = { ...row(2), subject: 'Changed' }
    const held = heldRows([row(1), row(2)], [changed])
    expect(held.rows.map(({ subject }) => subject)).toEqual(['Ticket 1', 'Changed'])
  })

  it('says that the order changed although nothing new came', () => {
    expect(heldRows([row(1), row(2)], [row(2), row(1)])).toMatchObject({ waiting: 1 })
  })
})
