import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createMailbox } from '../../server/connectors/mailboxes.ts'
import { machine, type System } from '../../server/platform/system.ts'
import { inWork } from '../../server/platform/work.ts'
import { databaseUrl, run } from '../world/global-setup.ts'
import { startImapServer } from '../world/imap-server.ts'
import { randomFrom } from '../world/random.ts'
import { openEngine } from './engine-process.ts'
import { bundleEngine, killEngine, startEngine } from './engines.ts'

/** `MAIL_KILLS=200 npm test -- crash/mail` sends the whole 2,000 mails and takes some minutes more. */
const KILLS = Number(process.env['MAIL_KILLS'] ?? 15)
const FEWEST_KILLS = 8
/** On a busy machine fewer kills are reached in this time; how many is printed. */
const AT_MOST_MS = KILLS > 30 ? 900_000 : 30_000
const MAILS = KILLS > 30 ? 2000 : 600
const SENDING_MS = KILLS > 30 ? 40_000 : 15_000
const SENDERS = 6
/** The database's clock runs so many times faster: what was forgotten for its minute is found after four seconds. */
const FASTER = 15
const SEED = Date.now() % 1_000_000

let bundle: string
const engines = new Set<ChildProcess>()
beforeAll(async () => {
  bundle = await bundleEngine('mail-engine.ts')
})
afterAll(async () => {
  for (const engine of engines) await killEngine(engine)
  rmSync(dirname(bundle), { recursive: true, force: true })
})

interface Letter {
  thread: number
  place: number
  way: 'smtp' | 'imap'
}

const idOf = ({ thread, place }: Letter) => `mail-${thread}-${place}@acme.test`
const addressOf = ({ thread }: Letter) => `person${thread}@acme.test`

function rawOf(letter: Letter): string {
  const earlier = Array.from(
    { length: letter.place },
    (_, place) => `<${idOf({ ...letter, place })}>`,
  )
  return [
    `From: ${addressOf(letter)}`,
    'To: support@support.test',
    `Subject: ${letter.place > 0 ? 'Re: ' : ''}Thread ${letter.thread}`,
    `Message-ID: <${idOf(letter)}>`,
    ...(earlier.length > 0 ? [`References: ${earlier.join(' ')}`] : []),
    '',
    `Words ${letter.place} of thread ${letter.thread}`,
    '',
  ].join('\r\n')
}

