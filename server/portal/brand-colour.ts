/** Decides how a company's own colour is used, so that words in it and on it can be read (WCAG 2.2, 1.4.3 and 1.4.11). */

/** What it must be read against: the surfaces of our pages, light and dark. */
const WHITE = '#ffffff'
const CANVAS = { light: '#eef0f4', dark: '#1e242e' } as const
/** Of text; WCAG AA. */
export const LEAST_CONTRAST = 4.5

export interface Shades {
  /** Behind white words, such as on the main button. */
  accent: string
  /** Of links, and of the ring around what has the focus. */
  accentText: string
}

export interface BrandColours {
  light: Shades
  dark: Shades
  /** For each use that the colour as given would not have passed: its contrast, and what is used instead. */
  adjusted: {
    use: 'button' | 'link' | 'dark button' | 'dark link'
    contrast: number
    used: string
  }[]
}

/** @param colour as `#rrggbb` */
export function brandColours(colour: string): BrandColours {
  const adjusted: BrandColours['adjusted'] = []
  const fit = (use: BrandColours['adjusted'][number]['use'], against: string, towards: number) => {
    const used = readable(colour, against, towards)
    if (used !== colour.toLowerCase())
      adjusted.push({ use, contrast: round(contrast(colour, against)), used })
    return used
  }
  return {
    light: { accent: fit('button', WHITE, 0), accentText: fit('link', CANVAS.light, 0) },
    dark: { accent: fit('dark button', WHITE, 0), accentText: fit('dark link', CANVAS.dark, 255) },
    adjusted,
  }
}

/** WCAG 2 contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour itself, or the nearest on its way to black (0) or white (255) that can be read. */
function readable(colour: string, against: string, towards: number): string {
  for (let step = 0; step < 100; step += 1) {
    const mixed = mix(colour, towards, step / 100)
    if (contrast(mixed, against) >= LEAST_CONTRAST) return mixed
  }
  return mix(colour, towards, 1)
}

const channels = (colour: string) =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

function mix(colour: string, towards: number, part: number): string {
  const mixed = channels(colour).map((value) => Math.round(value + (towards - value) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const round = (value: number) => Math.round(value * 100) / 100
