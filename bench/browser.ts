import { existsSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { Client } from 'pg'
import { launchBrowser } from '../test/browser/chromium.ts'
import { markEverything, type KeyMark } from './browser-marks.ts'
import { median, percentile, round } from './figures.ts'
import type { Result } from './goals.ts'
import type { Ground } from './ground.ts'
import { rankHeldBy, wordOfRank } from './search-seed.ts'
import { startServer, type ServerProcess } from './server-process.ts'

/** A database of its own, in which every ticket is open: a queue of ten thousand rows. */
const ROWS = 10_003
/** Four comments each: twenty thousand tickets to be found. */
const COMMENTS = 80_000
const SOME_ROW = 4000

/** Goal 11: how the queue, a ticket and the palette feel in a real browser, on the production build. */
export async function browser(ground: Ground): Promise<Result[]> {
  if (!existsSync('dist/web/index.html')) throw new Error('Run npm run build first.')
  const times = ground.seconds < 4 ? 20 : 100
  const [desk, found] = [await ground.product(ROWS), await ground.searchable(COMMENTS)]
  await openAll(desk.url)
  return [
    ...(await inBrowser(desk, (open) => queueFeel(open, times))),
    ...(await inBrowser(found, (open) => paletteFeel(open, times))),
  ]
}

type Open = () => Promise<{ context: BrowserContext; page: Page }>

async function inBrowser(
  { url, token }: { url: string; token: string },
  measure: (open: Open) => Promise<Result[]>,
): Promise<Result[]> {
  const server: ServerProcess = await startServer('serve', { DATABASE_URL: url })
  const chromium = await launchBrowser()
  const open: Open = async () => {
    const context = await chromium.newContext({
      baseURL: `http://127.0.0.1:${server.port}`,
      viewport: { width: 1440, height: 900 },
      extraHTTPHeaders: { authorization: `Bearer ${token}` },
    })
    await context.addInitScript(markEverything)
    const page = await context.newPage()
    return { context, page }
  }
  try {
    return await measure(open)
  } finally {
    await chromium.close()
    await server.stop()
  }
}

async function openAll(url: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`
    update tickets set status = 'open', solved_at = null, closed_at = null, due_metric = 'first_reply', due_state = 'running',
      due_started_at = created_at, due_at = now() + number * interval '1 minute', queue_at = now() + number * interval '1 minute'`)
  await client.query('vacuum analyze tickets')
  await client.end()
}

const firstRow = (page: Page) => async () => {
  await page.goto('/queue')
  await page.waitForFunction(() => Number.isFinite(window.marks.firstRow))
  return page.evaluate(() => window.marks.firstRow)
}

async function queueFeel(open: Open, times: number): Promise<Result[]> {
  const cold: number[] = []
  for (let n = 0; n < 5; n += 1) {
    const { context, page } = await open()
    cold.push(await firstRow(page)())
    await context.close()
  }
  const { page } = await open()
  const warm: number[] = []
  for (let n = 0; n < 11; n += 1) warm.push(await firstRow(page)())
  const rows = await loadEverything(page)
  await standOn(page, SOME_ROW)
  const keys: KeyMark[] = []
  for (let n = 0; n < times * 2; n += 1)
    keys.push(await pressMarked(page, n % 10 === 9 ? 'k' : 'j'))
  const { opened, moved } = await openAndBack(page, Math.ceil(times / 5))
  const handled = keys.map((mark) => mark.handled)
  const painted = keys.map((mark) => mark.painted)
  const behind = keys.filter(({ focusMoved }) => !focusMoved).length
  const what = `${rows.toLocaleString('en')} rows`
  return [
    atMost(
      'first row of the queue on the screen, warm, p95',
      300,
      200,
      p95(warm.slice(1)),
      warm.slice(1),
    ),
    atMost('first row of the queue on the screen, cold, p95', 1000, 600, p95(cold), cold),
    {
      ...atMost(`J and K at ${what}: the handlers, p95`, 8, 5, p95(handled), handled),
      rounds: `${keys.length}; ${behind} without the focus before the next frame`,
    },
    atMost(`J and K at ${what}: press to paint, p50`, 17, 15, median(painted), painted),
    atMost('a ticket opened from the queue, press to paint, p95', 100, 50, p95(opened), opened),
    {
      ...atMost(
        `Back to row ${SOME_ROW.toLocaleString('en')}: moved by, largest`,
        1,
        0,
        Math.max(...moved),
        moved,
      ),
      unit: ' px',
      absolute: `${moved.length} times`,
    },
  ]
}

