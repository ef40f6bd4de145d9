import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cleanHtml } from '../../server/tickets/html/clean-html.ts'
import { foldQuotes } from '../../server/tickets/html/fold.ts'
import {
  MAIL_SANDBOX,
  mailDocument,
  type MailScheme,
} from '../../server/tickets/html/mail-document.ts'
import { theBrowser } from './chromium.ts'
import { expectAccessible } from './stage.ts'

const FRAME = new URL('../../web/ui/mail-frame.ts', import.meta.url)
const SCRIPT = `
import { followMail } from '/mail-frame.js'
const frame = document.querySelector('iframe')
document.addEventListener('keydown', (event) => { document.body.dataset.key = event.key })
frame.addEventListener('load', () => {
  window.mail = followMail(frame, (id) => '/pictures/inline?' + encodeURIComponent(id), (height) => { frame.style.height = height + 'px' })
})
frame.src = '/mail' + location.search
`
const MAIL = `
<p style="color:#000">New words <a href="https://evil.test/">https://bank.example</a></p>
<p style="background:white;color:navy">Blue words</p>
<img src="cid:logo@acme" alt="Logo"><img src="https://evil.test/1.png" alt="Chart">
<div class="gmail_quote"><div class="gmail_attr">On Tue, 3 Feb 2026, Kim wrote:</div><blockquote>${'<p>Old words</p>'.repeat(30)}</blockquote></div>`
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let browser: Browser
let server: Server
let address: string
let context: BrowserContext
let page: Page
let requests: string[]

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
    const scheme: MailScheme = searchParams.get('scheme') === 'dark' ? 'dark' : 'light'
    const send = (type: string, body: string | Buffer) =>
      response
        .writeHead(200, { 'content-type': type, 'cross-origin-resource-policy': 'same-origin' })
        .end(body)
    if (pathname === '/desk')
      return send(
        'text/html',
        `<!doctype html><html lang="en"><title>Desk</title><main><h1>Desk</h1><iframe title="Mail from Kim" sandbox="${MAIL_SANDBOX}" style="width:600px;height:50px;border:0"></iframe></main><script type="module" src="/desk.js"></script></html>`,
      )
    if (pathname === '/desk.js') return send('text/javascript', SCRIPT)
    if (pathname === '/mail-frame.js')
      return send('text/javascript', stripTypeScriptTypes(readFileSync(FRAME, 'utf8')))
    if (pathname.startsWith('/pictures/')) return send('image/png', PIXEL)
    if (pathname !== '/mail') return response.writeHead(404).end()
    const html = foldQuotes(cleanHtml(MAIL).html).html
    const document = mailDocument({ html, scheme, imageOrigin: `${address}/pictures/` })
    response.writeHead(200, document.headers).end(document.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await theBrowser()
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 800, height: 900 } })
  page = await context.newPage()
  requests = []
  await context.route('**/*', (route) => {
    const url = route.request().url()
    if (url.includes('picture') || !url.startsWith(address)) requests.push(url.replace(address, ''))
    return url.startsWith(address) ? route.continue() : route.abort()
  })
})
afterEach(() => context.close())

const height = () =>
  page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height)
const mail = () => page.frameLocator('iframe')

async function open(scheme: MailScheme) {
  await page.goto(`${address}/desk?scheme=${scheme}`)
  await page.waitForFunction('window.mail')
}

test('the frame is as tall as the mail, and grows when the quotation is opened', async () => {
  await open('light')
  await expect.poll(height).toBeGreaterThan(100)
  const folded = await height()
  expect(folded).toBeLessThan(500)
  await expect.poll(() => mail().getByText('Old words').first().isVisible()).toBe(false)
  await mail().getByLabel('Show or hide the quoted text').click()
  await expect.poll(height).toBeGreaterThan(folded + 800)
  await mail().getByLabel('Show or hide the quoted text').click()
  await expect.poll(height).toBe(folded)
})

test('the mail’s own pictures come from us at once, others only when asked for, by our address', async () => {
  await open('light')
  await expect.poll(() => requests).toEqual(['/pictures/inline?logo%40acme'])
  await page.evaluate(
    `window.mail.showPictures((source) => '/pictures/remote?' + encodeURIComponent(source))`,
  )
  await expect
    .poll(() => requests)
    .toEqual([
      '/pictures/inline?logo%40acme',
      `/pictures/remote?${encodeURIComponent('https://evil.test/1.png')}`,
    ])
  const widths = () =>
    mail()
      .locator('img')
      .evaluateAll((all) => all.map((picture) => (picture as HTMLImageElement).naturalWidth))
  await expect.poll(widths).toEqual([1, 1])
})

test('even told to, the mail fetches no picture past our own address', async () => {
  await open('light')
  await page.evaluate(`window.mail.showPictures((source) => source)`)
  await expect
    .poll(() =>
      mail()
        .locator('img')
        .nth(1)
        .evaluate((picture) => (picture as HTMLImageElement).complete),
    )
    .toBe(true)
  expect(requests.filter((url) => url.includes('evil'))).toEqual([])
})

test('a link that says another host warns, and opens beside the desk without knowing it', async () => {
  await open('light')
  const link = mail().getByRole('link')
  const warning = await link.evaluate((element) => getComputedStyle(element, '::after').content)
  expect(warning).toContain('leads to')
  const [popup] = await Promise.all([context.waitForEvent('page'), link.click()])
  expect(await popup.evaluate('window.opener')).toBe(null)
  expect(page.url()).toBe(`${address}/desk?scheme=light`)
})

test('a key pressed in the mail reaches the desk', async () => {
  await open('light')
  await mail().getByLabel('Show or hide the quoted text').focus()
  await page.keyboard.press('j')
  await expect.poll(() => page.evaluate('document.body.dataset.key')).toBe('j')
})

test.each(['light', 'dark'] as const)('in the %s scheme everything can be read', async (scheme) => {
  await open(scheme)
  await mail().getByLabel('Show or hide the quoted text').click()
  await expectAccessible(page)
  const frame = page.frames()[1]!
  const surface = await frame.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  )
  expect(surface).toBe(scheme === 'dark' ? 'rgb(21, 25, 32)' : 'rgb(255, 255, 255)')
})
