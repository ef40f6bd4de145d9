/** Where in the text of a YAML document something stands, as an offset from its beginning. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
} from 'yaml'
import type { Finding, Path } from './finding.ts'

/** The offset to show for a finding: the wrong words, else the value, else the nearest thing around it. */
export function offsetOf(document: Document, source: string, finding: Finding): number {
  const { node, offset } = walk(document, finding.path)
  if (finding.at === 'key' || !isScalar(node) || !node.range) return offset
  if (finding.words !== undefined) {
    const place = source.indexOf(finding.words, node.range[0])
    if (place !== -1 && place < node.range[1]) return place
  }
  // An empty value has no place of its own; its key does.
  return node.value === null ? offset : node.range[0]
}

/** Keys that stand twice in one mapping: YAML readers silently keep only the last. */
export function doubledKeys(document: Document): { path: Path; offset: number }[] {
  const doubled: { path: Path; offset: number }[] = []
  // A stack of our own: a document may be nested deeper than functions may.
  const open: { path: Path; node: unknown }[] = [{ path: [], node: document.contents }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, node } = next
    if (isSeq(node)) {
      open.push(...node.items.map((item, index) => ({ path: [...path, index], node: item })))
    }
    if (!isMap(node)) continue
    const seen = new Set<string>()
    for (const { key, value } of node.items) {
      const name = keyText(key)
      if (seen.has(name)) doubled.push({ path: [...path, name], offset: startOf(key) })
      seen.add(name)
      open.push({ path: [...path, name], node: value })
    }
  }
  return doubled
}

/** The first alias whose anchor does not stand above it. */
export function looseAlias(document: Document): Alias | null {
  let loose: Alias | null = null
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined
      loose = alias
      return visit.BREAK
    },
  })
  return loose
}

function walk(document: Document, path: Path): { node: unknown; offset: number } {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const below = childOf(node, step)
    if (below === null) return { node: null, offset }
    node = isPair(below) ? below.value : below
    offset = startOf(isPair(below) ? below.key : below)
  }
  return { node, offset }
}

function childOf(node: unknown, step: string | number): unknown {
  // The last of doubled keys is the one whose value was read.
  if (isMap(node)) return node.items.findLast(({ key }) => keyText(key) === String(step)) ?? null
  if (isSeq(node) && typeof step === 'number') return node.items[step] ?? null
  return null
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

function startOf(node: unknown): number {
  return isNode(node) && node.range ? node.range[0] : 0
}
