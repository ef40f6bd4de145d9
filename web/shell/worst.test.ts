import { expect, test } from 'vitest'
import { titleWords, worstOf } from './worst.ts'

const down = { number: 7, customer: 'Acme', subject: 'All down', since: '2026-03-03T10:00:00Z' }
const now = Date.parse('2026-03-03T10:02:40Z')
const counts = { queue: 40, mine: 3 }

test('an emergency nobody has comes before what is mine', () => {
  expect(worstOf({ unanswered: [down], counts })).toEqual({ kind: 'emergency', count: 1 })
  expect(titleWords({ unanswered: [down], counts }, 'Queue', now)).toBe('⯃ 2\u202Fmin Acme')
})

test('my open tickets are counted, whatever the screen; none are not', () => {
  expect(titleWords({ unanswered: [], counts }, '#12 LDAP', now)).toBe('(3) #12 LDAP')
  expect(titleWords({ unanswered: [], counts: { queue: 40, mine: 0 } }, 'Queue', now)).toBe('Queue')
  expect(worstOf({ unanswered: [] })).toBe(undefined)
})

test('without a known company the words of the ticket stand there', () => {
  expect(titleWords({ unanswered: [{ ...down, customer: '' }] }, 'Queue', now)).toContain(
    'All down',
  )
})
