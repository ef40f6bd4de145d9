import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDesk } from './desk.ts'
import { keepShot, look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** Every key of the map, pressed; no pointer is used after signing in. */
describe('the keyboard alone', { timeout: 120_000 }, () => {
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
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement
      return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
    })
  const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 })
  const sees = (words: RegExp | string) =>
    page.getByText(words).filter({ visible: true }).first().waitFor()
  const row = (name: RegExp) => page.getByRole('row', { name }).first()
  const queue = async () => {
    await page.goto('/queue')
    await row(/All git pushes/).waitFor()
  }
  const ticket = async (number: number) => {
    await page.goto(`/t/${number}`)
    await page.getByRole('textbox', { name: /Reply to/ }).waitFor()
  }

  test('goes everywhere', async () => {
    await queue()
    for (const [keys, path, shows] of [
      [['g', 'o'], '/oncall', /Who is on now/],
      [['g', 'r'], '/me/reach', /For an emergency/],
      [['g', 'm'], '/mail', /No mail has come in yet/],
      [['g', 's'], '/me/security', /passkey/i],
      [['g', 'e'], '/emergency', /What is broken/],
    ] as const) {
      await press(...keys)
      await page.waitForURL((url) => url.pathname === path)
      // A field of the new screen may take the focus when it appears: a key before that would be typed into it.
      await sees(shows)
      await press('Escape')
      await page.locator('main').focus()
    }
    await press('g', 'q')
    await page.waitForURL(/\/queue/)
    await press('[')
    await page.getByRole('button', { name: 'Unfold the side bar' }).waitFor()
    await press('[')
    for (const key of ['Control+k', '/']) {
      await press(key)
      await page.getByRole('combobox', { name: /Search commands/ }).waitFor()
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await keepShot(page, 'keys-sheet')
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('walks, selects, peeks at and changes rows of the queue', async () => {
    await queue()
    await press('j')
    await soon(focused).toMatch(/All git pushes/)
    await press('j', 'k')
    await soon(focused).toMatch(/All git pushes/)
    await press('Space')
    await page.getByRole('dialog', { name: /All git pushes/ }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await soon(focused).toMatch(/All git pushes/)
    await press('x')
    await sees('1 selected')
    await press('Shift+J')
    await sees('2 selected')
    await press('Shift+K')
    await sees('1 selected')
    await press('Escape')
    await page.getByText('1 selected').waitFor({ state: 'detached' })
    await press('.')
    await page.getByRole('dialog', { name: /All git pushes/ }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await soon(focused).toMatch(/All git pushes/)
    await press('4')
    await soon(focused).toMatch(/LDAP|Donau/)
    await press('a')
    await page.getByRole('dialog', { name: /Who takes #\d+/ }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await soon(focused).toMatch(/LDAP|Donau/)
    await press('m')
    await sees(/#\d+ is yours/)
    await press('z')
    await soon(async () => (await row(/LDAP/).getAttribute('aria-label')) ?? '').toContain(
      'nobody owns it',
    )
    await press('o')
    await page.waitForURL(/order=due/)
    await press('o')
    await page.waitForURL((url) => !url.search.includes('order'))
    await press('f')
    await soon(focused).toMatch(/Channel|All channels/)
    await queue()
    await press('j')
    await soon(focused).toMatch(/All git pushes/)
    await press('Enter')
    await page.getByRole('region', { name: 'Emergency' }).waitFor()
    await press('Escape')
    await page.waitForURL(/\/queue/)
    await soon(focused).toMatch(/All git pushes/)
    await press('t')
    await page.waitForURL(/\/t\/\d+/)
    await sees(/is yours/)
  })

  test('reads, answers, notes and settles a ticket', async () => {
    await ticket(2)
    await press('j')
    await soon(focused).toMatch(/^(?:Message|Public reply|.*replied)/i)
    await press('k')
    await soon(focused).toMatch(/./)
    await press(']')
    await page.getByRole('complementary', { name: 'About this ticket' }).waitFor({
      state: 'detached',
    })
    await press(']')
    await page.getByRole('complementary', { name: 'About this ticket' }).waitFor()
    for (const [key, name] of [
      ['s', 'Status'],
      ['a', 'Owner'],
    ] as const) {
      await press(key)
      await page.getByRole('menu', { name }).waitFor()
      await press('Escape')
      await page.getByRole('menu', { name }).waitFor({ state: 'detached' })
      await soon(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    }
    await press('p')
    await page.getByRole('radiogroup', { name: 'Priority' }).waitFor()
    await press('Escape')
    await page.getByRole('radiogroup', { name: 'Priority' }).waitFor({ state: 'detached' })
    // Focus goes back to where the choice was opened; a key before that would be taken back with it.
    await soon(focused).toMatch(/Priority/)
    await press('i')
    await soon(focused).toMatch(/only your team sees this/)
    await page.keyboard.type('Seen before')
    await press('Control+.')
    await soon(focused).toMatch(/Reply to Kim/)
    await page.keyboard.type('log')
    await press('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Control+Shift+C')
    const field = page.getByRole('textbox', { name: /Reply to/ })
    await expect.poll(() => field.inputValue()).toBe('```\nlog\n```\n')
    await press('Escape')
    await soon(focused).toMatch(/Reply to Kim/)
    await press('i')
    await soon(focused).toMatch(/only your team sees this/)
    await press('Control+Enter')
    await sees('Note added. Only your team sees it.')
    await press('r')
    await soon(focused).toMatch(/Reply to/)
    await press('Control+Shift+Enter')
    await sees(/Sending to/)
    await page.waitForURL((url) => url.pathname !== '/t/2')
    await ticket(2)
    await press('e')
    await sees(/#2: Solved/)
    await press('z')
    await soon(
      async () =>
        (
          await stage.system.db
            .selectFrom('tickets')
            .select('status')
            .where('subject', 'like', 'Runner 17.4%')
            .executeTakeFirstOrThrow()
        ).status,
    ).toBe('pending')
    await press('n')
    await page.waitForURL((url) => /\/t\/\d+/.test(url.pathname) && url.pathname !== '/t/2')
    await press('u')
    await page.waitForURL(/\/queue/)
  })

  test('stops a reply that crossed with new words, and sends it when told to', async () => {
    const open = await stage.system.db
      .selectFrom('tickets')
      .select(['number', 'id', 'requesterId'])
      .where('subject', '=', 'SAML: wrong name_id format')
      .executeTakeFirstOrThrow()
    await ticket(open.number)
    await press('r')
    await soon(focused).toMatch(/Reply to/)
    await page.keyboard.type('Set it to persistent.')
    await stage.customerWrites(open, 'It works since we changed the metadata.')
    await page.getByText('It works since we changed').first().waitFor()
    await press('Control+Enter')
    await look(page, 'strip3-stale-guard', [/Not sent yet/, /It works since/], {
      size: 'desktop',
      scheme: 'light',
    })
    expect(await focused()).toMatch(/Send anyway/)
    await press('Enter')
    await sees(/Sending to Kim/)
  })

  test('walks a schedule, opens a shift, covers one', async () => {
    await page.goto('/oncall/on_call')
    await page.getByRole('grid').waitFor()
    const before = await page.getByRole('status').filter({ hasText: /to/ }).first().innerText()
    await press('ArrowRight')
    await page.waitForURL(/from=/)
    await soon(() =>
      page.getByRole('status').filter({ hasText: /to/ }).first().innerText(),
    ).not.toBe(before)
    await press('t')
    await page.waitForURL((url) => !url.search.includes('from='))
    await page.getByRole('gridcell').first().focus()
    await press('ArrowRight', 'Enter')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press('v')
    await page.getByRole('dialog', { name: /Cover a shift/ }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press('Escape')
    await page.waitForURL((url) => url.pathname === '/oncall')
  })

  test('acknowledges, calls and escalates', async () => {
    await ticket(1)
    await page.getByRole('region', { name: 'Emergency' }).waitFor()
    await press('Shift+C')
    await page.getByRole('button', { name: /Join the call/ }).waitFor()
    await press('Shift+E')
    await sees(/Paging |next level is paged/)
  })

  test('shows nothing of a ticket that is restricted', async () => {
    await page.goto('/t/4')
    await sees(/There is no ticket #4/)
    expect(await page.content()).not.toContain('Stored XSS')
  })
})
