import { afterAll, beforeAll, describe, test } from 'vitest'
import { look, looks, type Look } from './looks.ts'
import { PASSWORD, raiseStage, signIn, type Stage } from './stage.ts'

/** The doors, and what stands behind them before anything is set up: each empty screen says the one next step. */
describe.each(looks)('the first day on a $size, $scheme', (at: Look) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage('empty')
  })
  afterAll(() => stage?.strike())

  test(
    'leads from nobody to an empty desk that knows what it lacks',
    { timeout: 120_000 },
    async () => {
      const page = await (await stage.open(at.size, { scheme: at.scheme })).newPage()
      // The setup has a test of its own; here it is left at once.
      await page.goto('/welcome')
      await page.waitForURL(/\/setup/)
      await page.getByLabel(/Your name/).fill('Dora')
      await page.getByLabel(/E-mail address/).fill('dora@watchdesk.test')
      await page.getByLabel(/^Password/).fill(PASSWORD)
      await page.getByRole('button', { name: /Create the administrator/ }).click()
      await page.getByText(/You are signed in as Dora/).waitFor()
      await page.goto('/me/reach')
      await look(page, 'reach-empty', /There is no way to reach you yet/, at)
      for (const [name, path, shows] of [
        ['queue', '/queue', /No playbook applied yet/],
        ['oncall', '/oncall', /There is no schedule yet/],
        ['schedule', '/oncall/nobody', /There is no such schedule/],
        ['mail', '/mail', /No mail has come in yet/],
        ['mail-out', '/mail?tab=out', /Nothing has gone out yet/],
        ['ticket', '/t/404', /There is no ticket #404/],
        ['page', '/page/404', /does not|no such|there is no/i],
        ['nowhere', '/no/such/place', /There is nothing here/],
      ] as const) {
        await page.goto(path)
        await look(page, `${name}-empty`, shows, at)
      }
      await page.context().clearCookies()
      await page.goto('/queue')
      await page.waitForURL(/\/sign-in/)
      await look(page, 'sign-in-ended', /sign in/i, at)
      await page.getByLabel(/e-?mail/i).fill('dora@watchdesk.test')
      await page.getByLabel(/^Password/).fill('not my password')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await look(page, 'sign-in-wrong', /do not go together/, at)
      await page.goto('/welcome?invitation=used-or-never-made')
      await look(page, 'invitation-used', /This invitation cannot be used/, at)
      await signIn(page, 'dora@watchdesk.test')
    },
  )
})
