import { expect, test } from 'vitest'
import {
  answeringSubject,
  answeringThreadIndex,
  baseSubject,
  newThreadIndex,
  threadIndexIn,
} from './thread-index.ts'

const conversation = '00112233445566778899aabbccddeeff'
const began = new Date('2026-03-03T10:00:00Z')

test('a first mail has 22 bytes: 0x01, the high bytes of the time, the GUID', () => {
  const index = Buffer.from(newThreadIndex(conversation, began), 'base64')
  expect(index).toHaveLength(22)
  expect(index[0]).toBe(1)
  expect(index.subarray(6).toString('hex')).toBe(conversation)
  const time = Buffer.concat([index.subarray(0, 6), Buffer.alloc(2)]).readBigUInt64BE()
  const milliseconds = Number(time / 10_000n) - 11_644_473_600_000
  // The two bytes that are cut off are worth 6.6 ms.
  expect(Math.abs(milliseconds - began.getTime())).toBeLessThan(7)
})

test('an answer has five bytes more, and its time can be read from them', () => {
  const first = newThreadIndex(conversation, began)
  const answer = answeringThreadIndex(first, new Date(began.getTime() + 3_600_000)) ?? ''
  const bytes = Buffer.from(answer, 'base64')
  expect(bytes).toHaveLength(27)
  expect(bytes.subarray(0, 22)).toEqual(Buffer.from(first, 'base64'))
  const since = Number((BigInt(bytes.readUInt32BE(22)) << 18n) / 10_000n)
  expect(Math.abs(since - 3_600_000)).toBeLessThan(40)
})

test('an answer after two years says that its time is counted in bigger steps', () => {
  const first = newThreadIndex(conversation, began)
  const years = 2 * 365 * 86_400_000
  const bytes = Buffer.from(
    answeringThreadIndex(first, new Date(began.getTime() + years)) ?? '',
    'base64',
  )
  const word = bytes.readUInt32BE(22)
  expect(word >>> 31).toBe(1)
  const since = Number((BigInt(word & 0x7fffffff) << 23n) / 10_000n)
  expect(Math.abs(since - years)).toBeLessThan(1000)
})

test('the index of a conversation without end stops growing', () => {
  let index = newThreadIndex(conversation, began)
  for (let answer = 1; answer < 300; answer += 1)
    index = answeringThreadIndex(index, new Date(began.getTime() + answer * 60_000)) ?? ''
  expect(Buffer.from(index, 'base64')).toHaveLength(22 + 50 * 5)
})

test.each([
  '',
  'rubbish',
  Buffer.alloc(23, 1).toString('base64'),
  Buffer.alloc(22).toString('base64'),
])('what is no index is not answered: %j', (text) =>
  expect(answeringThreadIndex(text, began)).toBeNull(),
)

test('the index is found in the headers of a mail, folded or not, and nowhere else', () => {
  const index = newThreadIndex(conversation, began)
  const folded = `${index.slice(0, 10)}\r\n ${index.slice(10)}`
  expect(threadIndexIn(`Subject: x\r\nThread-Index: ${index}\r\n\r\nbody`)).toBe(index)
  expect(threadIndexIn(`THREAD-INDEX:\r\n ${folded}\r\nSubject: x\r\n\r\n`)).toBe(index)
  expect(threadIndexIn(`Subject: x\r\n\r\nThread-Index: ${index}`)).toBeNull()
})

test.each([
  ['LDAP sync', 'Re: LDAP sync'],
  ['Re: LDAP sync', 'Re: LDAP sync'],
  ['AW: RE: Re[2]: LDAP sync', 'Re: LDAP sync'],
  ['Feature: more', 'Re: Feature: more'],
  ['Reply: more', 'Re: Reply: more'],
])('the subject of an answer to %j is %j', (subject, answer) => {
  expect(answeringSubject(subject)).toBe(answer)
})

test('a subject that is nothing but a prefix stays', () => {
  expect(baseSubject('Re: ')).toBe('Re:')
})
