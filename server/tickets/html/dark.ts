/** Decides how a mail written for white paper is shown on a dark screen. */
import { LIMITS, isTag, readTree, writeTree, type Tag } from './tree.ts'

/** The surface it is shown on, and the least contrast of text (WCAG 2.2, 1.4.3). */
export const DARK_SURFACE = '#151920'
const LEAST_CONTRAST = 4.5

export interface DarkMail {
  html: string
  /** True when the mail paints its own backgrounds: it stays as it is, on a white sheet. */
  onPaper: boolean
}

/**
 * Cleaned HTML for a dark surface: white backgrounds go, text too dark to read is lightened in its
 * own hue. A mail with coloured backgrounds is left alone, because half of a design is none.
 */
export function forDark(html: string): DarkMail {
  const { root } = readTree(html, {
    characters: LIMITS.characters * 8,
    nodes: LIMITS.nodes * 8,
    links: LIMITS.links,
    depth: 1000,
    steps: LIMITS.steps * 4,
  })
  if (!root || someTag(root, hasOwnPaper)) return { html, onPaper: true }
  someTag(root, (tag) => {
    repaint(tag)
    return false
  })
  return { html: writeTree(root), onPaper: false }
}

function someTag(tag: Tag, test: (tag: Tag) => boolean): boolean {
  return test(tag) || tag.children.some((child) => isTag(child) && someTag(child, test))
}

const BACKGROUNDS = new Set(['background', 'background-color'])
const NO_COLOUR =
  /^(none|transparent|inherit|initial|unset|window|white|#f{3,8}|rgba?\(255,255,255[^)]*\)|[^(]*,0\))$/i

function hasOwnPaper({ attributes }: Tag): boolean {
  const painted = declarations(attributes).filter(([property]) => BACKGROUNDS.has(property))
  const colours = [...painted.map(([, value]) => value), attributes['bgcolor'] ?? 'none']
  return colours.some((colour) => !NO_COLOUR.test(colour) && !isNearlyWhite(colour))
}

function isNearlyWhite(colour: string): boolean {
  const rgb = rgbOf(colour)
  return rgb !== null && luminance(rgb) > 0.9
}

function repaint({ attributes }: Tag) {
  delete attributes['bgcolor']
  if (attributes['color']) attributes['color'] = lightened(attributes['color'])
  if (attributes['style'] === undefined) return
  attributes['style'] = declarations(attributes)
    .filter(([property]) => !BACKGROUNDS.has(property))
    .map(([property, value]) => `${property}:${property === 'color' ? lightened(value) : value}`)
    .join(';')
}

/** css.ts wrote them: no brackets with semicolons, no quotes with colons. */
function declarations(attributes: Record<string, string>): [string, string][] {
  return (attributes['style'] ?? '').split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    return colon < 0 ? [] : [[declaration.slice(0, colon), declaration.slice(colon + 1)]]
  })
}

type Rgb = [number, number, number]
const NAMES: Record<string, Rgb> = {
  black: [0, 0, 0],
  windowtext: [0, 0, 0],
  navy: [0, 0, 128],
  darkblue: [0, 0, 139],
  blue: [0, 0, 255],
  purple: [128, 0, 128],
  maroon: [128, 0, 0],
  darkred: [139, 0, 0],
  red: [255, 0, 0],
  green: [0, 128, 0],
  darkgreen: [0, 100, 0],
  teal: [0, 128, 128],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  dimgray: [105, 105, 105],
  white: [255, 255, 255],
  whitesmoke: [245, 245, 245],
  snow: [255, 250, 250],
}

function rgbOf(colour: string): Rgb | null {
  const text = colour.trim().toLowerCase()
  if (Object.hasOwn(NAMES, text)) return NAMES[text] ?? null
  const hex = /^#?([0-9a-f]{3,8})$/.exec(text)?.[1]
  if (hex) {
    const full = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex
    return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as Rgb
  }
  const numbers = /^rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(text.replaceAll(' ', ''))
  return numbers ? (numbers.slice(1, 4).map((part) => Math.min(255, Number(part))) as Rgb) : null
}

/** The same hue, mixed with white until it can be read; a colour we cannot compute is left to the surface's own. */
function lightened(colour: string): string {
  const rgb = rgbOf(colour)
  if (!rgb) return 'inherit'
  const surface = luminance(rgbOf(DARK_SURFACE) ?? [0, 0, 0])
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = rgb.map((part) => Math.round(part + (255 - part) * share)) as Rgb
    if ((luminance(mixed) + 0.05) / (surface + 0.05) >= LEAST_CONTRAST)
      return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }
  return 'inherit'
}

/** WCAG 2 relative luminance. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
