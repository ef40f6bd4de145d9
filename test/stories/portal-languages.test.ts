import { expect } from 'vitest'
import { listChannels } from '../../server/channels/queries.ts'
import { findSender } from '../../server/customers/queries.ts'
import { emergencyUrl } from '../../server/portal/links.ts'
import { surveyUrl } from '../../server/portal/survey.ts'
import { LANGUAGES, wordsIn, type Language } from '../../server/portal/words.ts'
import { settingsOf } from '../../server/platform/settings.ts'
import { visit, valueOf, type Visitor } from '../world/customer.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const question = {
  step: 'send',
  category: 'questions',
  title: 'Ωμέγα γράμμα στο μητρώο',
  body: 'Από χθες.',
  tags: 'ωμέγα',
  displayName: 'Κώστας',
}

interface Page {
  name: string
  body: string
}

/** Everything a customer can look at, and what they meet when something is wrong. */
async function walk(world: World, language: Language): Promise<Page[]> {
  const headers = { 'accept-language': LANGUAGES[language].tag }
  const pages: Page[] = []
  const look = async (who: Visitor, url: string) => {
    const { body, location } = await who.open(url)
    if (location) throw new Error(`${url} leads to ${location}`)
    pages.push({ name: url, body })
    return body
  }
  const wrong = async (who: Visitor, url: string, fields: Record<string, string>) =>
    pages.push({
      name: `${url} ${Object.keys(fields).join()}`,
      body: (await who.press(url, fields)).body,
    })
  const stranger = visit(world, { headers, address: '10.0.0.1' })
  const kim = visit(world, { headers, address: '10.0.0.2' })
  await kim.signIn('kim@acme.test')
  const token = await kim.formToken()

  for (const url of [
    '/help',
    '/help/emergency',
    '/help/sign-in',
    '/help/community',
    '/help/forum',
    '/help/forum?filter=unanswered',
    '/help/forum?filter=solved',
    '/help/forum?tag=ωμέγα',
    '/help/forum/c/questions',
    '/help/forum/new',
    '/help/search?q=ωμέγα',
    '/help/search?q=ξξξξ',
    '/help/articles',
    '/help/articles/no-such',
    '/help/forum/t/9999/no-such',
    '/help/sign-in/link/no-such',
    '/help/status/no-such',
    '/help/emergency/no-such',
    '/help/survey/no-such',
  ])
    await look(stranger, encodeURI(url))
  const { organization } = await findSender(world.system.db, 'kim@acme.test')
  const entry = new URL(emergencyUrl(world.system, organization!)).pathname
  await look(stranger, entry)
  await wrong(stranger, entry, { what: '' })
  await wrong(stranger, '/help/emergency', { what: 'Ω', email: 'kim', step: 'code' })
  await wrong(stranger, '/help/emergency', { what: 'Ω', email: 'kim@acme.test', step: 'code' })
  await wrong(stranger, '/help/emergency', {
    what: 'Ω',
    email: 'kim@acme.test',
    step: 'raise',
    code: '1',
  })
  await wrong(stranger, '/help/sign-in', { email: 'kim' })
  await wrong(stranger, '/help/sign-in', { email: 'kim@acme.test' })
  await wrong(stranger, '/help/sign-in/code', { email: 'kim@acme.test', code: '1' })
  await wrong(stranger, '/help/sign-in/password', { email: 'kim@acme.test', password: 'x' })
  await wrong(stranger, '/help/community', { q: question.title })
  await wrong(stranger, '/help/community', { q: 'ξξξξ' })
  await wrong(stranger, '/help/forum/new', { ...question, title: 'Ω', email: 'lee@umbra.test' })
  await wrong(stranger, '/help/forum/new', { ...question, email: 'lee' })

  const asked = await kim.press('/help/forum/new', { ...question, formKey: 'once' })
  const topic = decodeURIComponent(new URL(asked.location, 'http://x').pathname)
  await look(kim, encodeURI(topic))
  const { waiting } = (await world.dora.call('GET', '/forum/review')).body as unknown as {
    waiting: { postId: string }[]
  }
  for (const { postId } of waiting)
    await world.dora.call('PUT', `/forum/posts/${postId}/state`, { state: 'shown' })
  await world.dora.call('POST', '/forum/topics/1/replies', { body: 'Ναι.', solves: true })
  for (const url of ['/help/forum', topic, '/help/search?q=ωμέγα'])
    await look(stranger, encodeURI(url))
  await look(kim, encodeURI(topic))
  await wrong(kim, encodeURI(`${topic}/replies`), { body: '' })
  const [own = ''] = waiting.map(({ postId }) => postId)
  for (const act of ['edit', 'delete']) await look(kim, encodeURI(`${topic}/${act}?post=${own}`))
  await wrong(kim, encodeURI(`${topic}/edit`), { post: own, title: 'Ω', body: 'Ωμέγα' })
  await wrong(kim, encodeURI(`${topic}/edit`), { post: own, version: '7', body: 'Ωμέγα' })
  await kim.press(encodeURI(`${topic}/edit`), { post: own, body: 'Ωμέγα, ωμέγα' })
  await look(kim, encodeURI(topic))
  await kim.press(encodeURI(`${topic}/delete`), { post: own })
  await look(kim, encodeURI(topic))
  await wrong(kim, encodeURI(`${topic}/edit`), { post: own, body: 'Ωμέγα' })

  for (const url of ['/help', '/help/new', '/help/account', '/help/emergency']) await look(kim, url)
  await wrong(kim, '/help/new', { token, subject: '', body: '', severity: 'low' })
  await wrong(kim, '/help/account', { token: 'old' })
  await wrong(kim, '/help/account', { token, timeZone: 'Nowhere' })
  const page = await kim.open('/help/new')
  const sent = await kim.press('/help/new', {
    token,
    formKey: valueOf(page.body, 'formKey'),
    subject: 'Ωμέγα',
    body: 'Ωμέγα',
    severity: 'low',
  })
  await look(kim, sent.location)
  await wrong(kim, `${sent.location}/comments`, { token, body: '' })
  await wrong(kim, `${sent.location}/readers`, { token, email: 'x@elsewhere.test' })
  await wrong(kim, `${sent.location}/survey`, { token, verdict: 'perhaps' })
  await kim.press(`${sent.location}/solved`, { token })
  await look(kim, sent.location)
  await look(kim, '/help')
  await look(kim, '/help/tickets/99')
  const ticket = await world.system.db
    .selectFrom('tickets')
    .select(['id', 'requesterId'])
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  const survey = surveyUrl(world.system, { ticketId: ticket.id, contactId: ticket.requesterId })
  await look(stranger, new URL(survey).pathname)

  const raised = await stranger.press(entry, { what: 'Ωμέγα', name: 'Κώστας', phone: '' })
  await look(stranger, raised.location)
  await world.bob.phone.acknowledge()
  await look(stranger, raised.location)
  await wrong(stranger, `${raised.location}/comments`, { body: '' })
  return pages
}

