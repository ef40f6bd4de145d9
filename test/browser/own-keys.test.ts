import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listIncidents } from '../../server/incidents/queries.ts'
import { fillDesk } from './desk.ts'
import { expectAccessible, raiseStage, type Stage } from './stage.ts'

/** Keys belong to whoever presses them: switched off, moved, silent while one types, and enough for a whole day. */
describe('the keys of a person', { timeout: 90_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    context = await stage.open('desktop', { as: 'alice' })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 10_000 })
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const sees = (words: RegExp | string) =>
    page.getByText(words).filter({ visible: true }).first().waitFor()
  const gone = () => page.getByRole('dialog').waitFor({ state: 'detached' })
  const reply = () => page.getByRole('textbox', { name: /Reply to/ })
  const find = (subject: string) =>
    stage.system.db
      .selectFrom('tickets')
      .select(['id', 'number', 'status'])
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow()
  const ticket = async (subject: string) => {
    await page.goto(`/t/${(await find(subject)).number}`)
    await reply().waitFor()
    await page.locator('main').focus()
  }
  const status = async (subject: string) => (await find(subject)).status

  test('do nothing when they are switched off, and those with Ctrl go on', async () => {
    await ticket('Backup 1 exits with 137')
    await press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByRole('switch', { name: /Single keys/ }).press('Space')
    await press('Escape')
    await gone()
    await page.locator('main').focus()
    await press('e', 's', 'i', 'g', 'o', '?')
    // A chord is answered, so everything before it has been heard.
    await press('Control+k')
    await page.getByRole('combobox', { name: /Search commands/ }).waitFor()
    await press('Escape')
    await gone()
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(page.url()).toContain('/t/')
    expect(await status('Backup 1 exits with 137')).toBe('new')
    expect(await page.getByRole('button', { name: 'Reply to Kim' }).locator('kbd').count()).toBe(0)
    await page.getByRole('button', { name: 'Keys', exact: true }).press('Enter')
    await sheet.getByRole('switch', { name: /Single keys/ }).press('Space')
    await press('Escape')
    await gone()
  })

  test('are moved in the sheet, and sheet, palette and buttons show the new ones', async () => {
    await ticket('Backup 2 exits with 137')
    await press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    const key = (of: string) => sheet.getByRole('button', { name: new RegExp(`key for ${of}`) })
    const caps = (of: string) => key(of).locator('kbd').allTextContents()
    await key('Solve').press('Enter')
    await press('r')
    await sheet.getByText('R is Reply here.').waitFor()
    await press('Escape')
    await sheet.waitFor()
    await key('Solve').press('Enter')
    await press('d')
    await soon(() => caps('Solve')).toEqual(['D'])
    await key('Internal note').press('Enter')
    await press('w')
    await soon(() => caps('Internal note')).toEqual(['W'])
    await expectAccessible(page)
    await press('Escape')
    await gone()
    await press('Control+k')
    await page.keyboard.type('solve')
    await soon(() =>
      page
        .getByRole('option', { name: /^Solve/ })
        .locator('kbd')
        .allTextContents(),
    ).toEqual(['D'])
    await press('Escape')
    await gone()
    const opener = page.getByRole('button', { name: 'Internal note' })
    await soon(() => opener.locator('kbd').allTextContents()).toEqual(['W'])
    await page.locator('main').focus()
    await press('e', 'w')
    await page.getByRole('textbox', { name: /Internal note/ }).waitFor()
    expect(await status('Backup 2 exits with 137')).toBe('new')
    // While one types they are letters.
    await page.keyboard.type('dew')
    await soon(() => page.getByRole('textbox', { name: /Internal note/ }).inputValue()).toBe('dew')
    await page.reload()
    await reply().waitFor()
    await page.locator('main').focus()
    await press('d')
    await soon(() => status('Backup 2 exits with 137')).toBe('solved')
    await press('?')
    await sheet.getByRole('button', { name: 'Standard keys again' }).press('Enter')
    await soon(() => caps('Solve')).toEqual(['E'])
    await press('Escape')
    await gone()
  })

  test(
    'are enough for a whole day, without one touch of the pointer',
    { timeout: 90_000 },
    async () => {
      await page.addInitScript(() => {
        const count = () => sessionStorage.setItem('pointed', '1')
        for (const kind of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
          addEventListener(kind, count, true)
      })
      await page.goto('/queue?channel=paid')
      await page.getByRole('row', { name: /Backup 3/ }).waitFor()
      // Take, read, answer with code, wait.
      await press('t')
      await page.waitForURL(/\/t\/\d+/)
      await sees(/is yours/)
      await reply().waitFor()
      await press('j', 'k', 'r')
      await page.keyboard.type('Run this:\n')
      await press('Control+Shift+C')
      await page.keyboard.type('gitlab-ctl status')
      await soon(() => reply().inputValue()).toBe('Run this:\n```\ngitlab-ctl status\n```\n')
      await press('Control+Shift+Enter')
      await sees(/waits on the customer|Waiting on the customer now/)
      // Solve one, put one off, write a note, link another.
      await ticket('Backup 4 exits with 137')
      await press('e')
      await sees(/: Solved/)
      await soon(() => status('Backup 4 exits with 137')).toBe('solved')
      await ticket('Backup 5 exits with 137')
      await press('h')
      await page.getByRole('button', { name: 'Until they answer' }).press('Enter')
      await sees(/until they answer/)
      await ticket('Backup 6 exits with 137')
      await press('i')
      await page.keyboard.type('Same as the others.')
      await press('Control+Enter')
      await sees(/Note added/)
      await page.locator('main').focus()
      await press('l')
      await page.getByRole('dialog').getByRole('textbox').waitFor()
      await page.keyboard.type(String((await find('Backup 7 exits with 137')).number))
      await page.getByRole('dialog').getByText('Backup 7 exits with 137').waitFor()
      await press('Enter')
      await page
        .getByRole('list', { name: 'Linked tickets' })
        .getByText(/Backup 7/)
        .waitFor()
      // Cover a shift.
      await page.goto('/oncall/on_call')
      await page.getByRole('grid').waitFor()
      await press('v')
      await page.getByRole('combobox', { name: /Who covers/ }).focus()
      await page.keyboard.type('Alice')
      await page.getByRole('button', { name: 'Put Alice on call' }).press('Enter')
      await gone()
      await soon(
        async () => (await stage.system.db.selectFrom('overrides').select('id').execute()).length,
      ).toBe(1)
      // Acknowledge what rings, and hand it on.
      await page.goto('/page/1')
      await page.getByRole('button', { name: /^Acknowledge/ }).waitFor()
      await press('a')
      await sees(/you have it/i)
      // What has just changed swallows a press for a moment, so that none is by accident.
      await soon(async () => {
        const [incident] = await listIncidents(stage.system.db, 'open')
        if (incident?.status === 'acknowledged')
          await page.getByRole('button', { name: /Hand back/ }).press('Enter')
        return incident?.status
      }).toBe('triggered')
      expect(await page.evaluate(() => sessionStorage.getItem('pointed'))).toBe(null)
    },
  )
})
