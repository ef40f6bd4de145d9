// Decides every colour and measure of the interface; nothing else in web/ may name a raw colour.

export type Scheme = 'light' | 'dark'

/** Neutral and interactive colours, by scheme. Contrast is proven in tokens.test.ts. */
const neutral = {
  light: {
    canvas: '#F6F7F9',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#EEF0F4',
    hover: '#F0F2F6',
    selected: '#E7EDFC',
    text: '#12161F',
    'text-2': '#454D5E',
    'text-3': '#5C6578',
    border: '#D9DDE5',
    'border-strong': '#788191',
    'accent-text': '#1D4ED8',
    accent: '#2456DE',
    'accent-hover': '#1B47C2',
    'accent-bg': '#E7EDFC',
    'on-accent': '#FFFFFF',
    focus: '#2456DE',
    'chart-1': '#2456DE',
    'chart-2': '#B34A00',
    'chart-3': '#0F6674',
    'code-paper': '#FFFFFF',
    'code-ink': '#12161F',
    scrim: 'rgb(18 22 31 / 0.45)',
    shadow: 'rgb(18 22 31 / 0.16)',
  },
  dark: {
    canvas: '#0E1116',
    surface: '#151920',
    raised: '#1C212A',
    sunken: '#0A0D11',
    hover: '#1E242E',
    selected: '#1D2A4A',
    text: '#E9ECF2',
    'text-2': '#B4BBC9',
    'text-3': '#929BAC',
    border: '#2A303B',
    'border-strong': '#727B8D',
    'accent-text': '#9DB8FF',
    accent: '#3B66E0',
    'accent-hover': '#3159CC',
    'accent-bg': '#17264D',
    'on-accent': '#FFFFFF',
    focus: '#7FA2FF',
    'chart-1': '#5B86F7',
    'chart-2': '#F0772B',
    'chart-3': '#2C9DB0',
    'code-paper': '#FFFFFF',
    'code-ink': '#12161F',
    scrim: 'rgb(4 6 9 / 0.66)',
    shadow: 'rgb(0 0 0 / 0.5)',
  },
} as const

const ink = '#0B0D11'
const white = '#FFFFFF'

/** What carries meaning: text on its own paper, and a label on its solid fill. */
const meaning = {
  light: {
    late: { text: '#A30D24', bg: '#FDE7EA', solid: '#C4122F', on: white },
    soon: { text: '#9A3B00', bg: '#FFF1E5', solid: '#B34A00', on: white },
    kept: { text: '#0B6B3A', bg: '#E6F6EC', solid: '#0E7C44', on: white },
    team: { text: '#5C4400', bg: '#FFF8DC', solid: '#8A6700', on: white },
    restricted: { text: '#6B21A8', bg: '#F5EBFD', solid: '#7C2BC4', on: white },
  },
  dark: {
    late: { text: '#FF9AA6', bg: '#3A141B', solid: '#D32F45', on: white },
    soon: { text: '#FFB27A', bg: '#38200F', solid: '#F0772B', on: ink },
    kept: { text: '#6FDDA0', bg: '#0F2E1D', solid: '#2FA866', on: ink },
    team: { text: '#F3D98B', bg: '#2E2710', solid: '#D9A514', on: ink },
    restricted: { text: '#D3A8FF', bg: '#2B1840', solid: '#9F5BE8', on: ink },
  },
} as const

export const meanings = ['late', 'soon', 'kept', 'team', 'restricted'] as const
export type Meaning = (typeof meanings)[number]

/** People's tints: blue, violet, teal, sand, rose, olive, cyan, clay. The name is always written too. */
const people = {
  light: ['#DCE7FF', '#E9E0FB', '#D9F0EA', '#F6E7CF', '#FBE0EA', '#E8EDCF', '#D6EEF7', '#F7DFD6'],
  dark: ['#1B2D57', '#33254F', '#123A32', '#3D2F16', '#4A1F31', '#303614', '#10343F', '#47251A'],
} as const

/** One step darker (light scheme) or lighter (dark scheme) than the tint: the edge of a block. */
const peopleEdge = {
  light: ['#A9BFEF', '#C2B0EA', '#9FD0C3', '#DDBF8F', '#E9AEC5', '#C0CA8C', '#9ACBDD', '#E3B19F'],
  dark: ['#35508F', '#55407F', '#22614F', '#66502A', '#7A3653', '#515B25', '#1F5A6B', '#75412F'],
} as const

export const personTints = 8

/** Every colour token of one scheme, by its name without the `--wd-` prefix. */
export function colorTokens(scheme: Scheme): Record<string, string> {
  const tokens: Record<string, string> = { ...neutral[scheme] }
  for (const name of meanings) {
    const { text, bg, solid, on } = meaning[scheme][name]
    tokens[`${name}-text`] = text
    tokens[`${name}-bg`] = bg
    tokens[name] = solid
    tokens[`on-${name}`] = on
  }
  people[scheme].forEach((tint, index) => {
    tokens[`person-${index + 1}`] = tint
    tokens[`person-${index + 1}-edge`] = peopleEdge[scheme][index] ?? tint
  })
  return tokens
}

/** Measures that are the same in both schemes: type (px/line), grid, radii, motion. */
export const measures: Record<string, string> = {
  'font-ui': "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  'font-mono':
    "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, monospace",
  'fs-xs': '0.75rem',
  'fs-sm': '0.8125rem',
  'fs-md': '0.875rem',
  'fs-lg': '1rem',
  'fs-xl': '1.25rem',
  'fs-2xl': '1.625rem',
  'fs-3xl': '2.125rem',
  'fs-4xl': '3rem',
  'lh-xs': '1rem',
  'lh-sm': '1.125rem',
  'lh-md': '1.25rem',
  'lh-lg': '1.5rem',
  'lh-xl': '1.75rem',
  'lh-2xl': '2rem',
  'lh-3xl': '2.375rem',
  'lh-4xl': '3.25rem',
  's-1': '4px',
  's-2': '8px',
  's-3': '12px',
  's-4': '16px',
  's-5': '24px',
  's-6': '32px',
  's-7': '48px',
  'r-tag': '4px',
  'r-card': '8px',
  'r-dialog': '12px',
  'r-acknowledge': '20px',
  'motion-press': '120ms ease-out',
  'motion-layer': '160ms ease-out',
  measure: '68ch',
}

/** Heights that the layout and `scroll-padding` agree on. */
export const layout: Record<string, string> = {
  'rail-width': '212px',
  'rail-width-folded': '56px',
  'header-height': '52px',
  'tab-bar-height': '56px',
  'banner-height': '48px',
}