/** What the company, its people and its customers are called stands as they wrote it. */
async function namesOf(world: World): Promise<string[]> {
  const { db } = world.system
  const categories = await db.selectFrom('forumCategories').selectAll().execute()
  const users = await db.selectFrom('users').select('name').execute()
  const organizations = await db.selectFrom('organizations').select('name').execute()
  const contacts = await db.selectFrom('contacts').select(['name', 'email']).execute()
  const schedules = await db.selectFrom('schedules').select('name').execute()
  const strings: string[] = []
  const collect = (value: unknown) => {
    if (typeof value === 'string') strings.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  collect([categories, users, organizations, contacts, schedules])
  collect([await settingsOf(world.system), await listChannels(world.system)])
  return [...strings, 'emergency@support.test', 'elsewhere.test', 'umbra.test']
    .flatMap((one) => [one, ...one.split(/[+\d]/).map((part) => part.trim())])
    .filter((one) => one.length > 2)
    .toSorted((a, b) => b.length - a.length)
}

/** Names of things that have no other. */
const NAMES = [
  'Europe/Berlin',
  'Asia/Riyadh',
  'PGP',
  'Atom',
  'RSS',
  'GMT',
  'UTC',
  'kB',
  'MB',
  'Zoom',
]

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** Each piece of text that somebody reads or hears on a page. What was written in a ticket is its writer's. */
function saidOn(page: string): string[] {
  const body = page
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<div class="text"[\s\S]*?<\/div>/g, '')
  const shown = body.split(/<[^>]*>/)
  const heard = [...body.matchAll(/\s(?:aria-label|placeholder|title|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  )
  return [...shown, ...heard]
    .map((text) =>
      Object.entries(ENTITIES)
        .reduce((said, [entity, sign]) => said.replaceAll(entity, sign), text)
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean)
}

/** Pieces of text that hold words of Latin letters although they are nobody's name. */
function strangeOn({ name, body }: Page, names: readonly string[]): string[] {
  const own = Object.values(LANGUAGES).map((one) => one.name)
  const without = (text: string) =>
    [...names, ...own, ...NAMES].reduce((left, one) => left.replaceAll(one, ''), text)
  return saidOn(body)
    .filter((text) => /[A-Za-z]{3,}/.test(without(text)))
    .map((text) => `${name}: ${text}`)
}

story('in Arabic no page says an English word', async (world) => {
  const names = await namesOf(world)
  const pages = await walk(world, 'ar')
  expect(pages.filter(({ body }) => !body.includes('dir="rtl"')).map(({ name }) => name)).toEqual(
    [],
  )
  expect([...new Set(pages.flatMap((page) => strangeOn(page, names)))]).toEqual([])
})

story('in German no page says a sentence as English does', async (world) => {
  const names = await namesOf(world)
  const pages = await walk(world, 'de')
  const english = new Set<string>(Object.values(LANGUAGES.en.words))
  const german = new Set<string>(Object.values(LANGUAGES.de.words))
  const said = pages.flatMap(({ name, body }) =>
    saidOn(body)
      .filter((text) => english.has(text) && !german.has(text) && !names.includes(text))
      .map((text) => `${name}: ${text}`),
  )
  expect([...new Set(said)]).toEqual([])
})

story('a program that asks in German is refused in German', async (world) => {
  const answer = await world.app.inject({
    url: '/api/v1/portal/status/no-such',
    headers: { 'accept-language': 'de' },
  })
  expect(answer.json()).toMatchObject({
    status: 404,
    detail: wordsIn('de').say('told.linkCut'),
  })
})
