import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlToText } from '../connectors/email/html-text.ts'
import { readMail } from '../connectors/email/read-mail.ts'
import { REPLY_MARKER, splitQuoted } from './reply-text.ts'

interface Case {
  name: string
  kind?: 'eml' | 'html' | 'signature'
  input?: string
  input_raw_message?: string
  input_html?: string
  expected_visible?: string
  expected_signature?: string
}

const casesOf = (file: string): Case[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'reply-samples', `${file}.json`), 'utf8')).cases

async function inputOf(sample: Case): Promise<string> {
  if (sample.kind === 'eml')
    return (await readMail(Buffer.from(sample.input_raw_message ?? ''))).text
  return sample.kind === 'html' ? htmlToText(sample.input_html ?? '').text : (sample.input ?? '')
}

const trimmed = (text = '') => text.replaceAll(/[ \t]+$/gm, '').trim()
const bare = (text = '') => text.replaceAll(/\s+/g, '')
const letters = (text: string) => Array.from(bare(text)).sort().join('')

/** One family cuts signatures off, the other keeps them: each is asked its own question. */
async function isMet(file: string, sample: Case): Promise<boolean> {
  const { text, signature } = splitQuoted(await inputOf(sample))
  if (sample.kind === 'signature') return trimmed(signature) === trimmed(sample.expected_signature)
  if (file === 'email_reply_trimmer') return trimmed(text) === trimmed(sample.expected_visible)
  return [bare(text), bare(text + signature)].includes(bare(sample.expected_visible))
}

// Not met on purpose: forwarded mails stay in sight (two), and a signature needs a mark (three).
test.each([
  ['email_reply_trimmer', 41, 43],
  ['talon_inline_text', 27, 27],
  ['talon_fixtures', 15, 18],
])('of %s at least %i of %i are met', async (file, floor, all) => {
  const met = await Promise.all(casesOf(file).map((sample) => isMet(file, sample)))
  expect(met).toHaveLength(all)
  expect(met.filter(Boolean).length).toBeGreaterThanOrEqual(floor)
})

describe('cases of our own, exactly', () => {
  test.each([
    [
      'an answer above',
      'Yes.\n\nOn 1 May 2026 Alice wrote:\n> Sure?',
      'Yes.',
      'On 1 May 2026 Alice wrote:\n> Sure?',
      '',
    ],
    ['our marker', `Yes.\n${REPLY_MARKER}\nHello Kim`, 'Yes.', `${REPLY_MARKER}\nHello Kim`, ''],
    [
      'Outlook',
      'Ja.\n\n________________________________\nVon: Alice\nGesendet: heute\nAn: Kim\nBetreff: X\n\nHallo',
      'Ja.',
      '________________________________\nVon: Alice\nGesendet: heute\nAn: Kim\nBetreff: X\n\nHallo',
      '',
    ],
    [
      'answers between the lines',
      'On 1 May 2026 Alice wrote:\n> One?\nYes.\n> Two?\nNo.',
      '> One?\nYes.\n> Two?\nNo.',
      'On 1 May 2026 Alice wrote:',
      '',
    ],
    [
      'an answer below',
      'On 1 May 2026 Alice wrote:\n> One?\n\nYes.',
      'Yes.',
      'On 1 May 2026 Alice wrote:\n> One?',
      '',
    ],
    [
      'a forwarded mail',
      'Please help.\n\n---------- Forwarded message ---------\nFrom: Lee\nDate: today\nSubject: X\n\nIt fails.',
      'Please help.\n\n---------- Forwarded message ---------\nFrom: Lee\nDate: today\nSubject: X\n\nIt fails.',
      '',
      '',
    ],
    ['a signature', 'Yes.\n-- \nKim\nAcme', 'Yes.', '', '-- \nKim\nAcme'],
    ['a telephone', 'Yes.\n\nSent from my iPhone', 'Yes.', '', 'Sent from my iPhone'],
    [
      'a log with rules',
      'It says\n-----\nERROR 42\n=====\nand stops',
      'It says\n-----\nERROR 42\n=====\nand stops',
      '',
      '',
    ],
    [
      'code that looks like a quotation',
      'Run\n```\n> a\n> b\n```',
      'Run\n```\n> a\n> b\n```',
      '',
      '',
    ],
    ['nothing but a quotation', '> One?\n> Two?', '', '> One?\n> Two?', ''],
    [
      'a list of fields',
      'From: 10\nTo: 20\nthen it fails',
      'From: 10\nTo: 20\nthen it fails',
      '',
      '',
    ],
  ])('%s', (_name, body, text, quoted, signature) => {
    expect(splitQuoted(body)).toEqual({ text, quoted, signature })
  })
})

test('no character but blanks is ever lost', async () => {
  const inputs = ['email_reply_trimmer', 'talon_inline_text', 'talon_fixtures']
    .flatMap(casesOf)
    .map(inputOf)
  for (const input of await Promise.all(inputs)) {
    const { text, quoted, signature } = splitQuoted(input)
    expect(letters(text + quoted + signature)).toBe(letters(input))
  }
  const line = oneof(
    constantFrom(
      '> a',
      '',
      '-- ',
      'On 1 May 2026 Kim wrote:',
      'From: x',
      'To: y',
      'Subject: z',
      '____________',
      'Sent from my iPhone',
      '```',
      '---- Forwarded message ----',
      REPLY_MARKER,
    ),
    string({ maxLength: 30 }),
  )
  assert(
    property(array(line, { maxLength: 30 }), (lines) => {
      const { text, quoted, signature } = splitQuoted(lines.join('\n'))
      expect(letters(text + quoted + signature)).toBe(letters(lines.join('\n')))
    }),
    { numRuns: 500 },
  )
})
