import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './stage.ts'

/** What the service worker keeps, so that a page opened again, or without a network, is there at once. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage?.strike())

test('every file of a screen that was opened is kept on the device', async () => {
  const context = await stage.open('desktop', { as: 'dora' })
  const page = await context.newPage()
  await page.goto('/queue')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await page.getByRole('heading', { name: 'Queue', exact: true }).first().waitFor()
  const notKept = () =>
    page.evaluate(async () => {
      const files = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith('/assets/'))
      const kept = await Promise.all(files.map((path) => caches.match(path)))
      return { files: files.length, missing: files.filter((_, at) => !kept[at]) }
    })
  await expect.poll(notKept, { timeout: 20_000 }).toMatchObject({ missing: [] })
  expect((await notKept()).files).toBeGreaterThan(20)
  await context.close()
})
