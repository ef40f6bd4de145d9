import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDesk } from './desk.ts'
import { raiseStage, type Stage } from './stage.ts'

/** After everything one can do the keyboard stands somewhere: on what was acted on, or on what took its place. */
describe('the focus', { timeout: 90_000 }, () => {
  let stage: Stage
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    page = await (await stage.open('desktop', { as: 'alice' })).newPage()
    page.setDefaultTimeout(10_000)
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const sees = (words: RegExp | string) =>
    page.getByText(words).filter({ visible: true }).first().waitFor()
  const dialog = () => page.getByRole('dialog').waitFor()
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' })
  /** Chooses from the menu that has just opened, once it has taken the focus. */
  const option = async (name: string) => {
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role="menu"]') !== null), {
        timeout: 10_000,
      })
      .toBe(true)
    await page.getByRole('menuitemradio', { name }).press('Enter')
  }
  /** Words by which one knows where the focus is; nothing when it is lost. */
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return ''
      const name = at.getAttribute('aria-label') ?? at.textContent.trim()
      return name === '' ? at.tagName : name.slice(0, 120)
    })
  const isOn = async (act: string, where: RegExp) =>
    expect.poll(async () => `${act}: ${await focused()}`, { timeout: 10_000 }).toMatch(where)

  test(
    'stays on the row or its successor, whatever is done in the queue',
    { timeout: 90_000 },
    async () => {
      await page.goto('/queue?channel=paid')
      const row = page.getByRole('row', { name: /Backup 5 exits/ })
      await row.waitFor()
      await row.focus()
      const stays = /: .*Backup 5 exits/
      await press('Space')
      await dialog()
      await press('Escape')
      await isOn('closed a look', stays)
      await press('.')
      await dialog()
      await press('Escape')
      await isOn('closed the actions', stays)
      await press('a')
      await dialog()
      await press('Escape')
      await isOn('gave it to nobody', stays)
      await press('x')
      await sees('1 selected')
      await isOn('selected', stays)
      await press('Escape')
      await page.getByText('1 selected').waitFor({ state: 'detached' })
      await isOn('selected no more', stays)
      await press('m')
      await sees(/is yours/)
      await isOn('took it', stays)
      await press('z')
      await page.getByRole('row', { name: /Backup 5 .*nobody owns it/ }).waitFor()
      await isOn('took that back', stays)
      await press('h')
      await page.getByRole('button', { name: /Monday at 9/ }).press('Enter')
      await row.waitFor({ state: 'detached' })
      await isOn('put it off', /: .*Backup 6 exits/)
      await press('o')
      await page.waitForURL(/order=due/)
      await isOn('ordered by time', /: .*\w/)
      await press('o')
      await page.waitForURL((url) => !url.search.includes('order'))
      await isOn('ordered as before', /: .*\w/)
      await press('Control+k')
      await dialog()
      await press('Escape')
      await closed()
      await isOn('closed the palette', /: .*\w/)
      await press('?')
      await dialog()
      await press('Escape')
      await closed()
      await isOn('closed the keys', /: .*\w/)
    },
  )

  test('stays in the ticket, whatever is done there', { timeout: 120_000 }, async () => {
    const { number } = await stage.system.db
      .selectFrom('tickets')
      .select('number')
      .where('subject', '=', 'Backup 9 exits with 137')
      .executeTakeFirstOrThrow()
    await page.goto(`/t/${number}`)
    const reply = page.getByRole('textbox', { name: /Reply to/ })
    await reply.waitFor()
    const somewhere = /: .*\w/
    await page.locator('main').focus()
    await press('s')
    await option('On us')
    await page.getByRole('button', { name: /Status: On us/ }).waitFor()
    await isOn('set the status', /Status/)
    await press('a')
    await page.getByRole('menu', { name: 'Owner' }).waitFor()
    await option('Bob')
    await isOn('gave it to Bob', /Owner/)
    await press('m')
    await isOn('took it', somewhere)
    await press('p')
    await page.getByRole('radio', { name: 'High' }).press('Space')
    await page.getByRole('button', { name: 'Set high priority' }).press('Enter')
    await isOn('raised the priority', /Priority/)
    await press('z')
    await isOn('took that back', somewhere)
    await press(']')
    await page
      .getByRole('complementary', { name: 'About this ticket' })
      .waitFor({ state: 'detached' })
    await isOn('folded the facts away', somewhere)
    await press(']')
    await page.getByRole('complementary', { name: 'About this ticket' }).waitFor()
    await page.getByRole('combobox', { name: 'Tags' }).fill('ldap')
    await press('Enter')
    await page.getByRole('complementary').getByText('ldap', { exact: true }).first().waitFor()
    await isOn('tagged it', somewhere)
    await page.getByRole('textbox', { name: /Add a colleague/ }).fill('pat@acme.test')
    await press('Enter')
    const readers = page.getByRole('list', { name: 'Reading along' })
    await readers.getByText('pat@acme.test').waitFor()
    await isOn('added a reader', somewhere)
    await readers.getByRole('button').press('Enter')
    await readers.getByText('pat@acme.test').waitFor({ state: 'detached' })
    await isOn('removed the reader', somewhere)
    for (const sheet of ['Snooze', 'Link', 'Merge', 'Split', 'Spam']) {
      await page.getByRole('button', { name: 'More to do with this ticket' }).press('Enter')
      await page.getByRole('menuitem', { name: new RegExp(`^${sheet}`) }).press('Enter')
      await dialog()
      await press('Escape')
      await closed()
      await isOn(`closed ${sheet}`, /More to do/)
    }
    await page.locator('main').focus()
    await press('i')
    await page.keyboard.type('Seen before.')
    await press('Control+Enter')
    await sees(/Note added/)
    await isOn('added a note', somewhere)
    await press('r')
    await page.keyboard.type('Upgrade, please.')
    await press('Control+Enter')
    await sees(/Sending to Kim/)
    await isOn('sent a reply', somewhere)
    await press('z')
    await sees(/Taken back/)
    await isOn('took the reply back', /Reply to Kim/)
    await press('Escape')
    await isOn('left the reply', /Reply to Kim/)
    await page.locator('main').focus()
    await press('e')
    await sees(/: Solved/)
    await isOn('solved it', somewhere)
    await press('z')
    await isOn('opened it again', somewhere)
    await press('u')
    await page.waitForURL(/\/queue/)
    await isOn('went back', somewhere)
    await page
      .getByRole('row', { name: /Backup/ })
      .first()
      .waitFor()
    await press('j')
    await isOn('walked on', /: .*(?:Backup|LDAP|pushes|Donau|Runner)/)
  })
})
