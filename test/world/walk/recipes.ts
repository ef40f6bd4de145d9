import { sql } from 'kysely'
import { PICTURE } from './seed.ts'
import {
  acknowledged,
  bulk,
  connected,
  cover,
  forum,
  found,
  gitlab,
  imported,
  ofCompany,
  ownAnswer,
  ownWay,
  pendingReply,
  quarantined,
  tried,
  withCompany,
  type Said,
  type Stage,
} from './before.ts'

type Recipe = Said | ((stage: Stage) => Promise<Said>)

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
  tryCustomerSignIn: withCompany,
  saveCustomerSignIn: (stage) => Promise.resolve({ body: ofCompany(stage) }),
  removeCustomerSignIn: withCompany,
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
