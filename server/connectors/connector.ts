import type { z } from 'zod'
import { guardedCommunity, type Community } from './community.ts'
import type { Inbound } from './inbound.ts'
import type { Net, NetAnswer } from './net.ts'
import { secretFields } from './marked-fields.ts'

export type { Net, NetAnswer, NetRequest } from './net.ts'

export type * from './community.ts'
export type * from './inbound.ts'

export interface IncomingRequest {
  method: string
  url: string
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>
  /** The bytes as they arrived: signatures are over these, never over what was parsed from them. */
  body: Buffer
}

export interface PageRequest {
  /** The same for every try of one page: whoever can, drops the second one. */
  key: string
  pageId: string
  /** A mail address, an ntfy topic, a webhook's URL, or the JSON of a push subscription. */
  address: string
  /** At most 120 characters. */
  title: string
  body: string
  /** 0: a test page; there is nothing to acknowledge. */
  incidentNumber: number
  urgency: 'high' | 'low'
  /**
   * A GET of `page` only shows, for mail scanners open links; both act on POST, `acknowledge` with
   * the token.
   */
  links: { page: string; acknowledge: string }
  acknowledgeToken: string
  receiptUrl: string
  /** After this instant the page is stale and must not go out any more. */
  sendBefore: Date
  /** Of the escalation policy, from 1. */
  level: number
}

/** News for a place rather than a person: a channel, a topic, a list. It wakes nobody. */
export interface Post {
  key: string
  address: string
  title: string
  text: string
  url: string | null
}

/** The provider's own id, by which its receipts will name it; null when it has none. */
export interface Sent {
  externalId: string | null
}

export interface CallRequest {
  incidentNumber: number
  /**
   * At least 16 random characters out of a-z, 0-9 and the hyphen: whoever knows them is in the
   * call.
   */
  secretSlug: string
}

export interface CallLink {
  url: string
  dialIn: string | null
}

interface FailureOptions {
  /** Trying again cannot help: go on to the next way of reaching the person. */
  permanent: boolean
  retryAfterSeconds?: number
  /** The address itself is dead: forget it and tell its owner. */
  addressGone?: boolean
  /** Our key, name or password was not accepted: no request will be, until somebody changes it. */
  keyRefused?: boolean
}

/** The outside said no, in words the user is shown. Never holds a secret. */
export class DeliveryFailed extends Error {
  readonly permanent: boolean
  readonly retryAfterSeconds: number | null
  readonly addressGone: boolean
  readonly keyRefused: boolean

  constructor(message: string, options: FailureOptions) {
    super(message)
    const { permanent, retryAfterSeconds, addressGone, keyRefused } = options
    this.name = 'DeliveryFailed'
    this.permanent = permanent
    this.retryAfterSeconds = retryAfterSeconds ?? null
    this.addressGone = addressGone ?? false
    this.keyRefused = keyRefused ?? false
  }
}

/** Whoever is calling could not prove who they are. Nothing was read. */
export class Forged extends Error {
  constructor(why = 'The sender could not be verified') {
    super(why)
    this.name = 'Forged'
  }
}

/** What arrived is genuine but cannot be understood: quarantine it under `message`. */
export class Unreadable extends Error {
  readonly reasons: string[]

  constructor(...reasons: string[]) {
    super(reasons.join('; '))
    this.name = 'Unreadable'
    this.reasons = reasons
  }
}

/** Capabilities: a connector has those it defines. */
interface Definition<Settings> {
  page?: (request: PageRequest, settings: Settings, net: Net) => Promise<Sent>
  post?: (post: Post, settings: Settings, net: Net) => Promise<Sent>
  callLink?: (request: CallRequest, settings: Settings, net: Net) => Promise<CallLink>
  /**
   * Throws Forged before it has read a word of a caller it cannot verify, Unreadable when there is
   * no sense in it.
   */
  receive?: (request: IncomingRequest, settings: Settings) => Promise<Inbound[]>
  /** A forum elsewhere whose topics are mirrored here. */
  community?: Community<Settings>
}

/**
 * What the rest of the house plugs in. It is handed the settings as stored, and checks them itself.
 */
