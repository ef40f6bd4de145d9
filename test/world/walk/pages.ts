import { sql } from 'kysely'
import { keepDraft } from '../../../server/forum/drafts.ts'
import { linkIn } from '../customer.ts'
import type { World } from '../world.ts'
import type { Request } from './ground.ts'
import type { Stage } from './before.ts'

export interface Page {
  method: 'GET' | 'POST'
  path: string
}

/** Every address that the program answers beside its API, as the router itself says it. */
export function pagesOf({ app }: Pick<World, 'app'>): Page[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', label = '', methods = ''] =
        /^([│ ]*(?:├── |└── ))(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
      const depth = indent.length / 4 - 1
      above.splice(depth, above.length, label)
      const path = above.join('')
      return methods
        .split(', ')
        .filter((method) => method === 'GET' || method === 'POST')
        .map((method) => ({ method, path }))
    })
    .filter(({ path }) => !path.startsWith('/api/') && !path.endsWith('*'))
}

export interface PageStage extends Stage {
  /** What the forms of Kim's pages carry, and her cookie. */
  token: string
  kim: Record<string, string>
}

interface Form {
  params?: Record<string, string | number>
  fields?: Record<string, string>
  /** Who can do it; a signed-in customer unless said otherwise. */
  by?: 'nobody'
}

type PageRecipe = Form | ((stage: PageStage) => Promise<Form>)

const kimId = async ({ world: { system } }: PageStage) =>
  (
    await system.db
      .selectFrom('contacts')
      .select('id')
      .where('email', '=', 'kim@acme.test')
      .executeTakeFirstOrThrow()
  ).id
const one = async ({ world: { system } }: PageStage, query: string) => {
  const { rows } = await sql<{ found: string }>`${sql.raw(query)}`.execute(system.db)
  return rows[0]?.found ?? ''
}
const pressed = async ({ world }: PageStage, url: string, fields: Record<string, string>) => {
  await world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  await world.clock.settle()
}
const solved = async ({ ask }: PageStage): Promise<Form> => {
  await ask('PATCH', '/tickets/1', { status: 'solved' })
  return { fields: { verdict: 'good' } }
}
const manages = async (stage: PageStage): Promise<Form> => {
  await sql`update memberships set may_manage_contacts = true where contact_id = ${await kimId(stage)}`.execute(
    stage.world.system.db,
  )
  const organization = await one(stage, `select id as found from organizations where name = 'Acme'`)
  const id = await one(stage, `select id as found from contacts where email = 'jo@acme.test'`)
  return {
    params: { id },
    fields: { organization, email: 'max@acme.test', name: 'Max', verb: 'let' },
  }
}
const mailed = async (stage: PageStage): Promise<Form> => {
  await pressed(stage, '/help/sign-in', { email: 'kim@acme.test', next: '/help' })
  const token = linkIn(stage.world, 'kim@acme.test').split('/').at(-1) ?? ''
  const subject = stage.world.kim.inbox().at(-1)?.subject ?? ''
  const code = /\b\d{6}\b/.exec(subject)?.[0] ?? ''
  return { by: 'nobody', params: { token }, fields: { email: 'kim@acme.test', code } }
}
const drafted = async (stage: PageStage): Promise<Form> => {
  const question = { category: 'questions', title: 'How do I begin', body: 'How?', tags: '' }
  await stage.world.work((work) =>
    keepDraft(work, { ...question, displayName: 'Lea out', email: 'lea@elsewhere.test' }),
  )
  await stage.world.clock.settle()
  const mail = stage.world.mailboxes.inboxOf('lea@elsewhere.test').at(-1)?.text ?? ''
  const token = /publish\/([\w.-]+)/.exec(mail)?.[1] ?? ''
  return { by: 'nobody', params: { token }, fields: { ...question, displayName: 'Lea out' } }
}
const inTopic =
  (fields: Record<string, string> = {}, topic = 1): PageRecipe =>
  async (stage) => {
    const found = await stage.world.system.db
      .selectFrom('forumTopics')
      .innerJoin('forumPosts', 'forumPosts.topicId', 'forumTopics.id')
      .select(['forumTopics.slug', 'forumPosts.id'])
      .where('forumTopics.number', '=', topic)
      .orderBy('forumPosts.id')
      .executeTakeFirstOrThrow()
    return { params: { number: topic, slug: found.slug }, fields: { post: found.id, ...fields } }
  }
const topic = '/help/forum/t/:number/:slug'
const question = { category: 'questions', title: 'How do I begin', body: 'How?' }

