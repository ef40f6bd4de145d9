import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findSender } from '../../server/customers/queries.ts'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

/** Screen 14, and the way to it from a ticket and from the palette. */
describe('a customer', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
    const { organization } = await findSender(stage.system.db, 'kim@acme.test')
    // In its grace: an amber sentence, and no block.
    const endsAt = new Date(Date.now() - 3 * 86_400_000)
    await stage.system.db
      .updateTable('subscriptions')
      .set({ endsAt })
      .where('organizationId', '=', organization!.id)
      .execute()
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'support@support.test',
      subject: 'Runners are slow',
      text: 'Since Monday.',
    })
    await stage.until(
      async () => (await stage.system.db.selectFrom('tickets').select('id').execute()).length === 1,
    )
  })
  afterAll(() => stage?.strike())

  test.each([
    ['desktop', 'light'],
    ['phone', 'dark'],
  ] as const)('on a %s, %s', { timeout: 120_000 }, async (size: Size, scheme) => {
    const context = await stage.open(size, { scheme, as: 'alice' })
    const page = await context.newPage()
    await page.goto('/t/1')
    if (size === 'phone') await page.getByText('Promises, status and customer').click()
    await page.getByRole('button', { name: 'Why this promise?' }).click()
    await page
      .getByText(/in its 14 days of grace until/)
      .first()
      .waitFor()
    await page.getByText(/They are told/).waitFor()
    await expectAccessible(page)

    await page.goto('/customers')
    await page.getByRole('link', { name: /Umbra/ }).waitFor()
    await expectAccessible(page)
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill('acm')
    await page.waitForURL(/q=acm/)
    await page.getByRole('link', { name: /Umbra/ }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /Acme/ }).click()

    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor()
    await page.getByText(/is in its grace until/).waitFor()
    await page.getByRole('link', { name: /#1 Runners are slow/ }).waitFor()
    await page.getByLabel('New note').fill(`No Zoom here, said a ${size}.`)
    await page.getByRole('button', { name: 'Keep note' }).click()
    // A message that somebody reads stays, and what is below it can be pressed all the same.
    const message = page.getByText('The note is kept.')
    await message.hover()
    await page.getByText(`No Zoom here, said a ${size}.`).first().waitFor()
    const link = page.getByRole('region', { name: 'Emergency link' }).locator('code')
    const before = await link.textContent()
    await page.getByRole('button', { name: 'New link…' }).press('Enter')
    const worthless = page.getByRole('button', { name: 'Make the old link worthless' })
    if (size === 'phone') expect(await comesClearOf(message, worthless)).toBe(true)
    await worthless.press('Enter')
    await expect.poll(() => link.textContent(), { timeout: 15_000 }).not.toBe(before)
    await expectAccessible(page)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true)
    await context.close()
  })
})

/** Whether a button that lay under a message stands clear of it when it gets the focus. */
async function comesClearOf(message: Locator, button: Locator): Promise<boolean> {
  const top = async (what: Locator) => (await what.boundingBox())?.y ?? Number.NaN
  const over = await top(message)
  await button.page().evaluate((by) => window.scrollBy(0, by), (await top(button)) - over)
  // It had the focus already: only getting it brings it into view.
  await button.blur()
  await button.focus()
  return (await top(button)) + 44 <= over
}
