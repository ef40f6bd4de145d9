import { expect, it } from 'vitest'
import { onceEach } from './once-each.ts'

it('a ticket that moved down while the pages came stands where the later page has it', () => {
  const rows = [
    { number: 1, due: 'early' },
    { number: 2, due: 'then' },
    { number: 3, due: 'late' },
    { number: 1, due: 'later' },
  ]
  expect(onceEach(rows)).toEqual([rows[1], rows[2], rows[3]])
})

it('a ticket and a topic of one number are two things', () => {
  const rows = [
    { kind: 'ticket', number: 3 },
    { kind: 'topic', number: 3 },
  ]
  expect(onceEach(rows)).toEqual(rows)
})
