import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cleanHtml } from '../../server/tickets/html/clean-html.ts'
import { foldQuotes } from '../../server/tickets/html/fold.ts'
import { MAY_BE_FOUND } from '../../server/tickets/html/hostile/allowed.ts'
import { HOSTILE_MAILS } from '../../server/tickets/html/hostile/mails.ts'
import { MAIL_SANDBOX, mailDocument } from '../../server/tickets/html/mail-document.ts'
import { theBrowser } from './chromium.ts'

/** So many frames stand on one page; a browser draws them together. */
const ON_A_PAGE = 40
/** The policy of the application's own pages (server/platform/http.ts). */
const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

const cleaned = HOSTILE_MAILS.map(({ html }) => foldQuotes(cleanHtml(html).html).html)

let browser: Browser
let server: Server
let address: string
let context: BrowserContext
let page: Page
let seen: { requests: string[]; signs: string[] }

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
    if (pathname === '/desk') {
      const frames = (searchParams.get('mails') ?? '').split(',').filter(Boolean)
      response.writeHead(200, {
        'content-type': 'text/html',
        'content-security-policy': PAGE_POLICY,
      })
      return response.end(desk(frames, searchParams.get('kind') ?? ''))
    }
    const [, kind, number] = /^\/(cleaned|raw)\/(\d+)$/.exec(pathname) ?? []
    const raw = HOSTILE_MAILS[Number(number)]?.html
    if (raw === undefined) return response.writeHead(404).end()
    const html = kind === 'cleaned' ? cleaned[Number(number)]! : raw
    const scheme = Number(number) % 2 ? 'dark' : 'light'
    const document = mailDocument({ html, scheme, imageOrigin: `${address}/pictures/` })
    response.writeHead(200, document.headers)
    response.end(document.body)
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
  context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
  page = await context.newPage()
  seen = { requests: [], signs: [] }
  await context.route('**/*', (route) => {
    const url = route.request().url()
    seen.requests.push(url)
    return url.startsWith(address) ? route.continue() : route.abort()
  })
  page.on('dialog', (dialog) => {
    seen.signs.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => seen.signs.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => seen.signs.push(`error: ${error.message}`))
  page.on('worker', (worker) => seen.signs.push(`worker: ${worker.url()}`))
  context.on('page', (popup) => seen.signs.push(`a new page: ${popup.url()}`))
})
afterEach(() => context.close())

const numbers = HOSTILE_MAILS.map((_, at) => at)
const pagesOf = (mails: number[]) =>
  Array.from({ length: Math.ceil(mails.length / ON_A_PAGE) }, (_, at) =>
    mails.slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE),
  )

test('no hostile mail runs, fetches, leads away or is read otherwise than it was written', async () => {
  for (const mails of pagesOf(numbers)) {
    await openDesk('cleaned', mails)
    const { found, trees } = await page.evaluate(lookIntoFrames, MAY_BE_FOUND)
    expect(named(found, mails)).toEqual([])
    expect(trees).toEqual(mails.map(treeAsWritten))
    expectUntouched('cleaned', mails)
    expect(seen.signs).toEqual([])
    seen.requests = []
  }
})

test('even without the cleaner the frame and its policy hold: nothing runs, nothing leaves', async () => {
  for (const mails of pagesOf(numbers.filter(isNewToTheFrame))) {
    await openDesk('raw', mails)
    expectUntouched('raw', mails)
    // The browser says in its console what it refused; it must not have done any of it.
    expect(seen.signs.filter((sign) => !sign.startsWith('console: '))).toEqual([])
    seen.requests = []
  }
})

/** The elements in the order they were written: the browser must not have moved or repeated one. */
function treeAsWritten(at: number): string {
  return [...cleaned[at]!.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag).join(' ')
}

/** Without the cleaner the place of an address matters to the frame alone: one of five will do. */
const isNewToTheFrame = (at: number) =>
  !isHuge(at) &&
  !/^an address .* in a (link|picture|form|background)$/.test(HOSTILE_MAILS[at]?.name ?? '')
