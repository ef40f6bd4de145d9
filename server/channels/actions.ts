import type { Priority } from '../events.ts'
import type { Work } from '../platform/work.ts'

export interface ChannelSettings {
  key: string
  name: string
  kind: string
  rank: number
  addresses: string[]
  priority: Priority
  promise: string
  escalationPolicyKey: string | null
  autoReply: string | null
  redirect: string | null
  closesAfterAutoReply: boolean
  restricted: boolean
}

/** Makes the doors exactly these. One that is gone keeps its row, for its tickets. */
export async function saveChannels(work: Work, channels: ChannelSettings[]) {
  await work.db
    .updateTable('channels')
    .set({ removedAt: work.now })
    .where(
      'key',
      'not in',
      channels.map(({ key }) => key),
    )
    .where('removedAt', 'is', null)
    .execute()
  for (const { key, ...columns } of channels) {
    await work.db
      .insertInto('channels')
      .values({ key, ...columns })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ ...columns, removedAt: null }))
      .execute()
  }
}

export async function saveTemplates(
  work: Work,
  templates: { name: string; subject: string; body: string }[],
) {
  await work.db
    .deleteFrom('messageTemplates')
    .where(
      'name',
      'not in',
      templates.map(({ name }) => name),
    )
    .execute()
  for (const { name, ...words } of templates) {
    await work.db
      .insertInto('messageTemplates')
      .values({ name, ...words })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(words))
      .execute()
  }
}
