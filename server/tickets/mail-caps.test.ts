import { expect, test } from 'vitest'
import { CAPS, whyCapped, type Earlier } from './mail-caps.ts'

const mails = (count: number, minutesAgo: number, sameTicket = true): Earlier[] =>
  Array.from({ length: count }, () => ({ minutesAgo, sameTicket }))

test.each(CAPS.ticketAndRecipient)(
  'on one ticket $most automatic mails in $minutes minutes are enough',
  ({ most, minutes }) => {
    expect(whyCapped(mails(most, minutes - 0.1))).toContain(`${most} automatic mails`)
    expect(whyCapped(mails(most - 1, minutes - 0.1))).toBeNull()
  },
)

test.each(CAPS.recipient)(
  'to one address $most automatic mails in $minutes minutes are enough',
  ({ most, minutes }) => {
    expect(whyCapped(mails(most, minutes - 0.1, false))).toContain(`${most} automatic mails`)
    expect(whyCapped(mails(most - 1, minutes - 0.1, false))).toBeNull()
  },
)

test('what is long past counts no more', () => {
  expect(whyCapped(mails(10, 10))).toBeNull()
  expect(whyCapped(mails(1000, 600))).toBeNull()
})
