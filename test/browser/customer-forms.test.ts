import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeOrganization } from '../../server/customers/organizations.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { forgetRemembered } from '../../server/platform/remembered.ts'
import { saveSetting, settingsOf } from '../../server/platform/settings.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { loaded, look, looks, type Look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** Screen 14 with its forms, and customers brought in from a file. */
describe('customers are changed', { timeout: 180_000 }, () => {
  let stage: Stage
  let acme: string
  beforeAll(async () => {
    stage = await raiseStage()
    acme = (await findSender(stage.system.db, 'kim@acme.test')).organization!.id
    await inWork(stage.system, machine('test'), async (work) => {
      const { customers } = await settingsOf(work.system)
      const organizationFields = [
        { key: 'deal_size', name: 'Deal size', type: 'number' as const, options: [] },
        {
          key: 'products',
          name: 'Products',
          type: 'choices' as const,
          options: [
            { key: 'git', name: 'Git' },
            { key: 'ci', name: 'Pipelines' },
          ],
        },
      ]
      await saveSetting(work, 'customers', { ...customers, organizationFields })
      work.afterCommit(() => forgetRemembered(work.system))
    })
  })
  afterAll(() => stage?.strike())

  const open = async ({ size, scheme }: Look, as: string, address: string) => {
    const context = await stage.open(size, { scheme, as })
    const page = await context.newPage()
    await page.goto(address)
    return page
  }
  const changedByDora = async (successTier: string) => {
    const { id, name } = await findUserByName(stage.system.db, 'dora')
    await inWork(stage.system, { kind: 'user', id, name }, (work) =>
      changeOrganization(work, acme, { successTier }),
    )
  }
  /** By keyboard: a message at the bottom of the window stands in nobody's way. */
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).press('Enter')

  test.each(looks)('an organization, on a $size, $scheme', async (as: Look) => {
    const page = await open(as, 'alice', '/customers')
    if (as.size === 'phone') await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click()
    await look(page, 'customers', [/Umbra/], as)
    await page.getByRole('link', { name: /Acme/ }).click()
    await press(page, 'Change')
    const form = page.getByRole('dialog', { name: 'Change Acme' })
    const region = `${as.size} ${as.scheme}`
    await form.getByLabel('Region').fill(region)
    await form.getByLabel('Deal size').fill('12,5')
    await form.getByLabel('Pipelines').check()
    // Somebody else is faster with another field: it comes in, and what was typed stays.
    await changedByDora(`Tier of ${region}`)
    await form.getByText(`Dora changed Success tier to “Tier of ${region}”.`).waitFor()
    await look(page, 'customer-form', [/Dora changed Success tier/], as)
    expect(await form.getByLabel('Region').inputValue()).toBe(region)
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Stay here' }).click()
    await form.getByRole('button', { name: 'Save' }).press('Enter')
    await form.waitFor({ state: 'detached' })
    await page.getByText(new RegExp(`${region} · Tier of ${region}`)).waitFor()
    await page.getByText('Deal size: 12.5').waitFor()
    await page.getByRole('button', { name: /^Undo/ }).first().press('Enter')
    await page.getByText('Deal size: 12.5').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test.each(looks)('what was bought and who sees what, on a $size, $scheme', async (as) => {
    const page = await open(as, 'alice', `/customers/${acme}`)
    await press(page, 'Add a subscription')
    const bought = page.getByRole('dialog', { name: 'Add a subscription' })
    await bought.getByLabel('Seats').fill('17')
    await bought.getByLabel('Ends on').fill('2020-01-01')
    await bought.getByRole('button', { name: 'Add it' }).press('Enter')
    await look(page, 'customer-subscription', [/It ends after it begins/], as)
    await bought.getByLabel('Ends on').fill('2099-01-01')
    await bought.getByRole('button', { name: 'Add it' }).press('Enter')
    await bought.waitFor({ state: 'detached' })
    await page
      .getByText(/17 seats: .* to 2099-01-01/)
      .first()
      .waitFor()
    await page
      .getByRole('button', { name: /^Book hours of/ })
      .first()
      .press('Enter')
    const hours = page.getByRole('dialog', { name: /^Hours of/ })
    await hours.getByLabel('Hours').fill('10')
    await hours.getByLabel('Why').fill('Order 7')
    await hours.getByRole('button', { name: 'Book it' }).press('Enter')
    await hours.waitFor({ state: 'detached' })
    await page
      .getByText(/\d+ h left/)
      .first()
      .waitFor()

    await press(page, 'Who sees whose tickets')
    const sharing = page.getByRole('dialog', { name: 'Who sees whose tickets' })
    await sharing.getByLabel('What colleagues see').selectOption('read')
    await sharing.getByLabel('Who at the customer accepted it').fill('')
    const known = sharing.getByLabel(/They know that everybody there sees/)
    await known.uncheck()
    await sharing.getByRole('button', { name: 'Save' }).press('Enter')
    await look(page, 'customer-sharing', [/Say who at the customer/], as)
    await sharing.getByLabel('Who at the customer accepted it').fill(`Kim ${as.size} ${as.scheme}`)
    await known.check()
    await sharing.getByRole('button', { name: 'Save' }).press('Enter')
    await sharing.waitFor({ state: 'detached' })
    await page.getByText(`accepted by Kim ${as.size} ${as.scheme}`).waitFor()
    await look(page, 'customer-changed', [/accepted by Kim/], as)
    await page.context().close()
  })

  test.each(looks)('a contact, on a $size, $scheme', async (as) => {
    const page = await open(as, 'alice', `/customers/${acme}`)
    const name = `Nina ${as.size} ${as.scheme}`
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@elsewhere.test`
    await press(page, 'Add a contact')
    const added = page.getByRole('dialog', { name: 'Add a contact of Acme' })
    await added.getByLabel('Name').fill(name)
    await added.getByLabel('Address').fill(email)
    await added.getByRole('button', { name: 'Add them' }).press('Enter')
    await added.waitFor({ state: 'detached' })
    const people = page.getByRole('region', { name: 'People' })
    await people.getByRole('button', { name: new RegExp(name) }).waitFor()
    await press(page, 'Add a contact')
    await added.getByLabel('Name').fill(name)
    await added.getByLabel('Address').fill(email)
    await added.getByRole('button', { name: 'Add them' }).press('Enter')
    await page.getByText(`${name} is a contact of Acme already.`).first().waitFor()
    await people.getByRole('button', { name: new RegExp(name) }).press('Enter')
    const card = page.getByRole('dialog', { name })
    await card.getByRole('searchbox').fill('umb')
    await card.getByRole('button', { name: 'Add to Umbra' }).press('Enter')
    await card.getByRole('button', { name: 'Make it the usual one: Umbra' }).press('Enter')
    await card.getByText(/Umbra the usual one, named by Alice on/).waitFor()
    await card.getByLabel('Why block them').fill('Threatens people.')
    await card.getByRole('button', { name: `Block ${email}` }).press('Enter')
    await card.getByText(/^Blocked by Alice/).waitFor()
    await look(page, 'customer-contact', [/Blocked by Alice/], as)
    await card.getByRole('button', { name: `Unblock ${email}` }).press('Enter')
    await card.getByLabel('Why block them').waitFor()
    await card.getByRole('button', { name: 'Remove from Acme' }).press('Enter')
    await card.getByRole('link', { name: 'Acme' }).waitFor({ state: 'detached' })
    await card.getByRole('button', { name: 'Change what is known' }).press('Enter')
    const form = page.getByRole('dialog', { name: `Change ${name}` })
    await form.getByLabel('Phone').fill('+49 30 1234')
    await form.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('dialog', { name }).getByText('+49 30 1234').waitFor()
    await page.context().close()
  })

  test.each(looks)('a file, on a $size, $scheme', async (as) => {
    const page = await open(as, 'alice', '/customers/imports')
    const key = `${as.size}-${as.scheme}`
    const text = `external_id,name,domains,field.deal_size\n${key},Hooli ${key},hooli.test,7\nodd,,,\nodder,Odder,gmail.com,\n`
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'organizations.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await press(page, 'Try it, keep nothing')
    await page.getByText('Tried, and nothing kept: 3 records.').waitFor()
    await look(page, 'import-tried', [/holds gmail.com/, /Leave that domain out/], as)
    const report = page.waitForEvent('download')
    await press(page, 'Download the report')
    expect((await report).suggestedFilename()).toMatch(/^import-\d+-report\.csv$/)
    await press(page, 'Bring 1 in')
    await page.getByText('Brought in: 3 records.').waitFor()
    await page.getByRole('link', { name: /The dry run of it is/ }).waitFor()
    await page.getByRole('link', { name: 'Imports' }).click()
    await page
      .getByRole('link', { name: /organizations\.csv/ })
      .first()
      .waitFor()
    await loaded(page)
    await look(page, 'imports', [/1 new, 0 changed/], as)
    await page.context().close()
  })

  test('a form whose plans and fields do not come says so, and comes with them', async () => {
    const page = await open({ size: 'desktop', scheme: 'light' }, 'alice', '/customers')
    const forms = '**/api/v1/customer-forms'
    await page.route(forms, (route) => route.fulfill({ status: 503, body: '' }))
    await page.goto(`/customers/${acme}`)
    await page.getByRole('button', { name: /^Kim/ }).click()
    const card = page.getByRole('dialog', { name: 'Kim' })
    await card.getByRole('button', { name: 'Change what is known' }).click()
    const form = page.getByRole('dialog', { name: 'Change Kim' })
    await form.getByText(/Couldn.t load what the form asks for/).waitFor()
    await page.unroute(forms)
    await form.getByRole('button', { name: /again/i }).click()
    await form.getByLabel('Phone').waitFor()
    await page.context().close()
  })

  test('who may only read finds nothing to press', async () => {
    const page = await open({ size: 'desktop', scheme: 'light' }, 'sofia', `/customers/${acme}`)
    await page.getByRole('button', { name: /^Kim/ }).click()
    const card = page.getByRole('dialog', { name: 'Kim' })
    await card.getByText('Where they belong').waitFor()
    expect(await card.getByRole('button').allTextContents()).toEqual([''])
    await page.goto('/customers/imports')
    await page.getByRole('heading', { name: 'Imports', exact: true }).waitFor()
    expect(await page.locator('input[type="file"]').count()).toBe(0)
    await page.goto(`/customers/${acme}`)
    await page.getByRole('heading', { name: 'People' }).waitFor()
    for (const name of ['Change', 'Add a contact', 'Add a subscription', 'Who sees whose tickets'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
  })
})
