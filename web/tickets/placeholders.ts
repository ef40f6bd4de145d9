// Decides what stands in the place of {{customer_name}}, and which places are still to be filled.

export type Place = { from: number; to: number; name: string }

const place = /\{\{\s*([a-z][\w ]{0,60}?)\s*\}\}/giu
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g

/** Puts in what is known; places nobody knows of stay as they are, to be filled by hand. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(place, (whole, name: string) => values[name.toLowerCase()] ?? whole)
}

/** The first place that is still to be filled. Braces inside code are code, and go out as they are. */
export function firstUnfilled(text: string): Place | undefined {
  const spans = [...text.matchAll(code)].map(({ index, 0: all }) => [index, index + all.length])
  for (const { index, 0: whole, 1: name = '' } of text.matchAll(place)) {
    const inCode = spans.some(([from = 0, to = 0]) => index >= from && index < to)
    if (!inCode) return { from: index, to: index + whole.length, name }
  }
  return undefined
}
