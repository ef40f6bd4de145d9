import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { writePlaybook } from './export.ts'
import type { Playbook } from './playbook.ts'
import { readPlaybook } from './source.ts'
import { small } from './samples/small.ts'

function read(text: string): Playbook {
  const reading = readPlaybook(text, 'test.yaml')
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 2))
  return reading.playbook
}

function shipped(name: string): Playbook {
  return read(readFileSync(new URL(`../../playbooks/${name}.yaml`, import.meta.url), 'utf8'))
}

describe('what was written is read back equal', () => {
  test.each(['gitlab', 'starter'])('%s', (name) => {
    const playbook = shipped(name)
    const text = writePlaybook(playbook)
    expect(read(text)).toEqual(playbook)
    expect(writePlaybook(read(text))).toBe(text)
  })

  it('whatever people name things and write in templates', () => {
    const playbook = read(small)
    const words = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
    const awkward = fc.constantFrom(
      'no',
      '09:00',
      '2026-01-05',
      '12',
      '# x',
      '- a',
      'a: b',
      '~',
      ' x',
      'x ',
      '\tx',
      '"',
      "'",
      '|',
      'a\r\nb',
      'a\n\n b\n\n',
      '<<',
      '*a',
      '&a',
      '!x',
      '%',
      '@',
      '`',
      '\u2028',
      '\u0085',
      '\ufeff',
    )
    const text = fc.oneof(
      words,
      awkward,
      fc.array(awkward, { minLength: 1 }).map((parts) => parts.join('\n')),
    )
    const speakable = text.filter((text) => !/\{\{|\}\}|entitled|eligible/.test(text))
    fc.assert(
      fc.property(speakable, speakable, (subject, body) => {
        fc.pre(subject.trim() !== '' && subject.length <= 120)
        const wanted = structuredClone(playbook)
        wanted.templates.ours = { subject: subject.trim(), body }
        wanted.channels[0]!.promise = body
        wanted.channels[0]!.name = subject.trim()
        expect(read(writePlaybook(wanted))).toEqual(wanted)
      }),
      { numRuns: 400 },
    )
  })
})

it('begins with the schema for editors and explains every section', () => {
  const text = writePlaybook(shipped('starter'))
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=\.\/playbook\.schema\.json\n\n# What this/,
  )
  for (const section of text.matchAll(/^([a-z_]+):/gm)) {
    expect(text).toMatch(new RegExp(`^# .+\n${section[1]}:`, 'm'))
  }
})

it('writes in the same order wherever the playbook came from', () => {
  const playbook = read(small)
  const { playbook: about, channels, templates, ...rest } = playbook
  const shuffled = { templates, ...rest, channels, playbook: about }
  expect(writePlaybook(shuffled)).toBe(writePlaybook(playbook))
})

it('quotes what other readers of YAML would take for a number, a date or a yes', () => {
  const playbook = read(small)
  playbook.channels[0]!.name = 'no'
  const text = writePlaybook(playbook)
  expect(text).toContain('name: "no"')
  expect(text).toContain('{ from: "09:00", to: "17:00" }')
  expect(text).toContain('anchor_date: "2026-01-05"')
})

it('keeps the lines of a template as they were written', () => {
  expect(writePlaybook(read(small))).toContain(
    '    body: |\n      Hello {{customer_name}},\n      {{call_link}}\n      {{dial_in}}\n',
  )
})
