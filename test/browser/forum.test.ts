import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addReply, startTopic } from '../../server/forum/actions.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { indexPublic } from '../../server/search/public-documents.ts'
import { keepShot, look, looks, type Look } from './looks.ts'
import { expectAccessible, raiseStage, type Stage } from './stage.ts'

/** Somebody without a plan finds an answer or asks; those who look after the community answer from their queue. */
describe('the community', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await raiseStage()
    const user = await findUserByName(stage.system.db, 'dora')
    const who = { kind: 'user' as const, id: user.id, name: user.name }
    const lee = await stage.system.db
      .selectFrom('contacts')
      .select(['id', 'name'])
      .where('email', '=', 'lee@umbra.test')
      .executeTakeFirstOrThrow()
    const asked = { category: 'questions', via: 'web' as const }
    await inWork(stage.system, machine('test'), async (work) => {
      await startTopic(work, who, {
        ...asked,
        title: 'The runner cannot pull images',
        body: 'It says:\n\n```\nERROR: unauthorized: access forbidden, a long line that goes on and on and on and on\n```',
        tags: 'runner, registry',
      })
      await addReply(work, who, 1, { body: 'Set the **image pull policy**.', via: 'web' })
      await startTopic(
        work,
        { kind: 'contact', ...lee },
        {
          ...asked,
          title: 'How do I keep fewer backups',
          body: 'The disk is full.',
          displayName: 'Lee out',
        },
      )
    })
    await indexPublic(stage.system)
  }, 90_000)
  afterAll(() => stage?.strike(), 30_000)

  const visit = async (
    at: Look,
    run: (page: Page) => Promise<void>,
    options: { javaScript?: boolean; as?: string } = {},
  ) => {
    const context = await stage.open(at.size, { scheme: at.scheme, ...options })
    await run(await context.newPage())
    await context.close()
  }

  test.each(looks)('is read by everybody on a $size, $scheme', { timeout: 120_000 }, (at) =>
    visit(at, async (page) => {
      for (const [name, path, shows] of [
        ['list', '/help/forum', /runner cannot pull/],
        ['topic', '/help/forum/t/1/the-runner-cannot-pull-images', /image pull policy/],
        ['ask', '/help/forum/new', /Your question in one line/],
        ['door', '/help/community', /Free plans are helped by the community/],
        ['search', '/help/search?q=runner', /runner cannot pull/],
        ['articles', '/help/articles', /Nothing is written here yet/],
      ] as const) {
        await page.goto(path)
        await look(page, `forum-${name}`, shows, at)
      }
      await page.setViewportSize({ width: 320, height: 640 })
      for (const path of ['/help/forum', '/help/forum/t/1/the-runner-cannot-pull-images']) {
        await page.goto(path)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      }
    }),
  )

  test(
    'answers are offered as one types, and one press carries the words over',
    { timeout: 60_000 },
    () =>
      visit({ size: 'phone', scheme: 'light' }, async (page) => {
        await page.goto('/help/community')
        await page.getByLabel('What happens?').fill('My runner canot pull images')
        await page.getByRole('link', { name: 'The runner cannot pull images' }).waitFor()
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Ask the community' }).click()
        await page.waitForURL('**/help/forum/new')
        expect(await page.getByLabel('Your question in one line').inputValue()).toBe(
          'My runner canot pull images',
        )
      }),
  )

  test('without a script the same is two presses', { timeout: 60_000 }, () =>
    visit(
      { size: 'desktop', scheme: 'light' },
      async (page) => {
        await page.goto('/help/community')
        await page.getByLabel('What happens?').fill('My runner cannot pull images')
        await page.getByRole('button', { name: 'Look for answers' }).click()
        await page.getByRole('link', { name: 'The runner cannot pull images' }).waitFor()
        await page.getByRole('button', { name: 'Ask the community' }).click()
        await page.getByLabel('What happens, and what you expected').fill('Since 17.4.')
        await page.getByLabel('Name shown to everybody').fill('Robin of Out')
        await page.getByLabel('Your e-mail address').fill('robin@out.test')
        await page.getByRole('button', { name: /Send me the link/ }).click()
        await page.getByText('Look into your mail').first().waitFor()
      },
      { javaScript: false },
    ),
  )

  test(
    'who looks after it lets through, answers and marks from the queue',
    { timeout: 120_000 },
    () =>
      visit(
        { size: 'desktop', scheme: 'light' },
        async (page) => {
          await page.goto('/forum?tab=review')
          await look(page, 'forum-review', /First words of somebody new/, {
            size: 'desktop',
            scheme: 'light',
          })
          await page.getByRole('button', { name: 'Let through' }).click()
          await page.getByText('Nothing waits for you').waitFor()
          await page.goto('/queue')
          await look(page, 'queue-with-topics', /How do I keep fewer backups/, {
            size: 'desktop',
            scheme: 'light',
          })
          await page.getByRole('link', { name: 'How do I keep fewer backups' }).click()
          await page.getByLabel('Answer, as one of the team').fill('Set `keep: 3`.')
          await page.getByRole('button', { name: 'Answer', exact: true }).click()
          await page.getByRole('button', { name: 'Mark as solution' }).click()
          await look(page, 'forum-staff-topic', /This solved it/, {
            size: 'desktop',
            scheme: 'light',
          })
          await page.goto('/forum')
          await page.getByText('Every topic has an answer').waitFor()
        },
        { as: 'dora' },
      ),
  )

  test('one says it better, and takes it back, without a script', { timeout: 60_000 }, () =>
    visit(
      { size: 'phone', scheme: 'light' },
      async (page) => {
        await page.goto('/help/forum/t/1/the-runner-cannot-pull-images')
        await page.getByRole('link', { name: 'Change' }).last().click()
        await page.getByLabel('Your words').fill('Set the pull policy to **always**.')
        await page
          .getByText(/Change your answer/)
          .first()
          .waitFor()
        await keepShot(page, 'forum-change-phone-light')
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByText('always').waitFor()
        await page
          .getByText(/edited/)
          .first()
          .waitFor()
        await keepShot(page, 'forum-changed-phone-light')
        await page.getByRole('link', { name: 'Delete' }).last().click()
        await page
          .getByText(/Nobody reads it any more/)
          .first()
          .waitFor()
        await keepShot(page, 'forum-delete-phone-light')
        await page.getByRole('button', { name: 'Delete it' }).click()
        await page
          .getByText(/Deleted by its author/)
          .first()
          .waitFor()
        await keepShot(page, 'forum-deleted-phone-light')
      },
      { javaScript: false, as: 'dora' },
    ),
  )

  test('what it said before is read by those who moderate', { timeout: 60_000 }, () =>
    visit(
      { size: 'desktop', scheme: 'dark' },
      async (page) => {
        await page.goto('/forum/1')
        await page.getByRole('button', { name: 'What it said before' }).click()
        await look(page, 'forum-versions', /image pull policy/, {
          size: 'desktop',
          scheme: 'dark',
        })
        await page.goto('/help/forum/t/1/the-runner-cannot-pull-images')
        await page.getByRole('link', { name: 'Change' }).first().click()
        await look(page, 'forum-change-question', /Change your question/, {
          size: 'desktop',
          scheme: 'dark',
        })
        await page.goto('/search?q=runner')
        await page.getByRole('link', { name: 'The runner cannot pull images' }).waitFor()
        await look(page, 'search-topics', /Topic/, { size: 'desktop', scheme: 'dark' })
      },
      { as: 'dora' },
    ),
  )

  test('an article is written, looked at, published and read', { timeout: 120_000 }, () =>
    visit(
      { size: 'phone', scheme: 'dark' },
      async (page) => {
        await page.goto('/articles/new')
        await page.getByLabel('Title').fill('How to upgrade')
        await page.getByLabel('Text, in Markdown').fill('Stop it **first**.')
        await page.getByRole('tab', { name: 'Preview' }).click()
        await page.locator('strong', { hasText: 'first' }).waitFor()
        await look(page, 'article-editor', /first/, { size: 'phone', scheme: 'dark' })
        await page.getByRole('button', { name: 'Save and publish' }).click()
        await page.waitForURL('**/articles/1')
        await look(page, 'article', /Version 1, which everybody reads/, {
          size: 'phone',
          scheme: 'dark',
        })
        await page.goto('/help/articles/how-to-upgrade')
        await look(page, 'article-public', /Stop it/, { size: 'phone', scheme: 'dark' })
      },
      { as: 'dora' },
    ),
  )
})
