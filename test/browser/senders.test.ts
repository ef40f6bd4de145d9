import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveContact, saveOrganization, subscribe } from '../../server/customers/actions.ts'
import { findSender } from '../../server/customers/queries.ts'
import { makeSignInLink } from '../../server/customers/sign-in-links.ts'
import { forgetRemembered } from '../../server/platform/remembered.ts'
import { saveSetting, settingsOf } from '../../server/platform/settings.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { keepShot, sideways } from './looks.ts'
import { expectAccessible, raiseStage, type Size, type Stage } from './stage.ts'

/** Everybody who may come to the doors, and what each of them finds behind it. */
let stage: Stage
const DAY_MS = 86_400_000

beforeAll(async () => {
  stage = await raiseStage()
  const { company, emergency } = await settingsOf(stage.system)
  await work(async (work) => {
    await saveSetting(work, 'emergency', { ...emergency, unentitled: 'redirect' })
    // The community that is built in.
    await saveSetting(work, 'company', { ...company, links: { ...company.links, forum: null } })
    work.afterCommit(() => forgetRemembered(stage.system))
    for (const [key, days] of [
      ['grace', 3],
      ['ended', 60],
    ] as const) {
      const domains = [`${key}.test`]
      const { id } = await saveOrganization(work, { externalId: key, name: key, domains })
      await subscribe(work, {
        organizationId: id,
        planKey: 'premium',
        startsAt: new Date(Date.now() - 365 * DAY_MS),
        endsAt: new Date(Date.now() - days * DAY_MS),
      })
      await saveContact(work, { email: `gil@${key}.test`, name: 'Gil', organizationId: id })
    }
    const acme = await organizationOf('kim@acme.test')
    const sharing = {
      sharing: 'read' as const,
      sharingAcceptedBy: 'Kim',
      sharingAcceptedAt: work.now,
    }
    await work.db.updateTable('organizations').set(sharing).where('id', '=', acme.id).execute()
    for (const of of [acme, await organizationOf('lee@umbra.test')])
      await saveContact(work, { email: 'ada@acme.test', name: 'Ada', organizationId: of.id })
  })
})
afterAll(() => stage?.strike())

const work = <R>(act: (work: Work) => Promise<R>) => inWork(stage.system, machine('test'), act)

async function organizationOf(email: string) {
  const { organization } = await findSender(stage.system.db, email)
  if (!organization) throw new Error(`Nobody knows ${email}`)
  return organization
}

/** By a link as the mail has it: that the mail comes is walked elsewhere. */
async function signedIn(context: BrowserContext, email: string, next = '/help'): Promise<Page> {
  const { token } = await work((work) => makeSignInLink(work, email, { next }))
  const page = await context.newPage()
  await page.goto(`/help/sign-in/link/${token}`)
  await page.getByRole('button', { name: `Sign in as ${email}` }).click()
  await page.waitForURL((url) => url.pathname === next.split('?')[0])
  return page
}

