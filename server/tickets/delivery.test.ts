import { expect, test } from 'vitest'
import { deliveryWords, nextTryOf, type DeliveryFacts } from './delivery.ts'

const notBefore = new Date('2026-03-03T10:05:00Z')
const facts = (more: Partial<DeliveryFacts>): DeliveryFacts => ({
  state: 'queued',
  attempts: 0,
  answer: null,
  heldBecause: null,
  notBefore,
  ...more,
})

test.each<[Partial<DeliveryFacts>, string]>([
  [{}, 'It is on its way to the mail server.'],
  [{ state: 'sent', attempts: 1, answer: '250 OK' }, 'The mail server took it.'],
  [{ state: 'held', heldBecause: 'No mail server is set up.' }, 'No mail server is set up.'],
  [
    { attempts: 1, answer: '451 4.7.1 greylisted' },
    'The other side lets mail from new senders wait for some minutes (greylisting). It is tried again.',
  ],
  [
    { state: 'failed', attempts: 1, answer: '550 5.1.1 no' },
    'There is no such mailbox at that domain. Check the spelling. It was not delivered.',
  ],
  [
    {
      attempts: 1,
      answer: '250 OK',
      recipients: [
        { address: 'cc@acme.test', state: 'delayed', answer: '451 4.7.1 greylisted' },
        { address: 'kim@acme.test', state: 'sent', answer: null },
      ],
    },
    'Delivered to 1, delayed for cc@acme.test: The other side lets mail from new senders wait for some minutes (greylisting). (451 4.7.1 greylisted). It is tried again.',
  ],
])('%j: %s', (more, words) => expect(deliveryWords(facts(more))).toBe(words))

test('the next try is told only while there is one', () => {
  expect(nextTryOf(facts({ attempts: 1 }))).toEqual(notBefore)
  expect(nextTryOf(facts({}))).toBeNull()
  expect(nextTryOf(facts({ state: 'failed', attempts: 1 }))).toBeNull()
})
