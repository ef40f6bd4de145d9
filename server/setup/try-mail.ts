import { randomUUIDv7 } from 'node:crypto'
import { DeliveryFailed } from '../connectors/connector.ts'
import { openImap, type ImapSession } from '../connectors/email/imap-session.ts'
import { sendMail } from '../connectors/email/send-mail.ts'
import { accountWith, addressFor } from '../connectors/imap-account.ts'
import { changeMailbox, createMailbox, listMailboxes } from '../connectors/mailboxes.ts'
import { saveOutgoingServer, type OutgoingServer } from '../connectors/mail-server.ts'
import { findUser } from '../people/queries.ts'
import { Refusal } from '../platform/errors.ts'
import { settingsOf } from '../platform/settings.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { LOOP_HEADER, loopToken } from '../tickets/own-mail.ts'
import { adviceFor, adviceWhenBack, type Side } from './mail-advice.ts'
import {
  endMailTest,
  findMailTest,
  noteSteps,
  outgoingOf,
  secretsOf,
  senderFor,
  type MailSecrets,
  type MailTest,
  type TriedStep,
} from './mail-tests.ts'
import { mailChannel, withMailAddress } from './organisation.ts'
import { changePlaybook, markDone } from './steps.ts'

/** Most messages are back within half a minute; some servers hold the first one of a stranger for longer. */
const PATIENCE_MS = 90_000
const LOOK_EVERY_MS = 2000
/** The mailbox the setup makes; another one of this key is changed. */
const MAILBOX = 'support'

const act = <R>(system: System, run: (work: Work) => Promise<R>) =>
  inWork(system, machine('set-up'), run)

/** Signs in where mail comes in, sends a message to the address itself, and waits until it is back. Each line is kept as it happens. */
export async function tryMail(
  system: System,
  { testId, patienceMs = PATIENCE_MS }: { testId: string; patienceMs?: number },
): Promise<void> {
  const test = await findMailTest(system.db, testId)
  const secrets = test && secretsOf(system, test)
  if (!test || !secrets || test.state !== 'running') return
  const tried = linesOf(system, test)
  try {
    const outgoing = outgoingOf(test, secrets)
    const session = await tried.step('incoming', () => signIn(system, test, secrets))
    try {
      const after = session.folder().uidNext - 1
      const token = loopToken(system, randomUUIDv7())
      await tried.step('outgoing', () => send(system, test, outgoing, token))
      await tried.step('return', () => comeBack(session, token, after, patienceMs))
    } finally {
      await session.close()
    }
    await act(system, (work) => keep(work, test, secrets, outgoing, tried))
  } catch (error) {
    await tried.fail(error)
  }
}

interface Tried {
  step<R extends { words: string }>(side: Side, run: () => Promise<R>): Promise<R>
  fail(error: unknown): Promise<void>
  /** How long the message took to go round. */
  milliseconds(): number
}

/** The lines of one try, written down as they happen. */
function linesOf(system: System, test: MailTest): Tried {
  const lines: TriedStep[] = []
  const note = () => act(system, (work) => noteSteps(work, test.id, lines))
  return {
    async step(side, run) {
      const words = doing(side, test)
      const line: TriedStep = { side, state: 'waiting', words, milliseconds: null, advice: null }
      lines.push(line)
      await note()
      const begun = performance.now()
      const done = await run()
      const milliseconds = Math.round(performance.now() - begun)
      Object.assign(line, { state: 'done', words: done.words, milliseconds })
      await note()
      return done
    },
    async fail(error) {
      const isTold = error instanceof DeliveryFailed || error instanceof Refusal
      if (!isTold) system.log.error({ err: error }, 'A test of mail broke')
      const message = error instanceof Error ? error.message : String(error)
      const line = lines.at(-1)
      if (line) {
        // It came back, and then the playbook or the mailboxes refused what was to hold from now on.
        const isBack = line.state === 'done'
        const words = isBack ? 'It came back, and could not be kept' : failed(line.side, test)
        const advice = isBack
          ? adviceWhenBack(whole(error, message))
          : adviceFor(line.side, test.settings.provider, message)
        Object.assign(line, { state: 'failed', words, advice })
      }
      await note()
      await act(system, (work) => endMailTest(work, test.id, 'failed'))
    },
    milliseconds: () =>
      lines
        .filter(({ side }) => side !== 'incoming')
        .reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0),
  }
}

