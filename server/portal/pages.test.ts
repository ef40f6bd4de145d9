import { expect } from 'vitest'
import { rotateEmergencyLink } from '../customers/actions.ts'
import { findSender } from '../customers/queries.ts'
import { story } from '../../test/world/story.ts'
import type { World } from '../../test/world/world.ts'
import { emergencyUrl } from './links.ts'

const form = { what: 'All pushes fail\nsince noon', phone: '+49 151 1', name: 'Dana' }

async function acme(world: World) {
  const { organization } = await findSender(world.system.db, 'kim@acme.test')
  if (!organization) throw new Error('Acme is missing')
  return { id: organization.id, page: new URL(emergencyUrl(world.system, organization)).pathname }
}

const open = (world: World, url: string) => world.app.inject({ url })

async function press(world: World, url: string, fields: Record<string, string>) {
  const answer = await world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  await world.clock.settle()
  return answer
}

const location = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['location'])

/** The value of a field as the page has it. */
const valueOf = (page: string, name: string) =>
  new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? ''

async function raise(world: World) {
  const answer = await press(world, (await acme(world)).page, form)
  return location(answer)
}

const incidentsOf = async (world: World) => (await world.incidents()).length

story(
  'by the organization’s link two fields and one press page a person, and lead to the live page',
  async (world) => {
    const { page } = await acme(world)
    const entry = await open(world, page)
    expect(entry.statusCode).toBe(200)
    expect(entry.body).toContain('Acme')
    expect(entry.body).toContain('A person is on call now.')
    expect(entry.body).not.toContain('Bob')
    const answer = await press(world, page, { ...form, formKey: valueOf(entry.body, 'formKey') })
    expect(answer.statusCode).toBe(303)
    expect(location(answer)).toMatch(/^\/help\/status\//)
    expect((await open(world, location(answer))).body).toContain('Paging Bob…')
    await world.bob.phone.acknowledge()
    const live = (await open(world, location(answer))).body
    expect(live).toContain('<title>✓ Bob has this')
    expect(live).toContain('id="join"')
  },
)

story(
  'the form pressed twice is one emergency; pressed again with other words, the words join it',
  async (world) => {
    const { page } = await acme(world)
    const twice = { ...form, formKey: 'k' }
    const [first, second] = [await press(world, page, twice), await press(world, page, twice)]
    expect(location(second)).toBe(location(first))
    const third = await press(world, page, { ...twice, what: 'And pulls too' })
    expect(location(third)).toBe(location(first))
    expect(await incidentsOf(world)).toBe(1)
    const live = (await open(world, location(first))).body
    expect(live.match(/id="m-/g)).toHaveLength(2)
    expect(live).toContain('And pulls too')
  },
)

story(
  'pages whose address is a key are not stored, not indexed and tell nobody where the reader comes from',
  async (world) => {
    for (const url of [(await acme(world)).page, await raise(world)])
      expect((await open(world, url)).headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'content-type': 'text/html; charset=utf-8',
      })
  },
)

story(
  'without a link a mailed code proves the address, and no word is lost on the way',
  async (world) => {
    const fields = { what: form.what, phone: form.phone, email: 'kim@acme.test', formKey: 'k' }
    const bad = await press(world, '/help/emergency', { ...fields, email: 'kim', step: 'code' })
    expect(bad.statusCode).toBe(400)
    expect(bad.body).toContain('That does not look like an e-mail address.')
    expect(bad.body).toContain(form.what)
    const asked = await press(world, '/help/emergency', { ...fields, step: 'code' })
    expect(asked.body).toContain('Code from the mail')
    expect(asked.body).toContain(form.what)
    const wrong = await press(world, '/help/emergency', {
      ...fields,
      step: 'raise',
      code: 'no 000',
    })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('That code does not fit.')
    expect(wrong.body).toContain(form.what)
    const code = /\b\d{6}\b/.exec(String(world.kim.inbox().at(-1)?.text))?.[0] ?? ''
    const right = { ...fields, step: 'raise', code }
    const [first, second] = [
      await press(world, '/help/emergency', right),
      await press(world, '/help/emergency', right),
    ]
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect(location(second)).toBe(location(first))
    expect(await incidentsOf(world)).toBe(1)
  },
)

story(
  'when enough codes were sent the form still asks for the last one, and keeps the text',
  async (world) => {
    const fields = { what: form.what, phone: '', email: 'kim@acme.test', step: 'code' }
    for (let sent = 0; sent < 6; sent += 1) await press(world, '/help/emergency', fields)
    const answer = await press(world, '/help/emergency', fields)
    expect(answer.statusCode).toBe(429)
    expect(answer.body).toContain('Enough codes were sent')
    expect(answer.body).toContain('Code from the mail')
    expect(answer.body).toContain(form.what)
  },
)

story('a link that was replaced says so; what was typed on it goes on by e-mail', async (world) => {
  const { id, page } = await acme(world)
  await world.work((work) => rotateEmergencyLink(work, id))
  expect(await open(world, page)).toMatchObject({
    statusCode: 403,
    body: expect.stringContaining('replaced by a newer one'),
  })
  const answer = await press(world, page, form)
  expect(answer.statusCode).toBe(403)
  expect(answer.body).toContain('action="/help/emergency"')
  expect(answer.body).toContain(form.what)
})

story('a link cut short leads to words and to ways that work', async (world) => {
  for (const url of [
    (await raise(world)).slice(0, -3),
    (await acme(world)).page.slice(0, -3),
    '/help/status/x',
  ]) {
    const answer = await open(world, url)
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('This link does not work')
    expect(answer.body).toContain('href="/help/emergency"')
    expect(answer.body).toContain('emergency@support.test')
  }
})

story(
  'somebody who presses too often is told when to try again and keeps their text',
  async (world) => {
    const fields = { what: form.what, email: 'kim', step: 'code' }
    let answer = await press(world, '/help/emergency', fields)
    for (let more = 0; more < 20; more += 1) answer = await press(world, '/help/emergency', fields)
    expect(answer.statusCode).toBe(429)
    expect(answer.body).toContain('Too many requests.')
    expect(answer.body).toContain(form.what)
  },
)

story(
  'the customer writes once however often they press, and an empty message says what is missing',
  async (world) => {
    const live = await raise(world)
    const words = { body: '<b>More</b> facts', formKey: 'w' }
    expect(location(await press(world, `${live}/comments`, words))).toBe(live)
    await press(world, `${live}/comments`, words)
    const page = (await open(world, live)).body
    expect(page.match(/&lt;b&gt;More&lt;\/b&gt; facts/g)).toHaveLength(1)
    expect(page).not.toContain('<b>More')
    const empty = await press(world, `${live}/comments`, { body: ' ' })
    expect(empty.statusCode).toBe(400)
    expect(empty.body).toContain('id="body-wrong">Write something first.')
  },
)

story('a note of the team is not on the page: not hidden, absent', async (world) => {
  const live = await raise(world)
  const note = { body: 'canary: do not promise a date' }
  expect((await world.bob.call('POST', '/tickets/1/notes', note)).status).toBe(201)
  expect((await open(world, live)).body).not.toContain('canary')
})

story(
  '"It doesn’t open" moves to the next call; pressed twice on the same call it skips none',
  async (world) => {
    const live = await raise(world)
    await world.bob.phone.acknowledge()
    const call = valueOf((await open(world, live)).body, 'call')
    expect(call).not.toBe('')
    await press(world, `${live}/calls`, { call })
    const moved = valueOf((await open(world, live)).body, 'call')
    expect(moved).not.toBe(call)
    await press(world, `${live}/calls`, { call })
    expect(valueOf((await open(world, live)).body, 'call')).toBe(moved)
  },
)

story(
  'the help page names every door with its own promise; its styles and script may be kept for ever',
  async (world) => {
    const { body } = await open(world, '/help')
    expect(body).toContain('A person is woken at once.')
    expect(body).toContain('mailto:support@support.test')
    expect(body).toContain('mailto:security@support.test')
    const addresses = [...body.matchAll(/"(\/help\/assets\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    )
    expect(addresses).toHaveLength(5)
    for (const address of addresses)
      expect(await open(world, address)).toMatchObject({
        statusCode: 200,
        headers: { 'cache-control': 'public, max-age=31536000, immutable' },
      })
    expect((await open(world, '/help/assets/..%2Fpages.ts')).statusCode).toBe(404)
    expect(location(await open(world, '/help/security'))).toBe('/help#security')
  },
)
