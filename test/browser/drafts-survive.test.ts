import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listUsers } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { assignTicket } from '../../server/tickets/actions.ts'
import { fillDesk } from './desk.ts'
import { raiseStage, type Stage } from './stage.ts'

/** What somebody has written is never lost: not to a dead tab, another device, a colleague or a taken-back reply. */
describe('words that are not sent yet', { timeout: 90_000 }, () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    stage = await raiseStage()
    await fillDesk(stage)
    context = await stage.open('desktop', { as: 'alice' })
    page = await open(context)
  }, 120_000)
  afterAll(() => stage?.strike(), 30_000)

  const open = async (on: BrowserContext) => {
    const made = await on.newPage()
    made.setDefaultTimeout(10_000)
    return made
  }
  const soon = <T>(read: () => T | Promise<T>, timeout = 10_000) => expect.poll(read, { timeout })
  const reply = (on = page) => on.getByRole('textbox', { name: /Reply to/ })
  const note = (on = page) => on.getByRole('textbox', { name: /Internal note/ })
  const find = (subject: string) =>
    stage.system.db
      .selectFrom('tickets')
      .selectAll()
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow()
  const ticket = async (subject: string, on = page) => {
    await on.goto(`/t/${(await find(subject)).number}`)
    await reply(on).waitFor()
  }
  const kept = async () =>
    (await stage.system.db.selectFrom('drafts').select('body').execute()).map(({ body }) => body)
  const files = (on = page) =>
    on.getByRole('list', { name: 'Files that go with it' }).getByRole('listitem')

  test('are there after a reload and in a tab opened after theirs was killed', async () => {
    await ticket('Backup 1 exits with 137')
    await reply().pressSequentially('Half a sen')
    await page.reload()
    await soon(() => reply().inputValue()).toBe('Half a sen')
    await reply().press('End')
    await reply().pressSequentially('tence')
    // No goodbye: the tab is gone between two key presses.
    await page.close({ runBeforeUnload: false })
    page = await open(context)
    await ticket('Backup 1 exits with 137')
    await soon(() => reply().inputValue()).toBe('Half a sentence')
  })

  test('are there after the browser has crashed', async () => {
    await ticket('Backup 2 exits with 137')
    await reply().pressSequentially('Before the crash')
    const crashed = page.waitForEvent('crash')
    await page.goto('chrome://crash').catch(() => undefined)
    await crashed
    page = await open(context)
    await ticket('Backup 2 exits with 137')
    await soon(() => reply().inputValue()).toBe('Before the crash')
  })

  test('are written on in another tab, and followed in the first', async () => {
    const second = await open(context)
    await ticket('Backup 3 exits with 137')
    await ticket('Backup 3 exits with 137', second)
    await reply().fill('Written here')
    await soon(() => reply(second).inputValue()).toBe('Written here')
    await reply(second).fill('Written here and there')
    await soon(() => reply().inputValue()).toBe('Written here and there')
    await second.close()
  })

  test('stand on a second device within three seconds, the note too', async () => {
    await ticket('Backup 4 exits with 137')
    const other = await open(await stage.open('desktop', { as: 'alice' }))
    await ticket('Backup 4 exits with 137', other)
    await page.keyboard.press('i')
    await note().fill('For the team')
    const typed = performance.now()
    await soon(kept).toContain('For the team')
    // Whoever comes to the second device has them at once: that is what looks for them.
    await other.keyboard.press('i')
    await soon(() => note(other).inputValue()).toBe('For the team')
    expect(performance.now() - typed).toBeLessThan(3000)
    await other.context().close()
  })

  test('stay when somebody else gives the ticket to somebody else', async () => {
    await ticket('Backup 5 exits with 137')
    await reply().fill('I was about to say')
    await soon(kept).toContain('I was about to say')
    const bob = (await listUsers(stage.system.db)).find(({ key }) => key === 'bob')!
    const { id } = await find('Backup 5 exits with 137')
    await inWork(stage.system, machine('test'), (work) => assignTicket(work, id, bob))
    await page.getByText(/Bob/).filter({ visible: true }).first().waitFor()
    expect(await reply().inputValue()).toBe('I was about to say')
    await page.reload()
    await soon(() => reply().inputValue()).toBe('I was about to say')
    expect(await kept()).toContain('I was about to say')
  })

  test('come back when a reply is taken back, with the caret behind the last of them', async () => {
    await ticket('Backup 6 exits with 137')
    await page.keyboard.press('r')
    await page.keyboard.type('Upgrade first')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/Sending to Kim/).waitFor()
    await soon(() => reply().inputValue()).toBe('')
    await page.keyboard.press('z')
    await soon(() => reply().inputValue()).toBe('Upgrade first')
    await soon(() => reply().evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type(', please')
    await soon(() => reply().inputValue()).toBe('Upgrade first, please')
    expect(
      stage.mailboxes.inboxOf('kim@acme.test').filter(({ text }) => text?.includes('Upgrade')),
    ).toEqual([])
    await reply().fill('')
  })

  test('are lost by no other press of the keyboard: they stay in their own composer', async () => {
    await ticket('Backup 7 exits with 137')
    await page.keyboard.press('r')
    await page.keyboard.type('To the customer')
    await page.keyboard.press('Control+.')
    await page.keyboard.type('To the team')
    await page.keyboard.press('Escape')
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
    await page.keyboard.press('u')
    await page.waitForURL(/\/queue/)
    await ticket('Backup 7 exits with 137')
    await soon(() => reply().inputValue()).toBe('To the customer')
    await page.keyboard.press('i')
    await soon(() => note().inputValue()).toBe('To the team')
  })

  test('have their files with them: dropped, pasted, and after a reload', async () => {
    await ticket('Backup 8 exits with 137')
    await reply().waitFor()
    await give('dragover', 'drop', 'dropped.log')
    await files().getByText('dropped.log').waitFor()
    expect(await page.evaluate(() => document.querySelector('[data-dropping]'))).toBe(null)
    await give('paste', 'paste', 'screenshot.png')
    await files().getByText('screenshot.png').waitFor()
    expect(await reply().inputValue()).toBe('')
    // Both have arrived at the server, and this device remembers them.
    await soon(() =>
      page.evaluate(() =>
        Object.entries(localStorage)
          .filter(([key]) => /^watchdesk-files:.+:reply$/.test(key))
          .flatMap(([, files]) => JSON.parse(files || '[]') as object[]),
      ),
    ).toHaveLength(2)
    await page.reload()
    await soon(() => files().count()).toBe(2)
    await page.keyboard.press('i')
    // The note has none of them.
    await soon(() => files().count()).toBe(0)
    await page.keyboard.press('Control+.')
    await page.getByRole('button', { name: 'Remove dropped.log' }).press('Enter')
    await soon(() => files().count()).toBe(1)
  })

  /** What a browser sends when a file is dragged over a field and let go, or pasted into it. */
  const give = (...[before, last, name]: [string, 'drop' | 'paste', string]) =>
    reply().evaluate(
      (field, { before, last, name }) => {
        const data = new DataTransfer()
        const type = name.endsWith('.png') ? 'image/png' : 'text/plain'
        data.items.add(new File([`words of ${name}`], name, { type }))
        const bubbling = { bubbles: true, cancelable: true }
        if (last === 'drop') {
          field.dispatchEvent(new DragEvent(before, { ...bubbling, dataTransfer: data }))
          field.dispatchEvent(new DragEvent('drop', { ...bubbling, dataTransfer: data }))
        } else {
          field.dispatchEvent(new ClipboardEvent('paste', { ...bubbling, clipboardData: data }))
        }
      },
      { before, last, name },
    )

  test('are not buried in a pasted log: it becomes a file beside them', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await ticket('Backup 9 exits with 137')
    const log = Array.from({ length: 60 }, (_, line) => `line ${line} of the log`).join('\n')
    await page.keyboard.press('r')
    await page.keyboard.type('It says:')
    await page.evaluate((text) => navigator.clipboard.writeText(text), log)
    await page.keyboard.press('Control+v')
    await page.getByText('60 lines pasted.').waitFor()
    await page.getByRole('button', { name: 'Attach as a file instead' }).press('Enter')
    await soon(() => reply().inputValue()).toBe('It says:')
    await files().getByText('log.txt').waitFor()
    await soon(() => reply().evaluate((field) => field === document.activeElement)).toBe(true)
    // A few lines are words like others.
    await page.evaluate(() => navigator.clipboard.writeText(' one\ntwo'))
    await page.keyboard.press('Control+v')
    await soon(() => reply().inputValue()).toBe('It says: one\ntwo')
    expect(await files().count()).toBe(1)
  })
})
