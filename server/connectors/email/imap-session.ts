import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowError } from 'imapflow'
import { DeliveryFailed } from '../connector.ts'

export interface ImapAccount {
  /** Its name, as the certificate has it. */
  host: string
  /** Where it is: looked up and checked by the caller. */
  address: string
  port: number
  tls: 'tls' | 'starttls' | 'none'
  user: string
  secret: { password: string } | { accessToken: string }
  folder: string
  /** Mail is moved out of the folder after it was taken; otherwise the folder is opened for reading only. */
  moves: boolean
}

export interface FolderState {
  /** Changes when the server has numbered the folder anew (RFC 9051 2.3.1.1). */
  uidValidity: number
  /** What comes next gets at least this number. */
  uidNext: number
  messages: number
}

export interface Listed {
  uid: number
  bytes: number
  receivedAt: Date | null
}

/** One connection with one folder open. Never marks anything as read, never deletes. */
export interface ImapSession {
  folder(): FolderState
  can: { idle: boolean; move: boolean }
  /** Numbers above `uid`, ascending: whatever their flags are. */
  numbersAfter(uid: number): Promise<number[]>
  /** Size and date of these; those that were removed meanwhile are missing. */
  list(uids: readonly number[]): Promise<Listed[]>
  /** Whole messages; those that were removed meanwhile, or that the server gives no text of, are missing. */
  read(uids: readonly number[]): Promise<Map<number, Buffer>>
  readHeaders(uid: number): Promise<Buffer>
  /** The headers of these, byte for byte; those that the server gives none of are missing. */
  heads(uids: readonly number[]): Promise<Map<number, Buffer>>
  /** False when the server would not. */
  move(uids: readonly number[], folder: string): Promise<boolean>
  /** Until the server says something new has come, `ms` have passed, the connection ends or `signal` says stop. */
  news(ms: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** The server refused who we are: trying the same again only locks the account out. */
export class SignInRefused extends DeliveryFailed {}

/** The server said no to this one command, and is well otherwise. */
export class CommandRefused extends DeliveryFailed {}

/** Far above the largest mail we take, far below what would hurt. */
const MOST_LITERAL = 64 * 1024 * 1024
const SECOND = 1000
/** These say that the server, not the message, has a problem (RFC 5530); ETHROTTLE is the library's word. */
const LATER = /^(UNAVAILABLE|INUSE|SERVERBUG|LIMIT|OVERQUOTA|ETHROTTLE|CONTACTADMIN)$/

/** Signs in and opens the folder. Throws SignInRefused when it is us, DeliveryFailed for all else, in words without secrets. */
export async function openImap(account: ImapAccount): Promise<ImapSession> {
  const client = new ImapFlow({
    host: account.address,
    ...(isIP(account.host) === 0 && { servername: account.host }),
    port: account.port,
    secure: account.tls === 'tls',
    doSTARTTLS: account.tls === 'starttls',
    tls: { minVersion: 'TLSv1.2' },
    auth: {
      user: account.user,
      ...('password' in account.secret
        ? { pass: account.secret.password }
        : { accessToken: account.secret.accessToken }),
    },
    clientInfo: { name: 'Watchdesk' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20 * SECOND,
    greetingTimeout: 20 * SECOND,
    socketTimeout: 120 * SECOND,
    maxLiteralSize: MOST_LITERAL,
    maxResponseSize: 2 * MOST_LITERAL,
    maxLineLength: MOST_LITERAL,
  })
  // Every failure also rejects what is waiting; without a listener it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.mailboxOpen(account.folder, { readOnly: !account.moves })
  } catch (error) {
    client.close()
    throw failureOf(error, account)
  }
  return sessionOn(client, account)
}

function sessionOn(client: ImapFlow, account: ImapAccount): ImapSession {
  const asked = async <R>(ask: () => Promise<R>): Promise<R> => {
    try {
      return await ask()
    } catch (error) {
      throw failureOf(error, account)
    }
  }
  // News may come beside the answer to any command, before anybody waits for it.
  const heard = { news: false }
  client.on('exists', () => void (heard.news = true))
  return {
    folder: () => folderOf(client),
    can: { idle: client.capabilities.has('IDLE'), move: client.capabilities.has('MOVE') },
    numbersAfter: (uid) =>
      asked(async () => {
        heard.news = false
        // `n:*` always names the last message, even when its number is below n.
        const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true })
        if (!Array.isArray(found)) throw new Error('The server would not search the folder')
        return found.filter((number) => number > uid).sort((a, b) => a - b)
      }),
    list: (uids) =>
      asked(async () => {
        const query = { uid: true, size: true, internalDate: true }
        const found = await client.fetchAll(uids.join(','), query, { uid: true })
        return found.map(({ uid, size, internalDate }) => ({
          uid,
          bytes: size ?? 0,
          receivedAt: internalDate ? new Date(internalDate) : null,
        }))
      }),
    read: (uids) =>
      asked(async () => {
        const found = await client.fetchAll(
          uids.join(','),
          { uid: true, source: true },
          { uid: true },
        )
        return new Map(found.flatMap(({ uid, source }) => (source ? [[uid, source]] : [])))
      }),
    readHeaders: (uid) =>
      asked(async () => {
        const found = await client.fetchOne(
          String(uid),
          { uid: true, headers: true },
          { uid: true },
        )
        return found ? (found.headers ?? Buffer.alloc(0)) : Buffer.alloc(0)
      }),
    heads: (uids) =>
      asked(async () => {
        const found = await client.fetchAll(
          uids.join(','),
          { uid: true, headers: true },
          { uid: true },
        )
        return new Map(found.flatMap(({ uid, headers }) => (headers ? [[uid, headers]] : [])))
      }),
    move: (uids, folder) =>
      asked(async () => {
        const moved = await client.messageMove(uids.join(','), folder, { uid: true })
        return moved !== false
      }),
    news: (ms, signal) =>
      asked(async () => void (heard.news || (await waitForNews(client, ms, signal)))),
    close: () => closed(client),
  }
}

