import type { BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { fillDesk } from './desk.ts'
import { look, looks, type Look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** Every staff screen, and those of strangers, when the desk is full, the server fails, the line is slow, cut, or silent. */
interface Screen {
  name: string
  path: string
  busy: RegExp
  also?: RegExp
  /** What must be said while it loads, when it failed, and when the line is cut. */
  failed?: RegExp
  offline?: RegExp
}

const SCREENS: Screen[] = [
  {
    name: 'queue',
    path: '/queue',
    busy: /All git pushes fail/,
    failed: /Couldn't load the queue/,
    offline: /What you change is not sent|As of/,
  },
  {
    name: 'ticket',
    path: '/t/2',
    busy: /only your team sees this/,
    failed: /Couldn't load ticket #2/,
    offline: /What you write is saved on this device/,
  },
  {
    name: 'oncall',
    path: '/oncall',
    busy: /Who is on now/,
    failed: /Couldn't load who is on call/,
    offline: /the last we heard/,
  },
  {
    name: 'schedule',
    path: '/oncall/on_call',
    busy: /No gaps|gap/i,
    failed: /Couldn't load this schedule/,
    offline: /the last we heard/,
  },
  {
    name: 'reach',
    path: '/me/reach',
    busy: /For an emergency/,
    also: /phone/i,
    failed: /Couldn't load/,
    offline: /No connection/,
  },
  {
    name: 'security',
    path: '/me/security',
    busy: /passkey/i,
    offline: /Nothing about your sign-in/,
  },
  {
    name: 'mail',
    path: '/mail',
    busy: /Which way is it/,
    also: /kim@acme\.test/,
    failed: /Couldn't load incoming mail/,
    offline: /the last we heard/,
  },
  {
    name: 'raise',
    path: '/emergency',
    busy: /What is broken/,
    offline: /Nobody is paged from here. Call .+ by phone/,
  },
]
/** Looked at when all is well only: what else may be is told in strips.test.ts. */
const RINGING = [
  { name: 'emergency-ticket', path: '/t/1', busy: /Every push returns HTTP 500/ },
  { name: 'page', path: '/page/1', busy: /All git pushes fail/ },
]
const STRANGERS = [
  { name: 'sign-in', path: '/sign-in', busy: /sign in/i },
  { name: 'help', path: '/help', busy: /emergency/i },
  { name: 'help-emergency', path: '/help/emergency', busy: /what is broken/i },
]

const ours = /\/api\/v1\/(?!live|shell|me$)/

describe('every staff screen', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'support@support.test',
      subject: 'Which way is it?',
      text: 'The handbook says two things.',
    })
    await stage.until(
      async () =>
        (
          await stage.system.db
            .selectFrom('arrivals')
            .select('id')
            .where('state', '=', 'taken')
            .execute()
        ).length === 1,
    )
  })
  afterAll(() => stage?.strike())

  const inside = async (
    at: Look,
    visit: (page: Page, screen: Screen) => Promise<void>,
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ) => {
    const context = await stage.open(at.size, { scheme: at.scheme, as: 'dora' })
    await prepare?.(context)
    const page = await context.newPage()
    for (const screen of SCREENS) await visit(page, screen)
    await context.close()
  }

  test.each(looks)(
    'holds a full desk, and keeps what it knew offline and says so, on a $size, $scheme',
    { timeout: 120_000 },
    async (at) => {
      const visit = async (page: Page, screens: readonly Screen[]) => {
        const context = page.context()
        for (const { name, path, busy, also = busy, offline } of screens) {
          await page.goto(path)
          await look(page, `${name}-busy`, [busy, also], at)
          if (!offline) continue
          await context.setOffline(true)
          await look(page, `${name}-offline`, offline, at)
          await context.setOffline(false)
        }
        await context.close()
      }
      const staff = await stage.open(at.size, { scheme: at.scheme, as: 'dora' })
      await visit(await staff.newPage(), [...SCREENS, ...RINGING])
      const strangers = await stage.open(at.size, { scheme: at.scheme })
      await visit(await strangers.newPage(), STRANGERS)
    },
  )

  test.each(looks)('says what it could not load on a $size, $scheme', { timeout: 120_000 }, (at) =>
    inside(
      at,
      async (page, { name, path, failed }) => {
        if (!failed) return
        await page.goto(path)
        await look(page, `${name}-error`, [failed, /Try again/], at)
      },
      (context) => context.route(ours, (route) => fail(route)),
    ),
  )

  test.each(looks)('waits in its own shape on a $size, $scheme', { timeout: 120_000 }, (at) =>
    inside(
      at,
      async (page, { name, path, failed }) => {
        if (!failed) return
        await page.goto(path)
        await page.getByRole('status', { name: /^Loading/ }).waitFor()
        await look(page, `${name}-loading`, [], at)
      },
      // Never answered: the page's own patience is what is looked at.
      (context) => context.route(ours, () => {}),
    ),
  )

  test.each(looks)(
    'says since when it hears nothing on a $size, $scheme',
    { timeout: 120_000 },
    (at) =>
      inside(
        at,
        async (page, { name, path, busy }) => {
          await page.clock.install()
          await page.goto(path)
          await page.getByText(busy).filter({ visible: true }).first().waitFor()
          await page.clock.fastForward(75_000)
          await look(page, `${name}-stale`, [/Not live/, /This may be old/], at)
        },
        (context) => context.route(/\/api\/v1\/live/, (route) => route.abort()),
      ),
  )
})

const fail = (route: Route) =>
  route.fulfill({
    status: 500,
    contentType: 'application/problem+json',
    headers: { 'x-request-id': 'req-0001' },
    body: JSON.stringify({ title: 'bug', detail: 'Something broke on our side.' }),
  })