const isHuge = (at: number) => (HOSTILE_MAILS[at]?.html.length ?? 0) > 300_000

async function openDesk(kind: 'cleaned' | 'raw', mails: number[]) {
  await page.goto(`${address}/desk?kind=${kind}&mails=${mails.join(',')}`, { waitUntil: 'load' })
  // Two frames painted: what starts with the first paint has started.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  const around = await page.evaluate(() => ({
    hostile: 'hostile' in window,
    name: window.name,
    children: document.body.childElementCount,
    boxes: [...document.querySelectorAll('iframe')].map((frame) => {
      const { width, height } = frame.getBoundingClientRect()
      return `${width}x${height}`
    }),
  }))
  expect(around).toEqual({
    hostile: false,
    name: '',
    children: mails.length,
    boxes: mails.map(() => '280x120'),
  })
}

/** Only the page and its frames were asked for, and the page still stands where it stood. */
function expectUntouched(kind: string, mails: number[]) {
  const wanted = mails.map((at) => `${address}/${kind}/${at}`)
  const desk = `${address}/desk?kind=${kind}&mails=${mails.join(',')}`
  expect(seen.requests.filter((url) => url !== desk && !wanted.includes(url))).toEqual([])
  expect(seen.requests.length).toBe(mails.length + 1)
  expect(page.url()).toBe(desk)
  const frames = page.frames().slice(1)
  expect(frames.filter((frame) => frame.parentFrame() === page.mainFrame()).length).toBe(
    mails.length,
  )
}

const named = (found: { frame: number; what: string }[], mails: number[]) =>
  found.map(({ frame, what }) => `${HOSTILE_MAILS[mails[frame] ?? -1]?.name}: ${what}`)

function desk(mails: string[], kind: string): string {
  const frames = mails.map(
    (at) =>
      `<iframe sandbox="${MAIL_SANDBOX}" src="/${kind}/${at}" style="width:280px;height:120px;border:0"></iframe>`,
  )
  return `<!doctype html><title>Desk</title><body>${frames.join('')}</body>`
}

/** Runs in the page, which may look into its frames: what the browser's own parser made of each mail. */
function lookIntoFrames(allowed: typeof MAY_BE_FOUND) {
  const found: { frame: number; what: string }[] = []
  const trees: string[] = []
  const tags = new Set(allowed.tags)
  const attributes = new Set(allowed.attributes)
  const pictures = new RegExp(allowed.pictures)
  const styles = new RegExp(allowed.styles, 'i')
  for (const [frame, element] of [...document.querySelectorAll('iframe')].entries()) {
    const report = (what: string) => found.push({ frame, what })
    const inner = element.contentDocument
    const mail = inner?.querySelector('.mail')
    if (!inner || !mail) {
      report('the mail cannot be seen')
      continue
    }
    if (inner.body.childElementCount !== 1) report('something stands beside the mail')
    if (inner.defaultView?.name) report('the frame has a name')
    for (const part of mail.querySelectorAll('*')) {
      const tag = part.localName
      if (!tags.has(tag) || part.namespaceURI !== 'http://www.w3.org/1999/xhtml') report(`<${tag}>`)
      for (const { name, value } of part.attributes) {
        if (!attributes.has(name)) report(`${tag} ${name}`)
        if (name === 'src' && !pictures.test(value)) report(`src ${value}`)
        if (name === 'style' && styles.test(value)) report(`style ${value}`)
      }
      if (part instanceof inner.defaultView!.HTMLAnchorElement) {
        if (!allowed.linkSchemes.includes(part.protocol)) report(`href ${part.href}`)
        if (part.target !== '_blank' || !part.relList.contains('noopener')) report('an open link')
      }
      const { position } = inner.defaultView!.getComputedStyle(part)
      if (position !== 'static') report(`${tag} is ${position}`)
    }
    const again = new DOMParser().parseFromString(mail.outerHTML, 'text/html')
    if (again.body.innerHTML !== mail.outerHTML) report('it changes when it is read again')
    trees.push([...mail.querySelectorAll('*')].map((part) => part.localName).join(' '))
  }
  return { found, trees }
}
