import { expect, test } from 'vitest'
import { answerWords, codesOf } from './answer-words.ts'

const refused = 'The mail server mx.acme.test:587 refused the mail: '
const later = 'The mail server mx.acme.test:25 asked us to try again later: '

test.each([
  [`${refused}550 5.1.1 <kim@acme.test>: user unknown`, 550, '5.1.1'],
  [`${later}451 4.7.1 Greylisted`, 451, '4.7.1'],
  [`${refused}550-5.7.26 Unauthenticated email`, 550, '5.7.26'],
  ['250 2.0.0 OK 1731 queued', 250, '2.0.0'],
  ['550 No such user', 550, null],
  ['connect ECONNREFUSED 10.0.0.1:587', null, null],
])('the codes of %j are %j and %j', (answer, reply, enhanced) => {
  expect(codesOf(answer)).toEqual({ reply, enhanced })
})

test.each([
  [`${refused}550 5.1.1 unknown`, /no such mailbox/],
  [`${refused}552 5.2.2 over quota`, /mailbox is full/],
  [`${refused}552 5.3.4 too big`, /bigger than the other mail system takes/],
  [`${refused}550 5.7.1 blocked`, /block list/],
  [`${refused}550 5.7.26 DMARC`, /neither SPF nor DKIM/],
  [`${refused}550 5.7.99 odd`, /security or policy/],
  [`${refused}550 go away`, /does not exist, or the other side refuses/],
  [`${refused}599 what`, /gave no reason we know/],
  [`${later}450 4.2.0 Greylisted, come again`, /new senders wait/],
  [`${later}421 too many connections`, /about to stop, or too busy/],
  [`${later}452 4.2.2 full`, /mailbox is full/],
  ['The mail server a:587 could not be reached: connect ECONNREFUSED 10.0.0.1:587', /refuses conn/],
  ['The mail server a:587 was not found by its name: getaddrinfo ENOTFOUND a', /not found by/],
  ['The mail server a:587 did not answer in time: Greeting never received', /in time/],
  ['The mail server a:587 could not be reached securely: self-signed certificate', /secure/],
  ['The mail server a:587 did not accept the user name and password: 535 5.7.8 no', /user name/],
  ['The mail is too big: 26.1 MB with its files', /too big/],
  ['something else', /nobody said why/],
])('%j is told plainly', (answer, words) => expect(answerWords(answer)).toMatch(words))
