import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look, looks, type Look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** One emergency as a film: each frame must explain itself, at the phone that rings and at the customer's. */
describe.each(looks)('an emergency on a $size, $scheme', (at: Look) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
  })
  afterAll(() => stage?.strike())

  const newPage = async () => (await stage.open(at.size, { scheme: at.scheme })).newPage()

  test('says at every moment what is true', { timeout: 120_000 }, async () => {
    const customer = await newPage()
    await raise(customer, stage, at)
    const engineer = await stage.onDuty()
    const topic = `phone-of-${engineer.key}`
    await expect.poll(() => stage.phones.shownBy(topic).length, { timeout: 30_000 }).toBe(1)
    const { link } = stage.phones.shownBy(topic)[0]!

    const phone = await newPage()
    await phone.goto(link)
    const press = phone.getByRole('button', { name: /^acknowledge/i })
    await press.waitFor()
    await look(phone, 'strip1-1-button', [/EMERGENCY, paging you/i, /All git pushes/], at)
    expect((await press.boundingBox())!.height).toBeGreaterThanOrEqual(96)
    expect(await press.evaluate((button) => button === document.activeElement)).toBe(true)

    await phone.context().setOffline(true)
    await press.click()
    await look(phone, 'strip1-2-offline', [/Not sent: no connection/, /keeps trying/], at)
    await phone.context().setOffline(false)
    await look(phone, 'strip1-3-yours', /you have it/i, at)
    await look(customer, 'strip2-3-name', new RegExp(`${engineer.name} has this`), at)

    const colleague = stage.phones.shownBy(topic)[0]!
    const again = await newPage()
    await again.goto(colleague.link)
    await again
      .getByText(/you have it/i)
      .first()
      .waitFor()
    await stage.signIn(again, 'dora@watchdesk.test')
    await again.goto('/page/1')
    await look(again, 'page-taken', [/acknowledged/, /You can go back to sleep/], at)
    await again.goto('/page/not-a-token-of-ours')
    await look(again, 'page-used', [/This link does not work/, /Sign in to act/], at)
  })

  test(
    'answers with the truth when the link or the line is broken',
    { timeout: 120_000 },
    async () => {
      const page = await newPage()
      await page.goto('/help/emergency/no-such-link')
      await look(page, 'portal-wrong-link', /use your e-mail address/i, at)
      await page.goto('/help/status/no-such-link')
      await look(page, 'portal-wrong-status', /use your e-mail address/i, at)
      await page.goto('/help')
      await look(page, 'portal-home', /What do you need/, at)
      await page.goto('/help/emergency')
      await page.getByRole('button', { name: /Mail me the code/ }).waitFor()
      await page.context().setOffline(true)
      await look(page, 'portal-offline', /You’re offline|You're offline|no connection/i, at)
      await page.context().setOffline(false)
    },
  )
})

async function raise(customer: Page, stage: Stage, at: Look) {
  await customer.goto(await stage.acmeLink())
  await look(customer, 'strip2-1-form', [/What is broken/, /nobody answers within/i], at)
  await customer.getByLabel(/what is broken/i).fill('All git pushes fail since the 17.4 upgrade')
  await customer.getByLabel(/call me on/i).fill('+49 151 2345640')
  await customer.getByLabel(/your name/i).fill('Dana')
  await customer.getByRole('button', { name: /page the on-call engineer/i }).click()
  await customer.waitForURL(/\/help\/status\//)
  await look(customer, 'strip2-2-paging', /Emergency/, at)
}
