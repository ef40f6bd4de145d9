import {
  createTheme,
  defaultVariantColorsResolver,
  virtualColor,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { colorTokens, layout, measures, meanings, type Scheme } from './theme/tokens.ts'

/** The only colour names a component may use: what they mean, not how they look. */
export const colorNames = ['accent', 'neutral', ...meanings] as const
export type ColorName = (typeof colorNames)[number]

const token = (name: string): string => `var(--wd-${name})`

function ramp(colors: string[]): MantineColorsTuple {
  const last = colors.at(-1) ?? 'currentColor'
  const at = (index: number): string => colors[index] ?? last
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8), at(9)]
}

// Mantine derives its own shades from ten-step palettes. Ours hold only tokens, so whatever step a
// Mantine component picks is one whose contrast was proven.
function palette(name: ColorName, scheme: Scheme): MantineColorsTuple {
  const tokens = colorTokens(scheme)
  const pick = (key: string): string => tokens[key] ?? 'currentColor'
  if (name === 'neutral') return neutralRamp(scheme)
  const [bg, solid, text] = [pick(`${name}-bg`), pick(name), pick(`${name}-text`)]
  return scheme === 'light'
    ? ramp([bg, bg, bg, bg, solid, solid, solid, text, text, text])
    : ramp([text, text, text, text, text, solid, solid, bg, bg, bg])
}

function neutralRamp(scheme: Scheme): MantineColorsTuple {
  const names =
    scheme === 'light'
      ? 'hover sunken border border border-strong text-3 text-3 text-2 text-2 text'
      : 'text text-2 text-3 text-3 border hover raised surface sunken sunken'
  const tokens = colorTokens(scheme)
  return ramp(names.split(' ').map((name) => tokens[name] ?? 'currentColor'))
}

function colors(): Record<string, MantineColorsTuple> {
  const all: Record<string, MantineColorsTuple> = {
    gray: neutralRamp('light'),
    dark: neutralRamp('dark'),
  }
  for (const name of colorNames) {
    all[`${name}Light`] = palette(name, 'light')
    all[`${name}Dark`] = palette(name, 'dark')
    all[name] = virtualColor({ name, light: `${name}Light`, dark: `${name}Dark` })
  }
  return all
}

function named(color: string | undefined): ColorName | undefined {
  return colorNames.find((name) => name === (color ?? 'accent'))
}

const variantColorResolver: VariantColorsResolver = (input) => {
  const name = named(input.color)
  if (!name) return defaultVariantColorsResolver(input)
  const none = '1px solid transparent'
  const text = name === 'neutral' ? token('text') : token(`${name}-text`)
  const paper = name === 'neutral' ? token('hover') : token(`${name}-bg`)
  const solid = name === 'neutral' ? token('text-2') : token(name)
  const label = name === 'neutral' ? token('surface') : token(`on-${name}`)
  const pressed = name === 'accent' ? token('accent-hover') : solid
  switch (input.variant) {
    case 'filled':
      return { background: solid, hover: pressed, color: label, border: none }
    case 'light':
      return { background: paper, hover: paper, color: text, border: none }
    case 'outline':
      return { background: 'transparent', hover: paper, color: text, border: `1px solid ${solid}` }
    case 'subtle':
      return { background: 'transparent', hover: token('hover'), color: text, border: none }
    case 'transparent':
      return { background: 'transparent', hover: 'transparent', color: text, border: none }
    default:
      return defaultVariantColorsResolver(input)
  }
}

export const theme = createTheme({
  colors: colors(),
  primaryColor: 'accent',
  white: '#FFFFFF',
  black: '#12161F',
  variantColorResolver,
  autoContrast: false,
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  fontFamily: measures['font-ui'] ?? 'sans-serif',
  fontFamilyMonospace: measures['font-mono'] ?? 'monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.3334', sm: '1.385', md: '1.4286', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '20px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    textWrap: 'wrap',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.125rem' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // No capitals anywhere but on the one emergency tag, and no text under 12 px.
    Badge: { defaultProps: { tt: 'none', fz: 'xs', fw: 600, radius: 'xs' } },
    Tooltip: {
      defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: true } },
    },
    Modal: { defaultProps: { radius: 'md', closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
})

function schemeVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(colorTokens(scheme))) variables[`--wd-${name}`] = value
  for (const name of colorNames) {
    const meaning = name === 'neutral' ? undefined : name
    const solid = meaning ? token(meaning) : token('text-2')
    const text = meaning ? token(`${meaning}-text`) : token('text-2')
    const paper = meaning ? token(`${meaning}-bg`) : token('sunken')
    variables[`--mantine-color-${name}-filled`] = solid
    variables[`--mantine-color-${name}-filled-hover`] =
      name === 'accent' ? token('accent-hover') : solid
    variables[`--mantine-color-${name}-text`] = text
    variables[`--mantine-color-${name}-light`] = paper
    variables[`--mantine-color-${name}-light-hover`] = paper
    variables[`--mantine-color-${name}-light-color`] = text
    variables[`--mantine-color-${name}-outline`] = text
    variables[`--mantine-color-${name}-outline-hover`] = paper
  }
  return {
    ...variables,
    '--mantine-color-body': token('canvas'),
    '--mantine-color-text': token('text'),
    '--mantine-color-bright': token('text'),
    '--mantine-color-dimmed': token('text-3'),
    '--mantine-color-placeholder': token('text-3'),
    '--mantine-color-anchor': token('accent-text'),
    '--mantine-color-error': token('late-text'),
    '--mantine-color-success': token('kept-text'),
    '--mantine-color-default': token('surface'),
    '--mantine-color-default-hover': token('hover'),
    '--mantine-color-default-color': token('text'),
    '--mantine-color-default-border': token('border-strong'),
    '--mantine-color-disabled': token('sunken'),
    '--mantine-color-disabled-color': token('text-3'),
    '--mantine-color-disabled-border': token('border'),
    '--mantine-primary-color-contrast': token('on-accent'),
  }
}

/** Puts every token on the page as `--wd-*`, and binds Mantine's own variables to them. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...measures, ...layout })) {
    shared[`--wd-${name}`] = value
  }
  return { variables: shared, light: schemeVariables('light'), dark: schemeVariables('dark') }
}
