import { lookup as resolveName } from 'node:dns/promises'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { codeOf } from './cannot-start.ts'
import { firstCall, redirected, Unreachable } from './outgoing-call.ts'
import type { Call, NetRequest } from './outgoing-call.ts'
import { isPublic, isReachable, readAllowed } from './public-address.ts'
import type { Allowed } from './public-address.ts'

export { Unreachable } from './outgoing-call.ts'
export type { NetRequest } from './outgoing-call.ts'

export interface NetAnswer {
  status: number
  /** The status is 2xx. */
  ok: boolean
  /** Names in lower case; what came more than once is joined with commas. */
  headers: Readonly<Record<string, string | undefined>>
  text: string
  bytes: Buffer
  /** Parsed when the answer says it is JSON and is; otherwise null. */
  json: unknown
}

/** The only way out. Any status that came back is an answer; throws Unreachable when none did. */
export interface Net {
  post: (url: string, request?: NetRequest) => Promise<NetAnswer>
  get: (url: string, request?: NetRequest) => Promise<NetAnswer>
}

export interface OpenNet extends Net {
  request: (method: string, url: string, request?: NetRequest) => Promise<NetAnswer>
  /** Lets go of the connections kept for later. */
  close: () => void
}

export interface NetOptions {
  /** Beside public addresses: every private one, or these addresses, CIDR blocks and host names. */
  allowPrivate: boolean | readonly string[]
  /** From the call to the last byte, redirects included. */
  timeoutMs?: number
  maxBytes?: number
  /** Turns a host name into addresses; for tests. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

interface Limits {
  allowed: Allowed
  maxBytes: number
  agents: { 'http:': HttpAgent; 'https:': HttpsAgent }
}
const MAX_REDIRECTS = 3
const AGENT = { keepAlive: true, maxSockets: 20, maxFreeSockets: 10 }
/** A connection of its own is never one that the other side has just let go of, so nothing is asked twice. */
const ONCE = { keepAlive: false }

export function createNet({
  allowPrivate,
  timeoutMs = 10_000,
  maxBytes = 1_000_000,
  resolve = resolveAll,
}: NetOptions): OpenNet {
  const usual = reaching(readAllowed(allowPrivate), resolve)
  // What a stranger names is fetched from the public internet only, whatever an administrator allows.
  const publicOnly = reaching(readAllowed(false), resolve)
  const request = async (method: string, url: string, given: NetRequest = {}) => {
    const deadline = AbortSignal.timeout(given.timeoutMs ?? timeoutMs)
    const reach = given.publicOnly ? publicOnly : usual
    return follow(
      firstCall(method, url, given),
      Math.min(given.redirects ?? 0, MAX_REDIRECTS),
      {
        ...reach,
        agents: given.once ? reach.onceAgents : reach.agents,
        maxBytes: given.maxBytes ?? maxBytes,
      },
      deadline,
    )
  }
  return {
    request,
    get: (url, given) => request('GET', url, given),
    post: (url, given) => request('POST', url, given),
    close: () =>
      [usual, publicOnly]
        .flatMap(({ agents }) => Object.values(agents))
        .forEach((agent) => agent.destroy()),
  }
}

/**
 * Where a host is, for protocols other than HTTP: the address to connect to, looked up once, so that what was checked is
 * what is reached. Throws Unreachable when it is unknown or private and private ones are not allowed.
 */
export async function addressOf(
  host: string,
  { allowPrivate }: { allowPrivate: boolean },
): Promise<{ address: string; isPublic: boolean }> {
  const found = await resolveAll(host).catch((error: unknown) => {
    throw new Unreachable(host, reason(error), { cause: error })
  })
  const allowed = readAllowed(allowPrivate)
  const good = found.find(({ address }) => isReachable(address, host, allowed))
  if (!good) throw notAllowed(host)
  return { address: good.address, isPublic: isPublic(good.address) }
}

function reaching(allowed: Allowed, resolve: typeof resolveAll) {
  const lookup = guardedLookup(allowed, resolve)
  const agentsWith = (options: object) => ({
    'http:': new HttpAgent({ ...options, lookup }),
    'https:': new HttpsAgent({ ...options, lookup }),
  })
  return { allowed, agents: agentsWith(AGENT), onceAgents: agentsWith(ONCE) }
}

const resolveAll = (host: string) => resolveName(host, { all: true })

// The check is made on the very addresses that are then connected to: a name that answers
// differently the second time gains nothing.
function guardedLookup(allowed: Allowed, resolve: typeof resolveAll): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const good = found.filter(({ address }) => isReachable(address, host, allowed))
        const first = good[0]
        if (first === undefined) callback(notAllowed(host), '', 0)
        else if (options.all) callback(null, good)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
}

