import { expect } from 'vitest'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const settings = { PUBLIC_URL: 'http://desk.support.test', PORTAL_URL: 'http://help.support.test' }
const desk = { host: 'desk.support.test' }
const help = { host: 'help.support.test' }

const ask = (world: World, url: string, headers: Record<string, string>) =>
  world.app.inject({ url, headers })

story(
  'the customers’ host knows nothing of the staff’s side, and says so in words where a person looks',
  async (world) => {
    for (const url of [
      '/api/v1/queue',
      '/api/v1/me',
      '/api/v1/portal/settings',
      '/api/v1/openapi.json',
      '/api/auth/get-session',
      '/metrics',
      '/v2/enqueue',
      '/index.html',
    ])
      expect([url, (await ask(world, url, help)).statusCode]).toEqual([url, 404])
    const page = await ask(world, '/queue', {
      ...help,
      accept: 'text/html',
      'accept-language': 'de',
    })
    expect(page.statusCode).toBe(404)
    expect(page.body).toContain('Hier gibt es nichts.')
    expect(page.body).toContain('href="/help"')
    const home = await ask(world, '/', help)
    expect([home.statusCode, home.headers.location]).toEqual([302, '/help'])
    for (const url of ['/help', '/help/forum', '/robots.txt'])
      expect([url, (await ask(world, url, help)).statusCode]).toEqual([url, 200])
    expect((await ask(world, '/api/v1/portal/status/no-such', help)).json()).toMatchObject({
      detail: 'This link is not one of ours, or it was cut short.',
    })
  },
  { settings },
)

story(
  'the staff’s host sends whoever looks for a page of customers to theirs; the cookies of the two stay apart',
  async (world) => {
    const moved = await ask(world, '/help/tickets/7?from=mail', desk)
    expect([moved.statusCode, moved.headers.location]).toEqual([
      308,
      'http://help.support.test/help/tickets/7?from=mail',
    ])
    expect((await ask(world, '/api/v1/queue', desk)).statusCode).toBe(401)
    const kim = visit(world, { headers: help })
    const { headers } = await kim.signIn('kim@acme.test')
    const cookies = [headers['set-cookie'] ?? []].flat().join('\n')
    expect(cookies).toContain('HttpOnly')
    expect(cookies).not.toMatch(/domain=/i)
    expect((await kim.open('/help')).status).toBe(200)
    const cookie = [...kim.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const asStaff = await ask(world, '/api/v1/queue', { ...desk, cookie })
    expect(asStaff.statusCode).toBe(401)
  },
  { settings },
)
