/** How a wrong value is put to the person who wrote it: what is wrong, and what to write instead. */
import type { z } from 'zod'
import { suggestion } from '../platform/did-you-mean.ts'
import { type Finding, isMapping, type Path, quoted } from './finding.ts'
import { type JsonSchema, schemaAt } from './json-schema.ts'

type Issue = z.core.$ZodIssue
type Sentence = Pick<Finding, 'message' | 'remedy'>

/** @param whole the value the schema refused, as it was read */
export function findingsOf(issue: Issue, whole: unknown): Finding[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], schemaAt(whole, path)))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearestAlternative(issue.errors).flatMap((inner) =>
      findingsOf({ ...inner, path: [...issue.path, ...inner.path] }, whole),
    )
  }
  const value = path.reduce<unknown>((value, step) => Object(value)[step] as unknown, whole)
  return [{ path, ...sentenceFor(issue, named(path), value, schemaAt(whole, path)) }]
}

function sentenceFor(
  issue: Issue,
  name: string,
  value: unknown,
  schema: JsonSchema | null,
): Sentence {
  if (issue.code === 'invalid_key') return ownWords(issue.issues[0]?.message ?? '', name)
  if (issue.path.length === 0 && value === null) return emptyFile
  if (issue.message.includes('\n')) return ownWords(issue.message, name, value)
  if (value === undefined) return missing(name, schema)
  if (value === null) return { message: `${name} is empty`, remedy: 'Fill it in, or remove it.' }
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(name, issue.expected, value)
    case 'invalid_value':
      return notAChoice(name, value, issue.values.map(String))
    case 'invalid_union':
      return notAChoice(name, value, 'options' in issue ? (issue.options ?? []).map(String) : [])
    case 'too_small':
      return tooFew(name, issue.origin, Number(issue.minimum), value)
    case 'too_big':
      return tooMany(name, issue.origin, Number(issue.maximum), value)
    default:
      return { message: `${name} is wrong: ${issue.message}`, remedy: explanation(schema) }
  }
}

const emptyFile = { message: 'the playbook is empty', remedy: 'Begin with playbooks/starter.yaml.' }

function unknownKey(path: Path, schema: JsonSchema | null): Finding {
  const known = Object.keys(schema?.properties ?? {})
  const key = String(path.at(-1))
  const message = `${quoted(key)} is not known here`
  return { path, message, remedy: suggestion(key, known, 'Remove it.'), at: 'key' }
}

/** Words of the schema itself, written with says(): what is wrong, and what to do. */
function ownWords(words: string, name: string, value?: unknown): Sentence {
  const [message = '', remedy = ''] = words.split('\n')
  const subject = typeof value === 'string' ? quoted(value) : name
  return { message: `${subject} ${message}`, remedy }
}

function missing(name: string, schema: JsonSchema | null): Sentence {
  return { message: `${name} is missing`, remedy: `Add it. ${explanation(schema)}`.trim() }
}

function explanation(schema: JsonSchema | null): string {
  const choices = schema?.enum ? `One of: ${schema.enum.join(', ')}.` : ''
  return [schema?.description ?? '', choices].filter((part) => part !== '').join(' ')
}

function notAChoice(name: string, value: unknown, choices: string[]): Sentence {
  return {
    message: `${name} cannot be ${shown(value)}`,
    remedy: suggestion(String(value), choices, 'Remove it.'),
  }
}

const wantedWords: Record<string, [wanted: string, remedy: string]> = {
  string: ['text', 'Put it in quotes.'],
  int: ['a whole number', 'Write digits only, without quotes and without a fraction.'],
  number: ['a number', 'Write digits only, without quotes.'],
  boolean: ['true or false', 'Write true or false, without quotes.'],
  array: ['a list', 'Write each entry on its own line, beginning with "- ".'],
  object: ['a group of settings', 'Write "name: value" lines below it, further to the right.'],
  record: ['a group of settings', 'Write "name: value" lines below it, further to the right.'],
}

function wrongType(name: string, expected: string, value: unknown): Sentence {
  const [wanted, remedy] = wantedWords[expected] ?? [expected, '']
  const scalar = typeof value !== 'object'
  if (expected === 'string' && !scalar) {
    return { message: `${name} must be text, not ${shown(value)}`, remedy: 'Write one value here.' }
  }
  return { message: `${name} must be ${wanted}, not ${shown(value)}`, remedy }
}

function tooFew(name: string, origin: string, least: number, value: unknown): Sentence {
  if (origin === 'array') {
    return {
      message: `${name} is an empty list`,
      remedy: `Give at least ${counted(least, 'entry')}.`,
    }
  }
  if (origin === 'string') return { message: `${name} is empty`, remedy: 'Write something here.' }
  if (origin === 'number') {
    return {
      message: `${name} is ${shown(value)}, which is too small`,
      remedy: `Give at least ${least}.`,
    }
  }
  return { message: `${name} is empty`, remedy: `Give at least ${least}.` }
}

function tooMany(name: string, origin: string, most: number, value: unknown): Sentence {
  if (origin === 'number') {
    return {
      message: `${name} is ${shown(value)}, which is too large`,
      remedy: `Give at most ${most}.`,
    }
  }
  if (origin === 'array') {
    return { message: `${name} has too many entries`, remedy: `Give at most ${most}.` }
  }
  return { message: `${name} is too long`, remedy: `Use at most ${counted(most, 'character')}.` }
}

/** The shape the writer most likely meant is the one with the least to correct, deep inside counting less. */
function nearestAlternative(errors: readonly Issue[][]): Issue[] {
  return errors.reduce((nearest, other) => (weight(other) < weight(nearest) ? other : nearest))
}

function weight(issues: Issue[]): number {
  return issues.reduce((sum, { code, path }) => {
    const depth = path.length + (code === 'unrecognized_keys' ? 1 : 0)
    return sum + 1 / (1 + depth)
  }, 0)
}

function named(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the playbook'
  if (typeof last === 'string') return quoted(last)
  return `entry ${last + 1} of ${named(path.slice(0, -1))}`
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return 'a list'
  return isMapping(value) ? 'a group of settings' : String(value)
}

function counted(count: number, thing: string): string {
  return count === 1 ? `one ${thing}` : `${count} ${thing.replace(/y$/, 'ie')}s`
}
