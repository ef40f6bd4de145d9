import { expect } from 'vitest'
import { fetchOnce, startMailboxes } from '../../server/connectors/mailbox-watch.ts'
import { isNeedToKnow } from '../../server/mail-in.ts'
import { connect, fetch, log, mail, mailServer } from '../world/mailboxes.ts'
import { story } from '../world/story.ts'
import type { World } from '../world/world.ts'

const MB = 1024 * 1024
const mailbox = async (world: World) => {
  const { body } = await world.dora.call('GET', '/mailboxes')
  return (body as unknown as { mailboxes: { state: string; lastError: string | null }[] })
    .mailboxes[0]!
}

story(
  'a server that numbers its folder anew at every look gives nothing twice, and is named for it',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail({ Subject: 'One' }))
    imap.put(mail({ Subject: 'Without an id', 'Message-ID': '' }))
    imap.put(mail({ Subject: 'Three' }))
    expect(await fetch(world)).toBe(3)
    expect((await mailbox(world)).lastError).toBeNull()
    for (let look = 0; look < 4; look += 1) {
      imap.renumber()
      imap.mood.texts = 0
      if (look === 2) imap.put(mail({ Subject: 'In between' }))
      expect(await fetch(world)).toBe(look === 2 ? 1 : 0)
      // Only what has no id of its own has to be read to be known, and what is new.
      expect(imap.mood.texts).toBe(look === 2 ? 2 : 1)
    }
    expect((await log(world)).map(({ subject }) => subject)).toEqual([
      'One',
      'Without an id',
      'Three',
      'In between',
    ])
    expect(await mailbox(world)).toMatchObject({
      state: 'running',
      lastError: expect.stringContaining('anew 4 times within a day (UIDVALIDITY)'),
    })
    const { body } = await world.dora.call('GET', '/doctor')
    expect(JSON.stringify(body)).toContain('UIDVALIDITY')
    // A day without it, and it is forgotten.
    await world.clock.advance('25 hours')
    await fetch(world)
    expect((await mailbox(world)).lastError).toBeNull()
  },
)

story(
  'another mail under a Message-ID that was taken before is read in a folder that was numbered anew',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail({ 'Message-ID': '<same@acme.test>', Subject: 'Disk 1 is full' }))
    await fetch(world)
    imap.renumber()
    imap.put(mail({ 'Message-ID': '<same@acme.test>', Subject: 'Disk 2 is full' }))
    expect(await fetch(world)).toBe(1)
    expect((await log(world)).map(({ subject }) => subject)).toEqual([
      'Disk 1 is full',
      'Disk 2 is full',
    ])
  },
)

story(
  'of a mail over 25 MB the server may refuse even the headers: it is put on record, and what lies behind it is taken',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    const large = imap.put(mail({ Subject: 'A core dump' }))
    imap.mood.sizes.set(large, 26 * MB)
    imap.mood.headless.add(large)
    imap.put(mail({ Subject: 'Behind it' }))
    expect(await fetch(world)).toBe(2)
    expect(await log(world)).toMatchObject([
      { state: 'quarantined', reason: expect.stringMatching(/larger than 25 MB.*message 1 in/s) },
      { state: 'taken', subject: 'Behind it' },
    ])
  },
)

story(
  'a mail over 25 MB at whose headers the connection breaks stops nothing behind it',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    const large = imap.put(mail({ Subject: 'A core dump' }))
    imap.mood.sizes.set(large, 26 * MB)
    imap.mood.fatal.add(large)
    imap.put(mail({ Subject: 'Behind it' }))
    const watching = startMailboxes(world.system, { needToKnow: isNeedToKnow, firstWaitMs: 5 })
    const stored = async () => (await log(world)).length
    await expect.poll(stored, { timeout: 60_000, interval: 50 }).toBe(2)
    await watching.stop()
    await world.clock.settle()
    expect(await log(world)).toMatchObject([
      { state: 'quarantined', reason: expect.stringContaining('the connection broke each time') },
      { state: 'taken', subject: 'Behind it' },
    ])
  },
)

story(
  'a mail the server cannot even list is asked for all the same, and sizes that lie harm nobody',
  async (world) => {
    const imap = await mailServer()
    await connect(world, imap)
    imap.put(mail({ Subject: 'One' }))
    const unlisted = imap.put(mail({ Subject: 'Unlisted' }))
    imap.mood.unlisted.add(unlisted)
    const small = imap.put(mail({ Subject: 'Said to be empty' }))
    imap.mood.sizes.set(small, 0)
    const large = imap.put(mail({ Subject: 'Said to be small', text: 'x'.repeat(26 * MB) }))
    imap.mood.sizes.set(large, 100)
    imap.put(mail({ Subject: 'Behind them' }))
    expect(await fetchOnce(world.system, 'support', isNeedToKnow)).toBe(5)
    await world.clock.settle()
    expect(await log(world)).toMatchObject([
      { state: 'taken', subject: 'One' },
      { state: 'taken', subject: 'Unlisted' },
      { state: 'taken', subject: 'Said to be empty' },
      { state: 'quarantined', subject: 'Said to be small' },
      { state: 'taken', subject: 'Behind them' },
    ])
  },
)
