import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { startOidcProvider } from '../oidc-provider.ts'
import type { World } from '../world.ts'
import { PICTURE } from './seed.ts'
import type { Ask, Links } from './things.ts'

/** What makes an operation succeed where its schema cannot tell: what happened before, and what is said. */
export interface Said {
  /** By place in the address, or by name in query and body. */
  known?: Record<string, unknown>
  body?: unknown
  /** Bytes instead of JSON. */
  payload?: string
  type?: string
}

export interface Stage {
  world: World
  links: Links
  provider: Awaited<ReturnType<typeof startOidcProvider>>
  /** Of the administrator who walks, by whom everything can be done. */
  headers: Record<string, string>
  ask: Ask
}

type Recipe = Said | ((stage: Stage) => Promise<Said>)

const gitlab = () =>
  readFileSync(new URL('../../../playbooks/gitlab.yaml', import.meta.url), 'utf8')

const found = async <R>({ world }: Stage, query: string): Promise<R> => {
  const { rows } = await sql<{ found: R }>`${sql.raw(query)}`.execute(world.system.db)
  if (!rows[0]) throw new Error(`Nothing is found by: ${query}`)
  return rows[0].found
}

const quarantined = async (stage: Stage) => {
  const number = await found<number>(
    stage,
    `select number::int as found from arrivals where state = 'quarantined'`,
  )
  return { known: { 'arrivals/number': number, numbers: number }, body: undefined }
}
const pendingReply = async ({ ask }: Stage): Promise<Said> => {
  const { id } = await ask('POST', '/tickets/1/replies', { body: 'Held', undoSeconds: 100 })
  return { known: { 'replies/id': id } }
}
const bulk = async ({ ask, world }: Stage): Promise<Said> => {
  const { id } = await ask('POST', '/bulk-changes', { tickets: [2], set: { priority: 'low' } })
  await world.clock.settle()
  return { known: { 'bulk-changes/id': id } }
}
const acknowledged = async ({ ask }: Stage): Promise<Said> => {
  await ask('PUT', '/incidents/1/acknowledgement')
  return {}
}
const ownWay = async ({ ask }: Stage): Promise<Said> => {
  const way = { kind: 'ntfy', label: 'Phone', address: 'phone-that-walks' }
  const { id } = await ask('POST', '/me/contact-methods', way)
  return { known: { 'contact-methods/id': id } }
}
const cover = {
  person: 'alice',
  from: '2026-03-04T10:00:00.000Z',
  to: '2026-03-05T10:00:00.000Z',
}
const imported = async ({ world, headers }: Stage, payload = 'name\nHooli\n'): Promise<Said> => {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/customer-imports?kind=organizations&name=a.csv&dryRun=true',
    headers: { ...headers, 'content-type': 'text/csv' },
    payload,
  })
  return { known: { 'customer-imports/number': answer.json<{ number: number }>().number } }
}
const tried = async (stage: Stage): Promise<Said> => {
  const said = await imported(stage, 'external_id,name\nhooli,Hooli\n')
  await stage.world.clock.settle()
  return said
}
const ofCompany = ({ provider }: Stage) => ({
  name: 'Acme',
  issuer: provider.issuer,
  clientId: 'watchdesk',
  clientSecret: 'a secret of Acme',
})

const ownAnswer = async (stage: Stage): Promise<string> => {
  await stage.ask('POST', '/forum/topics/1/replies', { body: 'Restart it' })
  return found(stage, `select id as found from forum_posts where body = 'Restart it'`)
}

const forum = {
  key: 'forum',
  kind: 'discourse',
  name: 'Our forum',
  settings: {
    baseUrl: 'http://127.0.0.1:1/',
    username: 'support',
    categories: ['questions'],
    apiKey: 'a key of ours that nobody reads',
    webhookSecret: 'a secret of ours that nobody reads',
  },
}
const connected = async ({ ask }: Stage): Promise<Said> => {
  await ask('POST', '/connections', forum)
  return { known: { 'connections/key': forum.key } }
}

