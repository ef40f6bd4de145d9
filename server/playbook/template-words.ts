/** Whether the templates can be filled in: every placeholder known where it stands, none left out that matters. */
import { suggestion } from '../platform/did-you-mean.ts'
import type { Draft } from './draft.ts'
import { type Finding, type Path, quoted } from './finding.ts'
import type { Template } from './playbook.ts'
import { knownTemplates, placeholders, signaturePlaceholders } from './schema-words.ts'

/** Every {{…}} of a text, the name inside without its spaces. */
export function placeholdersOf(text: string): { name: string; words: string }[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([words, name]) => ({
    name: (name ?? '').trim(),
    words,
  }))
}

/** Placeholders that only the playbook itself can fill, and the link of the company that does. */
const links = { disclosure_url: 'disclosure', pgp_key_url: 'pgp_key' } as const

/** @param names the names of all templates in the file, also of those that are wrong in themselves */
export function findWrongWords(draft: Draft, names: string[]): Finding[] {
  return [
    ...draft.templates.flatMap(({ path, item }) => unfilled(path, item, draft)),
    ...draft.templates.flatMap(({ path, item }) => [
      ...wrongPlaceholders(path, 'subject', item.subject),
      ...wrongPlaceholders(path, 'body', item.body),
      ...leftOut(path, item),
      ...unkind(path, item),
    ]),
    ...wrongSignatures(draft),
    ...Object.entries(knownTemplates).flatMap(([name, { when }]) =>
      names.includes(name) ? [] : [missingTemplate(name, when)],
    ),
  ]
}

function unfilled(path: Path, { subject, body }: Template, { company }: Draft): Finding[] {
  if (!company) return []
  const missing = Object.entries(links).filter(([, link]) => company.links[link] === undefined)
  return placeholdersOf(`${subject}\n${body}`).flatMap(({ name, words }) =>
    missing
      .filter(([placeholder]) => placeholder === name)
      .map(([, link]) => ({
        path: [...path, subject.includes(words) ? 'subject' : 'body'],
        message: `{{${name}}} has no value`,
        remedy: `Add ${link}: with a web address under company.links, or leave the placeholder out.`,
        words,
      })),
  )
}

function missingTemplate(name: string, when: string): Finding {
  return {
    path: ['templates', name],
    message: `template "${name}" is missing`,
    remedy: `Add it with a subject and a body; it is sent when ${when}.`,
  }
}

function wrongSignatures({ mail, channels, teams }: Draft): Finding[] {
  const signatures: [Path, string | undefined][] = [
    [['mail'], mail?.signature],
    ...[...channels, ...teams].map(({ path, item }): [Path, string | undefined] => [
      path,
      item.signature,
    ]),
  ]
  return signatures.flatMap(([path, text]) =>
    wrongPlaceholders(path, 'signature', text ?? '', signaturePlaceholders),
  )
}

function wrongPlaceholders(
  path: Path,
  field: 'subject' | 'body' | 'signature',
  text: string,
  allowed: readonly string[] = knownTemplates[String(path.at(-1))]?.may ??
    Object.keys(placeholders),
): Finding[] {
  const unknown = placeholdersOf(text).filter(({ name }) => !allowed.some((may) => may === name))
  const findings = unknown.map(({ name, words }) => ({
    path: [...path, field],
    message: Object.hasOwn(placeholders, name)
      ? `{{${name}}} is not known at the moment this ${field === 'signature' ? 'signature' : 'template'} is sent`
      : `there is no placeholder ${quoted(words)}`,
    remedy: suggestion(name, allowed, 'Remove it.'),
    words,
  }))
  const rest = text.replaceAll(/\{\{[^{}]*\}\}/g, '')
  const torn = /\{\{|\}\}/.exec(rest)?.[0]
  if (torn === undefined) return findings
  const message = `"${torn}" has no counterpart`
  return [...findings, { path: [...path, field], message, remedy: 'Write {{name}}.', words: torn }]
}

function leftOut(path: Path, { subject, body }: Template): Finding[] {
  const used = placeholdersOf(`${subject}\n${body}`).map(({ name }) => name)
  const must = knownTemplates[String(path.at(-1))]?.must ?? []
  return must
    .filter((name) => !used.includes(name))
    .map((name) => ({
      path,
      message: `this template must say {{${name}}}`,
      remedy: `Add it. ${placeholders[name]}.`,
    }))
}

/** What a plan opens is explained kindly or not at all. */
function unkind(path: Path, template: Template): Finding[] {
  return (['subject', 'body'] as const).flatMap((field) => {
    const words = /\b(not|aren't|isn't|no longer) (entitled|eligible)\b/i.exec(template[field])?.[0]
    if (words === undefined) return []
    return [
      {
        path: [...path, field],
        message: `"${words}" must not be said to a customer`,
        remedy: 'Say where the question is looked after instead.',
        words,
      },
    ]
  })
}
