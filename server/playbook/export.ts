/** Writes a playbook as YAML that people can go on editing: sections in order, each with its comment. */
import { Document, isMap, isScalar, type Node, visit, type YAMLMap } from 'yaml'
import { isMapping } from './finding.ts'
import { playbookJsonSchema } from './json-schema.ts'
import { type Playbook, playbookSchema } from './playbook.ts'

/** Reading the text back gives an equal playbook. What is empty is left out; throws if not a playbook. */
export function writePlaybook(playbook: Playbook): string {
  // Parsing puts keys in the order of the schema, wherever the value came from.
  const document = new Document(withoutEmpty(playbookSchema.parse(playbook)), {
    // Other readers still take a bare 09:00 for a number and "no" for false.
    compat: 'yaml-1.1',
  })
  document.commentBefore = ' yaml-language-server: $schema=./playbook.schema.json'
  explainSections(document.contents)
  visit(document, {
    Pair: (_, { value }, path) => {
      if (path.length > 2 && isShortMap(value)) value.flow = true
    },
    Seq: (_, list) => {
      if (list.items.every(isShort)) list.flow = true
      // Entries of one list look alike: all on one line each, or none.
      if (list.items.every(isShortMap)) for (const entry of list.items) entry.flow = true
    },
  })
  // Text is never folded: a line of a template stays one line.
  return document.toString({ lineWidth: 0, blockQuote: 'literal' })
}

function explainSections(contents: Node | null): void {
  if (!isMap(contents)) return
  for (const [index, { key }] of contents.items.entries()) {
    if (!isScalar(key)) continue
    const section = playbookJsonSchema.properties?.[String(key.value)]
    const description = typeof section === 'object' ? section.description : undefined
    if (description !== undefined) key.commentBefore = ` ${description}`
    key.spaceBefore = index > 0
  }
}

function isShortMap(node: unknown): node is YAMLMap {
  return isMap(node) && node.items.every(({ value }) => isShort(value))
}

function isShort(value: unknown): boolean {
  return isScalar(value) && !(typeof value.value === 'string' && /.{33}|\n/.test(value.value))
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (!isMapping(value)) return value
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const)
  return Object.fromEntries(kept.filter(([, inner]) => !isEmpty(inner)))
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === undefined || (isMapping(value) && Object.keys(value).length === 0)
}
