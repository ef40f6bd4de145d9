import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChannelByKey } from '../../server/channels/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { openTicket } from '../../server/tickets/open.ts'
import { fillDesk } from './desk.ts'
import { raiseStage, type Stage } from './stage.ts'

/** So many tickets more than a screen, and than a page of the server, holds. */
const MORE = 220

/** How the one list feels under the hand: it follows keys, stays under the pointer, and stands again after Back. */
describe('the list', { timeout: 90_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    await multiply(stage)
    context = await stage.open('desktop', { as: 'alice' })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 10_000 })
  const row = (name: RegExp) => page.getByRole('row', { name }).first()
  const number = () =>
    page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['number'])
  const top = (of: string) =>
    page.evaluate(
      (at) => document.querySelector(`[data-number="${at}"]`)?.getBoundingClientRect().top,
      of,
    )
  const queue = async (search = '') => {
    await page.goto(`/queue${search}`)
    await row(/Backup|All git/).waitFor()
  }
  /** Scrolls on until the row with this place in the list is there. */
  const scrollTo = async (place: number) => {
    const there = page.locator(`[role="row"][aria-rowindex="${place}"]`)
    await soon(async () => {
      if ((await there.count()) > 0) return true
      await page.evaluate(
        (y) => window.scrollTo(0, Math.min(y, document.documentElement.scrollHeight)),
        place * 44,
      )
      return false
    }).toBe(true)
    await there.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    return there
  }

  test('gives each key press the focus of its row before the next frame, across the pages of the server', async () => {
    await queue()
    await (await scrollTo(94)).focus()
    await page.evaluate(() => {
      const seen: (string | undefined)[] = []
      Object.assign(window, { seen })
      // After the application's own listener, in the same task: no frame lies between.
      window.addEventListener('keydown', () =>
        seen.push((document.activeElement as HTMLElement | null)?.dataset['number']),
      )
    })
    for (let at = 0; at < 12; at += 1) await page.keyboard.press('j')
    for (let at = 0; at < 3; at += 1) await page.keyboard.press('k')
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    expect(seen.length).toBe(15)
    expect(new Set(seen.slice(0, 12)).size).toBe(12)
    expect(seen.slice(12)).toEqual([seen[10], seen[9], seen[8]])
    expect(await number()).toBe(seen.at(-1))
  })

  test('fetches the ticket one stands on before it is opened', async () => {
    await queue('?channel=paid')
    const answered = new Set<string>()
    page.on('response', (response) => void answered.add(new URL(response.url()).pathname))
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const other = (await number())!
    const parts = ['', '/clocks', '/incident'].map((part) => `/api/v1/tickets/${other}${part}`)
    await soon(() => parts.filter((part) => !answered.has(part))).toEqual([])
    // The server is silent from here on: what is shown was there before.
    const silent = await context.route(/\/api\/v1\/tickets\/\d+/, () => {})
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /\w{4}/ }).waitFor()
    await page.waitForURL(`**/t/${other}`)
    await page.getByRole('list', { name: 'Conversation' }).waitFor()
    await silent.dispose()
    const pointed = page.waitForRequest((request) => /\/tickets\/\d+$/.test(request.url()))
    await page.goBack()
    await row(/Backup 20/).hover()
    await pointed
  })

  test('stands after Back as it was left: same place, same row, same filter', async () => {
    await queue('?channel=paid')
    const there = await scrollTo(210)
    const left = (await there.getAttribute('data-number'))!
    await there.focus()
    const before = await top(left)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/t/${left}`)
    await page.getByRole('list', { name: 'Conversation' }).waitFor()
    await page.goBack()
    await page.waitForURL(/\/queue\?channel=paid/)
    await soon(number).toBe(left)
    await soon(async () => Math.abs((await top(left))! - before!)).toBeLessThanOrEqual(1)
    expect(await page.getByRole('combobox', { name: 'Channel' }).inputValue()).toBe('paid')
    // It still stands there when the server has said what is new.
    await page.waitForResponse(/\/api\/v1\/queue/).catch(() => undefined)
    await soon(async () => Math.abs((await top(left))! - before!)).toBeLessThanOrEqual(1)
    expect(await number()).toBe(left)
  })

  test('moves nothing under the pointer, whatever comes in', async () => {
    await queue()
    const there = await scrollTo(60)
    const pointed = (await there.getAttribute('data-number'))!
    await there.hover()
    const before = await top(pointed)
    await comesIn(stage, 'paid', 5)
    await page.getByRole('button', { name: /^5 new above/ }).waitFor()
    expect(Math.abs((await top(pointed))! - before!)).toBeLessThanOrEqual(1)
    await comesIn(stage, 'emergency', 1)
    await page
      .getByRole('complementary', { name: 'Emergency not answered' })
      .getByText(/more/)
      .waitFor()
    await soon(() =>
      page.locator('[role="row"][data-number]').first().getAttribute('aria-rowindex'),
    ).not.toBe(null)
    await soon(() => there.getAttribute('data-number')).not.toBe(pointed)
    await soon(async () => Math.abs((await top(pointed))! - before!)).toBeLessThanOrEqual(1)
    // The hand goes away: now the list may be what it is.
    await page.mouse.move(5, 5)
    await page.getByRole('button', { name: /new above/ }).waitFor({ state: 'detached' })
  })

  test('moves nothing under the pointer when the first emergency brings its banner and its band', async () => {
    await sql`update incidents set status = 'resolved', next_at = null, resolved_at = now() where status <> 'resolved'`.execute(
      stage.system.db,
    )
    await sql`update tickets set status = 'closed' where channel_key = 'emergency'`.execute(
      stage.system.db,
    )
    for (const place of [60, 6]) {
      await queue()
      await page
        .getByRole('complementary', { name: 'Emergency not answered' })
        .waitFor({ state: 'detached' })
      const there = await scrollTo(place)
      const pointed = (await there.getAttribute('data-number'))!
      await there.hover()
      const before = await top(pointed)
      await comesIn(stage, 'emergency', 1)
      await page.getByRole('complementary', { name: 'Emergency not answered' }).waitFor()
      await soon(() => there.getAttribute('data-number')).not.toBe(pointed)
      await soon(async () => Math.abs((await top(pointed))! - before!)).toBeLessThanOrEqual(1)
      await page.mouse.move(5, 5)
      await sql`update incidents set status = 'resolved', next_at = null, resolved_at = now() where status <> 'resolved'`.execute(
        stage.system.db,
      )
      await sql`update tickets set status = 'closed' where channel_key = 'emergency'`.execute(
        stage.system.db,
      )
    }
  })

  test('finds by the palette without moving what Enter would open', async () => {
    await queue()
    const answers: (() => void)[] = []
    const held = await context.route(/\/api\/v1\/search/, async (route) => {
      await new Promise<void>((resolve) => answers.push(resolve))
      await route.continue()
    })
    const box = page.getByRole('combobox', { name: /Search commands/ })
    const active = () =>
      page.getByRole('listbox').getByRole('option', { selected: true }).textContent()
    const options = () => page.getByRole('listbox').getByRole('option').count()
    await page.keyboard.press('Control+k')
    await box.waitFor()
    await page.keyboard.type('backup 2')
    await soon(() => answers.length).toBe(1)
    const local = await options()
    await page.keyboard.press('ArrowDown')
    const pointed = await active()
    answers.shift()!()
    await soon(options).toBeGreaterThan(local)
    expect(await active()).toBe(pointed)
    // On a ticket the server found, while the answer to more letters is on its way.
    await page.keyboard.type('1')
    await page.keyboard.press('End')
    await soon(() => answers.length).toBe(1)
    await page.keyboard.press('ArrowUp')
    const found = await active()
    const place = await box.getAttribute('aria-activedescendant')
    expect(found).toMatch(/Backup/)
    const answered = page.waitForResponse(/\/api\/v1\/search/)
    answers.shift()!()
    await answered
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    expect(await active()).toBe(found)
    expect(await box.getAttribute('aria-activedescendant')).toBe(place)
    await page.keyboard.press('Escape')
    await held.dispose()
  })
})

/** Copies of one ticket with its words: years of work need not pass through the door one by one. */
async function multiply({ system }: Stage) {
  await sql`
    with copies as (
      insert into tickets (id, channel_key, rank, status, priority, subject, requester_id, organization_id, plan_key,
          queue_at, due_at, due_metric, due_state, due_started_at, customer_words, entitlement, created_at, updated_at)
        select uuidv7(), channel_key, rank, status, priority, 'Backup of tenant ' || i || ' exits with 137', requester_id,
          organization_id, plan_key, now() + interval '30 days' + i * interval '1 minute',
          now() + interval '30 days' + i * interval '1 minute', due_metric,
          due_state, due_started_at, customer_words, entitlement, created_at, updated_at
        from tickets, generate_series(1, ${MORE}) i where subject = 'Backup 0 exits with 137' order by i
        returning id, requester_id, created_at)
    insert into comments (id, ticket_id, kind, author_kind, author_contact_id, author_name, body, via, created_at)
      select uuidv7(), id, 'public', 'contact', requester_id, 'Kim', 'It exits with 137.', 'email', created_at from copies`.execute(
    system.db,
  )
}

/** Through the real door, now. */
async function comesIn({ system }: Stage, channelKey: string, count: number) {
  const channel = await findChannelByKey(system, channelKey)
  for (let at = 0; at < count; at += 1)
    await inWork(system, machine('mail'), (work) =>
      openTicket(work, {
        channel,
        subject: `Came in just now, ${at}`,
        body: 'Everything is down.',
        requester: { email: 'kim@acme.test', name: 'Kim' },
        via: 'email',
      }),
    )
}