/** Scrolls until the end of the list is known. */
async function loadEverything(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      window.scrollTo(0, document.documentElement.scrollHeight)
      return Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > 0
    },
    undefined,
    { polling: 'raf', timeout: 300_000 },
  )
  await handle.dispose()
  return page.evaluate(() =>
    Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')),
  )
}

async function standOn(page: Page, place: number) {
  await page.evaluate((y) => window.scrollTo(0, y), place * 44)
  const row = page.locator(`[role="row"][aria-rowindex="${place}"]`)
  await row.waitFor()
  await row.focus()
}

async function pressMarked(page: Page, key: string): Promise<KeyMark> {
  const before = await page.evaluate(() => window.marks.keys.length)
  await page.keyboard.press(key)
  await page.waitForFunction((count) => window.marks.keys.length > count, before)
  return page.evaluate(() => window.marks.keys.at(-1)!)
}

/** Until what the next press brings is on the screen, in milliseconds. */
async function pressUntil(page: Page, key: string, selector: string): Promise<number> {
  const before = await page.evaluate((waitFor) => {
    window.marks.waitFor = waitFor
    return window.marks.shown.length
  }, selector)
  await page.keyboard.press(key)
  await page.waitForFunction((count) => window.marks.shown.length > count, before)
  return page.evaluate(() => window.marks.shown.at(-1)!)
}

const place = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement
    return { number: row?.getAttribute('data-number'), top: row?.getBoundingClientRect().top ?? 0 }
  })

/** As somebody does it who looks at a row before opening it: by then it has been fetched. */
async function openAndBack(page: Page, times: number) {
  const [opened, moved]: [number[], number[]] = [[], []]
  for (let n = 0; n < times; n += 1) {
    const fetched = page.waitForResponse(/\/api\/v1\/tickets\/\d+$/)
    await page.keyboard.press('j')
    await fetched
    const left = await place(page)
    opened.push(await pressUntil(page, 'Enter', 'ol[aria-label="Conversation"]'))
    await page.goBack()
    await page.waitForFunction(
      (number) => document.activeElement?.getAttribute('data-number') === number,
      left.number,
    )
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    moved.push(Math.abs((await place(page)).top - left.top))
  }
  return { opened, moved }
}

async function paletteFeel(open: Open, times: number): Promise<Result[]> {
  const { page } = await open()
  await page.goto('/oncall')
  await page
    .getByText(/Who is on now/)
    .first()
    .waitFor()
  const [opened, keys, found]: [number[], number[], number[]] = [[], [], []]
  for (let n = 0; n < times; n += 1) {
    opened.push(await pressUntil(page, 'Control+k', '[role="dialog"] [role="combobox"]'))
    const word = wordOfRank(rankHeldBy(100 + n * 7, COMMENTS))
    for (const letter of word.slice(0, -1)) keys.push((await pressMarked(page, letter)).painted)
    const first = '[role="option"][id]:nth-child(2)'
    found.push(await pressUntil(page, word.at(-1)!, first))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  return [
    atMost('palette: press to paint, p95', 50, 30, p95(opened.slice(1)), opened.slice(1)),
    {
      ...atMost(
        'palette: results for a letter on the screen, 20,000 tickets, p95',
        100,
        50,
        p95(keys),
        keys,
      ),
      absolute: `${spreadOf(keys)}; what the server finds ${round(median(found))} ms after the last letter, p50, 150 of them waiting for another`,
    },
  ]
}

const p95 = (values: readonly number[]) =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.95,
  )

const spreadOf = (values: readonly number[]) =>
  `p50 ${round(median(values))} p95 ${round(p95(values))} most ${round(Math.max(...values))} ms`

const atMost = (
  what: string,
  floor: number,
  target: number,
  reached: number,
  values: readonly number[],
): Result => ({
  goal: '11',
  what,
  wanted: 'at most',
  floor,
  target,
  unit: ' ms',
  reached,
  rounds: String(values.length),
  absolute: spreadOf(values),
})
