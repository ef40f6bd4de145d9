import { expect, test } from 'vitest'
import { disposition, servedType } from './file-type.ts'

test.each<[string | null, boolean, string]>([
  ['image/png', false, 'image/png'],
  ['application/pdf', false, 'application/pdf'],
  [null, true, 'text/plain'],
  [null, false, 'application/octet-stream'],
  ['application/xml', true, 'text/plain'],
  ['image/svg+xml', false, 'text/plain'],
  ['text/html', false, 'text/plain'],
  ['application/xhtml+xml', false, 'text/plain'],
])('%s, text %s, is served as %s', (sniffed, isText, served) => {
  expect(servedType(sniffed, isText)).toBe(served)
})

test.each([
  ['image/png', 'plan.png', `inline; filename="plan.png"; filename*=UTF-8''plan.png`],
  ['text/plain', 'runner.log', `inline; filename="runner.log"; filename*=UTF-8''runner.log`],
  [
    'application/pdf',
    'Plan "ü".pdf',
    `attachment; filename="Plan ___.pdf"; filename*=UTF-8''Plan%20%22%C3%BC%22.pdf`,
  ],
  [
    'application/zip',
    "it's (1)*.zip",
    `attachment; filename="it's (1)*.zip"; filename*=UTF-8''it%27s%20%281%29%2A.zip`,
  ],
])('%s %s is offered as %s', (type, name, header) => {
  expect(disposition(type, name)).toBe(header)
})
