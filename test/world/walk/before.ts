import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { startOidcProvider } from '../oidc-provider.ts'
import type { World } from '../world.ts'
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

export const gitlab = () =>
  readFileSync(new URL('../../../playbooks/gitlab.yaml', import.meta.url), 'utf8')

export const found = async <R>({ world }: Stage, query: string): Promise<R> => {
  const { rows } = await sql<{ found: R }>`${sql.raw(query)}`.execute(world.system.db)
  if (!rows[0]) throw new Error(`Nothing is found by: ${query}`)
  return rows[0].found
}

export const quarantined = async (stage: Stage) => {
  const number = await found<number>(
    stage,
    `select number::int as found from arrivals where state = 'quarantined'`,
  )
  return { known: { 'arrivals/number': number, numbers: number }, body: undefined }
}
export const pendingReply = async ({ ask }: Stage): Promise<Said> => {
  const { id } = await ask('POST', '/tickets/1/replies', { body: 'Held', undoSeconds: 100 })
  return { known: { 'replies/id': id } }
}
export const bulk = async ({ ask, world }: Stage): Promise<Said> => {
  const { id } = await ask('POST', '/bulk-changes', { tickets: [2], set: { priority: 'low' } })
  await world.clock.settle()
  return { known: { 'bulk-changes/id': id } }
}
export const acknowledged = async ({ ask }: Stage): Promise<Said> => {
  await ask('PUT', '/incidents/1/acknowledgement')
  return {}
}
export const ownWay = async ({ ask }: Stage): Promise<Said> => {
  const way = { kind: 'ntfy', label: 'Phone', address: 'phone-that-walks' }
  const { id } = await ask('POST', '/me/contact-methods', way)
  return { known: { 'contact-methods/id': id } }
}
export const cover = {
  person: 'alice',
  from: '2026-03-04T10:00:00.000Z',
  to: '2026-03-05T10:00:00.000Z',
}
export const imported = async (
  { world, headers }: Stage,
  payload = 'name\nHooli\n',
): Promise<Said> => {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/customer-imports?kind=organizations&name=a.csv&dryRun=true',
    headers: { ...headers, 'content-type': 'text/csv' },
    payload,
  })
  return { known: { 'customer-imports/number': answer.json<{ number: number }>().number } }
}
export const tried = async (stage: Stage): Promise<Said> => {
  const said = await imported(stage, 'external_id,name\nhooli,Hooli\n')
  await stage.world.clock.settle()
  return said
}
export const ofCompany = ({ provider }: Stage) => ({
  name: 'Acme',
  issuer: provider.issuer,
  clientId: 'watchdesk',
  clientSecret: 'a secret of Acme',
})

export const ownAnswer = async (stage: Stage): Promise<string> => {
  await stage.ask('POST', '/forum/topics/1/replies', { body: 'Restart it' })
  return found(stage, `select id as found from forum_posts where body = 'Restart it'`)
}

export const forum = {
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
export const connected = async ({ ask }: Stage): Promise<Said> => {
  await ask('POST', '/connections', forum)
  return { known: { 'connections/key': forum.key } }
}

export const withCompany = async (stage: Stage): Promise<Said> => {
  await stage.ask('PUT', '/portal/sign-in-providers/acme', ofCompany(stage))
  return { known: { 'sign-in-providers/key': 'acme' } }
}
