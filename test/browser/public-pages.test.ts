import { gzipSync } from 'node:zlib'
import { serializeSignedCookie } from 'better-call'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTopic } from '../../server/forum/actions.ts'
import { writeArticle } from '../../server/knowledge/actions.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { statusUrl } from '../../server/portal/links.ts'
import { sideways } from './looks.ts'
import { expectAccessible, raiseStage, type Stage } from './stage.ts'

/** A page with everything it needs: little enough for a slow line. */
const MOST_SCRIPT_BYTES = 100_000

/** What everybody can open costs little, and can be used by everybody. */
describe('the pages of customers', { timeout: 120_000 }, () => {
  let stage: Stage
  let pages: { path: string; isSignedIn: boolean }[]
  beforeAll(async () => {
    stage = await raiseStage()
    const { ticket, emergency } = await fill(stage)
    const open = [
      '/help /help/emergency /help/sign-in /help/community /help/search?q=backups /help/forum',
      '/help/forum/c/questions /help/forum/t/1/backups-fail-at-night /help/forum/new',
      '/help/articles /help/articles/backups',
      await stage.acmeLink(),
      statusUrl(stage.system, emergency),
    ].flatMap((paths) => paths.split(' '))
    const own = [
      '/help',
      '/help/new',
      `/help/tickets/${ticket}`,
      '/help/account',
      '/help/emergency',
    ]
    pages = [
      ...open.map((path) => ({ path, isSignedIn: false })),
      ...own.map((path) => ({ path, isSignedIn: true })),
    ]
  })
  afterAll(() => stage?.strike())

  /** Every page in a browser of its own making, one after the other; what is wrong with it is named. */
  async function visitAll(
    check: (page: Page, path: string) => Promise<string[]>,
    prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
  ) {
    const wrong: string[] = []
    for (const isSignedIn of [false, true]) {
      const context = await stage.open('desktop')
      if (isSignedIn) await signIn(context, stage)
      const page = await context.newPage()
      await prepare(page)
      for (const { path } of pages.filter((one) => one.isSignedIn === isSignedIn)) {
        await page.goto(path)
        wrong.push(...(await check(page, path)).map((what) => `${path}: ${what}`))
      }
      await context.close()
    }
    expect(wrong.join('\n')).toBe('')
  }

  test('fetch at most 100 kB of script, compressed', async () => {
    let fetched: Promise<number>[] = []
    let most = 0
    await visitAll(
      async (page) => {
        await page.waitForLoadState('load')
        const inline = await page.locator('script:not([src])').allTextContents()
        const sizes = [
          ...(await Promise.all(fetched)),
          ...inline.map((text) => gzipSync(text).length),
        ]
        fetched = []
        const bytes = sizes.reduce((sum, size) => sum + size, 0)
        most = Math.max(most, bytes)
        return bytes > MOST_SCRIPT_BYTES ? [`${bytes} bytes of script`] : []
      },
      async (page) => {
        // Each page as somebody opens it who was never here.
        await page.route('**/*', (route) => route.continue())
        page.on('response', (answer) => {
          if (answer.request().resourceType() !== 'script') return
          fetched.push(answer.body().then((body) => gzipSync(body).length))
        })
      },
    )
    expect(most).toBeGreaterThan(0)
  })

  test('fit 320 pixels, which is 1280 at 400 %, and say everything to every reader', async () => {
    await visitAll(
      async (page) => {
        await expectAccessible(page)
        return sideways(page)
      },
      (page) => page.setViewportSize({ width: 320, height: 256 }),
    )
  })

  test('are used by keys alone, and the focus is seen, also in the reader’s own colours', async () => {
    await visitAll(
      async (page) => {
        const wanted = await page.evaluate(watchFocus)
        for (let step = 0; step < wanted + 2; step += 1) await page.keyboard.press('Tab')
        return [...(await page.evaluate(whatFocusMissed)), ...(await page.evaluate(unbounded))]
      },
      (page) => page.emulateMedia({ forcedColors: 'active' }),
    )
  })
})

