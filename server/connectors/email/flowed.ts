/** Decides where the lines of a format=flowed text end (RFC 3676): a blank at the end means that the line goes on. */

/** `deletesSpace` is the parameter DelSp: the blank at the end was put there only to mark it. */
export function unflowed(text: string, deletesSpace: boolean): string {
  const lines: string[] = []
  let open: { depth: number; pieces: string[] } | null = null
  const end = () => {
    if (open)
      lines.push(`${open.depth > 0 ? `${'>'.repeat(open.depth)} ` : ''}${open.pieces.join('')}`)
    open = null
  }
  for (const line of text.split('\n')) {
    const depth = /^>{0,200}/.exec(line)?.[0].length ?? 0
    const words = line.slice(depth).replace(/^ /, '')
    const isSignature = words === '-- '
    const flows = words.endsWith(' ') && !isSignature
    // A quotation of another depth never goes on from here, and a signature's mark stands alone.
    if (open !== null && (open.depth !== depth || isSignature)) end()
    open ??= { depth, pieces: [] }
    open.pieces.push(flows && deletesSpace ? words.slice(0, -1) : words)
    if (!flows) end()
  }
  end()
  return lines.join('\n')
}
