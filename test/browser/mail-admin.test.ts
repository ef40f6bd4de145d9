import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { banByHand } from '../../server/tickets/spam.ts'
import { suppressAddress } from '../../server/tickets/suppressions.ts'
import { startImapServer } from '../world/imap-server.ts'
import { look, looks } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** Whoever runs the mail: what came in, what waits, what did not leave, and where it is fetched from. */
describe('the mail of a support team', () => {
  let stage: Stage
  let imap: Awaited<ReturnType<typeof startImapServer>>

  const states = () =>
    stage.system.db.selectFrom('arrivals').select(['number', 'state']).orderBy('number').execute()
  const settled = (count: number) =>
    stage.until(async () => {
      const all = await states()
      return all.length === count && all.every(({ state }) => state !== 'received')
    })
  const spam = (n: number) =>
    stage.sendMail({
      from: 'Win <win@prizes.test>',
      to: 'support@support.test',
      subject: `You have won ${n}`,
      text: `Prize number ${n}.`,
    })

  beforeAll(async () => {
    stage = await raiseStage()
    imap = await startImapServer({ users: { support: 'secret' } })
    await inWork(stage.system, machine('test'), async (work) => {
      await banByHand(work, '@prizes.test', 'Sends prizes.')
      await suppressAddress(work, { address: 'gone@acme.test', reason: '550 5.1.1 no such user' })
    })
    await stage.sendMail({
      from: 'Kim <kim@acme.test>',
      to: 'support@support.test',
      subject: 'Which way is it?',
      text: 'The handbook says two things.',
    })
    for (const n of [1, 2, 3]) await spam(n)
    await settled(4)
  })
  afterAll(async () => {
    await imap?.close()
    await stage?.strike()
  })

  const visit = async (
    run: (page: Page) => Promise<void>,
    { size = 'desktop', scheme = 'light', as = 'dora' }: Visit = {},
  ) => {
    const context = await stage.open(size, { scheme, as })
    const page = await context.newPage()
    await run(page)
    await context.close()
  }
  type Visit = { size?: 'desktop' | 'phone'; scheme?: 'light' | 'dark'; as?: string }

  test.each(looks)('shows every tab on a $size, $scheme', { timeout: 120_000 }, (at) =>
    visit(async (page) => {
      for (const [name, path, shows] of [
        ['log', '/mail', /Which way is it/],
        ['log-found', '/mail?q=which', /Which way is it/],
        ['log-nothing', '/mail?q=nowhere', /No such mail/],
        ['quarantine', '/mail?tab=quarantine', /You have won 3/],
        ['quarantine-past', '/mail?tab=quarantine&state=past', /Nothing older/],
        ['out', '/mail?tab=out', /we have your message|Which way is it/],
        ['suppressed', '/mail?tab=suppressed', /gone@acme\.test/],
        ['banned', '/mail?tab=banned', /@prizes\.test/],
        ['mailboxes-empty', '/mailboxes', /No mailboxes yet/],
      ] as const) {
        await page.goto(path)
        await look(page, `mail-${name}`, shows, at)
      }
      await page.goto('/mail')
      await page.getByRole('button', { name: 'Open mail 1' }).click()
      await look(page, 'mail-drawer', [/Its headers/, /kim@acme\.test/], at)
      await page.getByRole('tab', { name: 'Source' }).click()
      await look(page, 'mail-source', /The handbook says two things/, at)
      await page.getByRole('tab', { name: 'Delivery' }).click()
      await look(page, 'mail-delivery', /MAIL FROM|Nothing was noted/i, at)
      await page.goto('/mail?tab=out')
      await page
        .getByRole('button', { name: /^Open sent mail/ })
        .first()
        .click()
      await look(page, 'mail-tries', [/Every try/, /Taken by the mail server/], at)
    }, at),
  )

  test('mail in quarantine is released to a ticket, many at once', { timeout: 120_000 }, () =>
    visit(
      async (page) => {
        await page.goto('/mail?tab=quarantine')
        await page.getByRole('checkbox', { name: 'Select mail 2' }).check()
        await page.getByRole('checkbox', { name: 'Select mail 3' }).check()
        await page.getByText('2 selected').waitFor()
        await page.getByRole('button', { name: 'Release to ticket…' }).click()
        await page.getByLabel('Ticket number').fill('1')
        await page.getByText(/#1 Which way is it/).waitFor()
        await page.getByRole('button', { name: 'Release 2' }).click()
        await page.getByText('2 mails released to #1.').waitFor()
        await page.getByText('You have won 2').waitFor({ state: 'detached' })
        await page.getByText('You have won 3').waitFor()
        await page.goto('/t/1')
        await page.getByText('Prize number 2.').first().waitFor()
      },
      { as: 'alice' },
    ),
  )

  test(
    'a ban is lifted, and the one that waits is read by all the rules',
    { timeout: 120_000 },
    () =>
      visit(async (page) => {
        await page.goto('/mail?tab=banned')
        await page.getByRole('button', { name: 'Lift the ban: @prizes.test' }).click()
        await page.getByText('Nobody is banned').waitFor()
        await page.getByRole('tab', { name: /Quarantine/ }).click()
        await page.getByRole('button', { name: 'Open mail 4' }).click()
        await page.getByRole('button', { name: 'Process it again' }).click()
        await page.getByText('Quarantine is empty').waitFor()
        await page.getByRole('tab', { name: 'Held-back addresses' }).click()
        await page.getByRole('button', { name: 'Let mail go there: gone@acme.test' }).click()
        await page.getByText('Mail reaches everybody').waitFor()
      }),
  )

  test('a mailbox is added, tried, paused, changed and removed', { timeout: 120_000 }, () =>
    visit(async (page) => {
      await page.goto('/mailboxes')
      await page.getByRole('button', { name: 'Add the first one' }).click()
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByText('Give it a name your colleagues know.').waitFor()
      await page.getByLabel('Name', { exact: true }).fill('Support')
      await page.getByLabel('Short name').fill('support')
      await page.getByLabel('Addresses').fill('help@support.test')
      await page.getByLabel('Mail server').fill('127.0.0.1')
      await page.getByLabel('Port').fill(String(imap.port))
      await page.getByLabel('Encryption').selectOption('none')
      await page.getByLabel('Signs in as').fill('support')
      await page.getByLabel('Password', { exact: true }).fill('secret')
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByRole('button', { name: 'Try Support' }).click()
      await page.getByText(/Signed in as support/).waitFor()
      await page.getByRole('button', { name: 'Pause Support' }).click()
      await page.getByText('Paused', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Change Support' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Helpers')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'Helpers' }).waitFor()
      await page.getByRole('button', { name: 'Remove Helpers' }).click()
      await page.getByRole('button', { name: 'Remove it' }).click()
      await page.getByText('No mailboxes yet').waitFor()
    }),
  )

  test.each(looks)(
    'shows the secret of a posted mailbox once, and its form, on a $size, $scheme',
    { timeout: 120_000 },
    (at) =>
      visit(async (page) => {
        const key = `hook-${at.size}-${at.scheme}`
        await page.goto('/mailboxes')
        await page.getByRole('button', { name: /^Add (the first one|a mailbox)$/ }).click()
        await look(page, 'mailbox-form', /How does its mail come/, at)
        await page.getByLabel('By', { exact: true }).selectOption('oauth2')
        await look(page, 'mailbox-form-oauth', /Token address/, at)
        await page.getByLabel('How does its mail come').selectOption('http')
        await page.getByLabel('Name', { exact: true }).fill('Posted')
        await page.getByLabel('Short name').fill(key)
        await page.getByLabel('Addresses').fill('hook@support.test')
        await page.getByRole('button', { name: 'Add it' }).click()
        await look(page, 'mailbox-secret', /shown only this once/, at)
        await page.getByRole('button', { name: 'I have it' }).click()
        await page.reload()
        await look(page, 'mailboxes', /Takes what is posted to it/, at)
        expect(await page.getByText(/shown only this once/).count()).toBe(0)
      }, at),
  )

  test.each(looks)(
    'says who may, and what failed, on a $size, $scheme',
    { timeout: 120_000 },
    (at) =>
      visit(
        async (page) => {
          await page.goto('/mailboxes')
          await look(page, 'mailboxes-forbidden', /Administrators set up mailboxes/, at)
          await page.route(/\/api\/v1\/(mail|suppressions|banned)/, (route) =>
            route.fulfill({
              status: 500,
              contentType: 'application/problem+json',
              body: JSON.stringify({ title: 'bug', detail: 'Something broke on our side.' }),
            }),
          )
          for (const [tab, what] of [
            ['quarantine', /Couldn't load quarantine/],
            ['out', /Couldn't load outgoing mail/],
            ['suppressed', /Couldn't load held-back addresses/],
            ['banned', /Couldn't load banned senders/],
          ] as const) {
            await page.goto(`/mail?tab=${tab}`)
            await look(page, `mail-${tab}-error`, [what, /Try again/], at)
          }
        },
        { ...at, as: 'alice' },
      ),
  )
})