async function fill(stage: Stage) {
  const { system } = stage
  const { id, name } = await findUserByName(system.db, 'dora')
  await inWork(system, { kind: 'user', id, name }, async (work) => {
    const asked = { category: 'questions', title: 'Backups fail at night', body: 'Why?' }
    await startTopic(work, { kind: 'user', id, name }, { ...asked, via: 'web' })
    const words = { title: 'Backups', body: '## How\n\nBy `backup`.', category: '', language: 'en' }
    await writeArticle(work, words, { publishes: true })
  })
  for (const to of ['support@support.test', 'emergency@support.test'])
    await stage.sendMail({ from: 'kim@acme.test', to, subject: `To ${to}`, text: 'It is slow.' })
  const tickets = () =>
    system.db
      .selectFrom('tickets')
      .select(['id', 'number', 'channelKey'])
      .orderBy('number')
      .execute()
  await stage.until(async () => (await tickets()).length === 2)
  const found = await tickets()
  return {
    ticket: found.find(({ channelKey }) => channelKey !== 'emergency')?.number ?? 0,
    emergency: found.find(({ channelKey }) => channelKey === 'emergency')?.id ?? '',
  }
}

/** A session as the link of a mail begins one; that way is walked by the tests that are about it. */
async function signIn(context: BrowserContext, { system }: { system: System }) {
  const { id } = await system.db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', 'kim@acme.test')
    .executeTakeFirstOrThrow()
  const token = crypto.randomUUID()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await inWork(system, machine('test'), ({ db, now }) =>
    db
      .insertInto('contactSessions')
      .values({
        id: crypto.randomUUID(),
        userId: id,
        token,
        expiresAt,
        createdAt: now,
        updatedAt: now,
      })
      .execute(),
  )
  const secret = system.secrets.keyFor('sessions of contacts').toString('base64url')
  const signed = await serializeSignedCookie('watchdesk-portal.session_token', token, secret)
  const [name = '', value = ''] = signed.split('=', 2)
  await context.addCookies([{ name, value, url: system.config.publicUrl, httpOnly: true }])
}

declare global {
  interface Window {
    reached: Set<Element>
    unseen: string[]
  }
}

/** Runs in the page: notes what takes the focus and whether one sees it; how many should. */
function watchFocus(): number {
  window.reached = new Set()
  window.unseen = []
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    window.reached.add(target)
    const { outlineStyle, outlineWidth } = getComputedStyle(target)
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 1)
      window.unseen.push(`the focus is not seen on ${target.outerHTML.slice(0, 100)}`)
  })
  // From the top of the page, wherever its own script has put the focus.
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  window.unseen = []
  return document.querySelectorAll('a[href], button, input, select, textarea, summary').length
}

/** Runs in the page: what can be pressed and was not reached. */
function whatFocusMissed(): string[] {
  const reachable = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button:not([disabled]), input:not([type="hidden"]):not([disabled]), select, textarea, summary',
    ),
  ].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.tabIndex >= 0 &&
      !element.closest('[inert]') &&
      // Of radio buttons the group is one stop, and arrows go on from there.
      !(element instanceof HTMLInputElement && element.type === 'radio'),
  )
  const missed = reachable.filter((element) => !window.reached.has(element))
  return [
    ...window.unseen,
    ...missed.map((element) => `keys do not reach ${element.outerHTML.slice(0, 100)}`),
  ]
}

/** Runs in the page: buttons and fields that only a colour of ours sets apart. */
function unbounded(): string[] {
  return [...document.querySelectorAll<HTMLElement>('button, input:not([type="hidden"]), textarea')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const { borderTopStyle, borderTopWidth, appearance, textDecorationLine } =
        getComputedStyle(element)
      const isBounded = borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1
      return !isBounded && appearance === 'none' && textDecorationLine === 'none'
    })
    .map((element) => `nothing bounds ${element.outerHTML.slice(0, 100)}`)
}
