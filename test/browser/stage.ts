import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { buildApp, closeSystem, openSystem, startWork } from '../../server/app.ts'
import { startMail } from '../../server/mail-in.ts'
import { findSender } from '../../server/customers/queries.ts'
import { findSchedule, onCallAt } from '../../server/oncall/queries.ts'
import { findUser, listUsers } from '../../server/people/queries.ts'
import { setPassword } from '../../server/people/sign-in.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { addCustomerComment } from '../../server/tickets/actions.ts'
import { testConfig } from '../world/cast.ts'
import { databaseUrl, run } from '../world/global-setup.ts'
import { startMailboxes, startPhones } from '../world/outside.ts'
import { launchBrowser } from './chromium.ts'

export const PASSWORD = 'correct horse battery'
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof SIZES

export type Stage = Awaited<ReturnType<typeof raiseStage>>

/**
 * The running product on a port of its own, in real time, with a real browser in front of it. `template_empty` is a
 * machine on which nobody has ever signed in.
 */
export async function raiseStage(
  name: string,
  template: 'template_cast' | 'template_empty' = 'template_cast',
) {
  const adminUrl = inject('adminUrl')
  await run(adminUrl, `create database ${name} template ${template} strategy file_copy`)
  const phones = await startPhones(() => new Date())
  const mailboxes = await startMailboxes()
  const port = await freePort()
  const config = testConfig({
    PORT: port,
    NTFY_URL: phones.url,
    SMTP_URL: `smtp://127.0.0.1:${mailboxes.port}`,
  })
  const system = await openSystem(config, databaseUrl(adminUrl, name))
  await sql`update clock set frozen_at = null`.execute(system.db)
  await inWork(system, machine('test'), async (work) => {
    for (const { id } of await listUsers(work.db)) await setPassword(work, id, PASSWORD)
  })
  const app = await buildApp(system)
  await app.listen({ host: '127.0.0.1', port })
  const mail = await startMail(system)
  const work = await startWork(system)
  const browser = await launchBrowser()
  const transport = createTransport({
    host: '127.0.0.1',
    port: mail.port,
    tls: { rejectUnauthorized: false },
  })

  return {
    system,
    phones,
    mailboxes,
    address: config.publicUrl,
    browser,
    sendMail: (message: {
      from: string
      to: string
      subject: string
      text: string
      attachments?: { filename: string; content: string }[]
    }) => transport.sendMail(message),
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
    open: (size: Size, options: ContextOptions = {}) =>
      openContext(browser, config.publicUrl, size, options),
    /** The customer of a ticket writes again, now. */
    customerWrites: (ticket: { id: string; requesterId: string }, body: string) =>
      inWork(system, { kind: 'contact', id: ticket.requesterId, name: 'Kim' }, (work) =>
        addCustomerComment(work, ticket.id, { body, via: 'email' }),
      ),
    /** Waits for something to become true, outside a test's own polling. */
    async until(isTrue: () => Promise<boolean>) {
      const end = performance.now() + 15_000
      while (!(await isTrue())) {
        if (performance.now() > end) throw new Error('It did not become true within 15 s')
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    async strike() {
      transport.close()
      await browser.close()
      await work.stop()
      await mail.close()
      await app.close()
      await closeSystem(system)
      await phones.close()
      await mailboxes.close()
      await run(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

interface ContextOptions {
  scheme?: 'light' | 'dark'
  javaScript?: boolean
  /** What another context of the same person kept, so that nobody signs in twice. */
  session?: Awaited<ReturnType<BrowserContext['storageState']>>
}

async function openContext(
  browser: Browser,
  baseURL: string,
  size: Size,
  { scheme = 'light', javaScript = true, session }: ContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    colorScheme: scheme,
    ...(session && { storageState: session }),
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  context.setDefaultTimeout(15_000)
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
  await page.evaluate(axeSource)
  const result = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
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
