import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveOwnSettings } from '../../server/customers/own-settings.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { keepShot } from './looks.ts'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseStage()
  // Passkeys belong to a name: no browser gives one to an address of numbers.
  stage.system.config.portalUrl = stage.address.replace('127.0.0.1', 'localhost')
})
afterAll(() => stage?.strike())

const linkIn = (email: string) =>
  /\/help\/sign-in\/link\/[\w-]+/.exec(stage.mailboxes.inboxOf(email).at(-1)?.text ?? '')?.[0] ?? ''

/** By the mail, as a person does it. */
async function signedIn(context: BrowserContext, email: string, host = ''): Promise<Page> {
  const page = await context.newPage()
  const before = stage.mailboxes.inboxOf(email).length
  await page.goto(`${host}/help/sign-in`)
  await page
    .getByLabel(/work e-mail/i)
    .first()
    .fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByText('Look into your mail').first().waitFor()
  await expect
    .poll(() => stage.mailboxes.inboxOf(email).length, { timeout: 30_000 })
    .toBeGreaterThan(before)
  await page.goto(host + linkIn(email))
  await page.getByRole('button', { name: `Sign in as ${email}` }).click()
  await page.getByRole('heading', { name: 'What do you need?' }).waitFor()
  return page
}

async function expectWhole(page: Page, name: string) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect([name, wide <= 0]).toEqual([name, true])
  await expectAccessible(page)
  await keepShot(page, name)
}

test.each([
  ['desktop', true],
  ['phone', false],
] as [Size, boolean][])(
  'on a %s, scripts %s: sign in, ask with a file, read, answer, call it solved',
  { timeout: 120_000 },
  async (size, javaScript) => {
    const context = await stage.open(size, { javaScript, scheme: javaScript ? 'light' : 'dark' })
    const page = await signedIn(context, 'kim@acme.test')
    const check = (name: string) =>
      javaScript ? expectWhole(page, `portal-${name}-${size}`) : Promise.resolve()
    await check('home')
    await page
      .getByRole('textbox', { name: 'In a few words' })
      .fill(`Pipelines are slow on ${size}`)
    await page.getByRole('button', { name: 'Write to us' }).click()
    await page.getByText('First reply by').first().waitFor()
    await check('new')
    await page.getByLabel(/What happens/).fill('Since noon\n  $ time make')
    await page.getByLabel(/Something important/).check()
    await page
      .getByLabel('Files')
      .setInputFiles([
        { name: 'build.log', mimeType: 'text/plain', buffer: Buffer.from('one line') },
      ])
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: `Pipelines are slow on ${size}` }).waitFor()
    await page.getByRole('link', { name: 'build.log' }).waitFor()
    await page.getByText('Not assigned yet').waitFor()
    await page.getByText('First reply by').first().waitFor()
    await page.getByLabel('Add to this ticket').fill('And pulls too')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('And pulls too').first().waitFor()
    await check('ticket')
    await page.getByRole('button', { name: 'Solved, thank you' }).click()
    await page.getByRole('button', { name: 'Good', exact: true }).click()
    await page.getByText('You can change this').waitFor()
    await check('solved')
    await page.getByRole('button', { name: 'Not solved' }).click()
    await page.getByText('This is not solved yet.').first().waitFor()
    await context.close()
  },
)

test(
  'without a script somebody signed in raises an emergency with what they wrote',
  { timeout: 60_000 },
  async () => {
    const context = await stage.open('phone', { javaScript: false })
    const page = await signedIn(context, 'kim@acme.test')
    await page.goto('/help/new?subject=All+is+down')
    await page.getByRole('button', { name: 'Something is down now' }).click()
    await page.getByLabel('What is broken?').waitFor()
    expect(await page.getByLabel('What is broken?').inputValue()).toBe('All is down')
    await page.getByRole('button', { name: 'Page the on-call engineer' }).click()
    await page.waitForURL(/\/help\/status\//)
    await page.goto('/help')
    await page.locator('#entry.filled').waitFor()
    await context.close()
  },
)

test(
  'at 320 px nothing scrolls sideways, in words long and short, from left and from right',
  { timeout: 60_000 },
  async () => {
    const context = await stage.open('phone')
    const page = await signedIn(context, 'lea@acme.test')
    await page.setViewportSize({ width: 320, height: 640 })
    for (const language of ['en', 'de', 'ja', 'ar']) {
      await inWork(stage.system, machine('test'), async (work) => {
        const { id } = await work.db
          .selectFrom('contacts')
          .select('id')
          .where('email', '=', 'lea@acme.test')
          .executeTakeFirstOrThrow()
        await saveOwnSettings(work, id, { language, timeZone: null })
      })
      for (const path of ['/help', '/help/new', '/help/account']) {
        await page.goto(path)
        expect(await page.locator('html').getAttribute('lang')).toBe(language)
        const name = `portal-narrow-${language}${path.replaceAll('/', '-')}`
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        )
        expect([name, wide <= 0]).toEqual([name, true])
        if (language === 'ar' && path === '/help/new') await expectAccessible(page)
        await keepShot(page, name)
      }
    }
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto('/help')
    await expectAccessible(page)
    await keepShot(page, 'portal-forced-colours')
    await context.close()
  },
)

test(
  'by keyboard alone a ticket is sent, and all scripts together stay small',
  { timeout: 60_000 },
  async () => {
    const context = await stage.open('desktop')
    const page = await signedIn(context, 'ken@acme.test')
    let bytes = 0
    page.on('response', (answer) => {
      if (answer.url().endsWith('.js') || answer.url().includes('.js?'))
        void answer.body().then((body) => (bytes += gzipSync(body).length))
    })
    await page.goto('/help/new')
    await page.getByLabel('In one line').focus()
    await page.keyboard.type('By keys')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Nothing but keys')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    for (let step = 0; step < 20 && (await focused()) !== 'Send'; step += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'By keys' }).waitFor()
    await page.goto('/help/account')
    await expectAccessible(page)
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(100_000)
    await context.close()
  },
)

test('a passkey signs in, without a mail', { timeout: 60_000 }, async () => {
  const host = stage.system.config.portalUrl
  const context = await stage.open('desktop')
  const page = await signedIn(context, 'pat@acme.test', host)
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(`${host}/help/account`)
  await page.getByRole('button', { name: 'Add a passkey for this device' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('button', { name: 'Remove' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('textbox', { name: 'In a few words' }).waitFor()
  await context.close()
})