/** With what is wrong in each place, where that is said. */
const whole = (error: unknown, message: string) =>
  error instanceof Refusal
    ? [message, ...error.fields.map((field) => field.message)].join(' ')
    : message

function doing(side: Side, { settings: { incoming, outgoing, address } }: MailTest): string {
  if (side === 'incoming') return `Connecting to ${incoming.host}`
  if (side === 'return') return 'Waiting for it to come back'
  return `Sending a message from ${address}${outgoing ? ` by ${outgoing.host}` : ''}`
}

function failed(side: Side, { settings: { incoming, outgoing } }: MailTest): string {
  if (side === 'incoming') return `${incoming.host} did not let us in`
  if (side === 'return') return 'The message went out and did not come back'
  return `${outgoing?.host ?? 'The mail server'} did not take the message`
}

async function signIn(system: System, { settings }: MailTest, { incoming: password }: MailSecrets) {
  const { host, port, tls, user } = settings.incoming
  const session = await openImap(await accountWith(system, { host, port, tls, user, password }))
  return { ...session, words: `Connected to ${host}` }
}

async function send(
  system: System,
  { settings: { address } }: MailTest,
  outgoing: OutgoingServer | null,
  token: string,
) {
  if (outgoing) await addressFor(system, outgoing)
  const server = await senderFor(system, outgoing)
  if (!server) throw new DeliveryFailed('No mail server is set up', { permanent: true })
  const { company } = await settingsOf(system)
  const me = { address, name: company.name }
  await sendMail(server, {
    from: me,
    to: [me],
    subject: 'Watchdesk tests the mail of this address',
    text: 'This message was sent by the setup of Watchdesk, to see whether it comes back. Nobody has to do anything; you may delete it.',
    messageId: `setup.${randomUUIDv7()}@${system.config.MAIL_DOMAIN}`,
    // The mark keeps it from becoming a ticket, also where the mailbox is fetched already.
    headers: { [LOOP_HEADER]: token, 'Auto-Submitted': 'auto-generated' },
  })
  return { words: `Sent a message from ${address}` }
}

async function comeBack(session: ImapSession, token: string, after: number, patienceMs: number) {
  const begun = performance.now()
  const looked = new Set<number>()
  for (;;) {
    const fresh = (await session.numbersAfter(after)).filter((uid) => !looked.has(uid))
    if (fresh.length > 0) {
      const heads = await session.heads(fresh)
      if ([...heads.values()].some((head) => head.includes(token))) return { words: 'It came back' }
      fresh.forEach((uid) => looked.add(uid))
    }
    const left = patienceMs - (performance.now() - begun)
    if (left <= 0)
      throw new DeliveryFailed(
        `Not there after ${Math.round(patienceMs / 1000)} s: nothing of ours is in the inbox`,
        { permanent: false },
      )
    await session.news(Math.min(LOOK_EVERY_MS, left), new AbortController().signal)
  }
}

/** What has been proven holds from now on: the mailbox is fetched, mail leaves by that server, the address is the company's. */
async function keep(
  work: Work,
  test: MailTest,
  { incoming: password }: MailSecrets,
  outgoing: OutgoingServer | null,
  tried: Tried,
) {
  const { address, incoming } = test.settings
  const admin = await findUser(work.db, test.startedBy)
  const playbook = await changePlaybook(work, admin, (before) =>
    withMailAddress(before, address.toLowerCase()),
  )
  const settings = {
    name: 'Support',
    addresses: [address.toLowerCase()],
    channel: mailChannel(playbook)?.key ?? '',
    ...incoming,
    auth: 'password' as const,
    password,
  }
  const known = (await listMailboxes(work.db)).find(
    ({ kind, addresses }) => kind === 'imap' && addresses.includes(address.toLowerCase()),
  )
  if (known) await changeMailbox(work, known.key, { ...settings, name: known.name })
  else
    await createMailbox(work, {
      ...settings,
      key: await freeKey(work),
      kind: 'imap',
      begins: 'now',
    })
  if (outgoing) await saveOutgoingServer(work, outgoing)
  const seconds = (tried.milliseconds() / 1000).toFixed(1)
  await markDone(work, 'mail', `A message from ${address} went out and came back in ${seconds} s.`)
  await endMailTest(work, test.id, 'passed')
}

async function freeKey(work: Work): Promise<string> {
  const taken = new Set((await listMailboxes(work.db)).map(({ key }) => key))
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? MAILBOX : `${MAILBOX}-${n}`
    if (!taken.has(key)) return key
  }
}