const notAllowed = (host: string) =>
  new Unreachable(host, 'it is not on the public internet; ALLOW_PRIVATE_NETWORK would allow it', {
    permanent: true,
  })

async function follow(
  call: Call,
  redirects: number,
  limits: Limits,
  deadline: AbortSignal,
): Promise<NetAnswer> {
  const answer = await ask(call, limits, deadline)
  const to = answer.headers['location']
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && to !== undefined
  if (!isRedirect || redirects === 0) return answer
  return follow(redirected(call, answer.status, to), redirects - 1, limits, deadline)
}

async function ask(call: Call, limits: Limits, deadline: AbortSignal): Promise<NetAnswer> {
  const host = call.url.hostname.replace(/^\[|\]$/g, '')
  // A literal address is connected to without being looked up.
  if (isIP(host) !== 0 && !isReachable(host, host, limits.allowed)) throw notAllowed(host)
  try {
    return await send(call, limits, deadline)
  } catch (error) {
    if (error instanceof Unreachable) throw error
    throw new Unreachable(
      call.url.host,
      deadline.aborted ? 'it did not answer in time' : reason(error),
      { cause: error },
    )
  }
}

async function send(call: Call, limits: Limits, deadline: AbortSignal): Promise<NetAnswer> {
  const response = await responseTo(call, limits, deadline)
  const bytes = await read(response, call.url.host, limits.maxBytes)
  const text = bytes.toString('utf8')
  const status = response.statusCode ?? 0
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]),
  )
  return {
    status,
    ok: status >= 200 && status < 300,
    headers,
    text,
    bytes,
    json: jsonOf(headers, text),
  }
}

function responseTo({ method, url, headers, body }: Call, limits: Limits, deadline: AbortSignal) {
  const agent = limits.agents[url.protocol === 'https:' ? 'https:' : 'http:']
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  const attempt = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      let answered = false
      const request = start(url, { method, headers, agent, signal: deadline })
      request.once('response', (response) => {
        answered = true
        resolve(response)
      })
      request.on('error', (error) => {
        // The server had most likely just let go of a connection that we had kept. Asking again may
        // ask twice; giving up would lose a page.
        const wasStale = request.reusedSocket && !answered && !deadline.aborted
        if (wasStale && ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '')) resolve(attempt())
        else reject(error)
      })
      // Such as after 101: no answer, and no error either.
      request.once('close', () => answered || reject(new Error('it closed the connection')))
      request.end(body)
    })
  return attempt()
}

async function read(response: IncomingMessage, host: string, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > maxBytes) throw new Unreachable(host, `it answered more than ${maxBytes} bytes`)
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

function jsonOf(headers: NetAnswer['headers'], text: string): unknown {
  if (!/[/+]json\b/i.test(headers['content-type'] ?? '')) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'no such host is known',
  ENODATA: 'no such host is known',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  EPROTO: 'it does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
}

function reason(error: unknown): string {
  const code = codeOf(error) ?? ''
  const words = error instanceof Error ? error.message : String(error)
  if (/CERT|SIGNATURE|SELF_SIGNED/.test(code))
    return `its certificate is not valid (${words.split(';')[0]})`
  return REASONS[code] ?? words
}
