import { afterEach, expect } from 'vitest'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { fetchOnce } from '../../server/connectors/mailbox-watch.ts'
import { startImapServer } from './imap-server.ts'
import type { World } from './world.ts'

type Imap = Awaited<ReturnType<typeof startImapServer>>

const servers: Imap[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** Ends with the test. */
export async function mailServer(options: Partial<Parameters<typeof startImapServer>[0]> = {}) {
  const server = await startImapServer({ users: { support: 'secret' }, ...options })
  servers.push(server)
  return server
}

/** Dora connects a mailbox of that server. */
export async function connect(world: World, { port }: Imap, given: object = {}) {
  const answer = await world.dora.call('POST', '/mailboxes', {
    key: 'support',
    name: 'Support',
    addresses: ['support@support.test'],
    channel: 'paid',
    host: '127.0.0.1',
    port,
    tls: 'none',
    user: 'support',
    password: 'secret',
    begins: 'beginning',
    ...given,
  })
  expect(answer).toMatchObject({ status: 201 })
}

/** Looks once, and runs what follows. */
export async function fetch(world: World, key = 'support') {
  const taken = await fetchOnce(world.system, key, isNeedToKnow)
  await world.clock.settle()
  return taken
}

let ids = 0
export function mail({ text = 'Our admins are gone.', ...headers }: Record<string, string> = {}) {
  const all: Record<string, string> = {
    From: 'Kim <kim@acme.test>',
    To: 'support@support.test',
    Subject: 'LDAP sync removes admins',
    'Message-ID': `<imap-${(ids += 1)}@acme.test>`,
    Date: 'Tue, 3 Mar 2026 09:59:00 +0000',
    ...headers,
  }
  const lines = Object.entries(all).filter(([, value]) => value !== '')
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`
}

type Logged = Record<string, unknown> & { subject: string; ticketNumber: number | null }
/** The mail log, oldest first. */
export async function log(world: World, person: World['dora'] = world.sofia) {
  const answer = await person.call('GET', '/mail/arrivals?limit=200')
  return (answer.body as unknown as { arrivals: Logged[] }).arrivals.toReversed()
}
export const ticket = (world: World, number: number, person: World['dora'] = world.sofia) =>
  person.call<Record<string, unknown> & { comments: { body: string }[] }>(
    'GET',
    `/tickets/${number}`,
  )
