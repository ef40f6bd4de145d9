// Decides what exactly is sent to a URL, first and after a redirect.

export interface NetRequest {
  json?: unknown
  form?: Record<string, string>
  body?: string | Uint8Array
  headers?: Record<string, string>
  basicAuth?: [user: string, password: string]
  timeoutMs?: number
  /** Addresses of our own network are refused here even where an administrator allows them. */
  publicOnly?: boolean
  /** Of the answer; a longer one is no answer. */
  maxBytes?: number
  /**
   * Never sent a second time, not even when a kept connection turns out to be closed: for what must not happen twice.
   */
  once?: boolean
  /** How many redirects are followed, at most 3. Default 0: the redirect itself is the answer. */
  redirects?: number
}

/** Nobody answered, or we may not ask. `permanent`: asking again cannot help. Names no path or query. */
export class Unreachable extends Error {
  override name = 'Unreachable'
  readonly host: string
  readonly permanent: boolean

  constructor(
    host: string,
    message: string,
    { permanent = false, cause }: { permanent?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.host = host
    this.permanent = permanent
  }
}

export interface Call {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | Uint8Array | undefined
}

/** The request as it goes out. Throws Unreachable for a URL that we do not call. */
export function firstCall(
  method: string,
  given: string,
  { json, form, body, headers, basicAuth }: NetRequest,
): Call {
  const url = readUrl(given)
  const [type, sent] =
    json !== undefined
      ? ['application/json', JSON.stringify(json)]
      : form !== undefined
        ? ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()]
        : [undefined, body]
  const auth = basicAuth && `Basic ${Buffer.from(basicAuth.join(':')).toString('base64')}`
  const names = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return {
    method,
    url,
    body: sent,
    headers: {
      'user-agent': 'Watchdesk',
      ...(type && { 'content-type': type }),
      ...(auth && { authorization: auth }),
      ...Object.fromEntries(names),
    },
  }
}

/**
 * The request that follows a redirect. RFC 9110 15.4: 303 asks for a GET, and after 301 and 302
 * every browser makes one of a POST. A stranger is told the question alone: any header of ours may
 * be a key.
 */
export function redirected(
  { method, url: from, headers, body }: Call,
  status: number,
  to: string,
): Call {
  const url = readUrl(URL.parse(to, from)?.href ?? to)
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw new Unreachable(from.host, 'it leads away from https', { permanent: true })
  }
  const becomesGet = status === 303 || (status < 303 && method === 'POST')
  const known = ['user-agent', 'accept', ...(becomesGet ? [] : ['content-type'])]
  const keeps = (name: string) =>
    known.includes(name) || (url.origin === from.origin && !name.startsWith('content-'))
  return {
    method: becomesGet ? 'GET' : method,
    url,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => keeps(name))),
    body: becomesGet ? undefined : body,
  }
}

function readUrl(given: string): URL {
  if (!URL.canParse(given))
    throw new Unreachable('', 'the address is not a URL', { permanent: true })
  const url = new URL(given)
  const no = (why: string) => new Unreachable(url.host, why, { permanent: true })
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw no('only http and https are spoken')
  if (url.username || url.password) throw no('a user or password in the URL is not sent')
  return url
}
