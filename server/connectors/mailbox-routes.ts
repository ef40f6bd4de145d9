import { z } from 'zod'
import { DeliveryFailed } from './connector.ts'
import { openImap } from './email/imap-session.ts'
import { accountOf } from './imap-account.ts'
import {
  changeMailbox,
  channelsForMail,
  createMailbox,
  findMailbox,
  listMailboxes,
  removeMailbox,
  secretsOf,
  type Mailbox,
  type OAuth,
} from './mailboxes.ts'
import { invalid } from '../platform/errors.ts'
import type { Routes } from '../platform/http.ts'
import { Done, done, instant } from '../platform/shapes.ts'
import type { System } from '../platform/system.ts'

const tls = z.enum(['tls', 'starttls', 'none'])
const auth = z.enum(['password', 'oauth2'])
const OAuthBody = z.object({
  tokenUrl: z.url(),
  clientId: z.string().min(1).max(500),
  scope: z.string().max(1000).nullable().default(null),
})
const MailboxBody = z
  .object({
    key: z.string(),
    kind: z.enum(['imap', 'http']),
    name: z.string(),
    addresses: z.array(z.string()),
    channel: z.string(),
    host: z.string().nullable(),
    port: z.int().nullable(),
    tls: tls.nullable(),
    user: z.string().nullable(),
    auth: auth.nullable(),
    oauth: OAuthBody.nullable(),
    folder: z.string(),
    moveTo: z.string().nullable(),
    pollSeconds: z.int(),
    hasSecret: z
      .boolean()
      .meta({ description: 'A secret is stored and can be read. It is never shown.' }),
    intakeUrl: z.string().nullable().meta({ description: 'Where signed mail is posted (http).' }),
    state: z.enum(['running', 'paused', 'failing']),
    lastSeenAt: instant.nullable().meta({ description: 'The last look that went well.' }),
    lastError: z.string().nullable(),
    failingSince: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Mailbox' })

const secret = z.string().min(1).max(10_000).meta({ writeOnly: true }).optional()
const settings = {
  name: z.string().trim().min(1).max(100),
  addresses: z
    .array(z.email().transform((address) => address.toLowerCase()))
    .min(1)
    .max(20),
  channel: z.string().min(1),
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  tls,
  user: z.string().min(1).max(320),
  auth,
  oauth: OAuthBody.nullable(),
  folder: z.string().min(1).max(500),
  moveTo: z.string().min(1).max(500).nullable(),
  pollSeconds: z.int().min(5).max(90),
}
const secrets = { password: secret, clientSecret: secret, refreshToken: secret }
const NewBody = z.object({
  ...secrets,
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'takes small letters, digits, - and _'),
  kind: z.enum(['imap', 'http']).default('imap'),
  begins: z.enum(['now', 'beginning']).default('now').meta({
    description: '`now` leaves alone what lies in the folder already.',
  }),
  ...settings,
  host: settings.host.optional(),
  port: settings.port.default(993),
  tls: tls.default('tls'),
  user: settings.user.optional(),
  auth: auth.default('password'),
  oauth: OAuthBody.nullable().default(null),
  folder: settings.folder.default('INBOX'),
  moveTo: settings.moveTo.default(null),
  pollSeconds: settings.pollSeconds.default(60),
})
const ChangeBody = z.object({ ...settings, ...secrets, paused: z.boolean() }).partial()
const ByKey = z.object({ key: z.string().max(63) })

/** Of this installation, with passwords of other machines in them: for administrators. */
const PERMISSION = 'people.write'
const tags = ['Mailboxes']

export const mailboxRoutes: Routes = async (app) => {
  app.get('/mailboxes', {
    schema: {
      operationId: 'listMailboxes',
      tags,
      summary: 'Where mail is fetched from, and where it may be posted to, each with its state.',
      response: {
        200: z.object({
          mailboxes: z.array(MailboxBody),
          channels: z
            .array(z.object({ key: z.string(), name: z.string() }))
            .meta({ description: 'What a mailbox can belong to.' }),
        }),
      },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work) => ({
        mailboxes: (await listMailboxes(work.db)).map((row) => shown(request.system, row)),
        channels: await channelsForMail(work.db),
      })),
  })

  app.post('/mailboxes', {
    schema: {
      operationId: 'createMailbox',
      tags,
      summary: 'Fetch from one more mailbox, or take mail that is posted signed.',
      body: NewBody,
      response: {
        201: z.object({
          mailbox: MailboxBody,
          signingSecret: z.string().nullable().meta({
            description: 'Of an http mailbox: in this answer and nowhere else.',
          }),
        }),
      },
    },
    async handler(request, reply) {
      const made = await request.inWork(PERMISSION, (work) =>
        createMailbox(work, withoutUndefined(request.body)),
      )
      return reply.status(201).send({ ...made, mailbox: shown(request.system, made.mailbox) })
    },
  })

  app.patch('/mailboxes/:key', {
    schema: {
      operationId: 'changeMailbox',
      tags,
      summary: 'Change what is given, pause it, or let it go on. Signing in is tried afresh.',
      params: ByKey,
      body: ChangeBody,
      response: { 200: MailboxBody },
    },
    handler: (request) =>
      request.inWork(PERMISSION, async (work) =>
        shown(
          request.system,
          await changeMailbox(work, request.params.key, withoutUndefined(request.body)),
        ),
      ),
  })

  app.delete('/mailboxes/:key', {
    schema: {
      operationId: 'removeMailbox',
      tags,
      summary: 'Fetch from it no more. What was taken stays; at the mail server nothing changes.',
      params: ByKey,
      response: { 200: Done },
    },
    async handler(request) {
      await request.inWork(PERMISSION, (work) => removeMailbox(work, request.params.key))
      return done
    },
  })

  app.post('/mailboxes/:key/tests', {
    schema: {
      operationId: 'testMailbox',
      tags,
      summary: 'Sign in, open the folder, and say what is there. Nothing is taken.',
      params: ByKey,
      response: {
        200: z.object({
          ok: z.boolean(),
          says: z.string(),
          messages: z.int().nullable(),
          idle: z.boolean().nullable(),
          move: z.boolean().nullable(),
        }),
      },
    },
    config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
    async handler(request) {
      const mailbox = await request.inWork(PERMISSION, (work) =>
        findMailbox(work.db, request.params.key),
      )
      if (mailbox.kind !== 'imap') throw invalid('Only a mailbox we fetch from can be tried.')
      // Outside the unit of work: it waits for another machine.
      return tryMailbox(request.system, mailbox)
    },
  })
}

