/** Reads a playbook from its text: either the whole of it is right, or every problem is told with its line. */
import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml'
import { findContradictions } from './coherence.ts'
import { findWrongNames } from './cross-references.ts'
import { draftOf } from './draft.ts'
import { type Finding, isMapping, type Path, printPath, quoted } from './finding.ts'
import { type Playbook, playbookSchema } from './playbook.ts'
import { findUnreachable } from './reachability.ts'
import { findWrongWords } from './template-words.ts'
import { findingsOf } from './wording.ts'
import { doubledKeys, looseAlias, offsetOf } from './yaml-places.ts'

export interface Problem {
  file: string
  /** Lines and columns count from 1. */
  line: number
  column: number
  /** Such as escalation_policies[0].levels[1].delay_minutes; empty for the file as a whole. */
  path: string
  message: string
  remedy: string
}

export type Reading = { ok: true; playbook: Playbook } | { ok: false; problems: Problem[] }

const MAX_BYTES = 1_000_000
/** A few anchors save typing; more is somebody trying to fill the memory. */
const MAX_ALIASES = 100
/** Beyond so many nobody reads on. */
const MAX_PROBLEMS = 200

/** A finding with its place in the text. */
type Sighting = Finding & { offset: number }

/** Never throws, whatever the text. Problems are sorted by line; the file name is only repeated in them. */
export function readPlaybook(yamlText: string, fileName: string): Reading {
  const lines = new LineCounter()
  const sightings =
    Buffer.byteLength(yamlText) > MAX_BYTES ? [tooLarge] : readDocument(yamlText, lines)
  if (!Array.isArray(sightings)) return { ok: true, playbook: sightings }
  const problems = sightings
    .toSorted((a, b) => a.offset - b.offset)
    .slice(0, MAX_PROBLEMS)
    .map(({ offset, path, message, remedy }) => {
      const { line, col } = lines.linePos(offset)
      const place = { line: Math.max(line, 1), column: Math.max(col, 1) }
      return { file: fileName, ...place, path: printPath(path), message, remedy }
    })
  return { ok: false, problems }
}

/** Everything wrong with a playbook that is already plain values, whatever it was read from. */
export function findProblems(whole: unknown): Finding[] {
  const shape = (playbookSchema.safeParse(whole).error?.issues ?? []).flatMap((issue) =>
    findingsOf(issue, whole),
  )
  const wrongThere = new Set(shape.map(({ path }) => JSON.stringify(path)))
  const draft = draftOf(whole)
  const names = isMapping(whole) && isMapping(whole.templates) ? Object.keys(whole.templates) : []
  return [
    ...shape,
    // A name that is not even written like a name needs no second complaint.
    ...findWrongNames(whole).filter(({ path }) => !wrongThere.has(JSON.stringify(path))),
    ...findContradictions(draft),
    ...findUnreachable(draft),
    ...findWrongWords(draft, names),
  ]
}

function readDocument(text: string, lineCounter: LineCounter): Sighting[] | Playbook {
  // Doubled keys are looked for below: the library compares every key with every other.
  const options = {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  } as const
  const document = parseDocument(text, options)
  const mistakes = [...document.errors, ...document.warnings].filter(isNoEcho)
  if (mistakes.length > 0) return mistakes.map(notYaml)

  let whole: unknown
  try {
    whole = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return [badAliases(document)]
  }
  const findings = findProblems(whole)
  const doubled = doubledKeys(document).map(({ path, offset }) => ({ ...twice(path), offset }))
  if (findings.length === 0 && doubled.length === 0) return playbookSchema.parse(whole)
  const placed = findings.map((finding) => ({
    ...finding,
    offset: offsetOf(document, text, finding),
  }))
  return [...placed, ...doubled]
}

const tooLarge: Sighting = {
  path: [],
  offset: 0,
  message: 'the file is larger than 1 MB',
  remedy: 'A playbook has a few hundred lines: is this the right file?',
}

function twice(path: Path): Finding {
  return {
    path,
    message: `${quoted(String(path.at(-1)))} stands twice here`,
    remedy: 'Keep one of the two; only the last would have counted.',
  }
}

/** Reading refuses aliases for two reasons only: one has no anchor, or they multiply. */
function badAliases(document: Document): Sighting {
  const loose = looseAlias(document)
  return {
    path: [],
    offset: loose?.range?.[0] ?? 0,
    message: loose ? `there is no anchor for the alias *${loose.source}` : 'too many aliases',
    remedy: 'Write the values out.',
  }
}

const yamlRemedies: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Indent it like the lines beside it.',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that has ": " in it in quotes.',
  MISSING_CHAR: 'Look for a quote, bracket or colon that is missing on this line or above.',
  MULTIPLE_DOCS: 'Remove the line "---": a playbook is one document.',
  TAG_RESOLVE_FAILED: 'Remove the tag, the word beginning with "!".',
}

/** After one bracket too many the library complains about every word that follows. */
function isNoEcho({ code }: YAMLError, index: number): boolean {
  return index === 0 || code !== 'UNEXPECTED_TOKEN'
}

function notYaml({ code, message, pos }: YAMLError): Sighting {
  const deep = code === 'RESOURCE_EXHAUSTION'
  return {
    path: [],
    offset: pos[0],
    message: deep ? 'the file is nested too deeply' : `not YAML: ${message}`,
    remedy: yamlRemedies[code] ?? 'Compare the line with playbooks/starter.yaml.',
  }
}
