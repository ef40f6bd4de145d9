import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDesk } from './desk.ts'
import { look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** Many tickets of the queue, changed by keyboard at a desk and by thumb on a phone. */
describe('many tickets at once', { timeout: 120_000 }, () => {
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
  const bar = () => page.getByRole('group', { name: 'Selected tickets' })
  const report = () => page.getByRole('region', { name: 'Change of many tickets' })
  const row = (name: RegExp) => page.getByRole('row', { name }).first()
  const hasFocus = () => page.evaluate(() => document.activeElement !== document.body)
  const paid = async () => {
    await page.goto('/queue?channel=paid')
    await row(/Backup 0 /).waitFor()
  }
  const backups = () =>
    stage.system.db
      .selectFrom('tickets')
      .select(['subject', 'status', 'priority', 'tags', 'teamId', 'assigneeId', 'snoozedUntil'])
      .where('subject', 'like', 'Backup %')
      .orderBy('number')
      .execute()

  test('rows are selected one by one, on the way, up to a click, and a whole channel', async () => {
    await paid()
    await row(/Backup 0 /).focus()
    await press('x')
    await bar().getByText('1 selected').waitFor()
    await press('Shift+ArrowDown', 'Shift+ArrowDown')
    await bar().getByText('3 selected').waitFor()
    await press('Shift+ArrowUp')
    await bar().getByText('2 selected').waitFor()
    await row(/Backup 4 /).click({ modifiers: ['Shift'] })
    await bar().getByText('5 selected').waitFor()
    await page
      .getByRole('checkbox', { name: /^Select #/ })
      .nth(8)
      .click()
    const all = page.getByRole('checkbox', { name: /^Select all in/ })
    await all.click()
    const open = await stage.system.db
      .selectFrom('tickets')
      .select('id')
      .where('channelKey', '=', 'paid')
      .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
      .execute()
    await bar().getByText(`${open.length} selected`).waitFor()
    await soon(() => all.isChecked()).toBe(true)
    await all.click()
    await bar().waitFor({ state: 'detached' })
    await row(/Backup 0 /).focus()
    await press('Shift+X')
    await bar().getByText(`${open.length} selected`).waitFor()
    await press('Escape')
    await bar().waitFor({ state: 'detached' })
    await soon(hasFocus).toBe(true)
  })

  test('what nobody is refused happens at once, is followed, and Z takes it back', async () => {
    await paid()
    const before = await backups()
    await row(/Backup 0 /).focus()
    await press('x', 'Shift+j', 'Shift+j')
    await bar().getByRole('button', { name: 'Tags…' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Tags of 3 tickets' })
    await dialog.getByRole('combobox', { name: 'Add' }).fill('Outage')
    await press('Enter')
    await dialog.getByRole('button', { name: 'Change the tags' }).press('Enter')
    await report().getByText('Tag +Outage').waitFor()
    await report().getByText('3 tickets done').waitFor()
    await bar().waitFor({ state: 'detached' })
    await soon(hasFocus).toBe(true)
    await soon(
      async () => (await backups()).filter(({ tags }) => tags.includes('outage')).length,
    ).toBe(3)
    await row(/Backup 0 /).focus()
    await press('z')
    await report().getByText('3 tickets as before').waitFor()
    expect(await backups()).toEqual(before)
    await report().getByRole('button', { name: 'Close the report' }).press('Enter')
    await report().waitFor({ state: 'detached' })
    await soon(hasFocus).toBe(true)
  })

  test('who would be refused is said before, and one press does the others', async () => {
    await paid()
    await page.getByRole('checkbox', { name: 'Select #2', exact: true }).click()
    await row(/Backup 1 /)
      .getByRole('checkbox')
      .click()
    await bar().getByRole('button', { name: 'Status' }).click()
    await page.getByRole('menuitem', { name: 'On hold' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set to “On hold”: 2 tickets' })
    await dialog.getByText('1 won’t change:').waitFor()
    await dialog.getByText(/Nobody has answered yet/).waitFor()
    await look(page, 'bulk-preview', /1 ticket will change/, { size: 'desktop', scheme: 'light' })
    await dialog.getByRole('button', { name: 'Change the other one' }).press('Enter')
    await report().getByText('1 ticket done, 1 refused').waitFor()
    await report().getByText('Why one was not').click()
    await look(page, 'bulk-report', /Nobody has answered yet/, { size: 'desktop', scheme: 'light' })
    await report().getByRole('button', { name: 'Undo' }).click()
    await report().getByText('1 ticket as before').waitFor()
    await report().getByRole('button', { name: 'Close the report' }).click()
  })

  test('the keys of a row act on all that is selected: to me, to somebody, asleep', async () => {
    await paid()
    await row(/Backup 5 /).focus()
    await press('x', 'Shift+ArrowDown', 'm')
    await report().getByText('2 tickets done').waitFor()
    const alice = stage.system.db.selectFrom('users').select('id').where('key', '=', 'alice')
    const { id } = await alice.executeTakeFirstOrThrow()
    expect((await backups()).filter(({ assigneeId }) => assigneeId === id)).toHaveLength(2)
    await row(/Backup 8 /).focus()
    await press('x', 'Shift+ArrowDown', 'h')
    await page.getByRole('dialog', { name: 'Snooze 2 tickets until' }).waitFor()
    await page.getByRole('button', { name: 'Until they answer' }).press('Enter')
    await report().getByText('Snooze until they answer').waitFor()
    await report().getByText('2 tickets done').waitFor()
    await row(/Backup 8 /).waitFor({ state: 'detached' })
    await soon(hasFocus).toBe(true)
    // It is still there after a look elsewhere.
    await press('g', 'o')
    await page.waitForURL('**/oncall')
    await page.goBack()
    await report().getByRole('button', { name: 'Undo' }).click()
    await row(/Backup 8 /).waitFor()
    await report().getByText('2 tickets as before').waitFor()
  })

  test('on a phone rows are selected by thumb and given to a team', async () => {
    const phone = await stage.open('phone', { scheme: 'dark', as: 'alice' })
    page = await phone.newPage()
    const looked = { size: 'phone', scheme: 'dark' } as const
    await page.goto('/queue?channel=paid')
    await row(/Backup/).waitFor()
    await page.getByRole('button', { name: 'Select', exact: true }).tap()
    await bar().getByText('0 selected').waitFor()
    await row(/Backup/).tap()
    await page
      .getByRole('row', { name: /Backup/ })
      .nth(1)
      .getByRole('checkbox')
      .tap()
    await bar().getByText('2 selected').waitFor()
    await look(page, 'bulk-selected', /2 selected/, looked)
    await bar().getByRole('button', { name: 'Change…' }).tap()
    await look(page, 'bulk-all', /Close as spam/, looked)
    await page.getByRole('dialog').getByRole('button', { name: 'Team…' }).tap()
    await page
      .getByRole('dialog', { name: /Which team/ })
      .getByRole('button', { name: 'Security' })
      .tap()
    await report().getByText('2 tickets done').waitFor()
    await look(page, 'bulk-report', /Give to Security/, looked)
    expect((await backups()).filter(({ teamId }) => teamId !== null)).toHaveLength(2)
    await page.getByRole('button', { name: 'Select', exact: true }).tap()
    await page
      .getByRole('checkbox', { name: /^Select all in/ })
      .first()
      .tap()
    await bar().getByRole('button', { name: 'Clear the selection' }).tap()
    await bar().waitFor({ state: 'detached' })
    await report().getByRole('button', { name: 'Undo' }).tap()
    await report().getByText('2 tickets as before').waitFor()
    await phone.close()
  })
})
