import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, nextSpan, separatorOf, type Format } from './records.ts'

const all = (text: string, format: Format) => {
  const bytes = Buffer.from(text)
  const found: string[] = []
  for (let at = 0; ;) {
    const span = nextSpan(bytes, at, format, true)
    if (!span) return found
    found.push(bytes.toString('utf8', span.from, span.end))
    at = span.end
  }
}

test('a line break inside quotes belongs to its field', () => {
  expect(all('a,b\n"x\ny",2\r\nlast', 'csv')).toEqual(['a,b\n', '"x\ny",2\r\n', 'last'])
})

test('objects of a list are found whatever stands in their texts', () => {
  const list = [{ a: '}{"\\' }, { b: { c: ['{', 'ü'] } }]
  expect(
    all(JSON.stringify(list, null, 2), 'json').map((one) => JSON.parse(one) as unknown),
  ).toEqual(list)
})

test('bytes that end inside a record wait for more, wherever they are cut', () => {
  const text = '[{"a":"x\\"}"},{"b":1}]'
  for (let cut = 1; cut < text.length; cut += 1) {
    const span = nextSpan(Buffer.from(text.slice(0, cut)), 0, 'json', false)
    if (span) expect(JSON.parse(text.slice(span.from, span.end))).toEqual({ a: 'x"}' })
  }
})

test.each([
  ['a,b;c,d', ','],
  ['a;b;c', ';'],
  ['a\tb', '\t'],
])('%s is separated by its commonest mark', (line, mark) => {
  expect(separatorOf(line)).toBe(mark)
})

test('whatever is written as CSV is read back', () => {
  const field = fc
    .string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'ü', ';') })
    .map((one) => one.trim())
  fc.assert(
    fc.property(fc.array(field, { minLength: 2, maxLength: 5 }), (fields) => {
      const line = fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')
      const [only, ...others] = all(`${line}\n`, 'csv')
      expect(others).toEqual([])
      expect(fieldsOf(only ?? '', ',')).toEqual(fields)
    }),
  )
})
