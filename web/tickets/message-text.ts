// Decides how the plain text of a message is shown: paragraphs, code, quoted history, links.

export type Block = { kind: 'text' | 'code' | 'quote'; text: string }

const fence = /^```/
const indented = /^(?: {4}|\t)/
const quoted = /^>/
const quoteHead =
  /^(?:On .+ wrote:|Am .+ schrieb.*:|-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,})$/

function kindOf(line: string, before: Block['kind'] | undefined): Block['kind'] {
  if (quoted.test(line) || quoteHead.test(line.trim())) return 'quote'
  if (indented.test(line)) return 'code'
  // An empty line inside code or a quote belongs to it only when more of the same follows.
  return line.trim() === '' && before !== undefined ? before : 'text'
}

function trimmed({ kind, text }: Block): Block {
  const lines = text.replaceAll(/^\n+|\s+$/g, '')
  if (kind === 'quote') return { kind, text: lines.replaceAll(/^> ?/gm, '') }
  return { kind, text: kind === 'code' ? lines.replaceAll(/^(?: {4}|\t)/gm, '') : lines }
}

/** The blocks of a message, in order. Fenced and indented lines are code; `>` lines are quoted history. */
export function messageBlocks(body: string): Block[] {
  const blocks: Block[] = []
  let fenced = false
  for (const line of body.replaceAll('\r\n', '\n').split('\n')) {
    if (fence.test(line)) {
      fenced = !fenced
      if (fenced) blocks.push({ kind: 'code', text: '' })
      else blocks.push({ kind: 'text', text: '' })
      continue
    }
    const last = blocks.at(-1)
    const kind = fenced ? 'code' : kindOf(line, last?.kind)
    if (last?.kind === kind) last.text += `${last.text === '' ? '' : '\n'}${line}`
    else blocks.push({ kind, text: line })
  }
  return blocks.map(trimmed).filter(({ text }) => text !== '')
}

export type Piece = { kind: 'text' | 'link'; text: string }

const address = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}']/g

/** Splits text at web addresses, which are shown as links; the full stop after one stays text. */
export function linkPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { 0: link, index } of text.matchAll(address)) {
    if (index > from) pieces.push({ kind: 'text', text: text.slice(from, index) })
    pieces.push({ kind: 'link', text: link })
    from = index + link.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}
