import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

/** The road walked by people: a customer at the portal, an engineer at the page, the ticket, the write-up. */
describe.each(['desktop', 'phone'] as const)('on a %s', (size: Size) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
  })
  afterAll(() => stage?.strike())

  test(
    'an emergency is raised, taken, answered, resolved and written down',
    { timeout: 120_000 },
    async () => {
      const customer = await (await stage.open(size)).newPage()
      const began = performance.now()
      await customer.goto(await stage.acmeLink())
      await customer
        .getByLabel(/what is broken/i)
        .fill('All git pushes fail since the 17.4 upgrade')
      await customer.getByLabel(/call me on/i).fill('+49 151 2345640')
      const name = customer.getByLabel(/your name/i)
      if (await name.count()) await name.fill('Dana')
      await customer.getByRole('button', { name: /page the on-call engineer/i }).click()
      await customer.waitForURL(/\/help\/status\//)
      expect(performance.now() - began).toBeLessThan(20_000)
      await expectAccessible(customer)

      const engineer = await stage.onDuty()
      const topic = `phone-of-${engineer.key}`
      await expect.poll(() => stage.phones.shownBy(topic).length, { timeout: 30_000 }).toBe(1)
      const shown = stage.phones.shownBy(topic)[0]!
      const { createdAt } = await stage.system.db
        .selectFrom('incidents')
        .select('createdAt')
        .executeTakeFirstOrThrow()
      expect(shown.at.getTime() - createdAt.getTime()).toBeLessThan(5000)
      expect(shown.title).toContain('All git pushes fail')

      const phone = await (await stage.open(size)).newPage()
      await phone.goto(shown.link)
      const acknowledge = phone.getByRole('button', { name: /^acknowledge/i })
      await acknowledge.waitFor()
      await expectAccessible(phone)
      await acknowledge.click()
      await phone
        .getByText(/you have it/i)
        .first()
        .waitFor()
      await customer.getByText(`${engineer.name} has this`).first().waitFor()
      await expectAccessible(phone)

      const desk = await (await stage.open(size)).newPage()
      await stage.signIn(desk, engineer.email)
      await desk.goto('/t/1')
      await desk
        .getByText(/All git pushes fail/)
        .filter({ visible: true })
        .first()
        .waitFor()
      await expectAccessible(desk)
      await reply(desk, 'Dana, I have this. Join the call when you are ready.')
      await customer.getByText('Join the call when you are ready').first().waitFor()
      await desk
        .getByRole('button', { name: /^resolve/i })
        .first()
        .click()
      await desk
        .getByText(/what put it right|write down|documentation/i)
        .first()
        .waitFor()
      await desk
        .getByRole('textbox', { name: /what was done|documentation|write-up/i })
        .fill('The disk of the primary was full. We freed it.')
      await desk.getByRole('button', { name: /save/i }).first().click()
      await expect
        .poll(
          async () =>
            (
              await stage.system.db
                .selectFrom('tickets')
                .select(['status', 'documentation'])
                .executeTakeFirstOrThrow()
            ).status,
          { timeout: 30_000 },
        )
        .toBe('solved')
    },
  )
})

async function reply(page: Page, text: string) {
  const open = page.getByRole('button', { name: /^reply to/i }).first()
  if (await open.isVisible()) await open.click()
  await page.getByRole('textbox', { name: /reply to/i }).fill(text)
  await page.getByRole('button', { name: /^send to/i }).click()
}