function folderOf({ mailbox }: ImapFlow): FolderState {
  if (!mailbox) throw new DeliveryFailed('The server closed the folder', { permanent: false })
  const { uidValidity, uidNext, exists } = mailbox
  return { uidValidity: Number(uidValidity), uidNext, messages: exists }
}

/** IDLE is a hint: a connection that has died silently is found out by the NOOP after it. */
async function waitForNews(client: ImapFlow, ms: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>()
  const end = () => over.resolve()
  const timer = setTimeout(end, ms)
  client.on('exists', end)
  client.on('close', end)
  signal.addEventListener('abort', end)
  const idling = client.idle().catch(end)
  try {
    if (!signal.aborted && !client.isClosed) await over.promise
    if (signal.aborted) return
    await client.noop()
    await idling
  } finally {
    clearTimeout(timer)
    client.off('exists', end)
    client.off('close', end)
    signal.removeEventListener('abort', end)
  }
}

async function closed(client: ImapFlow): Promise<void> {
  const timer = setTimeout(() => client.close(), SECOND)
  await client.logout().catch(() => client.close())
  clearTimeout(timer)
}

function failureOf(error: unknown, { host, port, secret, folder }: ImapAccount): DeliveryFailed {
  if (error instanceof DeliveryFailed) return error
  const failure = error as ImapFlowError
  const said =
    failure.responseText ?? (typeof failure.response === 'string' ? failure.response : '')
  const words = [said, failure.message, failure.code].find((text) => text) ?? 'no reason given'
  const clean = Object.values(secret).reduce((text, value) => text.replaceAll(value, '•••'), words)
  if (failure.authenticationFailed)
    return new SignInRefused(`${host} refused the sign-in: ${clean}`, { permanent: true })
  if (failure.mailboxMissing)
    return new DeliveryFailed(`There is no folder "${folder}" at ${host}`, { permanent: false })
  const code = failure.serverResponseCode ?? failure.code ?? ''
  if (failure.responseStatus && !LATER.test(code))
    return new CommandRefused(`${host} answered ${failure.responseStatus}: ${clean}`, {
      permanent: true,
    })
  return new DeliveryFailed(`${host}:${port} does not answer as it should: ${clean}`, {
    permanent: false,
  })
}
