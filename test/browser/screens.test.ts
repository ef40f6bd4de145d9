import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, raiseStage, signIn, type Size, type Stage } from './stage.ts'

/** Every screen in both sizes and both schemes: it shows itself, nothing scrolls sideways, and axe finds nothing. */
const SCREENS: { path: string; shows: RegExp }[] = [
  { path: '/queue', shows: /All pushes fail/ },
  { path: '/t/1', shows: /Every push returns 500/ },
  { path: '/page/1', shows: /All pushes fail/ },
  { path: '/oncall', shows: /on call/i },
  { path: '/oncall/on_call', shows: /final|on call/i },
  { path: '/me/reach', shows: /phone/i },
  { path: '/me/security', shows: /passkey/i },
  { path: '/mail', shows: /kim@acme\.test/ },
  { path: '/emergency', shows: /what is broken/i },
]
const STRANGERS: { path: string; shows: RegExp }[] = [
  { path: '/sign-in', shows: /sign in/i },
  { path: '/help', shows: /emergency/i },
  { path: '/help/emergency', shows: /what is broken/i },
]

/** Set WATCHDESK_SHOTS to a folder to keep a picture of each screen. */
const shots = process.env['WATCHDESK_SHOTS']

const looks = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((scheme) => ({ size, scheme })),
)

describe('every screen', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage(`screens_${process.pid}`)
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'emergency@support.test',
      subject: 'All pushes fail',
      text: 'Every push returns 500 since the upgrade.',
    })
    await stage.until(
      async () => (await stage.system.db.selectFrom('tickets').select('id').execute()).length === 1,
    )
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'support@support.test',
      subject: 'LDAP sync removes admins',
      text: 'After the nightly sync our admins are gone.',
    })
    await stage.until(
      async () => (await stage.system.db.selectFrom('tickets').select('id').execute()).length === 2,
    )
  }, 60_000)
  afterAll(() => stage?.strike(), 30_000)

  test.each(looks)('on a $size, $scheme', { timeout: 180_000 }, async ({ size, scheme }) => {
    const context = await stage.open(size, { scheme })
    const page = await context.newPage()
    for (const screen of STRANGERS) await look(page, screen, size, scheme)
    await signIn(page, 'dora@watchdesk.test')
    for (const screen of SCREENS) await look(page, screen, size, scheme)
    await context.close()
  })
})

async function look(
  page: Page,
  { path, shows }: { path: string; shows: RegExp },
  size: Size,
  scheme: string,
) {
  await page.goto(path)
  await page.getByText(shows).filter({ visible: true }).first().waitFor()
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${path.replaceAll('/', '_')}-${size}-${scheme}.png` })
  }
  expect([
    path,
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
  ]).toEqual([path, true])
  await expectAccessible(page)
}
