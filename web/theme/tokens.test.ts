import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { colorTokens, meanings, personTints, type Scheme } from './tokens.ts'

const of = (scheme: Scheme) => {
  const tokens = colorTokens(scheme)
  return (name: string): string => {
    const value = tokens[name]
    if (!value) throw new Error(`no token ${name}`)
    return value
  }
}

type Row = [token: string, canvas: number, surface: number, selected: number]

// The ratios the visual language promises on its three backgrounds.
const neutralRatios: Record<Scheme, Row[]> = {
  light: [
    ['text', 16.88, 18.1, 15.44],
    ['text-2', 7.91, 8.48, 7.24],
    ['text-3', 5.46, 5.85, 4.99],
    ['border-strong', 3.66, 3.93, 3.35],
    ['accent-text', 6.25, 6.7, 5.72],
    ['focus', 5.66, 6.07, 5.18],
  ],
  dark: [
    ['text', 15.98, 14.89, 11.97],
    ['text-2', 9.81, 9.14, 7.35],
    ['text-3', 6.76, 6.3, 5.06],
    ['border-strong', 4.44, 4.14, 3.33],
    ['accent-text', 9.67, 9.01, 7.24],
    ['focus', 7.67, 7.14, 5.74],
  ],
}

// Text on its own paper, text on the surface, label on the solid fill.
const meaningRatios: Record<Scheme, Row[]> = {
  light: [
    ['late', 6.74, 7.95, 6.04],
    ['soon', 6.32, 7.0, 5.39],
    ['kept', 5.9, 6.61, 5.27],
    ['team', 8.64, 9.2, 5.22],
    ['restricted', 7.55, 8.72, 7.0],
  ],
  dark: [
    ['late', 8.05, 8.75, 4.93],
    ['soon', 8.61, 9.99, 6.83],
    ['kept', 8.77, 10.51, 6.4],
    ['team', 10.69, 12.68, 8.65],
    ['restricted', 8.27, 9.07, 4.76],
  ],
}

describe.each(['light', 'dark'] as const)('the %s scheme', (scheme) => {
  const at = of(scheme)

  test.each(neutralRatios[scheme])('%s reads on all three grounds', (name, ...ratios) => {
    const grounds = ['canvas', 'surface', 'selected']
    grounds.forEach((ground, index) => {
      expect(contrast(at(name), at(ground))).toBeCloseTo(ratios[index] ?? 0, 1)
    })
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(name === 'border-strong' ? 3 : 4.5)
  })

  test.each(meaningRatios[scheme])(
    '%s reads as text and as a fill',
    (name, paper, ground, fill) => {
      expect(contrast(at(`${name}-text`), at(`${name}-bg`))).toBeCloseTo(paper, 1)
      expect(contrast(at(`${name}-text`), at('surface'))).toBeCloseTo(ground, 1)
      expect(contrast(at(`on-${name}`), at(name))).toBeCloseTo(fill, 1)
      expect(Math.min(paper, ground, fill)).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('ordinary text reads on hover, on raised and sunken ground and on every coloured paper', () => {
    const papers = [...meanings.map((name) => `${name}-bg`), 'accent-bg']
    for (const ground of ['hover', 'raised', 'sunken', ...papers]) {
      expect(contrast(at('text'), at(ground)), ground).toBeGreaterThanOrEqual(10)
      expect(contrast(at('text-2'), at(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
    for (const ground of ['hover', 'raised', 'sunken']) {
      expect(contrast(at('text-3'), at(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('a filled button reads, also while pressed', () => {
    expect(contrast(at('on-accent'), at('accent'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(at('on-accent'), at('accent-hover'))).toBeGreaterThanOrEqual(4.5)
  })

  test('names read on every person tint', () => {
    const first = scheme === 'light' ? 14.2 : 10.5
    for (let person = 1; person <= personTints; person += 1) {
      const tint = at(`person-${person}`)
      expect(contrast(at('text'), tint), `person ${person}`).toBeGreaterThanOrEqual(first)
      expect(contrast(at('text-2'), tint), `person ${person}`).toBeGreaterThanOrEqual(6.4)
    }
  })

  test('chart series stand out from the surface', () => {
    for (const series of ['chart-1', 'chart-2', 'chart-3', 'border-strong']) {
      expect(contrast(at(series), at('surface')), series).toBeGreaterThanOrEqual(3)
    }
  })
})

const web = join(import.meta.dirname, '..')
const hueNames =
  'red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange|gray|dark|white|black'
const forbidden: [what: string, pattern: RegExp][] = [
  // A number such as '#123' is a ticket; a colour of three or four digits has a letter in it.
  ['a raw hex colour', /#(?=[0-9]*[a-f])(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])/i],
  ['a raw hex colour', /#[0-9]{8}(?!\w)|(?<=[:\s'"])#[0-9]{6}(?=[;'")\s])/],
  ['a colour function', /\b(?:rgba?|hsla?|oklch|oklab|hwb)\(/],
  ['a Mantine palette variable', new RegExp(`--mantine-color-(?:${hueNames})\\b`)],
  ['a Mantine shade', new RegExp(`['"](?:${hueNames})\\.[0-9]['"]`)],
  ['a palette name', new RegExp(`\\b(?:c|color|bg|bd)=\\{?['"](?:${hueNames})['"]`)],
  [
    'a named CSS colour',
    new RegExp(`(?:color|background|border|fill|stroke)[^:;]*:[^;]*[\\s:](?:${hueNames})\\s*[;}]`),
  ],
]

function sources(): string[] {
  return readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|css)$/.test(entry.name))
    .map((entry) => relative(web, join(entry.parentPath, entry.name)))
    .filter((path) => !/^theme|^public|\.test\.ts$/.test(path))
}

test('components name colours by meaning only', () => {
  const found: string[] = []
  for (const path of sources()) {
    readFileSync(join(web, path), 'utf8')
      .split('\n')
      .forEach((line, index) => {
        const hit = forbidden.find(([, pattern]) => pattern.test(line))
        if (hit) found.push(`${path}:${index + 1} has ${hit[0]}: ${line.trim()}`)
      })
  }
  expect(found).toEqual([])
})
