import { createTransport } from 'nodemailer'
import { inject as provided, vi } from 'vitest'
import { buildApp, closeSystem, openSystem } from '../../server/app.ts'
import { startMail } from '../../server/mail-in.ts'
import { findIncident, listIncidents, timelineOf } from '../../server/incidents/queries.ts'
import { audit } from '../../server/paging/auditor.ts'
import { pagesOf } from '../../server/paging/queries.ts'
import { createToken } from '../../server/people/actions.ts'
import { findUserByName } from '../../server/people/queries.ts'
import { machine } from '../../server/platform/system.ts'
import type { Resolve } from '../../server/platform/dns.ts'
import { inWork, type Work } from '../../server/platform/work.ts'
import { START, testConfig } from './cast.ts'
import { freezeClock } from './clock.ts'
import { giveBackDatabase, takeDatabase, type Template } from './databases.ts'
import { databaseUrl } from './global-setup.ts'
import { startMailboxes, startPhones } from './outside.ts'

/** What came back: each test reads the parts it is about. */
type Body = Record<string, unknown> & { detail?: string }

export type World = Awaited<ReturnType<typeof createWorld>>

interface WorldOptions {
  template?: Template
  /** Without one, mail waits in the outbox. */
  mailServer?: boolean
  start?: Date
  /** A database that nobody had before. */
  untouched?: boolean
  /** Settings of the installation. */
  settings?: Parameters<typeof testConfig>[0]
}

const nothingThere: Resolve = async (name) => {
  throw Object.assign(new Error(`There is no ${name}`), { code: 'ENOTFOUND' })
}

/** A whole Watchdesk with its own database, a clock that can be moved, and an outside made of a mail server and phones. */
export async function createWorld({
  template = 'cast',
  mailServer = true,
  start = START,
  settings = {},
  untouched = false,
}: WorldOptions = {}) {
  // Taken down in the other order, every part even if one fails to: the clock of the next world runs.
  await using raising = new AsyncDisposableStack()
  raising.defer(() => void vi.useRealTimers())
  const adminUrl = provided('adminUrl')
  const name = await takeDatabase(adminUrl, template, { untouched })
  raising.defer(() => giveBackDatabase(adminUrl, template, name))
  let now = () => start
  const mailboxes = await startMailboxes()
  raising.defer(() => mailboxes.close())
  const phones = await startPhones(() => now())
  raising.defer(() => phones.close())
  const config = testConfig({
    NTFY_URL: phones.url,
    ...settings,
    ...(mailServer && { SMTP_URL: `smtp://127.0.0.1:${mailboxes.port}` }),
  })
  const url = databaseUrl(adminUrl, name)
  const system = await openSystem(config, url)
  raising.defer(() => closeSystem(system))
  // No test asks a name service: the names of the cast stand nowhere.
  system.resolve = nothingThere
  const clock = await freezeClock(system, start)
  now = clock.now
  const app = await buildApp(system)
  raising.defer(() => app.close())
  await app.ready()
  const mail = await startMail(system)
  raising.defer(() => mail.close())
  const transport = createTransport({
    host: '127.0.0.1',
    port: mail.port,
    tls: { rejectUnauthorized: false },
  })
  raising.defer(() => transport.close())
  const people = await Promise.all(
    ['alice', 'bob', 'carol', 'dora', 'sofia', 'sam', 'mona', 'diego', 'hana'].map((key) =>
      personIn(key),
    ),
  )
  const [alice, bob, carol, dora, sofia, sam, mona, diego, hana] = people

  async function personIn(key: string) {
    if (template === 'empty') return null as never
    const user = await findUserByName(system.db, key)
    const { token } = await inWork(system, machine('test'), (work) =>
      createToken(work, user.id, 'test', ['*'], null),
    )
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a route answers is the caller's knowledge
    const call = async <B = Body>(
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      body?: object,
    ) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${token}` },
        ...(body && { payload: body }),
      })
      await clock.settle()
      return {
        status: answer.statusCode,
        body: answer.json<B>(),
      }
    }
    return {
      ...user,
      call,
      acknowledge: (incident = 1) => call('PUT', `/incidents/${incident}/acknowledgement`),
      phone: {
        shown: () => phones.shownBy(`phone-of-${key}`),
        /** Presses the acknowledge button of the newest page. */
        async acknowledge() {
          const newest = phones.shownBy(`phone-of-${key}`).at(-1)
          if (!newest) throw new Error(`${user.name}'s phone shows nothing`)
          return post(newest.acknowledgeUrl)
        },
      },
    }
  }

  /** Somebody outside posts to a link of ours. */
  async function post(link: string, body: object = {}) {
    const answer = await app.inject({ method: 'POST', url: new URL(link).pathname, payload: body })
    await clock.settle()
    return {
      status: answer.statusCode,
      body: answer.json<Body>(),
    }
  }

  const raised = raising.move()
  return {
    system,
    app,
    url,
    clock,
    phones,
    mailboxes,
    post,
    smtpPort: mail.port,
    alice: alice!,
    bob: bob!,
    carol: carol!,
    dora: dora!,
    sofia: sofia!,
    sam: sam!,
    mona: mona!,
    diego: diego!,
    hana: hana!,
    kim: { email: 'kim@acme.test', inbox: () => mailboxes.inboxOf('kim@acme.test') },
    lee: { email: 'lee@umbra.test', inbox: () => mailboxes.inboxOf('lee@umbra.test') },
    mail: {
      /** Sends through real SMTP to our listener, then runs what follows from it. */
      async send(message: {
        from: string
        to: string
        subject: string
        text?: string
        messageId?: string
        inReplyTo?: string
        headers?: Record<string, string>
        raw?: string
      }) {
        const { response } = await transport.sendMail({ text: message.subject, ...message })
        await clock.settle()
        return response
      },
    },
    work: <R>(act: (work: Work) => Promise<R>) => inWork(system, machine('test'), act),
    incident: (number = 1) => findIncident(system.db, number),
    incidents: () => listIncidents(system.db, 'all'),
    timeline: async (number = 1) =>
      timelineOf(system.db, (await findIncident(system.db, number)).id),
    pages: async (number = 1) => pagesOf(system.db, (await findIncident(system.db, number)).id),
    close: () => raised.disposeAsync(),
    audit: () => audit(system.db),
  }
}
