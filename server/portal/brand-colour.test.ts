import { assert, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { brandColours, contrast, LEAST_CONTRAST } from './brand-colour.ts'

test('contrast is the one of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2)
})

test('a colour that can be read everywhere in light is taken as it is there', () => {
  const { light, adjusted } = brandColours('#1D4ED8')
  expect(light).toEqual({ accent: '#1d4ed8', accentText: '#1d4ed8' })
  expect(adjusted.map(({ use }) => use)).toEqual(['dark link'])
})

test('one that cannot is darkened, and it is said by how much it failed', () => {
  expect(brandColours('#fca326').adjusted[0]).toEqual({
    use: 'button',
    contrast: 2.02,
    used: expect.stringMatching(/^#/),
  })
})

test('whatever is given, what is used can be read', () => {
  const channel = integer({ min: 0, max: 255 })
  assert(
    property(tuple(channel, channel, channel), (values) => {
      const colour = `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`
      const { light, dark } = brandColours(colour)
      for (const [used, against] of [
        [light.accent, '#ffffff'],
        [light.accentText, '#eef0f4'],
        [light.accentText, '#ffffff'],
        [dark.accent, '#ffffff'],
        [dark.accentText, '#0e1116'],
        [dark.accentText, '#1e242e'],
      ] as const)
        expect(contrast(used, against)).toBeGreaterThanOrEqual(LEAST_CONTRAST)
    }),
  )
})
