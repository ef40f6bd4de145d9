import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOidcProvider } from '../world/oidc-provider.ts'
import { keepShot, sideways } from './looks.ts'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

let stage: Stage
let provider: Awaited<ReturnType<typeof startOidcProvider>>
beforeAll(async () => {
  stage = await raiseStage()
  provider = await startOidcProvider({ id: 'watchdesk', secret: 'the right one' })
})
afterAll(async () => {
  await provider?.close()
  await stage?.strike()
})

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test.each([
  ['desktop', 'light', '#fca326'],
  ['phone', 'dark', '#1d4ed8'],
] as [Size, 'light' | 'dark', string][])(
  'on a %s an administrator sets the looks, and a company’s sign-in proves itself',
  { timeout: 90_000 },
  async (size, scheme, colour) => {
    const context = await stage.open(size, { scheme, as: 'dora' })
    const page = await context.newPage()
    await page.goto('/portal')
    await page.getByRole('heading', { name: 'Pages of customers' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill(`Example by ${size}`)
    await page.getByLabel('Colour', { exact: true }).fill(colour)
    await page.getByText(size === 'desktop' ? /2\.02:1, where 4\.5:1/ : /can be read/).waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PICTURE })
    await page.getByRole('img', { name: 'The logo as it is now' }).waitFor()
    await keepShot(page, `portal-settings-${size}`)
    await page.getByRole('button', { name: 'Save', exact: false }).first().click()
    await page
      .getByText(/is used there|from now on/)
      .first()
      .waitFor()
    const customer = await context.newPage()
    await customer.goto('/help')
    await customer.getByText(`Example by ${size} help`).waitFor()
    expect(await customer.locator('header img').count()).toBe(1)
    await customer.close()

    await page.getByRole('button', { name: 'Add a company’s sign-in…' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name', { exact: false }).first().fill(`Umbra ${size}`)
    await form.getByLabel('Short name').fill(`umbra-${size}`)
    await form.getByLabel('Issuer').fill(provider.issuer)
    await form.getByLabel('Organization', { exact: true }).fill('Acm')
    await form.getByRole('button', { name: 'Acme', exact: true }).click()
    await form.getByText(/^For Acme/).waitFor()
    await form.getByLabel('Client id').fill('watchdesk')
    await form.getByRole('textbox', { name: 'Client secret' }).fill('a wrong one')
    await keepShot(page, `portal-settings-way-${size}`)
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'hidden' })
    // Acme's provider speaks for Acme's people, and never for those of another customer.
    const ways = await stage.system.db
      .selectFrom('contactSignInProviders as p')
      .innerJoin('organizations as o', 'o.id', 'p.organizationId')
      .select('o.name')
      .where('p.key', '=', `umbra-${size}`)
      .execute()
    expect(ways).toEqual([{ name: 'Acme' }])
    await page.getByRole('button', { name: `Try Umbra ${size}` }).click()
    await page.getByText(/does not know this client id and secret/).waitFor()
    await page.getByRole('button', { name: `Change Umbra ${size}…` }).click()
    await form.getByRole('textbox', { name: 'Client secret' }).fill('the right one')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: `Try Umbra ${size}` }).click()
    await page.getByText(/knows this client id and secret/).waitFor()
    await page.getByText(/knows this client id and secret/).scrollIntoViewIfNeeded()
    await keepShot(page, `portal-settings-tried-${size}`)
    expect(await sideways(page)).toEqual([])
    await expectAccessible(page)
    await context.close()
  },
)

test('whoever is no administrator is told so', { timeout: 30_000 }, async () => {
  const context = await stage.open('desktop', { as: 'bob' })
  const page = await context.newPage()
  await page.goto('/portal')
  await page
    .getByText(/Ask an administrator|Administrators arrange/)
    .first()
    .waitFor()
  await context.close()
})
