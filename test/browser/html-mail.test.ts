import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, raiseStage, type Stage } from './stage.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const HTML = `
<p style="color:#000">Since 17.4 <b>every</b> job fails.</p>
<p style="background:white;color:navy">Words in a colour of their own.</p>
<img src="cid:logo@acme" alt="Logo"><img src="https://pictures.evil.test/1.png" alt="Chart">
<div class="gmail_quote"><div class="gmail_attr">On Tue, 3 Feb 2026, Support wrote:</div>
<blockquote>${'<p>Old words</p>'.repeat(30)}</blockquote></div>`

/** A stranger's HTML on the page of its ticket: by SMTP in, through the cleaner, into its frame. */
describe('a mail with HTML on its ticket', { timeout: 90_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  let asked: string[]
  beforeAll(async () => {
    stage = await raiseStage()
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'support@support.test',
      subject: 'Every job fails',
      text: 'Since 17.4 every job fails.\n\n> Old words',
      html: HTML,
      attachments: [
        { filename: 'logo.png', content: PIXEL, contentType: 'image/png', cid: 'logo@acme' },
      ],
    })
    await stage.until(
      async () =>
        (await stage.system.db.selectFrom('commentHtml').select('html').execute()).length > 0,
    )
    context = await stage.open('desktop', { as: 'alice' })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    asked = []
    context.on('request', (request) => void asked.push(request.url()))
    // What lies elsewhere is answered here, so that no test leaves the machine.
    await context.route(/\/api\/v1\/comments\/[^/]+\/images/, (route) =>
      route.fulfill({ status: 200, contentType: 'image/png', body: PIXEL }),
    )
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 10_000 })
  const frame = (on = page) => on.getByTitle(/^Mail from Kim/)
  const inside = (on = page) => on.frameLocator('iframe[title^="Mail from Kim"]')
  const height = async () => (await frame().boundingBox())?.height ?? 0
  const read = async (on = page) => {
    await on.goto('/t/1')
    await inside(on).getByText('job fails').waitFor()
  }
  const widths = () =>
    inside()
      .locator('img')
      .evaluateAll((all) => all.map((picture) => (picture as HTMLImageElement).naturalWidth))
  const elsewhere = () => asked.filter((url) => /\/images\?/.test(url))

  test('stands in a frame that is as tall as its words, without a script in it', async () => {
    await read()
    expect(await frame().getAttribute('sandbox')).not.toContain('allow-scripts')
    await soon(height).toBeGreaterThan(60)
    expect(await height()).toBeLessThan(500)
    expect(await inside().locator('b').textContent()).toBe('every')
    await expectAccessible(page)
  })

  test('shows its own pictures at once, and those that lie elsewhere only when asked', async () => {
    asked = []
    await read()
    await soon(widths).toEqual([1, 0])
    await page.getByText(/One picture is not loaded/).waitFor()
    expect(elsewhere()).toEqual([])
    await page.getByRole('button', { name: 'Show pictures' }).press('Enter')
    await soon(widths).toEqual([1, 1])
    await page.getByRole('button', { name: 'Show pictures' }).waitFor({ state: 'detached' })
    expect(elsewhere().map((url) => new URL(url).searchParams.get('src'))).toEqual([
      'https://pictures.evil.test/1.png',
    ])
    // Everything goes by our own address: the sender hears of nobody.
    expect(asked.filter((url) => !url.startsWith(stage.address))).toEqual([])
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME')
  })

  test('folds what it quotes, and unfolds it', async () => {
    await read()
    const quoted = inside().getByText('Old words').first()
    await soon(() => quoted.isVisible()).toBe(false)
    const folded = await height()
    await inside().getByLabel('Show or hide the quoted text').press('Enter')
    await soon(() => quoted.isVisible()).toBe(true)
    await soon(height).toBeGreaterThan(folded + 500)
    await inside().getByLabel('Show or hide the quoted text').press('Enter')
    await soon(height).toBe(folded)
  })

  test('is also there as plain text, and drawn again', async () => {
    await read()
    await page.getByRole('button', { name: 'Show plain text' }).press('Enter')
    await frame().waitFor({ state: 'detached' })
    await page.getByText('Since 17.4 every job fails.').first().waitFor()
    await page.getByRole('button', { name: 'Show as it was drawn' }).press('Enter')
    await inside().getByText('job fails').waitFor()
  })

  test('can be read where everything is dark', async () => {
    const dark = await (await stage.open('phone', { scheme: 'dark', as: 'alice' })).newPage()
    await read(dark)
    const colours = () =>
      inside(dark)
        .locator('.mail')
        .evaluate((mail) => {
          const [first] = mail.querySelectorAll('p')
          return [
            getComputedStyle(mail.ownerDocument.documentElement).backgroundColor,
            first ? getComputedStyle(first).color : '',
          ]
        })
    const [paper, words] = (await colours()).map(brightness)
    expect(paper).toBeLessThan(60)
    expect(words).toBeGreaterThan(120)
    await expectAccessible(dark)
    await dark.context().close()
  })
})

/** The mean of red, green and blue, 0 to 255. */
function brightness(colour: string): number {
  const parts = [...colour.matchAll(/[\d.]+/g)].slice(0, 3).map(([part]) => Number(part))
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
