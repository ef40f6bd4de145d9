import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChannelByKey } from '../../server/channels/queries.ts'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { listIncidents } from '../../server/incidents/queries.ts'
import { listUsers } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { statusUrl } from '../../server/portal/links.ts'
import { assignTicket, note } from '../../server/tickets/actions.ts'
import { saveDraft } from '../../server/tickets/drafts.ts'
import { openTicket } from '../../server/tickets/open.ts'
import { fillDesk } from './desk.ts'
import { loaded } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

const minute = 60_000

/** What the page says of the time, of the line and of itself is so; and what is internal stays in the house. */
describe('what the screen says is true', { timeout: 90_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let emergency: { id: string; number: number }
  beforeAll(async () => {
    stage = await raiseStage()
    emergency = (await fillDesk(stage)).emergency
    context = await stage.open('desktop', { as: 'alice' })
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 })
  const find = (subject: string) =>
    stage.system.db
      .selectFrom('tickets')
      .selectAll()
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow()
  const opened = async (on: BrowserContext, path: string) => {
    const page = await on.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(path)
    return page
  }
  const reply = (on: Page) => on.getByRole('textbox', { name: /Reply to/ })

  test('of the title: it says the worst thing of mine, the icon too, and takes both back', async () => {
    const here = await stage.open('desktop', { as: 'alice' })
    await here.addInitScript(() => {
      Object.assign(navigator, {
        setAppBadge: (count: number) => Promise.resolve(Object.assign(window, { badge: count })),
        clearAppBadge: () => Promise.resolve(Object.assign(window, { badge: 0 })),
      })
    })
    const page = await opened(here, '/queue')
    const badge = () => page.evaluate(() => (window as unknown as { badge?: number }).badge)
    const icon = () => page.locator('link[rel="icon"]').getAttribute('href')
    await soon(() => page.title()).toMatch(/^⯃ .+ Acme · Watchdesk$/)
    expect(await icon()).toContain('icon-emergency.svg')
    await soon(badge).toBe(1)
    // Somebody takes it while this tab lies behind another.
    const other = await opened(here, '/oncall')
    await other.bringToFront()
    const bob = (await listUsers(stage.system.db)).find(({ key }) => key === 'bob')!
    const [incident] = await listIncidents(stage.system.db, 'open')
    await inWork(stage.system, { kind: 'user', id: bob.id, name: bob.name }, (work) =>
      acknowledgeIncident(work, incident!.id, bob),
    )
    await soon(() => page.title()).toBe('(2) Queue · Watchdesk')
    expect(await icon()).toContain('/icon.svg')
    await soon(badge).toBe(2)
    const alice = (await listUsers(stage.system.db)).find(({ key }) => key === 'alice')!
    const mine = await stage.system.db
      .selectFrom('tickets')
      .select('id')
      .where('assigneeId', '=', alice.id)
      .execute()
    for (const { id } of mine)
      await inWork(stage.system, machine('test'), (work) => assignTicket(work, id, bob))
    await soon(() => page.title()).toBe('Queue · Watchdesk')
    await soon(badge).toBe(0)
    await here.close()
  })

  test('of the line: it says since when it hears nothing, and shows what was missed before anything is sent', async () => {
    const here = await stage.open('desktop', { as: 'alice' })
    const queue = await opened(here, '/queue?channel=paid')
    await queue.clock.install()
    await queue.reload()
    const open = await find('Backup 1 exits with 137')
    const page = await opened(here, `/t/${open.number}`)
    await reply(page).fill('Have you tried to')
    const live = queue.getByRole('main').getByRole('status').first()
    await soon(() => live.textContent()).toBe('Live')

    await here.route(/\/api\/v1\/live/, (route) => route.abort())
    stage.cutLines()
    await queue.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
    await queue.clock.fastForward(11_500)
    await soon(() => live.textContent()).toMatch(/^Reconnecting · last update \d\d:\d\d:\d\d$/)

    const [one, two] = [
      await find('Backup 2 exits with 137'),
      await find('Backup 3 exits with 137'),
    ]
    const carol = (await listUsers(stage.system.db)).find(({ key }) => key === 'carol')!
    for (const { id } of [one, two])
      await inWork(stage.system, machine('test'), (work) => assignTicket(work, id, carol))
    await stage.customerWrites(open, 'It went away by itself.')
    await queue.clock.fastForward(78_500)
    await queue.getByText(/This may be old/).waitFor()
    await soon(() => live.textContent()).toMatch(/^Not live/)
    expect(await page.getByText('It went away by itself.').count()).toBe(0)

    // Nobody answers past it: the server knows what this page has not heard of.
    await reply(page).press('Control+Enter')
    const stop = page.getByRole('alertdialog', { name: 'Not sent yet' })
    await stop.getByText(/It went away by itself/).waitFor()
    await stop.getByRole('button', { name: 'Back to the reply' }).press('Enter')

    await here.unroute(/\/api\/v1\/live/)
    for (const tab of [queue, page])
      await tab.evaluate(() => window.dispatchEvent(new Event('online')))
    await soon(() => live.textContent()).toBe('Live')
    for (const number of [one.number, two.number])
      await soon(() =>
        queue.locator(`[data-number="${number}"]`).getAttribute('aria-label'),
      ).toContain('Carol')
    await queue.getByText('Back. Everything here is up to date.').waitFor()
    await here.close()
  })

  test('of the time left: also where the clock of the computer is seven minutes ahead', async () => {
    const channel = await findChannelByKey(stage.system, 'emergency')
    const raise = (subject: string, leftMs: number) =>
      inWork(
        stage.system,
        machine('mail'),
        (work) =>
          openTicket(work, {
            channel,
            subject,
            body: 'Nothing works.',
            requester: { email: 'kim@acme.test', name: 'Kim' },
            via: 'email',
          }),
        // The first reply of an emergency is promised within thirty minutes, day and night.
        { now: new Date(Date.now() - 30 * minute + leftMs) },
      )
    await raise('Due in a while', 50_000)
    const here = await stage.open('desktop', { as: 'alice' })
    const page = await here.newPage()
    const late: number[] = []
    await page.exposeFunction('saysLate', () => void late.push(Date.now()))
    await page.clock.install({ time: new Date(Date.now() + 7 * minute) })
    await raise('Due in a moment', 9_000)
    const [slow, quick] = [await find('Due in a while'), await find('Due in a moment')]
    const words = ({ number }: { number: number }) =>
      page.locator(`[data-number="${number}"] [role="timer"] [aria-hidden]`)
    await page.goto('/queue?channel=emergency')
    await words(quick).waitFor()
    await words(quick).evaluate((element) => {
      const said = [element.textContent]
      Object.assign(window, { said })
      new MutationObserver(() => {
        said.push(element.textContent)
        if (element.textContent.startsWith('Late') && 'saysLate' in window)
          (window.saysLate as () => void)()
      }).observe(element, { subtree: true, characterData: true, childList: true })
    })
    // The seconds shown are whole ones, rounded down, of an instant between the two looks.
    const before = slow.dueAt!.getTime() - Date.now()
    const shown = Number(/^(\d+)\u202Fs$/.exec((await words(slow).textContent()) ?? '')?.[1]) * 1000
    const after = slow.dueAt!.getTime() - Date.now()
    expect(shown).toBeLessThanOrEqual(before + 1000)
    expect(shown).toBeGreaterThanOrEqual(after - 2000)
    await soon(() => late.length).toBeGreaterThan(0)
    const by = late[0]! - quick.dueAt!.getTime()
    expect(by).toBeGreaterThanOrEqual(-1000)
    expect(by).toBeLessThan(2000)
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
    expect(said.filter((one) => !/^(?:\d+\u202Fs|Late)$/.test(one))).toEqual([])
    await here.close()
  })

  test('of every moment: each is machine-readable, and known in both zones by hand and by key', async () => {
    const page = await opened(context, '/t/2')
    await reply(page).waitFor()
    for (const path of ['/t/2', '/queue', '/mail', '/oncall', '/me/security']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await loaded(page)
      expect([path, await page.evaluate(bareTimes)]).toEqual([path, []])
    }
    await page.goto('/t/2')
    await reply(page).waitFor()
    const message = page.getByRole('article').last()
    await message.getByRole('time').first().hover()
    await soon(() => page.getByRole('tooltip').textContent()).toMatch(/Berlin[\s\S]+UTC/)
    await page.mouse.move(2, 2)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await page.locator('main').focus()
    await page.keyboard.press('j')
    const told = () =>
      page.evaluate(() => {
        const time = document.activeElement?.querySelector('header time')
        return time ? getComputedStyle(time, '::after').content : ''
      })
    await soon(told).toMatch(/Berlin.+UTC/)
    await page.close()
  })

  test('in two zones: the same screens but for their times', async () => {
    const seen: string[][] = []
    for (const zone of ['Europe/Berlin', 'America/New_York']) {
      const here = await stage.open('desktop', { as: 'alice', zone })
      const texts: string[] = []
      for (const path of ['/queue?channel=paid', '/t/2', '/oncall']) {
        const page = await opened(here, path)
        await page
          .getByText(/Backup 1 exits|only your team sees this|Who is on now/)
          .first()
          .waitFor()
        await loaded(page)
        const shown = page.locator(path.startsWith('/queue') ? '[role="row"]' : 'main')
        texts.push(...(await shown.allInnerTexts()).slice(0, 8).map(withoutTimes))
        await page.close()
      }
      seen.push(texts)
      await here.close()
    }
    expect(seen[1]).toEqual(seen[0])
  })

  test('to the customer: no word that only the team may read is in anything they are given', async () => {
    const canary = 'canary-7f3a'
    const alice = (await listUsers(stage.system.db)).find(({ key }) => key === 'alice')!
    const asAlice = { kind: 'user', id: alice.id, name: alice.name } as const
    const written = await inWork(stage.system, asAlice, async (work) => {
      const comment = await note(work, emergency.id, { body: `Between us: ${canary}`, via: 'web' })
      await saveDraft(
        work,
        { userId: alice.id, ticket: emergency, kind: 'reply' },
        { body: `Not yet: ${canary}`, version: 0 },
      )
      return comment
    })
    await stage.system.db
      .updateTable('tickets')
      .set({ tags: [canary], documentation: `Write-up: ${canary}` })
      .where('id', '=', emergency.id)
      .execute()
    const here = await stage.open('phone')
    const bodies: Promise<{ url: string; body: string }>[] = []
    here.on('response', (response) =>
      bodies.push(
        response.text().then(
          (body) => ({ url: response.url(), body }),
          // A redirect or an answer cut off by leaving the page has no body.
          () => ({ url: response.url(), body: '' }),
        ),
      ),
    )
    const page = await opened(here, statusUrl(stage.system, emergency.id))
    await page
      .getByText(/All git pushes fail/)
      .filter({ visible: true })
      .first()
      .waitFor()
    const links = await page.evaluate(() => [...document.links].map(({ href }) => href))
    for (const link of new Set([...links, '/help', '/help/emergency', await stage.acmeLink()]))
      if (new URL(link, stage.address).origin === stage.address) await page.goto(link)
    const token = new URL(statusUrl(stage.system, emergency.id)).pathname.split('/').at(-1)!
    for (const path of [
      `/api/v1/portal/status/${token}`,
      `/api/v1/tickets/${emergency.number}`,
      `/api/v1/tickets/${emergency.number}/drafts`,
      `/api/v1/comments/${written.id}/body?scheme=light`,
      `/api/v1/search?q=${canary}`,
      '/api/v1/queue',
    ])
      await page.evaluate((url) => fetch(url).then((answer) => answer.text()), path)
    const given = await Promise.all(bodies)
    expect(given.length).toBeGreaterThan(10)
    expect(given.some(({ body }) => body.includes('All git pushes fail'))).toBe(true)
    expect(given.filter(({ body }) => body.includes(canary)).map(({ url }) => url)).toEqual([])
    const mails = stage.mailboxes.inboxOf('kim@acme.test')
    expect(mails.length).toBeGreaterThan(0)
    expect(mails.filter(({ text, html }) => `${text} ${html}`.includes(canary))).toEqual([])
    await here.close()
  })
})

/** Runs in the page: words of a relative time that no `time` element holds, outside what people wrote. */
function bareTimes(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement
    if (!/\b(?:just now|ago)\b/.test(node.textContent ?? '')) continue
    if (holder?.closest('time[datetime], article, [class*="words"], script, style')) continue
    found.push(node.textContent ?? '')
  }
  for (const time of document.querySelectorAll('time'))
    if (Number.isNaN(Date.parse(time.dateTime)))
      found.push(`time without an instant: ${time.textContent}`)
  return found
}

/** What is left of a screen when its times are taken out. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b(?:[ ,]+\d{1,2} \w{3})?/g, '@')
    .replaceAll(/\b\d{1,2}:\d\d(?::\d\d)?\b/g, '@')
    .replaceAll(/\d+\u202F(?:s|min|h|days)(?: \d+(?:\u202Fh)?|\u202F\d\d)?/g, '@')
    .replaceAll(/(?:@\s*)+/g, '@ ')
    .replaceAll(/\s+/g, ' ')
}
