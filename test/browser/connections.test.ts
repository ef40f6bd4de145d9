import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDiscourse, type FakeDiscourse } from '../world/discourse.ts'
import { look, looks } from './looks.ts'
import { expectAccessible, raiseStage, type Stage } from './stage.ts'

/** A forum elsewhere: connected in a form, its question answered from the queue. */
describe('a forum elsewhere', () => {
  let stage: Stage
  let forum: FakeDiscourse

  beforeAll(async () => {
    stage = await raiseStage()
    forum = await startDiscourse({ now: () => new Date() })
    forum.ask('Cannot log in after the update', 'It says **no**.')
  }, 90_000)
  afterAll(async () => {
    await forum?.close()
    await stage?.strike()
  }, 30_000)

  test('is connected in a form, and answered from the queue', { timeout: 90_000 }, async () => {
    const context = await stage.open('desktop', { as: 'dora' })
    const page = await context.newPage()
    await page.goto('/connections')
    await page.getByRole('button', { name: 'Connect Discourse' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Connect it' }).click()
    await form.getByText('API key is missing.').waitFor()
    await form.getByLabel('Name', { exact: true }).fill('Acme forum')
    await form.getByLabel('Short name').fill('forum')
    await form.getByLabel('Address of the forum').fill(forum.url)
    await form.getByLabel('Acts as').fill('support')
    await form.getByLabel('API key', { exact: true }).fill(forum.key)
    await form.getByLabel('Categories').fill('questions')
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Connect it' }).click()
    await page.getByRole('heading', { name: 'Acme forum' }).waitFor()
    await page.getByRole('button', { name: 'Try Acme forum' }).click()
    await page.getByText('It works').waitFor()
    await page.goto('/queue')
    await page.getByText('casey (Acme forum), in Acme forum').waitFor()
    await page.getByRole('link', { name: 'Cannot log in after the update' }).click()
    const there = page.getByRole('link', { name: 'Open in Acme forum' })
    expect(await there.getAttribute('href')).toBe(`${forum.url}/t/a-topic/15`)
    await page.getByLabel('Answer, as one of the team').fill('Clear the cache.')
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await stage.until(async () => forum.posts.some(({ raw }) => raw === 'Clear the cache.'))
    await context.close()
  })

  test.each(looks)('shows how it fares on a $size, $scheme', { timeout: 60_000 }, async (at) => {
    const context = await stage.open(at.size, { scheme: at.scheme, as: 'dora' })
    const page = await context.newPage()
    forum.turns({ kind: 'wrongKey' })
    await page.goto('/connections')
    await look(page, 'connections', /Acme forum/, at)
    await page.goto('/forum/1')
    await look(page, 'topic-elsewhere', /Clear the cache/, at)
    await context.close()
  })
})
