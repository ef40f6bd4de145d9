import { expect, test } from 'vitest'
import { clean, fileName, oneLine } from './clean.ts'

test('text keeps its lines and loses what PostgreSQL refuses', () => {
  expect(clean('one\n\0two\tthree \uD800')).toBe('one\ntwo\tthree \uFFFD')
})

test('a header stays one line of bounded length', () => {
  expect(oneLine(' hi\r\nBcc: victim@example.com\u2028x ')).toBe('hi Bcc: victim@example.com x')
  expect(oneLine('abcdef', 4)).toBe('abc…')
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['.htaccess', 'htaccess'],
  ['\u202Egnp.exe', 'gnp.exe'],
  ['report\0.pdf', 'report .pdf'],
  ['', 'fallback.bin'],
  ['../', 'fallback.bin'],
  [`${'a'.repeat(300)}.tar.gz`, `${'a'.repeat(197)}.gz`],
])('the file name %j becomes %j', (given, expected) => {
  expect(fileName(given, 'fallback.bin')).toBe(expected)
})
