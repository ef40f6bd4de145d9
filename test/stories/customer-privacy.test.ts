import { expect } from 'vitest'
import { sql } from 'kysely'
import { findSender } from '../../server/customers/queries.ts'
import { story } from '../world/story.ts'

const letter = {
  from: 'Kim <kim@acme.test>',
  to: 'support@support.test',
  subject: 'Secret of the silver spoon',
  text: 'My cat is called Mirabelle',
}

story(
  'everything about a person leaves as one file, and only an administrator takes it',
  async (world) => {
    await world.mail.send(letter)
    const { contact } = await findSender(world.system.db, 'kim@acme.test')
    expect((await world.alice.call('GET', `/contacts/${contact!.id}/export`)).status).toBe(403)
    const { body } = await world.dora.call('GET', `/contacts/${contact!.id}/export`)
    expect(body).toMatchObject({
      contact: { email: 'kim@acme.test', memberships: [{ organizationName: 'Acme' }] },
      tickets: [{ number: 1, subject: 'Secret of the silver spoon' }],
      messages: [{ ticket: 1, body: 'My cat is called Mirabelle' }],
      mails: [{ subject: 'Secret of the silver spoon' }],
    })
  },
)

story(
  'an erased person is gone from every table, and the ledgers of what was promised stay',
  async (world) => {
    await world.mail.send(letter)
    await world.alice.call('POST', '/tickets/1/replies', { body: 'Hello Kim, we look.' })
    const before = await world.alice.call<{ promise: object; number: number }>('GET', '/tickets/1')
    const { contact } = await findSender(world.system.db, 'kim@acme.test')
    const path = `/contacts/${contact!.id}`
    const asked = await world.dora.call<{ confirmation: string; messages: number }>(
      'POST',
      `${path}/erasure`,
    )
    expect(asked.body.messages).toBe(1)
    const { confirmation } = asked.body
    expect((await world.dora.call('DELETE', path, { confirmation, email: 'kim' })).status).toBe(400)
    expect(
      (await world.dora.call('DELETE', path, { confirmation: 'x', email: 'kim@acme.test' })).status,
    ).toBe(400)
    expect(
      (await world.dora.call('DELETE', path, { confirmation, email: 'kim@acme.test' })).status,
    ).toBe(200)
    await world.clock.settle()
    await world.clock.advance('5 seconds')
    const after = await world.alice.call('GET', '/tickets/1')
    expect(after.body).toMatchObject({
      requester: { name: 'Erased person' },
      promise: before.body.promise,
    })
    expect(await findSender(world.system.db, 'kim@acme.test')).toMatchObject({ contact: null })
    const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
      world.system.db,
    )
    const traces: string[] = []
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)} t where t::text ~* 'kim@acme|mirabelle|silver spoon'`.execute(
        world.system.db,
      )
      if (rows[0]!.count > 0) traces.push(name)
    }
    expect(traces).toEqual([])
    expect((await world.dora.call('POST', `${path}/erasure`)).status).toBe(409)
  },
)
