/** Decides what is read of HTML that is too much for a tree: its words, in one walk from tag to tag. */

const SILENT = /^(script|style|title)$/
const BREAKS = /^(p|div|br|tr|li|h\d|table|blockquote|pre)$/
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
}

/** At most `longest` characters of the text between the tags. Never throws; every sign is passed once. */
export function roughText(html: string, longest = 200_000): string {
  let text = ''
  let at = 0
  while (at < html.length && text.length < longest) {
    const open = html.indexOf('<', at)
    text += html.slice(at, open < 0 ? html.length : open)
    if (open < 0) break
    at = endOfTag(html, open)
    const [, slash = '', name = ''] =
      /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20)) ?? []
    if (BREAKS.test(name.toLowerCase())) text += '\n'
    if (!slash && SILENT.test(name.toLowerCase())) at = endOfSilence(html, name, at)
  }
  return plain(text.slice(0, longest))
}

function plain(text: string): string {
  return text
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?(?:\r?\n) ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Where nothing closes the tag, the rest belongs to it. */
function endOfTag(html: string, open: number): number {
  const isComment = html.startsWith('<!--', open)
  const end = html.indexOf(isComment ? '-->' : '>', open)
  return end < 0 ? html.length : end + (isComment ? 3 : 1)
}

function endOfSilence(html: string, name: string, from: number): number {
  const ending = new RegExp(`</${name}`, 'gi')
  ending.lastIndex = from
  return ending.exec(html)?.index ?? html.length
}