export interface Connector extends Definition<unknown> {
  kind: string
  name: string
  /**
   * Draws the form; fields marked `.meta({ secret: true })` are stored encrypted and never shown
   * again.
   */
  settings: z.ZodObject
}

/**
 * Wraps each capability so that no connector has to think of it: settings are checked, a page never
 * leaves after its time, a network that does not answer is a DeliveryFailed worth another try, and
 * no error prints a secret setting.
 */
export function defineConnector<Schema extends z.ZodObject>(
  definition: { kind: string; name: string; settings: Schema } & Definition<z.output<Schema>>,
): Connector {
  const { kind, name, settings: schema, page, post, callLink, receive, community } = definition
  const secrets = secretFields(schema)

  async function guarded<Result>(
    stored: unknown,
    act: (settings: z.output<Schema>) => Promise<Result>,
  ) {
    const read = schema.safeParse(stored)
    if (!read.success)
      throw new DeliveryFailed(`The settings of ${name} are wrong: ${wordsOf(read.error)}`, {
        permanent: true,
      })
    try {
      return await act(read.data)
    } catch (error) {
      throw withoutSecrets(
        error,
        secrets.map((field) => read.data[field]),
      )
    }
  }

  const connector: Connector = { kind, name, settings: schema }
  if (page) {
    connector.page = (request, stored, net) =>
      guarded(stored, (settings) => {
        refuseStale(request)
        return page(request, settings, answering(net))
      })
  }
  if (post)
    connector.post = (news, stored, net) =>
      guarded(stored, (settings) => post(news, settings, answering(net)))
  if (callLink)
    connector.callLink = (call, stored, net) =>
      guarded(stored, (settings) => callLink(call, settings, answering(net)))
  if (receive)
    connector.receive = (request, stored) =>
      guarded(stored, (settings) => receive(request, settings))
  if (community)
    connector.community = guardedCommunity(community, (stored, net, act) =>
      guarded(stored, (settings) => act(settings, answering(net))),
    )
  return connector
}

/**
 * What an answer outside 2xx means. 408, 425, 429 and 5xx are worth another try, after Retry-After
 * when it is given (RFC 9110 10.2.3: seconds or a date; cut to one hour); everything else is a no
 * for good.
 */
export function refusedBy(who: string, answer: NetAnswer): DeliveryFailed {
  const permanent = answer.status < 500 && ![408, 425, 429].includes(answer.status)
  const said = answer.text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)
  const retryAfterSeconds = permanent ? undefined : secondsToWait(answer.headers['retry-after'])
  const words = said
    ? `${who} answered ${answer.status}: ${said}`
    : `${who} answered ${answer.status}`
  return new DeliveryFailed(words, {
    permanent,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}

function secondsToWait(retryAfter: string | undefined): number | undefined {
  if (!retryAfter) return undefined
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), 3600) : undefined
}

function refuseStale({ sendBefore }: PageRequest): void {
  if (sendBefore.getTime() > Date.now()) return
  throw new DeliveryFailed('The page was not sent: its time was over', { permanent: true })
}

function answering(net: Net): Net {
  const asked = async (url: string, ask: () => Promise<NetAnswer>) => {
    try {
      return await ask()
    } catch (error) {
      throw unreachable(url, error)
    }
  }
  return {
    post: (url, request) => asked(url, () => net.post(url, request)),
    get: (url, request) => asked(url, () => net.get(url, request)),
  }
}

// Paths and queries may be secrets themselves (topics, webhook addresses): only the host is named.
function unreachable(url: string, error: unknown): DeliveryFailed {
  const host = URL.canParse(url) ? new URL(url).host : 'an address that is no URL'
  const why = error instanceof Error ? error.message.replaceAll(url, host) : 'no reason given'
  const permanent = error instanceof Error && 'permanent' in error && error.permanent === true
  return new DeliveryFailed(`${host} could not be reached: ${why}`, { permanent })
}

function withoutSecrets(error: unknown, values: unknown[]): unknown {
  if (!(error instanceof Error)) return error
  for (const value of values) {
    if (typeof value !== 'string' || value.length < 4) continue
    error.message = error.message.replaceAll(value, '•••')
    error.stack = error.stack?.replaceAll(value, '•••')
  }
  return error
}

const wordsOf = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
