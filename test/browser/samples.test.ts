import { afterAll, beforeAll, describe, test } from 'vitest'
import { look, looks, type Look } from './looks.ts'
import { raiseStage, type Stage } from './stage.ts'

/** With nothing at hand: a full queue in one press, and nothing of it left after another. */
describe.each(looks)('sample data on a $size, $scheme', (at: Look) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage('cast')
  })
  afterAll(() => stage?.strike())

  test('fills the console, says so on every screen, and goes', { timeout: 120_000 }, async () => {
    const page = await (await stage.open(at.size, { scheme: at.scheme, as: 'dora' })).newPage()
    await page.goto('/setup')
    await page.getByRole('button', { name: 'Use sample data' }).click()
    await page.getByText(/The console is full of samples/).waitFor()
    await page.goto('/queue')
    await look(
      page,
      'samples-queue',
      [/Some of what you see is invented/, /All git pushes fail/],
      at,
    )
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText(/The sample data is gone/).waitFor()
    await page.getByText(/All git pushes fail/).waitFor({ state: 'detached' })
    await page.getByText(/Some of what you see is invented/).waitFor({ state: 'detached' })
  })
})
