import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

/** The palette and the page of results, by keys alone where there are keys. */
describe('searching', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
    for (const [subject, text] of [
      ['LDAP sync removes admins', 'After the nightly sync our admins are gone: <b>exit 137</b>.'],
      ['Pages are slow', 'The nightly export takes hours.'],
    ])
      await stage.sendMail({
        from: 'Kim <kim@acme.test>',
        to: 'support@support.test',
        subject: subject!,
        text: text!,
        attachments: [{ filename: `${subject!.split(' ')[0]}-trace.log`, content: 'trace' }],
      })
    await stage.until(
      async () =>
        (await stage.system.db.selectFrom('searchDocuments').select('number').execute()).length ===
        2,
    )
  })
  afterAll(() => stage?.strike())

  test.each(['desktop', 'phone'] as const)('on a %s', { timeout: 120_000 }, async (size: Size) => {
    const context = await stage.open(size, { as: 'alice' })
    const page = await context.newPage()
    await page.goto('/queue')
    await page.getByRole('heading', { name: 'Queue' }).waitFor()

    await openPalette(page, size)
    const box = page.getByRole('combobox', { name: /search/i })
    await box.fill('theme')
    await page.getByRole('option', { name: /dark colours/i }).waitFor()
    await expectAccessible(page)
    await box.fill('take')
    await page.getByRole('option', { name: /take next/i }).waitFor()
    await box.fill('export tak')
    await page.getByRole('option', { name: /Pages are slow/ }).waitFor()
    await expectAccessible(page)
    await box.fill('nightly status:new')
    await expect
      .poll(() => page.getByRole('dialog').getByRole('option').first().textContent())
      .toContain('Search everything for “nightly status:new”')
    await page.keyboard.press('Enter')

    await page.waitForURL(/\/search\?q=/)
    await page.getByText('2 results.').waitFor()
    await expect.poll(() => page.locator('mark').first().textContent()).toBe('nightly')
    await expectAccessible(page)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true)
    // What a customer wrote stays text.
    await page.getByText('<b>exit 137</b>').waitFor()

    await page.getByRole('link', { name: 'Remove status:new' }).click()
    await page.waitForURL((url) => url.searchParams.get('q') === 'nightly')
    await page.getByRole('searchbox').fill('statsu:new zebra')
    await page.keyboard.press('Enter')
    await page.getByText(/"statsu:" is no filter/).waitFor()
    await page.getByText('Nothing found').waitFor()
    await expectAccessible(page)

    await page.goto('/search?q=pages-trace.log has:attachment')
    await page.getByText('1 result.').waitFor()
    await page.getByRole('list', { name: 'Files' }).getByText('Pages-trace.log').waitFor()
    await expectAccessible(page)

    await page.goto('/search?q=ldap')
    await page.getByText('1 result.').waitFor()
    if (size === 'desktop') {
      // A key is heard once the list is: until then it is pressed again.
      const isHeard = async () => {
        await page.keyboard.press('j')
        return page
          .getByRole('link', { name: /LDAP sync/ })
          .evaluate((link) => link.matches(':focus'))
      }
      await expect.poll(isHeard, { timeout: 20_000 }).toBe(true)
    } else await page.getByRole('link', { name: /LDAP sync/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/t\/1$/)
    await context.close()
  })
})

async function openPalette(page: Page, size: Size) {
  if (size === 'desktop') return page.keyboard.press('/')
  await page.getByRole('button', { name: /more/i }).click()
  await page.getByRole('button', { name: /^search/i }).click()
}
