import { sql } from 'kysely'
import webPush from 'web-push'
import { DeliveryFailed, type Net, type PageRequest, type Sent } from '../connectors/connector.ts'
import { connectorOf } from '../connectors/registry.ts'
import { mailServerOf } from '../connectors/mail-server.ts'
import { settingsOf } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { remembered } from '../platform/remembered.ts'

export interface WayOut {
  page(request: PageRequest, net: Net): Promise<Sent>
}

const CONNECTORS: Record<string, string> = {
  web_push: 'web-push',
  email: 'email',
  ntfy: 'ntfy',
  webhook: 'webhook',
}

/** The connector behind a way of reaching people, with this installation's settings. */
export async function wayFor(system: System, kind: string): Promise<WayOut> {
  const connector = connectorOf(CONNECTORS[kind] ?? kind)
  const { page } = connector
  if (!page)
    throw new DeliveryFailed(`No way of reaching people is called "${kind}"`, { permanent: true })
  const settings = await settingsFor(system, kind)
  return { page: (request, net) => page(request, settings, net) }
}

async function settingsFor(system: System, kind: string): Promise<object> {
  if (kind === 'web_push') {
    const { publicKey, privateKey } = await pushKeys(system)
    const { company } = await settingsOf(system)
    return {
      vapidSubject: `mailto:${company.supportAddress}`,
      vapidPublicKey: publicKey,
      vapidPrivateKey: privateKey,
    }
  }
  if (kind === 'ntfy') return { baseUrl: system.config.NTFY_URL }
  if (kind === 'webhook') return { secret: system.secrets.keyFor('webhooks').toString('hex') }
  const server = await mailServerOf(system)
  if (!server) throw new DeliveryFailed('No mail server is set up', { permanent: false })
  const { company } = await settingsOf(system)
  return { ...server, fromName: company.name, fromAddress: company.supportAddress }
}

interface PushKeys {
  publicKey: string
  privateKey: string
}

/** The keys browsers know us by (RFC 8292), made once: a new pair would silence every phone. */
export async function pushKeys(system: System): Promise<PushKeys> {
  return remembered(system, 'push_keys', async (db) => {
    const read = () =>
      db.selectFrom('settings').select('value').where('key', '=', 'push_keys').executeTakeFirst()
    const known = await read()
    if (known) return known.value as PushKeys
    // Two nodes that start together make two pairs; the first one stored is everybody's.
    await db
      .insertInto('settings')
      .values({
        key: 'push_keys',
        value: JSON.stringify(webPush.generateVAPIDKeys()),
        updatedAt: sql<Date>`app_now()`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await read())?.value as PushKeys
  })
}
