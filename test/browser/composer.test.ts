import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDesk } from './desk.ts'
import { look, looks } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** What is written: kept, guarded, filled in, sent and taken back. */
describe('the two composers', { timeout: 120_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    context = await stage.open('desktop', { as: 'alice' })
    page = await context.newPage()
  })
  afterAll(() => stage?.strike())

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const soon = <T>(read: () => T | Promise<T>, timeout = 30_000) => expect.poll(read, { timeout })
  const sees = (words: RegExp | string) =>
    page.getByText(words).filter({ visible: true }).first().waitFor()
  /** Opens the field by its key, and types once the field has the focus: before that letters are keys of the page. */
  const write = async (key: 'r' | 'i', words = '') => {
    await press(key)
    const field = key === 'r' ? reply() : note()
    await soon(() => hasFocus(field)).toBe(true)
    await page.keyboard.type(words)
  }
  const hasFocus = (field: Locator) => field.evaluate((at) => at === document.activeElement)
  const reply = (on = page) => on.getByRole('textbox', { name: /Reply to/ })
  const note = (on = page) => on.getByRole('textbox', { name: /Internal note/ })
  const caught = () => stage.mailboxes.inboxOf('kim@acme.test')
  const numberOf = async (subject: string) =>
    (
      await stage.system.db
        .selectFrom('tickets')
        .select('number')
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow()
    ).number
  const ticket = async (subject: string, on = page) => {
    await on.goto(`/t/${await numberOf(subject)}`)
    await reply(on).waitFor()
  }

  test('a draft survives a reload and is there on another device within three seconds', async () => {
    await ticket('Backup 1 exits with 137')
    await write('r', 'Half a sen')
    await page.reload()
    await soon(() => reply().inputValue()).toBe('Half a sen')
    await write('r')
    await press('End')
    await page.keyboard.type('tence')
    const typed = performance.now()
    await soon(() =>
      stage.system.db
        .selectFrom('drafts')
        .select('body')
        .execute()
        .then((rows) => rows.map(({ body }) => body)),
    ).toContain('Half a sentence')
    expect(performance.now() - typed).toBeLessThan(2000)
    const other = await (await stage.open('phone', { as: 'alice' })).newPage()
    await other.goto(`/t/${await numberOf('Backup 1 exits with 137')}`)
    await other.getByRole('button', { name: /Reply to/ }).click()
    await soon(() => reply(other).inputValue(), 3000).toBe('Half a sentence')
    // The window here is open too, and follows what is written there.
    await reply(other).fill('Half a sentence, on the phone')
    await soon(() => reply().inputValue(), 3000).toBe('Half a sentence, on the phone')
    // Both write on, without hearing of each other.
    await other.context().setOffline(true)
    await reply(other).fill('Half a sentence, under way')
    await other.getByText(/on this device only/).waitFor()
    await reply().fill('Half a sentence, at the desk')
    await soon(draftBodies).toContain('Half a sentence, at the desk')
    await other.context().setOffline(false)
    await other.getByRole('alertdialog', { name: /another device/ }).waitFor()
    await other.getByText('Half a sentence, at the desk').waitFor()
    await other.getByRole('button', { name: 'Keep both' }).click()
    const both = 'Half a sentence, under way\n\nHalf a sentence, at the desk'
    await soon(() => reply(other).inputValue()).toBe(both)
    await soon(() => reply().inputValue()).toBe(both)
    // What one window sends is no draft any more in the other.
    await reply().press('Control+Enter')
    await sees(/Sending to Kim/)
    await soon(() => reply(other).inputValue(), 3000).toBe('')
    await soon(draftBodies).toEqual([])
    await other.context().close()
  })
  const draftBodies = async () =>
    (await stage.system.db.selectFrom('drafts').select('body').execute()).map(({ body }) => body)

  test('text of a note never becomes a reply, and its words pause one', async () => {
    await ticket('Backup 2 exits with 137')
    const secret = 'Never tell them that the hosted runners share one old signing key with staging.'
    await write('i', secret)
    await press('Control+.')
    await soon(() => hasFocus(reply())).toBe(true)
    await soon(() => reply().inputValue()).toBe('')
    await page.keyboard.type('We look into it.')
    await press('Control+.')
    await soon(() => hasFocus(note())).toBe(true)
    await soon(() => note().inputValue()).toBe(secret)
    await press('Control+Enter')
    await sees(/Note added/)
    await press('r')
    await reply().fill(`We found this: ${secret}`)
    await press('Control+Enter')
    await page.getByRole('alertdialog', { name: 'Not sent yet' }).waitFor()
    await sees(/These words are from an internal note/)
    await page.getByRole('button', { name: 'Back to the reply' }).press('Enter')
    await reply().fill('We look into it.')
    await press('Control+Enter')
    await sees(/Sending to Kim/)
    await press('z')
    await sees(/Taken back/)
    await soon(() => reply().inputValue()).toBe('We look into it.')
    expect(caught().filter(({ text }) => text?.includes('signing key'))).toEqual([])
  })

  test('what is taken back is not sent, and what is sent is the last text, once', async () => {
    await ticket('Backup 3 exits with 137')
    const mine = () => caught().filter(({ subject }) => subject?.includes('Backup 3'))
    const before = mine().length
    await write('r', 'Upgrade to 17.4.1.')
    await press('Control+Enter')
    await sees(/goes out/)
    await page.locator('main').focus()
    await press('z')
    await sees(/Nobody has seen it/)
    await soon(() => reply().inputValue()).toBe('Upgrade to 17.4.1.')
    await reply().fill('Upgrade to 17.4.2.')
    await press('Control+Enter')
    await sees(/goes out/)
    await page.goto('about:blank')
    await soon(() => mine().length - before).toBe(1)
    expect(mine().at(-1)?.text).toContain('17.4.2')
    expect(mine().filter(({ text }) => text?.includes('17.4.1'))).toEqual([])
    await soon(draftBodies).not.toContain('Upgrade to 17.4.2.')
  })

  test('a message that crossed stops the first try and not the second', async () => {
    await ticket('Backup 4 exits with 137')
    const open = await stage.system.db
      .selectFrom('tickets')
      .select(['id', 'requesterId'])
      .where('subject', '=', 'Backup 4 exits with 137')
      .executeTakeFirstOrThrow()
    await write('r', 'Free some space.')
    await stage.customerWrites(open, 'It was the disk, never mind.')
    await sees('It was the disk')
    await press('Control+Enter')
    await page.getByRole('alertdialog', { name: 'Not sent yet' }).waitFor()
    await press('Enter')
    await sees(/Sending to Kim/)
  })

  test('a snippet fills itself in and does not go out with a gap', async () => {
    await ticket('Backup 5 exits with 137')
    await press('r')
    await reply().fill('Hello {{customer_name}}, please run {{command}} for #{{ticket_number}}.')
    await page.getByRole('button', { name: 'Keep as snippet' }).press('Enter')
    await page.getByRole('textbox', { name: 'Title' }).fill('Run a command')
    await press('Enter')
    await sees(/is a snippet now/)
    await reply().fill('')
    await reply().focus()
    await page.keyboard.type('/ru')
    await page.getByRole('option', { name: /Run a command/ }).waitFor()
    await press('Enter')
    const number = await numberOf('Backup 5 exits with 137')
    const filled = `Hello Kim, please run {{command}} for #${number}.`
    await soon(() => reply().inputValue()).toBe(filled)
    await press('Control+Enter')
    await sees(/Fill in \{\{command\}\} first/)
    await soon(selected).toBe('{{command}}')
    await page.keyboard.type('df -h')
    await press('Control+Enter')
    await sees(/Sending to Kim/)
  })
  const selected = () =>
    page.evaluate(() => {
      const field = document.activeElement
      if (!(field instanceof HTMLTextAreaElement)) return ''
      return field.value.slice(field.selectionStart, field.selectionEnd)
    })

  test('a long log is offered as a file, and the file goes with the reply', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await ticket('Backup 6 exits with 137')
    const log = Array.from({ length: 40 }, (_, line) => `line ${line} of the log`).join('\n')
    await write('r', 'See the log.\n')
    await page.evaluate((text) => navigator.clipboard.writeText(text), log)
    await press('Control+v')
    await sees('40 lines pasted.')
    await page.getByRole('button', { name: 'Attach as a file instead' }).press('Enter')
    await soon(() => reply().inputValue()).toBe('See the log.\n')
    await page.getByRole('list', { name: 'Files that go with it' }).getByText('log.txt').waitFor()
    await press('Control+Enter')
    await sees(/Sending to Kim/)
    await stage.endHold()
    await page.getByRole('link', { name: /log\.txt/ }).waitFor()
    await soon(
      () =>
        caught()
          .find(({ subject }) => subject?.includes('Backup 6') && subject.startsWith('Re'))
          ?.attachments.map(({ filename, content }) => [filename, content.toString()]),
      20_000,
    ).toEqual([['log.txt', log]])
  })

  test('who is named in a note follows, and others see who writes', async () => {
    await ticket('Backup 7 exits with 137')
    const number = await numberOf('Backup 7 exits with 137')
    const bob = await (await stage.open('desktop', { as: 'bob' })).newPage()
    await bob.goto(`/t/${number}`)
    await bob.getByRole('list', { name: 'Also here' }).getByText(/Alice/).waitFor()
    await write('i', '@bo')
    await page.getByRole('option', { name: 'Bob' }).waitFor()
    await press('Enter')
    await page.keyboard.type('can you look?')
    await soon(() => note().inputValue()).toBe('@Bob can you look?')
    await bob.getByText('Alice is writing a note…').waitFor()
    await press('Control+Enter')
    await sees(/Bob follows it/)
    await page.getByRole('list', { name: 'Followers' }).getByText('Bob').waitFor()
    await bob.getByText('Alice is writing a note…').waitFor({ state: 'detached' })
    await bob.context().close()
  })

  test.each(looks)('shows its tools on a $size, $scheme', async ({ size, scheme }) => {
    const desk = await (await stage.open(size, { scheme, as: 'alice' })).newPage()
    await desk.goto(`/t/${await numberOf(`Backup ${size === 'phone' ? 9 : 8} exits with 137`)}`)
    await desk.getByRole('button', { name: /Reply to/ }).click()
    await reply(desk).fill('See /ru')
    await reply(desk).press('End')
    await reply(desk).pressSequentially('n')
    await desk.getByRole('option', { name: /Run a command/ }).waitFor()
    await desk.getByLabel('Attach files').setInputFiles({
      name: 'runner.log',
      mimeType: 'text/plain',
      buffer: Buffer.from('ERROR: Job failed'),
    })
    await look(desk, 'ticket-composer-tools', [/runner\.log/, /Attach/], { size, scheme })
    await reply(desk).press('Escape')
    await desk.getByRole('listbox').waitFor({ state: 'detached' })
    await desk.getByRole('button', { name: /Internal note/ }).click()
    await look(desk, 'ticket-note', /only your team sees this/, { size, scheme })
    await desk.context().close()
  })
})
