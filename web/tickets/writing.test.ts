import { describe, expect, it } from 'vitest'
import { longPaste, mentioned, offered, triggerAt } from './completion.ts'
import { fillPlaceholders, firstUnfilled } from './placeholders.ts'

describe('placeholders', () => {
  it('are filled where they are known and stay where they are not', () => {
    const values = { customer_name: 'Kim', ticket_number: '12' }
    expect(
      fillPlaceholders('Hello {{customer_name}}, #{{ Ticket_Number }}: run {{command}}', values),
    ).toBe('Hello Kim, #12: run {{command}}')
  })

  it('that are left are found, with their place', () => {
    expect(firstUnfilled('Run {{command}} twice')).toEqual({ from: 4, to: 15, name: 'command' })
    expect(firstUnfilled('Run it twice')).toBeUndefined()
  })

  it.each([
    ['a fenced block', 'See\n```\n{{ value }}\n```\n'],
    ['a fence that was never closed', '```\n{{ value }}'],
    ['inline code', 'Write `{{ value }}` there'],
    ['what no placeholder looks like', 'A Helm value is {{ .Values.image }}'],
  ])('leave %s alone', (_name, text) => {
    expect(firstUnfilled(text)).toBeUndefined()
  })
})

describe('completion', () => {
  it.each([
    ['/', 1, { sign: '/', from: 0, query: '' }],
    ['Hello\n/lo', 9, { sign: '/', from: 6, query: 'lo' }],
    ['ask @mi', 7, { sign: '@', from: 4, query: 'mi' }],
    ['/lo and more', 3, { sign: '/', from: 0, query: 'lo' }],
    ['/etc/passwd', 11, undefined],
    ['kim@acme', 8, undefined],
    ['a / b', 5, undefined],
  ] as const)('of %j at %d', (text, caret, trigger) => {
    expect(triggerAt(text, caret, ['/', '@'])).toEqual(trigger)
  })

  it('knows only the signs of its composer', () => {
    expect(triggerAt('@mi', 3, ['/'])).toBeUndefined()
  })

  it('offers beginnings first and six at most', () => {
    const names = ['Ask for logs', 'Logs of the runner', 'Catalogue', 'Greeting']
    expect(offered(names, 'lo', (name) => name)).toEqual([
      'Logs of the runner',
      'Ask for logs',
      'Catalogue',
    ])
    expect(offered(Array.from({ length: 9 }, String), '', (name) => name)).toHaveLength(6)
  })

  it('knows who was named, the longer name first', () => {
    const people = [{ name: 'Mina' }, { name: 'Mina Sato' }, { name: 'Bob' }]
    const names = (text: string) => mentioned(text, people).map(({ name }) => name)
    expect(names('@Mina Sato, can you look?')).toEqual(['Mina Sato'])
    expect(names('@mina and (@Bob)')).toEqual(['Mina', 'Bob'])
    expect(names('mail to x@Bob or @Bobby')).toEqual([])
  })

  it('takes more than twenty lines for a log', () => {
    expect(longPaste('line\n'.repeat(20))).toBeUndefined()
    expect(longPaste('line\n'.repeat(21))).toBe(21)
  })
})
