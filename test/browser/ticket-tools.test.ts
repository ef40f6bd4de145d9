import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChannelByKey } from '../../server/channels/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { openTicket } from '../../server/tickets/open.ts'
import { fillDesk } from './desk.ts'
import { look, looks } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** What is done to a ticket beside writing: filed, put off, merged, split, linked, called spam. */
describe('the tools of a ticket', { timeout: 120_000 }, () => {
  let stage: Stage
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    page = await (await stage.open('desktop', { as: 'alice' })).newPage()
  })
  afterAll(() => stage?.strike())

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 })
  const sees = (words: RegExp | string) =>
    page.getByText(words).filter({ visible: true }).first().waitFor()
  const hasFocus = () => page.evaluate(() => document.activeElement !== document.body)
  const find = (subject: string) =>
    stage.system.db
      .selectFrom('tickets')
      .selectAll()
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow()
  const ticket = async (subject: string) => {
    const { number } = await find(subject)
    await page.goto(`/t/${number}`)
    await page.getByRole('button', { name: 'More to do with this ticket' }).waitFor()
    return number
  }
  const fromMenu = async (item: string | RegExp) => {
    await page.getByRole('button', { name: 'More to do with this ticket' }).press('Enter')
    await page.getByRole('menuitem', { name: item }).click()
    return page.getByRole('dialog')
  }

  test('ten tickets in a row by the keyboard alone, five keys each beside the words', async () => {
    await page.goto('/queue?channel=paid')
    await page.getByRole('row', { name: /Backup 0/ }).waitFor()
    await press('j')
    await soon(hasFocus).toBe(true)
    await press('Enter')
    await page.waitForURL(/\/t\/\d+/)
    const seen: string[] = []
    for (let at = 0; at < 10; at += 1) {
      const path = new URL(page.url()).pathname
      seen.push(path)
      // The ticket before may still stand there: its composer is not the one to write in.
      await page
        .locator('main')
        .getByText(path.replace('/t/', '#'), { exact: true })
        .first()
        .waitFor()
      const field = page.getByRole('textbox', { name: /Reply to/ })
      await field.waitFor()
      await press('r')
      await soon(() => field.evaluate((it) => it === document.activeElement)).toBe(true)
      await page.keyboard.type('Please upgrade.')
      await press('Control+Shift+Enter')
      await page.waitForURL((url) => url.pathname !== path)
    }
    expect(new Set(seen).size).toBe(10)
    await soon(async () => {
      const held = await stage.system.db.selectFrom('pendingReplies').select('id').execute()
      const sent = await stage.system.db
        .selectFrom('comments')
        .select('id')
        .where('body', '=', 'Please upgrade.')
        .execute()
      return held.length + sent.length
    }).toBe(10)
  })

  test('a ticket is filed at its side, each change with its undo', async () => {
    await ticket('Backup 11 exits with 137')
    const row = () => find('Backup 11 exits with 137')
    await page.getByRole('combobox', { name: 'Tags' }).fill('ldap')
    await press('Enter')
    await soon(async () => (await row()).tags).toEqual(['ldap'])
    await sees(/Alice tagged it ldap/)
    await page.getByText('Signed: Alice, GitLab').waitFor()
    const signature = '{{agent_name}}, {{company_name}} security'
    await stage.system.db
      .updateTable('teams')
      .set({ signature })
      .where('key', '=', 'security')
      .execute()
    await page.getByRole('button', { name: /^Team/ }).press('Enter')
    await page.getByRole('menuitemradio', { name: 'Security' }).press('Enter')
    await page.getByText('Signed: Alice, GitLab security').waitFor()
    await sees(/Alice gave it to Security/)
    await page.getByRole('button', { name: /^Type/ }).press('Enter')
    await page.getByRole('menuitemradio', { name: 'Problem' }).press('Enter')
    await soon(async () => (await row()).type).toBe('problem')
    await page.getByRole('button', { name: /^Due/ }).press('Enter')
    await page.getByRole('button', { name: 'Set the due date' }).press('Enter')
    await soon(async () => (await row()).dueBy !== null).toBe(true)
    await page.getByRole('combobox', { name: 'Form' }).selectOption('support_request')
    await page
      .getByRole('combobox', { name: /Where it runs/ })
      .selectOption({ label: 'Self-managed' })
    await page.getByRole('textbox', { name: /^Version/ }).fill('17.4')
    await press('Enter')
    await soon(async () => (await row()).fieldValues).toEqual({
      hosting: 'self_managed',
      version: '17.4',
    })
    await page
      .getByRole('combobox', { name: /Where it runs/ })
      .selectOption({ label: 'GitLab.com' })
    await page.getByRole('textbox', { name: /^Version/ }).waitFor({ state: 'detached' })
    await page.locator('main').focus()
    await press('e')
    await sees(/Area is needed/)
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe(
      'area',
    )
    await page.locator('main').focus()
    await press('f')
    await sees(/You follow #/)
    await page.getByRole('textbox', { name: /Add a colleague/ }).fill('pat@acme.test')
    await press('Enter')
    await page.getByRole('list', { name: 'Reading along' }).getByText('pat@acme.test').waitFor()
    await page.getByRole('button', { name: /Send to Kim \+1/ }).waitFor()
    await page.locator('main').focus()
    await press('p')
    await page.getByRole('radio', { name: 'High' }).press('Space')
    await page.getByRole('textbox', { name: 'Why' }).fill('Their backups fail every night.')
    await page.getByRole('checkbox', { name: /Tell Kim/ }).press('Space')
    await page.getByRole('button', { name: 'Set high priority' }).press('Enter')
    await soon(async () => {
      const said = await stage.system.db
        .selectFrom('comments')
        .select('kind')
        .where('body', 'like', '%priority high now: Their backups fail every night.%')
        .execute()
      return said.map(({ kind }) => kind)
    }).toEqual(['public'])
  })

  test('a named status is set and shown', async () => {
    await ticket('Slow pipeline, 400 jobs')
    await press('s')
    await page.getByRole('menuitemradio', { name: 'Waiting for logs' }).press('Enter')
    await page.getByRole('button', { name: /Status: Waiting for logs/ }).waitFor()
    await soon(hasFocus).toBe(true)
  })

  test('a ticket sleeps from the queue and from its page, and is woken', async () => {
    await page.goto('/queue?channel=paid')
    const row = page.getByRole('row', { name: /Backup 12 / })
    await row.focus()
    await press('h')
    await page.getByRole('dialog', { name: /^Snooze #/ }).waitFor()
    await page.getByRole('button', { name: /Monday at 9/ }).press('Enter')
    await sees(/sleeps until Mon/)
    await row.waitFor({ state: 'detached' })
    await soon(hasFocus).toBe(true)
    await page.goto('/queue?view=snoozed')
    await page.getByRole('row', { name: /Backup 12 / }).waitFor()
    const number = await ticket('Backup 12 exits with 137')
    await page.getByRole('button', { name: 'Wake it' }).press('Enter')
    await sees(`#${number} is awake`)
    await page.locator('main').focus()
    await press('h')
    await page.getByRole('button', { name: 'Until they answer' }).press('Enter')
    await sees(/until they answer/)
    await soon(hasFocus).toBe(true)
    await press('z')
    await page.getByRole('button', { name: 'Wake it' }).waitFor({ state: 'detached' })
  })

  test('two tickets become one and two again', async () => {
    const into = (await find('Backup 14 exits with 137')).number
    const from = await ticket('Backup 13 exits with 137')
    const dialog = await fromMenu(/^Merge/)
    await dialog.getByRole('textbox').fill(String(into))
    await dialog.getByText('Backup 14 exits with 137').waitFor()
    await press('Enter')
    await page.waitForURL(`**/t/${into}`)
    await page
      .getByRole('link', { name: `from #${from}` })
      .first()
      .waitFor()
    await page.goto(`/t/${from}`)
    await sees(`Now part of #${into}`)
    await page
      .getByRole('note')
      .getByRole('button', { name: /Take the merge/ })
      .press('Enter')
    await sees(`#${from} stands for itself again`)
    await page.getByRole('button', { name: /^Reply to/ }).waitFor()
  })

  test('tickets of two customers are merged only by somebody who says so', async () => {
    const channel = await findChannelByKey(stage.system, 'paid')
    const others = await inWork(stage.system, machine('mail'), (work) =>
      openTicket(work, {
        channel,
        subject: 'Our backups fail too',
        body: 'Exit code 137.',
        requester: { email: 'lee@umbra.test', name: 'Lee' },
        via: 'email',
        // What follows a closed ticket is not sent away at the door: it stays open.
        tags: ['follow_up'],
      }),
    )
    await ticket('Backup 15 exits with 137')
    const dialog = await fromMenu(/^Merge/)
    await dialog.getByRole('textbox').fill(`#${others.number}`)
    await dialog.getByText(/would read each other/).waitFor()
    await press('Enter')
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('button', { name: /^Merge #/ }).press('Enter')
    await page.waitForURL(`**/t/${others.number}`)
  })

  test('messages are split off, and another ticket is linked', async () => {
    const number = await ticket('Runner 17.4 cannot pull from the private registry')
    const dialog = await fromMenu(/^Split/)
    await dialog.getByRole('checkbox', { name: /^Kim/ }).last().press('Space')
    await dialog.getByRole('textbox').fill('Which version it is')
    await press('Enter')
    await page.waitForURL((url) => url.pathname !== `/t/${number}`)
    await page
      .getByRole('link', { name: `from #${number}` })
      .first()
      .waitFor()
    await sees(/^Split from/)
    await page.locator('main').focus()
    const other = (await find('Backup 16 exits with 137')).number
    await press('l')
    await page.getByRole('dialog').getByRole('textbox').fill(String(other))
    await page.getByRole('dialog').getByText('Backup 16 exits with 137').waitFor()
    await press('Enter')
    await page
      .getByRole('list', { name: 'Linked tickets' })
      .getByText(/Backup 16/)
      .waitFor()
  })

  test('spam is closed with its sender, and stands again when it was none', async () => {
    await ticket('Our backups fail too')
    const dialog = await fromMenu(/^Spam/)
    await dialog.getByRole('radio', { name: /anybody at umbra/ }).press('Space')
    await dialog.getByRole('button', { name: 'Close it as spam' }).press('Enter')
    await sees(/everything from umbra\.test goes to quarantine/)
    await page.getByRole('button', { name: 'It is no spam' }).press('Enter')
    await sees(/no ban is left/)
    expect(
      await stage.system.db
        .selectFrom('bannedSenders')
        .select('pattern')
        .where('liftedAt', 'is', null)
        .execute(),
    ).toEqual([])
  })

  test.each(looks)('every sheet on a $size, $scheme', async ({ size, scheme }) => {
    page = await (await stage.open(size, { scheme, as: 'alice' })).newPage()
    const { number } = await find('Backup 17 exits with 137')
    await page.goto(`/t/${number}`)
    await sees(/Backup 17/)
    for (const [item, shows] of [
      ['Snooze', /Until they answer/],
      ['Link', /Duplicate of/],
      ['Merge', /It becomes part of/],
      ['Split', /become a ticket of their own/],
      ['Spam', /goes to quarantine/],
    ] as const) {
      await fromMenu(new RegExp(`^${item}`))
      await look(page, `ticket-${item.toLowerCase()}`, shows, { size, scheme })
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    if (size === 'phone') await page.getByText('Promises, status and customer').click()
    await look(page, 'ticket-facts', [/Followers/, /Linked/], { size, scheme })
    await page.goto('/queue?view=snoozed')
    await look(page, 'queue-snoozed', /Nothing sleeps/, { size, scheme })
    await page.context().close()
  })
})