async function tryMailbox(system: System, mailbox: Mailbox) {
  try {
    const session = await openImap(await accountOf(system, mailbox))
    try {
      const { messages } = session.folder()
      const { idle, move } = session.can
      const count = messages === 1 ? '1 message' : `${messages} messages`
      const speed = idle
        ? 'New mail comes at once.'
        : `New mail comes within ${mailbox.pollSeconds} s.`
      const stays = mailbox.moveTo && !move ? ' It cannot move mail: taken mail stays.' : ''
      const says = `Signed in as ${mailbox.username}. The folder ${mailbox.folder} holds ${count}. ${speed}${stays}`
      return { ok: true, says, messages, idle, move }
    } finally {
      await session.close()
    }
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    return { ok: false, says: error.message, messages: null, idle: null, move: null }
  }
}

function shown(system: System, row: Mailbox): z.output<typeof MailboxBody> {
  const isPosted = row.kind === 'http'
  return {
    ...row,
    channel: row.channelKey,
    user: row.username,
    oauth: row.oauth as OAuth | null,
    hasSecret: secretsOf(system, row) !== null,
    intakeUrl: isPosted ? `${system.config.publicUrl}/intake/mail/${row.key}` : null,
  }
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Left out and undefined are the same to a caller, and must be the same to an action. */
const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given<T>