/** What a page or form needs beyond its address, where it needs something. */
const PAGES: Record<string, PageRecipe> = {
  'GET /help/assets/:name': { params: { name: 'community.css' } },
  'GET /help/forum/c/:category': { params: { category: 'questions' } },
  'GET /help/forum/c/:category/:kind': { params: { category: 'questions', kind: 'feed.xml' } },
  'GET /help/forum/:kind': { params: { kind: 'feed.xml' } },
  'GET /help/articles/:slug': { params: { slug: 'backups' } },
  'GET /help/forum/t/:number': { params: { number: 1 } },
  [`GET ${topic}`]: inTopic(),
  'GET /help/colleagues': manages,
  'GET /help/sign-in/link/:token': mailed,
  'POST /help/sign-in/link/:token': mailed,
  'POST /help/sign-in/code': mailed,
  'GET /help/forum/publish/:token': drafted,
  'POST /help/forum/publish/:token': drafted,
  'POST /help/emergency': { by: 'nobody', fields: { what: 'Down', email: 'new@acme.test' } },
  'POST /help/emergency/:token': { by: 'nobody', fields: { what: 'Down', name: 'Dana' } },
  'POST /help/status/:token/calls': async (stage) => {
    await stage.ask('PUT', '/incidents/1/acknowledgement')
    return {
      by: 'nobody',
      fields: { call: await one(stage, 'select id as found from call_links') },
    }
  },
  'GET /help/brand/logo': async ({ ask }) => {
    await ask('PATCH', '/portal/settings', { logo: 'iVBORw0KGgoAAA==' })
    return { by: 'nobody' }
  },
  'POST /help/status/:token/comments': { by: 'nobody', fields: { body: 'Hello?' } },
  'POST /help/sign-in': { by: 'nobody', fields: { email: 'kim@acme.test', next: '/help' } },
  'POST /help/sign-in/password': async (stage) => {
    await pressedAsKim(stage, '/help/account/password', { newPassword: 'correct horse' })
    return { by: 'nobody', fields: { email: 'kim@acme.test', password: 'correct horse' } }
  },
  'GET /help/sign-in/with/:key': async ({ ask, provider }) => {
    const client = { clientId: 'watchdesk', clientSecret: 'a secret of Acme' }
    await ask('PUT', '/portal/sign-in-providers/acme', {
      name: 'Acme',
      issuer: provider.issuer,
      ...client,
    })
    return { by: 'nobody', params: { key: 'acme' } }
  },
  'POST /help/account': { fields: { language: 'de', timeZone: 'Europe/Berlin' } },
  'POST /help/account/password': { fields: { newPassword: 'correct horse' } },
  'POST /help/account/passkeys/:id': async (stage) => {
    const id = crypto.randomUUID()
    const key = { publicKey: 'k', credentialId: 'c', counter: 0, deviceType: 'singleDevice' }
    await stage.world.system.db
      .insertInto('contactPasskeys')
      .values({ id, userId: await kimId(stage), backedUp: false, ...key })
      .execute()
    return { params: { id } }
  },
  'POST /help/tickets/:number/comments': { fields: { body: 'One thing more' } },
  'POST /help/tickets/:number/reopen': solved,
  'POST /help/tickets/:number/survey': solved,
  'POST /help/tickets/:number/readers': { fields: { email: 'jo@acme.test' } },
  'POST /help/forum/unfollow/:token': { by: 'nobody' },
  'POST /help/survey/:token': { by: 'nobody', fields: { verdict: 'good' } },
  'POST /help/new': { fields: { subject: 'Slow', body: 'Very', severity: 'normal' } },
  'POST /help/colleagues': manages,
  'POST /help/colleagues/:id': manages,
  'POST /help/community': { fields: { q: 'backups' } },
  'POST /help/suggest': { fields: { q: 'backups' } },
  'POST /help/forum/new': { fields: { ...question, step: 'send', displayName: 'Kim out' } },
  [`POST ${topic}/replies`]: inTopic({ body: 'Me too', displayName: 'Kim out' }),
  [`POST ${topic}/votes`]: inTopic({ on: '1' }),
  [`POST ${topic}/solution`]: inTopic({ on: '0' }, 3),
  [`POST ${topic}/flags`]: inTopic({ reason: 'spam' }),
  [`POST ${topic}/follow`]: inTopic({ on: '1' }),
  [`POST ${topic}/ticket`]: inTopic({}, 3),
  [`GET ${topic}/edit`]: inTopic({}, 3),
  [`POST ${topic}/edit`]: inTopic({ title: 'How do I restore it', body: 'Who knows?' }, 3),
  [`GET ${topic}/delete`]: inTopic({}, 3),
  [`POST ${topic}/delete`]: inTopic({}, 3),
}

async function pressedAsKim(stage: PageStage, url: string, fields: Record<string, string>) {
  await stage.world.app.inject({
    method: 'POST',
    url,
    headers: { ...stage.kim, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: stage.token, ...fields }).toString(),
  })
}

/** What opens to whoever comes by the right link. */
const linkFor = (path: string, { links }: PageStage): string | undefined =>
  ({
    '/help/status': links.status,
    '/help/emergency': links.emergency,
    '/help/survey': links.survey,
    '/files': links.file,
    '/help/forum/unfollow': links.unfollow,
  })[path.slice(0, path.indexOf('/:'))]

/** The page as it can be opened, or the form as it can be sent, by whom it is for. */
export async function pageRequest(page: Page, stage: PageStage) {
  const recipe = PAGES[`${page.method} ${page.path}`]
  const form = typeof recipe === 'function' ? await recipe(stage) : (recipe ?? {})
  const { params = {}, fields = {} } = form
  const known: Record<string, string | number | undefined> = {
    number: 1,
    token: linkFor(page.path, stage),
    ...params,
  }
  const proof: Record<string, string> = page.method === 'GET' ? {} : { token: stage.token }
  return { by: form.by ?? 'kim', params: known, fields: { ...proof, ...fields } }
}

/** Fills an address and a form. */
export function asked(
  { method, path }: Page,
  params: Record<string, string | number | undefined>,
  fields: Record<string, string>,
): Request {
  const url = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? 'walked').toWellFormed()),
  )
  const said = new URLSearchParams(fields).toString()
  if (method === 'GET') return { method, url: said ? `${url}?${said}` : url }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method, url, headers, payload: said }
}
