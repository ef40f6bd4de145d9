import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listIncidents } from '../../server/incidents/queries.ts'
import { acknowledgeIncident } from '../../server/incidents/responder.ts'
import { inWork } from '../../server/platform/work.ts'
import { statusUrl } from '../../server/portal/links.ts'
import { fillDesk } from './desk.ts'
import { loaded, sideways } from './looks.ts'
import { raiseStage, SIZES, type Size, type Stage } from './stage.ts'

/** Screens stand still while they load, and fit where everything is drawn four times or twice as large. */
describe('every screen', { timeout: 90_000 }, () => {
  let stage: Stage
  let customers: string[]
  beforeAll(async () => {
    stage = await raiseStage()
    const { emergency } = await fillDesk(stage)
    customers = [statusUrl(stage.system, emergency.id), await stage.acmeLink(), '/help']
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const STAFF: [path: string, shows: RegExp][] = [
    ['/queue', /All git pushes fail/],
    ['/t/2', /only your team sees this/],
    ['/t/1', /Every push returns HTTP 500/],
    ['/oncall', /Who is on now/],
    ['/oncall/on_call', /No gaps|gap/i],
    ['/page/1', /All git pushes fail/],
    ['/me/reach', /For an emergency/],
    ['/me/security', /passkey/i],
    ['/mail', /Mail log/],
    ['/mailboxes', /Mailboxes/],
    ['/search?q=backup', /Search/],
    ['/emergency', /What is broken/],
  ]
  /** What one works in all day. */
  const STILL = STAFF.filter(([path]) =>
    ['/queue', '/t/2', '/t/1', '/oncall/on_call'].includes(path),
  )
  const visit = async (page: Page, path: string, shows: RegExp) => {
    await page.goto(path)
    await page.getByText(shows).filter({ visible: true }).first().waitFor()
    await loaded(page)
  }
  const settled = (page: Page) =>
    page.evaluate(async () => {
      await document.fonts.ready
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    })

  const LARGE = [
    // 1280 pixels at 400 % leave 320 by 256.
    { name: 'at 400 % zoom', width: 320, height: 640, text: 100 },
    { name: 'with text of 200 %', ...SIZES.phone, text: 200 },
  ]
  test.each(LARGE)('fits $name', { timeout: 90_000 }, async ({ width, height, text }) => {
    const context = await stage.open('phone', { as: 'dora' })
    const page = await context.newPage()
    await page.setViewportSize({ width, height })
    const large = async () => {
      if (text !== 100) await page.addStyleTag({ content: `html { font-size: ${text}% }` })
      await settled(page)
      return sideways(page)
    }
    const wide: [string, string[]][] = []
    for (const [path, shows] of STAFF) {
      await visit(page, path, shows)
      const found = await large()
      if (found.length > 0) wide.push([path, found])
    }
    for (const path of customers) {
      await page.goto(path)
      const found = await large()
      if (found.length > 0) wide.push([path, found])
    }
    expect(wide).toEqual([])
    await context.close()
  })

  test.each(LARGE)('shows the whole Acknowledge $name', async ({ width, height, text }) => {
    const engineer = await stage.onDuty()
    await expect
      .poll(() => stage.phones.shownBy(`phone-of-${engineer.key}`).length, { timeout: 10_000 })
      .toBeGreaterThan(0)
    const page = await (await stage.open('phone')).newPage()
    await page.setViewportSize({ width, height })
    await page.goto(stage.phones.shownBy(`phone-of-${engineer.key}`)[0]!.link)
    const press = page.getByRole('button', { name: /^acknowledge/i })
    await press.waitFor()
    if (text !== 100) await page.addStyleTag({ content: `html { font-size: ${text}% }` })
    await settled(page)
    const covered = await press.evaluate((button) => {
      const { left, right, top, bottom } = button.getBoundingClientRect()
      const corners = [
        [left + 8, top + 8],
        [right - 8, top + 8],
        [left + 8, bottom - 8],
        [right - 8, bottom - 8],
      ] as const
      return corners.filter(([x, y]) => !button.contains(document.elementFromPoint(x, y)))
    })
    expect(covered).toEqual([])
    await page.context().close()
  })

  /** What rings changes by the second; once somebody has it, only loading is left to move anything. */
  const acknowledged = async () => {
    const engineer = await stage.onDuty()
    const [incident] = await listIncidents(stage.system.db, 'open')
    if (incident?.status === 'triggered')
      await inWork(stage.system, { kind: 'user', ...engineer }, (work) =>
        acknowledgeIncident(work, incident.id, engineer),
      )
  }

  test.each(['desktop', 'phone'] as const)(
    'stands still while it loads on a %s',
    { timeout: 90_000 },
    async (size: Size) => {
      await acknowledged()
      const context = await stage.open(size, { as: 'dora' })
      await context.addInitScript(() => {
        const shifts: string[] = []
        Object.assign(window, { shifts })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
              value: number
              hadRecentInput: boolean
              sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
            }
            if (hadRecentInput) continue
            // What only grows downwards, and begins outside the window, has moved nothing one sees.
            const moves = sources.some(
              ({ previousRect: a, currentRect: b }) => a.x !== b.x || a.y !== b.y,
            )
            if (!moves) continue
            const what = sources.map(({ node, previousRect, currentRect }) => {
              const element = node instanceof Element ? node : node?.parentElement
              const at = ({ x, y, width, height }: DOMRect) =>
                [x, y, width, height].map(Math.round).join(' ')
              return `${element?.tagName} ${element?.className} “${element?.textContent.slice(0, 30)}” ${at(previousRect)} -> ${at(currentRect)}`
            })
            shifts.push(`${value.toFixed(5)}: ${what.join('; ')}`)
          }
        }).observe({ type: 'layout-shift', buffered: true })
      })
      const page = await context.newPage()
      const moved: [string, string[]][] = []
      for (const [path, shows] of STILL) {
        await visit(page, path, shows)
        await settled(page)
        const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)
        if (shifts.length > 0) moved.push([path, shifts])
      }
      expect(moved).toEqual([])
      await context.close()
    },
  )
})
