import type { Selectable } from 'kysely'
import { Refusal } from '../platform/errors.ts'
import { remembered } from '../platform/remembered.ts'
import type { System } from '../platform/system.ts'
import type { Channels, MessageTemplates } from '../platform/tables.ts'
import { channelOfKind, withoutDetail, type ChannelKind } from './routing.ts'

export type Channel = Selectable<Channels> & { kind: ChannelKind }

/** The doors in force, strictest first. */
export function listChannels(system: System): Promise<Channel[]> {
  return remembered(system, 'channels', async (db) => {
    const rows = await db
      .selectFrom('channels')
      .selectAll()
      .where('removedAt', 'is', null)
      .orderBy('rank')
      .execute()
    return rows as Channel[]
  })
}

export async function findChannel(system: System, kind: ChannelKind): Promise<Channel> {
  const channel = channelOfKind(await listChannels(system), kind)
  if (!channel)
    throw new Refusal(
      'conflict',
      `No channel of kind "${kind}" exists. Apply a playbook that has one.`,
    )
  return channel
}

export async function findChannelByKey(system: System, key: string): Promise<Channel> {
  const channels = await listChannels(system)
  const channel = channels.find((candidate) => candidate.key === key)
  if (channel) return channel
  throw new Refusal('invalid', `There is no channel "${key}".`, [
    { path: 'channel', message: `Use one of ${channels.map(({ key }) => key).join(', ')}` },
  ])
}

/** Whether mail to this address is for us. */
export async function isOurAddress(system: System, address: string): Promise<boolean> {
  const wanted = withoutDetail(address)
  return (await listChannels(system)).some((channel) =>
    channel.addresses.some((own) => withoutDetail(own) === wanted),
  )
}

/** The words for a moment, filled in. Throws when the playbook has no such template: that is caught when it is applied. */
export async function wordsFor(system: System, name: string, values: Record<string, string>) {
  const templates = await remembered(system, 'templates', (db) =>
    db.selectFrom('messageTemplates').selectAll().execute(),
  )
  const template = templates.find((candidate) => candidate.name === name)
  if (!template) throw new Error(`The playbook has no template "${name}"`)
  return { subject: fillIn(template.subject, values), body: fillIn(template.body, values) }
}

export type Template = Selectable<MessageTemplates>

/** One pass: what a value brings along, braces included, stays as it is. Unknown placeholders are empty. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{\{\s*([a-z_]+)\s*\}\}/g, (_whole, name: string) => values[name] ?? '')
}
