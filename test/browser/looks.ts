import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible, type Size } from './stage.ts'

export interface Look {
  size: Size
  scheme: 'light' | 'dark'
}

/** Set WATCHDESK_SHOTS to a folder to keep a picture of everything that is looked at. */
const shots = process.env['WATCHDESK_SHOTS']

/** Every pair of a size and a scheme. */
export const everyLook: Look[] = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((scheme) => ({ size, scheme })),
)

/** Both sizes and both schemes; all four pairs of them only where somebody wants to see the pictures. */
export const looks: Look[] = shots
  ? everyLook
  : [
      { size: 'desktop', scheme: 'light' },
      { size: 'phone', scheme: 'dark' },
    ]

/** What every picture must keep: the words of its state, no sideways scroll, no finding of axe. */
export async function look(
  page: Page,
  name: string,
  shows: RegExp | readonly RegExp[],
  { size, scheme }: Look,
) {
  for (const words of [shows].flat())
    await page.getByText(words).filter({ visible: true }).first().waitFor()
  await keepShot(page, `${name}-${size}-${scheme}`)
  expect([name, await sideways(page)]).toEqual([name, []])
  await expectAccessible(page)
}

/** Waits until nothing on the page says any more that it loads. */
export async function loaded(page: Page) {
  const loading = page.getByRole('status', { name: /^Loading/ })
  await expect.poll(() => loading.count(), { timeout: 15_000 }).toBe(0)
}

/** `screen-state-size-scheme.png`, where pictures are wanted. */
export async function keepShot(page: Page, name: string) {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

/** What makes the page scroll sideways; empty where nothing does. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map(
        (element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`,
      )
    return ['It scrolls sideways', ...beyond.slice(0, 3)]
  })
}