async function ask(page: Page, subject: string) {
  await page.goto(`/help/new?subject=${encodeURIComponent(subject)}`)
  await page.getByLabel(/What happens/).fill('Since noon.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('heading', { name: subject }).waitFor()
}

async function looksRight(page: Page, name: string) {
  await keepShot(page, `senders-${name}`)
  expect([name, await sideways(page)]).toEqual([name, []])
  await expectAccessible(page)
}

describe.each(['desktop', 'phone'] as const)('on a %s', (size: Size) => {
  const scheme = size === 'phone' ? 'dark' : 'light'
  const door = (name: string, walk: (context: BrowserContext) => Promise<void>) =>
    test(name, { timeout: 60_000 }, async () => {
      const context = await stage.open(size, { scheme })
      await walk(context)
      await context.close()
    })

  door('a customer with an emergency knows within 30 s who has it', async (context) => {
    const page = await context.newPage()
    const { name } = await stage.onDuty()
    const phone = `phone-of-${name.toLowerCase()}`
    const before = stage.phones.shownBy(phone).length
    const began = performance.now()
    await page.goto(await stage.acmeLink())
    await page.getByLabel('What is broken?').fill(`All pushes fail, says a ${size}`)
    await page.getByRole('button', { name: 'Page the on-call engineer' }).click()
    await page.waitForURL(/\/help\/status\//)
    await stage.until(async () => stage.phones.shownBy(phone).length > before)
    const url = stage.phones.shownBy(phone).at(-1)?.acknowledgeUrl ?? ''
    await fetch(url, { method: 'POST' })
    await page.getByText(`${name} has this`).first().waitFor()
    expect(performance.now() - began).toBeLessThan(30_000)
    await looksRight(page, `emergency-${size}`)
    await work((work) =>
      work.db
        .updateTable('tickets')
        .set({ createdAt: new Date(Date.now() - 2 * 3_600_000) })
        .execute(),
    )
  })

  door('a paid customer reads the promise before they send', async (context) => {
    const page = await signedIn(context, 'kim@acme.test', '/help/new')
    await page.getByText('First reply by').first().waitFor()
    await ask(page, `Slow on a ${size}`)
    await page.getByText('First reply by').first().waitFor()
    await page.getByText('Not assigned yet').waitFor()
    await looksRight(page, `paid-${size}`)
  })

  door(
    'a colleague in the same organization reads it, and whom to ask to write',
    async (context) => {
      const page = await signedIn(context, 'ken@acme.test')
      await page.getByRole('link', { name: new RegExp(`Slow on a ${size}`) }).click()
      await page.getByText('Ask Kim to bring you in').waitFor()
      await looksRight(page, `colleague-${size}`)
    },
  )

  door('a contact of two organizations says for which one it is', async (context) => {
    const page = await signedIn(context, 'ada@acme.test', '/help/new')
    await page.getByLabel('For which company?').selectOption('Acme')
    await page.getByLabel('In one line').fill(`For Acme on a ${size}`)
    await page.getByLabel(/What happens/).fill('Since noon.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('First reply by').first().waitFor()
    const ticket = await stage.system.db
      .selectFrom('tickets')
      .innerJoin('organizations', 'organizations.id', 'tickets.organizationId')
      .select('organizations.name')
      .where('subject', '=', `For Acme on a ${size}`)
      .executeTakeFirstOrThrow()
    expect(ticket.name).toBe('Acme')
  })

  door('expired, in grace: served as before', async (context) => {
    const page = await signedIn(context, 'gil@grace.test')
    await ask(page, 'In grace')
    await page.getByText('First reply by').first().waitFor()
  })

  door('expired, after grace: never refused, and told what comes next', async (context) => {
    const page = await signedIn(context, 'gil@ended.test')
    await ask(page, 'After grace')
    await stage.until(() => told('After grace'))
    await page.reload()
    await page.getByText(/Your Premium plan ran until/).waitFor()
    await page.getByText(/a person goes on from here/).waitFor()
    await looksRight(page, `ended-${size}`)
  })

  door('an unlisted sender at a listed domain is served', async (context) => {
    const page = await signedIn(context, `new.${size}@acme.test`)
    await ask(page, 'Nobody knows me')
    await page.getByText('First reply by').first().waitFor()
  })

  door('a free user at the portal goes to the community with what they wrote', async (context) => {
    const page = await signedIn(
      context,
      'lee@umbra.test',
      '/help/new?subject=Images+are+not+pulled',
    )
    await page.getByText(/Free plans are helped by the community/).waitFor()
    await looksRight(page, `free-${size}`)
    await page.getByRole('link', { name: 'Ask the community' }).click()
    await page.getByLabel('What happens?').waitFor()
    expect(await page.getByLabel('What happens?').inputValue()).toContain('Images are not pulled')
    await looksRight(page, `community-${size}`)
    await page.getByRole('button', { name: 'Ask the community' }).click()
    await page.getByLabel('Your question in one line').waitFor()
    expect(await page.getByLabel('Your question in one line').inputValue()).toBe(
      'Images are not pulled',
    )
  })

  door('a free user at the emergency form is told kindly where help is', async (context) => {
    const page = await context.newPage()
    await page.goto(emergencyUrl(stage.system, await organizationOf('lee@umbra.test')))
    await page.getByLabel('What is broken?').fill('My runner')
    await page.getByRole('button', { name: 'Page the on-call engineer' }).click()
    await page
      .getByText(/Free plans are helped by the community/)
      .first()
      .waitFor()
    // Where nothing more can be written there, the page loads itself anew.
    await page.locator('#write').waitFor({ state: 'detached' })
    await looksRight(page, `free-emergency-${size}`)
  })

  door('somebody who works here is shown the way of colleagues', async (context) => {
    const page = await signedIn(context, 'carol@watchdesk.test')
    await ask(page, 'I work here')
    await stage.until(() => told('I work here'))
    await page.reload()
    await page.getByText(/You work here/).waitFor()
  })

  door('a security problem has a door for any plan', async (context) => {
    const page = await context.newPage()
    await page.goto('/help/community')
    const side = page.getByRole('link', { name: 'Report it here, any plan' })
    expect(await side.getAttribute('href')).toBe('mailto:security@support.test')
    await page.goto('/help')
    await looksRight(page, `help-${size}`)
    await page.goto('/help/security')
    await page.getByRole('heading', { name: 'Report a security problem' }).waitFor()
  })
})

/** Whether the automatic answer is there. */
async function told(subject: string): Promise<boolean> {
  const rows = await stage.system.db
    .selectFrom('tickets')
    .select('status')
    .where('subject', '=', subject)
    .execute()
  return rows.every(({ status }) => status === 'closed')
}

test(
  'a free user by mail: one press makes a topic of what they wrote',
  { timeout: 60_000 },
  async () => {
    await stage.sendMail({
      from: 'Lee <lee@umbra.test>',
      to: 'support@support.test',
      subject: 'The registry refuses my images',
      text: 'Since noon.',
    })
    const linkIn = () =>
      /\/help\/forum\/publish\/\S+/.exec(
        stage.mailboxes.inboxOf('lee@umbra.test').at(-1)?.text ?? '',
      )?.[0]
    await stage.until(async () => linkIn() !== undefined)
    const context = await stage.open('phone')
    const page = await context.newPage()
    await page.goto(linkIn() ?? '')
    await page.getByLabel('Name shown to everybody').fill('Lee out')
    await page.getByRole('button', { name: 'Ask the community' }).click()
    await page.getByRole('heading', { name: 'It is with us' }).waitFor()
    await context.close()
  },
)
