// Decides whether words in a company's colour can be read (WCAG 2 contrast; 4.5 is AA).

export const leastContrast = 4.5

export type ColourVerdict = { ratio: number; readable: boolean; words: string }

/** `#rrggbb`, with or without its sign; null while it is none yet. */
export function colourOf(text: string): string | null {
  const [, digits] = /^#?([0-9a-f]{6})$/i.exec(text.trim()) ?? []
  return digits ? `#${digits.toLowerCase()}` : null
}

/** White words on the colour, as on the main button. */
export function judge(colour: string): ColourVerdict {
  const ratio = Math.round(((1 + 0.05) / (luminance(colour) + 0.05)) * 100) / 100
  const readable = ratio >= leastContrast
  const words = readable
    ? `White on it: ${ratio}:1. That can be read.`
    : `White on it: ${ratio}:1, where 4.5:1 is needed. A darker shade of it is used instead.`
  return { ratio, readable, words }
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
