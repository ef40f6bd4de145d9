import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMailProvider } from '../world/mail-provider.ts'
import { look, looks, type Look } from './looks.ts'
import { PASSWORD, raiseStage, type Stage } from './stage.ts'

type Provider = Awaited<ReturnType<typeof startMailProvider>>

/** From nobody to a ringing phone, as somebody does it who has the mail password at hand. */
describe.each(looks)('the setup on a $size, $scheme', (at: Look) => {
  let stage: Stage
  let provider: Provider
  beforeAll(async () => {
    provider = await startMailProvider()
    stage = await raiseStage('empty', { mailServer: false })
  })
  afterAll(async () => {
    await stage?.strike()
    await provider?.close()
  })

  test(
    'goes from nobody to a phone that rang, and each step proves itself',
    { timeout: 180_000 },
    async () => {
      const context = await stage.open(at.size, { scheme: at.scheme })
      const page = await context.newPage()
      await becomeAdmin(page, at)
      await nameCompany(page, at)
      await proveMail(page, provider, at)
      await page.reload()
      await look(page, 'setup-mail-done', /went out and came back/, at)
      await press(page, 'Continue')
      await look(page, 'setup-promises', /What do you promise/, at)
      await page.getByText('The same day').click()
      await press(page, 'Promise this')
      await look(page, 'setup-promises-done', /Whoever writes now has an answer by/, at)
      await press(page, 'Continue')
      await takeTurns(page, at)
      await provePhone(page, stage, at)
      await ringForReal(page, stage, at)
      await press(page, 'Finish')
      await page.waitForURL(/\/queue/)
      await page.goto('/setup')
      await page.waitForURL(/\/queue/)
      expect(await stage.system.db.selectFrom('setupSteps').select('state').execute()).toHaveLength(
        5,
      )
    },
  )
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** One heading, and it has the focus: whoever cannot see the screen hears where they are. */
async function hasFocus(page: Page, name: RegExp) {
  await expect
    .poll(() => page.locator('h1:focus').allTextContents())
    .toEqual([expect.stringMatching(name)])
  expect(await page.locator('h1').count()).toBe(1)
}

async function becomeAdmin(page: Page, at: Look) {
  await page.goto('/queue')
  await page.waitForURL(/\/setup/)
  await look(page, 'setup-you', /Who are you/, at)
  await press(page, 'Create the administrator')
  await look(page, 'setup-you-error', [/3 things need another look/, /Write your name/], at)
  await page.getByRole('link', { name: 'Write your name.' }).click()
  await page.keyboard.type('Dora')
  await page.getByLabel(/E-mail address/).fill('dora@watchdesk.test')
  await page.getByLabel(/^Password/).fill(PASSWORD)
  await press(page, 'Create the administrator')
  await look(page, 'setup-you-done', /You are signed in as Dora/, at)
  await hasFocus(page, /^You$/)
  await press(page, 'Continue')
}

async function nameCompany(page: Page, at: Look) {
  await look(page, 'setup-company', /Promises are counted in these hours/, at)
  await hasFocus(page, /Your company/)
  await press(page, 'Save the company')
  await look(page, 'setup-company-error', /Write the name of your company/, at)
  await page.getByLabel(/^Name/).fill('Example GmbH')
  await press(page, 'Save the company')
  await look(page, 'setup-company-done', /in Europe\/Berlin, and you are/, at)
  await press(page, 'Continue')
}

async function proveMail(page: Page, provider: Provider, at: Look) {
  await look(page, 'setup-mail', /where customers write to you/, at)
  await page.getByLabel(/^Address/).fill('help@example.test')
  await page
    .getByLabel(/^Password/)
    .first()
    .fill('mistyped')
  await page.getByText('A guess by the usual names').waitFor()
  await page.getByText('Change the servers').click()
  const ports = { 'Incoming (IMAP)': provider.imap.port, 'Outgoing (SMTP)': provider.smtpPort }
  for (const [name, port] of Object.entries(ports)) {
    const side = page.getByRole('group', { name })
    await side.getByLabel(/^Host/).fill('127.0.0.1')
    await side.getByLabel(/^Port/).fill(String(port))
    await side.getByLabel(/^Encryption/).selectOption('none')
  }
  await press(page, 'Test both ways')
  await look(page, 'setup-mail-error', [/did not let us in/, /wrong user or password/], at)
  await page
    .getByLabel(/^Password/)
    .first()
    .fill('right')
  await press(page, 'Try again')
  await page.getByText(/went out and came back in/).waitFor()
}

async function takeTurns(page: Page, at: Look) {
  await look(page, 'setup-on-call', /Who is on call/, at)
  await press(page, 'Add a person')
  await press(page, 'Save the turns')
  await look(page, 'setup-on-call-error', /Write the name of person 2/, at)
  await page.getByLabel('Name of person 2').fill('Kai')
  await page.getByLabel('E-mail address of person 2').fill('kai@watchdesk.test')
  await press(page, 'Save the turns')
  await look(page, 'setup-on-call-done', [/Dora is on call now/, /Kai cannot sign in yet/], at)
  await press(page, 'Continue')
}

async function provePhone(page: Page, stage: Stage, at: Look) {
  await look(page, 'setup-phone', /Your phone/, at)
  await page.getByText('Another way').click()
  await page.getByLabel(/^Topic/).fill('phone-of-dora')
  await press(page, 'Add ntfy')
  await look(page, 'setup-phone-way', /ntfy: ntfy on my phone/, at)
  await press(page, 'Skip for now')
  await look(page, 'setup-emergency', /A test emergency/, at)
}

async function ringForReal(page: Page, stage: Stage, at: Look) {
  await press(page, 'Start the test emergency')
  await look(page, 'setup-emergency-ringing', /Ringing for/, at)
  await stage.until(async () => stage.phones.shownBy('phone-of-dora').length > 0)
  const shown = stage.phones.shownBy('phone-of-dora').at(-1)
  expect(shown?.title).toContain('TEST, nothing is wrong')
  await fetch(shown!.acknowledgeUrl, { method: 'POST' })
  await look(page, 'setup-emergency-done', /You had it after/, at)
}
