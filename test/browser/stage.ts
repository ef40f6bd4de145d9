import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { serializeSignedCookie } from 'better-call'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject, vi } from 'vitest'
import { buildApp, closeSystem, openSystem, startWork } from '../../server/app.ts'
import { startMail } from '../../server/mail-in.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findSchedule, onCallAt } from '../../server/oncall/queries.ts'
import { findUser, findUserByName } from '../../server/people/queries.ts'
import { setPassword } from '../../server/people/sign-in.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { addCustomerComment } from '../../server/tickets/actions.ts'
import { releaseReplies } from '../../server/tickets/pending.ts'
import { testConfig } from '../world/cast.ts'
import { giveBackDatabase, takeDatabase, type Template } from '../world/databases.ts'
import { databaseUrl } from '../world/global-setup.ts'
import { startMailboxes, startPhones } from '../world/outside.ts'
import { theBrowser } from './chromium.ts'

export const PASSWORD = 'correct horse battery'
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof SIZES

export type Stage = Awaited<ReturnType<typeof raiseStage>>

/**
 * The running product on a port of its own, in real time, with a real browser in front of it. `empty` is a machine
 * on which nobody has ever signed in. Without `mailServer` no mail can leave until somebody says where.
 */
export async function raiseStage(template: Template = 'cast', { mailServer = true } = {}) {
  // Struck in the other order, every part even if one fails to: nothing stays for the next file.
  await using raising = new AsyncDisposableStack()
  const adminUrl = inject('adminUrl')
  const name = await takeDatabase(adminUrl, template)
  raising.defer(() => giveBackDatabase(adminUrl, template, name))
  const mailboxes = await startMailboxes()
  raising.defer(() => mailboxes.close())
  const phones = await startPhones(() => new Date())
  raising.defer(() => phones.close())
  const port = await freePort()
  const config = testConfig({
    PORT: port,
    NTFY_URL: phones.url,
    ...(mailServer && { SMTP_URL: `smtp://127.0.0.1:${mailboxes.port}` }),
  })
  const system = await openSystem(config, databaseUrl(adminUrl, name))
  raising.defer(() => closeSystem(system))
  await sql`update clock set frozen_at = null`.execute(system.db)
  const app = await buildApp(system)
  raising.defer(() => app.close())
  await app.listen({ host: '127.0.0.1', port })
  const mail = await startMail(system)
  raising.defer(() => mail.close())
  const work = await startWork(system)
  raising.defer(() => work.stop())
  const browser = await theBrowser()
  const transport = createTransport({
    host: '127.0.0.1',
    port: mail.port,
    tls: { rejectUnauthorized: false },
  })
  raising.defer(() => transport.close())

  const raised = raising.move()
  return {
    system,
    phones,
    mailboxes,
    address: config.publicUrl,
    sendMail: (message: SentMail) => transport.sendMail(message),
    /** Whoever the schedule names now: the test does not choose the week it runs in. */
    async onDuty(scheduleKey = 'on_call') {
      const now = new Date()
      const { userIds } = onCallAt(await findSchedule(system.db, scheduleKey, now), now)
      return findUser(system.db, userIds[0] ?? '')
    },
    async acmeLink() {
      const { organization } = await findSender(system.db, 'kim@acme.test')
      return emergencyUrl(system, organization!)
    },
    async open(size: Size, { as, ...options }: ContextOptions & { as?: string } = {}) {
      const context = await openContext(browser, config.publicUrl, size, options)
      raised.defer(() => context.close())
      if (as) await context.addCookies([await sessionCookie(system, as)])
      return context
    },
    /** Signs in as a person does, at the form. */
    async signIn(page: Page, email: string) {
      const user = await system.db
        .selectFrom('users')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      await inWork(system, machine('test'), (work) => setPassword(work, user.id, PASSWORD))
      await signIn(page, email)
    },
    /** The customer of a ticket writes again, now. */
    customerWrites: (ticket: { id: string; requesterId: string }, body: string) =>
      inWork(system, { kind: 'contact', id: ticket.requesterId, name: 'Kim' }, (work) =>
        addCustomerComment(work, ticket.id, { body, via: 'email' }),
      ),
    /** Waits for something to become true, outside a test's own polling. */
    until: (isTrue: () => Promise<boolean>) =>
      vi.waitUntil(isTrue, { timeout: 30_000, interval: 50 }),
    /** The seconds in which a reply can be taken back are over now. */
    async endHold() {
      await sql`update pending_replies set send_at = app_now()`.execute(system.db)
      await releaseReplies(system)
    },
    /** Every line to a browser breaks off, as when a cable is pulled. */
    cutLines: () => app.server.closeAllConnections(),
    strike: () => raised.disposeAsync(),
  }
}

interface SentMail {
  from: string
  to: string
  subject: string
  text: string
  html?: string
  attachments?: { filename: string; content: Buffer | string; contentType?: string; cid?: string }[]
}

interface ContextOptions {
  scheme?: 'light' | 'dark'
  javaScript?: boolean
  zone?: string
}

/** A session as the sign-in form begins one; the form itself is walked by the tests that are about it. */
async function sessionCookie({ db, config, secrets }: System, key: string) {
  const user = await findUserByName(db, key)
  const token = crypto.randomUUID()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db
    .insertInto('sessions')
    .values({ id: crypto.randomUUID(), userId: user.id, token, expiresAt })
    .execute()
  const secret = secrets.keyFor('sessions').toString('base64url')
  const signed = await serializeSignedCookie('watchdesk.session_token', token, secret)
  const [name = '', value = ''] = signed.split('=', 2)
  return { name, value, url: config.publicUrl, expires: expiresAt.getTime() / 1000, httpOnly: true }
}

async function openContext(
  browser: Browser,
  baseURL: string,
  size: Size,
  { scheme = 'light', javaScript = true, zone = 'Europe/Berlin' }: ContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: zone,
  })
  // Only what will never come waits so long: a machine that is busy is late, and not wrong.
  context.setDefaultTimeout(30_000)
  return context
}

export async function signIn(page: Page, email: string) {
  await page.goto('/sign-in')
  await page.getByLabel(/e-?mail/i).fill(email)
  await page.getByLabel(/^Password/).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[]
}

/** What axe-core finds on the page as it stands, in words. */
export async function expectAccessible(page: Page) {
  // The page's own policy refuses injected scripts, and rightly; evaluation does not pass through it.
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axeSource)
  const result = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })`,
  )
  // What lies half under a sticky bar is small only until somebody scrolls.
  const found = result.violations.flatMap(({ id, help, nodes }) => {
    const node = nodes.find(({ failureSummary }) => !/partially obscured/.test(failureSummary))
    return node ? [`${id}: ${help}: ${node.html} ${node.failureSummary}`] : []
  })
  expect(found).toEqual([])
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