export const RECIPES: Record<string, Recipe> = {
  unmergeTicket: async ({ ask }) => {
    await ask('PUT', '/tickets/1/merge', { into: 2 })
    return {}
  },
  unsplitTicket: async (stage) => {
    const comments = [
      await found(stage, `select id as found from comments where body like 'And more%'`),
    ]
    const { number } = await stage.ask('POST', '/tickets/1/splits', { comments })
    return { known: { 'tickets/number': number } }
  },
  addCc: { known: { 'ccs/email': 'kim@acme.test' } },
  callNoSpam: async ({ ask }) => {
    await ask('PUT', '/tickets/1/spam', {})
    return {}
  },
  banSender: { body: { pattern: '@spam.test' } },
  liftBan: { known: { 'banned-senders/pattern': 'banned@elsewhere.test' } },
  startBulkChange: { known: { tickets: [1], set: { priority: 'high' } } },
  previewBulkChange: { known: { tickets: [1], set: { priority: 'high' } } },
  getBulkChange: bulk,
  undoBulkChange: bulk,
  saveDraft: { known: { version: 0 } },
  uploadFile: { payload: 'some bytes', type: 'application/octet-stream' },
  showRemotePicture: { known: { src: PICTURE } },
  showInlinePicture: { known: { contentId: 'picture' } },
  sendAgain: async ({ world }) => {
    await sql`update outgoing_messages set state = 'failed'`.execute(world.system.db)
    return {}
  },
  takeReplyBack: pendingReply,
  sendHeldReply: async (stage) => {
    await pendingReply(stage)
    await sql`update pending_replies set problem = 'It was broken'`.execute(stage.world.system.db)
    return {
      known: { 'replies/id': await found(stage, 'select id as found from pending_replies') },
    }
  },
  liftSuppression: async ({ world }) => {
    await sql`insert into suppressed_addresses (id, address, reason, since)
      values (gen_random_uuid(), 'gone@elsewhere.test', 'Gone', app_now())`.execute(world.system.db)
    return { known: { 'suppressions/address': 'gone@elsewhere.test' } }
  },
  startTopic: { known: { category: 'questions' } },
  createConnection: { body: forum },
  changeConnection: connected,
  removeConnection: connected,
  testConnection: connected,
  saveSetupCompany: {
    body: {
      name: 'Example GmbH',
      timeZone: 'Europe/Berlin',
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      from: '08:00',
      to: '18:00',
    },
  },
  saveSetupOnCall: {
    body: {
      people: [{ name: 'Dora', email: 'dora@watchdesk.test' }],
      turn: 'week',
      day: 'monday',
      time: '09:00',
    },
  },
  startTestEmergency: ownWay,
  endTestEmergency: async (stage) => {
    await ownWay(stage)
    await stage.ask('PUT', '/setup/test-emergency')
    return {}
  },
  sendAnswerAgain: async (stage) => {
    const id = await ownAnswer(stage)
    await sql`
      insert into forum_outside_acts (id, topic_id, post_id, kind, state, due_at, created_at, settled_at)
      select ${crypto.randomUUID()}, topic_id, id, 'answer', 'refused', now(), now(), now() from forum_posts where id = ${id}`.execute(
      stage.world.system.db,
    )
    return { known: { 'posts/id': id } }
  },
  removeSamples: async ({ ask }) => {
    await ask('PUT', '/setup/samples')
    return {}
  },
  changeTopic: { body: { locked: true } },
  solveTopic: async (stage) => ({ body: { postId: await ownAnswer(stage) } }),
  editPost: async (stage) => ({
    known: { 'posts/id': await ownAnswer(stage) },
    body: { body: 'Restart it twice' },
  }),
  deletePost: async (stage) => ({ known: { 'posts/id': await ownAnswer(stage) } }),
  makeTicketOfTopic: { known: { 'topics/number': 3 } },
  offerTicket: { known: { 'topics/number': 3 } },
  declareIncident: { body: { ticket: 1 } },
  undoAcknowledgement: acknowledged,
  handBackIncident: acknowledged,
  escalateIncident: async ({ ask }) => ({
    body: { version: (await ask('GET', '/incidents/1'))['version'] },
  }),
  resolveIncident: async ({ ask }) => {
    await ask('PUT', '/incidents/1/acknowledgement')
    await ask('POST', '/tickets/3/replies', { body: 'It is up again', undoSeconds: 0 })
    return {}
  },
  listReach: async (stage) => ({
    known: { people: await found(stage, `select id as found from users where key = 'bob'`) },
  }),
  addContactMethod: { body: { kind: 'ntfy', label: 'Phone', address: 'phone-that-walks' } },
  removeContactMethod: ownWay,
  pageMyself: ownWay,
  addCover: { body: cover },
  removeCover: async ({ ask }) => {
    const { id } = await ask('POST', '/schedules/on_call/covers', cover)
    return { known: { 'covers/id': id } }
  },
  releaseArrival: quarantined,
  processArrivalAgain: quarantined,
  // Nothing listens there: the test begins, and fails.
  startMailTest: {
    body: {
      address: 'support@support.test',
      provider: 'other',
      incoming: { host: '127.0.0.1', port: 1, tls: 'none', user: 'support', password: 'ours' },
      outgoing: null,
    },
  },
  createMailbox: {
    body: {
      key: 'third',
      name: 'Third',
      addresses: ['third@support.test'],
      channel: 'paid',
      host: '127.0.0.1',
      user: 'support',
      password: 'a password of ours',
    },
  },
  createSubscription: { known: { plan: 'premium' } },
  upsertSubscription: { known: { plan: 'premium' } },
  importCustomers: { known: { name: 'a.csv' }, payload: 'name\nHooli\n', type: 'text/csv' },
  showCustomerImport: (stage) => imported(stage),
  cancelCustomerImport: (stage) => imported(stage),
  applyCustomerImport: tried,
  eraseContact: async (stage) => {
    const id = await found<string>(
      stage,
      `select id as found from contacts where email = 'kim@acme.test'`,
    )
    const { confirmation } = await stage.ask('POST', `/contacts/${id}/erasure`)
    return { body: { confirmation, email: 'kim@acme.test' } }
  },
  revokeToken: async ({ ask }) => ({
    known: { 'tokens/id': (await ask('POST', '/tokens', { name: 'Another' }))['id'] },
  }),
  checkPlaybook: { body: { source: gitlab() } },
  diffPlaybook: { body: { source: gitlab() } },
  applyPlaybook: { body: { source: gitlab() } },
  showInvitation: ({ links }) =>
    Promise.resolve({ known: { 'invitations/token': links.invitation } }),
  acceptInvitation: ({ links }) =>
    Promise.resolve({ known: { 'invitations/token': links.invitation } }),
  raiseByCode: async ({ ask, world }) => {
    await ask('POST', '/portal/codes', { email: 'kim@acme.test' })
    const code = /\b\d{6}\b/.exec(world.kim.inbox().at(-1)?.text ?? '')?.[0]
    return { body: { what: 'All is down', email: 'kim@acme.test', code } }
  },
  customerSwitchesCall: acknowledged,
  tryCustomerSignIn: async (stage) => {
    await stage.ask('PUT', '/portal/sign-in-providers/acme', ofCompany(stage))
    return { known: { 'sign-in-providers/key': 'acme' } }
  },
  saveCustomerSignIn: (stage) => Promise.resolve({ body: ofCompany(stage) }),
  removeCustomerSignIn: async (stage) => {
    await stage.ask('PUT', '/portal/sign-in-providers/acme', ofCompany(stage))
    return { known: { 'sign-in-providers/key': 'acme' } }
  },
}

/** What comes instead of success where a test has no public internet. */
export const AS_GOOD_AS_DONE: Record<string, string> = {
  showRemotePicture: 'it is not on the public internet',
}

/** Doors that open only while nobody is here: proven in an empty installation. */
export const ONLY_WHEN_EMPTY = ['createFirstAdmin']

/** What is said to make it succeed. The links are everybody's who has them. */
export async function recipeFor(id: string, stage: Stage): Promise<Said> {
  const recipe = RECIPES[id]
  const said = typeof recipe === 'function' ? await recipe(stage) : (recipe ?? {})
  const { links } = stage
  const known = {
    'pages/token': links.page,
    'emergency-links/token': links.emergency,
    'status/token': links.status,
  }
  return { ...said, known: { ...known, ...said.known } }
}