/** Threads of one to three mails, half of all mails by each way, mixed within a thread as well. */
function lettersOf(random: ReturnType<typeof randomFrom>): Letter[][] {
  const threads: Letter[][] = []
  const left = { smtp: MAILS / 2, imap: MAILS / 2 }
  while (left.smtp + left.imap > 0) {
    const size = Math.min(1 + Math.floor(random.next() * 3), left.smtp + left.imap)
    threads.push(
      Array.from({ length: size }, (_, place) => {
        const wanted = random.next() < 0.5 ? 'smtp' : 'imap'
        const way = left[wanted] > 0 ? wanted : wanted === 'smtp' ? 'imap' : 'smtp'
        left[way] -= 1
        return { thread: threads.length, place, way }
      }),
    )
  }
  return threads
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const count = async (system: System, from: ReturnType<typeof sql>) =>
  (await sql<{ count: number }>`select count(*)::int as count from ${from}`.execute(system.db))
    .rows[0]!.count

test(
  `whatever takes mail is killed again and again: of ${MAILS} mails none is lost, none doubled, and each is in its thread`,
  { timeout: AT_MOST_MS + 240_000 },
  async () => {
    const random = randomFrom(SEED)
    const adminUrl = inject('adminUrl')
    const url = databaseUrl(adminUrl, 'crash_mail')
    await run(adminUrl, 'create database crash_mail template template_cast strategy file_copy')
    const imap = await startImapServer({ users: { support: 'secret' } })
    const system = await openEngine(url, 4)
    await sql
      .raw(`
      create or replace function app_now() returns timestamptz language sql stable parallel safe as
      $$ select timestamptz '2026-03-03T10:00:00Z' + (statement_timestamp() - timestamptz '${new Date().toISOString()}') * ${FASTER} $$`)
      .execute(system.db)
    await inWork(system, machine('test'), (work) =>
      createMailbox(work, {
        key: 'support',
        kind: 'imap',
        name: 'Support',
        addresses: ['support@support.test'],
        channel: 'paid',
        host: '127.0.0.1',
        port: imap.port,
        tls: 'none',
        user: 'support',
        auth: 'password',
        password: 'secret',
        begins: 'beginning',
      }),
    )
    const port = await freePort()
    const began = performance.now()
    const tally = { kills: 0, refused: 0, sent: 0 }
    const isTime = () => performance.now() - began < AT_MOST_MS
    const threads = lettersOf(random)
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })

    /** As a mail server does: until somebody says 250. A lost answer means the mail is sent again. */
    const send = async (letter: Letter) => {
      const envelope = { from: addressOf(letter), to: 'support@support.test' }
      for (;;) {
        const error = await transport.sendMail({ envelope, raw: rawOf(letter) }).then(
          () => null,
          (refused: unknown) => refused,
        )
        if (error === null) return
        tally.refused += 1
        // A mail server waits before it tries again; at once it would only ask a port that is closed.
        await pause(50 + random.next() * 100)
      }
    }
    const isStored = async (letter: Letter) =>
      (await count(system, sql`arrivals where message_id = ${idOf(letter)}`)) > 0
    const deliver = async (letter: Letter, hasAnswer: boolean) => {
      if (letter.way === 'smtp') await send(letter)
      else imap.put(rawOf(letter))
      tally.sent += 1
      if (letter.way === 'smtp' || !hasAnswer) return
      // Nobody answers a mail before it is somewhere; what stores it is another process, so we look.
      while (!(await isStored(letter))) await pause(100)
    }
    /** Spread over the time there is, so that the kills fall everywhere. */
    const rhythm = () => pause((random.next() * 2 * SENDERS * SENDING_MS) / MAILS)
    const waiting = [...threads]
    const sending = Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (let thread = waiting.shift(); thread; thread = waiting.shift())
          for (const [at, letter] of thread.entries()) {
            await rhythm()
            await deliver(letter, at < thread.length - 1)
          }
      }),
    )
    while (tally.kills < KILLS && isTime()) {
      const engine = await startEngine(bundle, url, String(port))
      engines.add(engine)
      // It lives for a random time, so that a kill finds it in the middle of anything.
      await pause(100 + random.next() * 1500)
      if (await killEngine(engine)) tally.kills += 1
      engines.delete(engine)
    }
    const last = await startEngine(bundle, url, String(port))
    engines.add(last)
    await sending
    const unread = () => count(system, sql`arrivals where state not in ('taken', 'duplicate')`)
    const taken = () => count(system, sql`arrivals where state = 'taken'`)
    await expect.poll(taken, { timeout: 150_000, interval: 250 }).toBeGreaterThanOrEqual(MAILS)
    await expect.poll(unread, { timeout: 60_000, interval: 250 }).toBe(0)
    await killEngine(last)
    engines.delete(last)

    const customers = sql`comments c join tickets t on t.id = c.ticket_id where c.author_kind = 'contact'`
    const found = {
      taken: await taken(),
      messages: await count(system, customers),
      'different messages': await count(
        system,
        sql`(select distinct c.message_id from ${customers}) d`,
      ),
      tickets: await count(system, sql`tickets`),
      'in another thread': await count(
        system,
        sql`${customers} and t.subject not like '%Thread ' || split_part(c.message_id, '-', 2)`,
      ),
      'behind the cursor': imap.folder('INBOX').mails.length,
      cursor: (await system.db.selectFrom('mailboxes').select('lastUid').executeTakeFirst())
        ?.lastUid,
    }
    const duplicates = await count(system, sql`arrivals where state = 'duplicate'`)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(
      `Mail kill test, seed ${SEED}: ${JSON.stringify({ ...tally, ...found, duplicates, seconds })}`,
    )
    transport.close()
    await system.live.close()
    await system.pool.end()
    await imap.close()
    expect(found).toEqual({
      taken: MAILS,
      messages: MAILS,
      'different messages': MAILS,
      tickets: threads.length,
      'in another thread': 0,
      'behind the cursor': MAILS / 2,
      cursor: MAILS / 2,
    })
    expect(tally.kills).toBeGreaterThanOrEqual(FEWEST_KILLS)
  },
)
