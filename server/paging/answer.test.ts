import { expect, test } from 'vitest'
import { readAnswer } from './answer.ts'

test.each(['1', 'ack', 'Ack!', ' yes ', 'TAKE', 'mine, on it', 'acknowledge'])(
  '%j takes it',
  (text) => {
    expect(readAnswer(text)).toBe('acknowledge')
  },
)

test.each(['2', 'pass', 'No', "can't, on a plane", 'next please'])('%j passes it on', (text) => {
  expect(readAnswer(text)).toBe('pass_on')
})

test.each(['', '11', 'ok', 'I acknowledge', 'nothing', 'who is this?', 'yesterday'])(
  '%j is no answer: nothing is acknowledged by accident',
  (text) => {
    expect(readAnswer(text)).toBeNull()
  },
)
